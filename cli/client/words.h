// Words as people type them.
#pragma once

#include <string>
#include <vector>

namespace hearth::cli {

[[nodiscard]] std::string lower_case(std::string text);

// Joins arguments such as `"lantern river" Ember,oak` to lower-case words with one
// space between them.
[[nodiscard]] std::string split_words(const std::vector<std::string>& arguments);

}  // namespace hearth::cli
