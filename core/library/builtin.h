// The pack that every copy of Hearth carries (content/en), read once at first use.
// After that read-only; any thread.
#pragma once

#include "library/pack.h"

namespace hearth::library {

// Valid for the life of the program. That the embedded text can be read is part of
// the build: if it cannot, the program ends at once.
[[nodiscard]] const Pack& builtin();

// The question with this id; null when the built-in pack has none.
[[nodiscard]] const Question* find_question(std::string_view id);
[[nodiscard]] const Practice* find_practice(std::string_view id);

// True when a text holds one of the pack's heavy phrases: help may be offered to who
// wrote it. Nothing is kept.
[[nodiscard]] bool is_heavy(std::string_view text);

// True when a sentence of the text is about watching someone: where they are, or what is
// on their phone. An agreement on openness holds nothing of it.
[[nodiscard]] bool is_watching(std::string_view text);

}  // namespace hearth::library
