#include "cli/client/words.h"

#include <algorithm>

namespace hearth::cli {

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::string split_words(const std::vector<std::string>& arguments) {
  std::string joined;
  for (const std::string& argument : arguments) joined += argument + ' ';
  std::string words;
  bool between = true;
  for (const char c : lower_case(joined)) {
    if (c >= 'a' && c <= 'z') {
      if (between && !words.empty()) words += ' ';
      words += c;
    }
    between = c < 'a' || c > 'z';
  }
  return words;
}

}  // namespace hearth::cli
