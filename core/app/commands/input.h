// What people type, on its way into an event: checked, or refused with the name of the
// field. No state of its own; one thread at a time.
#pragma once

#include "app/core.h"
#include "story/form/form.h"

namespace hearth::app {

// Without blanks at both ends; not longer than `limit` characters.
[[nodiscard]] Outcome<std::string> words_within(std::string_view text, std::size_t limit, std::string_view field);
// The same, and not empty.
[[nodiscard]] Outcome<std::string> needed_words(std::string_view text, std::size_t limit, std::string_view field);

// A day that may be left out.
[[nodiscard]] Outcome<std::optional<base::Date>> day_in(std::string_view text, std::string_view field);
// The same, from today on.
[[nodiscard]] Outcome<std::optional<base::Date>> day_to_come(const Core& core, std::string_view text,
                                                             std::string_view field);

// The lines of a form that hold words, in the order of the form.
[[nodiscard]] Outcome<story::form::Lines> lines_in(const story::form::Form& form,
                                                   const std::vector<boundary::Line>& typed);

// Refuses when there are no two, or when one of them has left.
[[nodiscard]] std::optional<boundary::Failure> not_two(const Core& core);

}  // namespace hearth::app
