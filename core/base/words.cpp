#include "base/words.h"

#include <algorithm>
#include <array>

#include "base_words_list.h"

namespace hearth::base {
namespace {

constexpr std::size_t kLongestWord = 8;
constexpr std::size_t kTellingLetters = 4;

std::array<std::string_view, kWordCount> divide(std::string_view list) {
  std::array<std::string_view, kWordCount> result;
  for (auto& word : result) {
    word = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(word.size() + 1, list.size()));
  }
  return result;
}

}  // namespace

std::span<const std::string_view, kWordCount> words() {
  static const auto kWords = divide(kWordList);
  return kWords;
}

std::optional<std::uint16_t> word_index(std::string_view word) {
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  std::array<char, kLongestWord> letters{};
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char letter = word[i];
    if (letter >= 'a' && letter <= 'z') {
      letters[i] = letter;
    } else if (letter >= 'A' && letter <= 'Z') {
      letters[i] = static_cast<char>(letter - 'A' + 'a');
    } else {
      return std::nullopt;
    }
  }
  const std::string_view wanted(letters.data(), word.size());
  const auto list = words();
  // Sorted: the first word that is not before `wanted` is the word itself, or the
  // first that begins with it.
  const auto found = std::ranges::lower_bound(list, wanted);
  if (found == list.end()) return std::nullopt;
  const bool begins = wanted.size() >= kTellingLetters && found->starts_with(wanted);
  if (*found != wanted && !begins) return std::nullopt;
  return static_cast<std::uint16_t>(found - list.begin());
}

}  // namespace hearth::base
