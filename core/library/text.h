// How the deck check, the hints on wording and the offer of help look at English text.
// Only ASCII letters change case, curly apostrophes count as straight ones; marks,
// blanks and pictures beyond ASCII divide words as those of ASCII do.
// No state; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::library {

// The sentences of a text, each with its closing mark (. ? ! or the end).
[[nodiscard]] std::vector<std::string> sentences(std::string_view text);

// Lower-case words: letters, digits and apostrophes; a hyphen divides.
[[nodiscard]] std::vector<std::string> words(std::string_view text);

// The same words with their places in the text. Bytes that are no UTF-8 count as one
// character each.
struct PlacedWord {
  std::string text;
  std::size_t from = 0;  // in characters (code points)
  std::size_t to = 0;    // the one after the last
  bool apart = true;     // a sentence, or a part of one, begins with it
};
[[nodiscard]] std::vector<PlacedWord> placed_words(std::string_view text);

// True when the text holds the pattern: its words in a row, whole, in any case; a
// word that ends in * stands for every word that begins so. A pattern without
// letters and digits is looked for as it stands.
[[nodiscard]] bool holds(std::string_view text, std::string_view pattern);

// True when a sentence that asks can be answered by yes or no: no question word in
// it, or a clause that begins with a verb before its subject ("do you", "is it") and
// has no "what", "which", "who", "why" or "how" before it.
[[nodiscard]] bool asks_yes_or_no(std::string_view sentence);

// True when a sentence invites to tell something ("Describe …") without a question mark.
[[nodiscard]] bool invites(std::string_view sentence);

// How alike two texts are in the words that carry them: 0 nothing, 1 the same. The
// larger of two measures over words without the commonest ones and without endings:
// Jaccard's index of the word sets (finds the same words in another order) and
// Dice's coefficient of the letter trigrams (finds small changes of words).
[[nodiscard]] double likeness(std::string_view a, std::string_view b);

// What likeness() compares, prepared once for many comparisons.
struct Fingerprint {
  std::vector<std::string> words;     // sorted, each once
  std::vector<std::string> trigrams;  // sorted, each once
};
[[nodiscard]] Fingerprint fingerprint(std::string_view text);
[[nodiscard]] double likeness(const Fingerprint& a, const Fingerprint& b);

}  // namespace hearth::library
