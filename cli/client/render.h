// The core's view-models as plain text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/client/frame.h"

namespace hearth::cli {

[[nodiscard]] std::string render_today(const Json& today, const Json& status);

[[nodiscard]] std::string render_status(const Json& status);

// `partner` is the other's name, or empty.
[[nodiscard]] std::string render_exchange(const Json& exchange, const std::string& partner);

// What each reads, alone, before two people begin.
[[nodiscard]] std::string word_before_you_begin();

// "warm", of an object with a depth of 1 to 5; else empty.
[[nodiscard]] std::string depth_in_words(const Json& object);

// What the one who shares wishes from the other, by the mode of the reply.
[[nodiscard]] std::string_view wish_of(std::string_view reply);

// The text of a member that may be missing or null.
[[nodiscard]] std::string text_of(const Json& object, const char* key);

// Why this question or step: the sentences of docs/guide.md, from their codes.
[[nodiscard]] std::string render_why(const Json& why, std::string_view facet);

// A facet in the words of the app.
[[nodiscard]] std::string_view facet_in_words(std::string_view facet);

// Every line of `text` behind so many spaces.
[[nodiscard]] std::string indented(const std::string& text, std::size_t spaces = 2);

}  // namespace hearth::cli
