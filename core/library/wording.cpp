#include "library/wording.h"

#include <algorithm>
#include <string>
#include <vector>

#include "library/text.h"

namespace hearth::library {
namespace {

struct Phrase {
  std::vector<std::string> words;
  bool at_beginning = false;  // of a sentence, or of a part of one
  bool open_end = false;
  const WordingRule* rule = nullptr;
  bool meant_well = false;
};

bool begins(std::span<const PlacedWord> present, const Phrase& phrase) {
  const std::size_t count = phrase.words.size();
  if (count == 0 || count > present.size() || (phrase.at_beginning && !present.front().apart)) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && present[i].apart) return false;
    const std::string& word = present[i].text;
    const bool open = phrase.open_end && i + 1 == count;
    if (open ? !word.starts_with(phrase.words[i]) : word != phrase.words[i]) return false;
  }
  return true;
}

}  // namespace

std::vector<WordingHint> look(std::span<const WordingRule> rules, std::string_view text, Replying replying) {
  std::vector<Phrase> phrases;
  for (const WordingRule& rule : rules) {
    if (rule.kind == "advice" && replying == Replying::no) continue;
    for (const auto* list : {&rule.phrases, &rule.except}) {
      for (const std::string& phrase : *list)
        phrases.push_back({words(phrase), phrase.starts_with('^'), phrase.ends_with('*'), &rule, list == &rule.except});
    }
  }
  const auto present = placed_words(text);
  std::vector<WordingHint> hints;
  for (std::size_t i = 0; i < present.size() && hints.size() < kMostHints; ++i) {
    const Phrase* longest = nullptr;
    for (const Phrase& phrase : phrases) {
      const bool longer = longest == nullptr || phrase.words.size() > longest->words.size();
      if (longer && begins(std::span(present).subspan(i), phrase)) longest = &phrase;
    }
    if (longest == nullptr) continue;
    const std::size_t last = i + longest->words.size() - 1;
    if (!longest->meant_well)
      hints.push_back({present[i].from, present[last].to, longest->rule->kind, longest->rule->offer});
    i = last;
  }
  return hints;
}

}  // namespace hearth::library
