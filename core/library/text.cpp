#include "library/text.h"

#include <algorithm>
#include <array>
#include <span>

#include "library/pack.h"

namespace hearth::library {
namespace {

// What may stand before the subject in a question that yes or no answers.
constexpr std::array<std::string_view, 37> kClosers = {
    "am",    "is",       "are",    "was",      "were",      "do",      "does",   "did",     "have",   "has",
    "had",   "will",     "would",  "can",      "could",     "shall",   "should", "may",     "might",  "must",
    "isn't", "aren't",   "wasn't", "weren't",  "don't",     "doesn't", "didn't", "haven't", "hasn't", "hadn't",
    "won't", "wouldn't", "can't",  "couldn't", "shouldn't", "ever",    "ready"};

constexpr std::array<std::string_view, 22> kSubjects = {
    "i",   "you", "it", "they", "we",     "there",  "this",     "that",    "these", "those", "your",
    "the", "a",   "an", "each", "either", "anyone", "anything", "someone", "both",  "one",   "our"};

constexpr std::array<std::string_view, 15> kAskers = {"what",   "what's", "which", "who",     "who's",
                                                      "whom",   "whose",  "where", "where's", "when",
                                                      "when's", "why",    "how",   "how's",   "whatever"};

// Those of them that may also begin a clause that asks nothing ("When you are tired, …").
constexpr std::array<std::string_view, 3> kAlsoConjunctions = {"when", "where", "whatever"};

constexpr std::array<std::string_view, 20> kInvitations = {
    "tell", "describe", "give", "name", "finish", "invent", "picture", "imagine", "recall", "think",
    "look", "leave",    "go",   "show", "draw",   "list",   "choose",  "write",   "say",    "remember"};

constexpr std::array<std::string_view, 98> kCommonest = {
    "a",        "an",    "and",   "are",  "as",   "at",    "be",     "been", "but",   "by",    "can",  "could", "did",
    "do",       "does",  "each",  "for",  "from", "had",   "has",    "have", "how",   "i",     "if",   "in",    "into",
    "is",       "it",    "its",   "like", "more", "most",  "much",   "of",   "off",   "on",    "one",  "or",    "other",
    "out",      "over",  "own",   "so",   "some", "than",  "that",   "the",  "their", "them",  "then", "there", "these",
    "they",     "this",  "those", "to",   "too",  "two",   "under",  "up",   "us",    "was",   "were", "what",  "whats",
    "when",     "where", "which", "who",  "whom", "whose", "why",    "will", "with",  "would", "you",  "your",  "yours",
    "yourself", "me",    "my",    "we",   "our",  "he",    "she",    "his",  "her",   "him",   "am",   "not",   "no",
    "yes",      "any",   "all",   "just", "very", "about", "between"};

bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         static_cast<unsigned char>(letter) >= 0x80;
}

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

// Lower case, with straight apostrophes.
std::string plain(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "\u2019") {
      result.push_back('\'');
      i += 2;
    } else {
      result.push_back(lower(text[i]));
    }
  }
  return result;
}

// Without the endings that inflection adds; crude, but the same for all.
std::string stem(std::string word) {
  std::erase(word, '\'');
  for (const std::string_view ending : {"ing", "ies", "ed", "es", "ly", "s", "e"}) {
    if (word.size() >= ending.size() + 3 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      break;
    }
  }
  return word;
}

bool is_clause_end(char letter) { return letter == ',' || letter == ';' || letter == ':'; }

std::size_t common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::size_t count = 0;
  for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
    if (*left < *right) {
      ++left;
    } else if (*right < *left) {
      ++right;
    } else {
      ++count;
      ++left;
      ++right;
    }
  }
  return count;
}

void sort_once(std::vector<std::string>& list) {
  std::ranges::sort(list);
  const auto rest = std::ranges::unique(list);
  list.erase(rest.begin(), rest.end());
}

}  // namespace

std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> result;
  std::string current;
  const auto finish = [&] {
    if (std::ranges::any_of(current, is_letter)) result.push_back(current);
    current.clear();
  };
  for (const char letter : text) {
    current.push_back(letter);
    if (letter == '.' || letter == '?' || letter == '!') finish();
  }
  finish();
  return result;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  std::string current;
  const auto finish = [&] {
    if (std::ranges::any_of(current, is_letter)) result.push_back(current);
    current.clear();
  };
  for (const char letter : plain(text)) {
    if (is_letter(letter) || letter == '\'') {
      current.push_back(letter);
    } else {
      finish();
    }
  }
  finish();
  // Quotation marks written as apostrophes are no part of a word.
  for (auto& word : result) {
    while (word.starts_with('\'')) word.erase(0, 1);
    while (word.ends_with('\'')) word.pop_back();
  }
  return result;
}

bool holds(std::string_view text, std::string_view pattern) {
  if (std::ranges::none_of(pattern, is_letter)) return !pattern.empty() && text.find(pattern) != std::string_view::npos;
  const bool open_end = pattern.ends_with('*');
  const auto wanted = words(pattern);
  const auto present = words(text);
  for (std::size_t start = 0; start + wanted.size() <= present.size(); ++start) {
    bool all = true;
    for (std::size_t i = 0; i < wanted.size() && all; ++i) {
      const std::string& word = present[start + i];
      const bool last = i + 1 == wanted.size();
      all = last && open_end ? word.starts_with(wanted[i]) : word == wanted[i];
    }
    if (all) return true;
  }
  return false;
}

bool asks_yes_or_no(std::string_view sentence) {
  if (!sentence.ends_with('?')) return false;
  bool asks = false;           // a question word somewhere
  bool asks_for_sure = false;  // one that is no conjunction, before this clause
  std::size_t clause = 0;
  for (std::size_t i = 0; i <= sentence.size(); ++i) {
    if (i < sentence.size() && !is_clause_end(sentence[i])) continue;
    const auto parts = words(sentence.substr(clause, i - clause));
    if (!parts.empty()) {
      const bool first = clause == 0;
      const bool closer = is_one_of(parts[0], kClosers);
      if (closer && (first || (!asks_for_sure && parts.size() > 1 && is_one_of(parts[1], kSubjects)))) return true;
      for (const auto& word : parts) {
        const bool asker = is_one_of(word, kAskers);
        asks = asks || asker;
        asks_for_sure = asks_for_sure || (asker && !is_one_of(word, kAlsoConjunctions));
      }
    }
    clause = i + 1;
  }
  return !asks;
}

bool invites(std::string_view sentence) {
  const auto all = words(sentence);
  return !all.empty() && !sentence.ends_with('?') && is_one_of(all.front(), kInvitations);
}

Fingerprint fingerprint(std::string_view text) {
  Fingerprint result;
  auto all = words(text);
  for (auto& word : all) {
    if (word.ends_with("'s")) word.resize(word.size() - 2);
  }
  auto telling = all;
  std::erase_if(telling, [](const std::string& word) { return is_one_of(word, kCommonest); });
  std::string joined = "  ";
  for (const auto& word : telling.empty() ? all : telling) {
    result.words.push_back(stem(word));
    joined += result.words.back() + " ";
  }
  for (std::size_t i = 0; i + 3 <= joined.size(); ++i) result.trigrams.push_back(joined.substr(i, 3));
  sort_once(result.words);
  sort_once(result.trigrams);
  return result;
}

double likeness(const Fingerprint& a, const Fingerprint& b) {
  const auto ratio = [](std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  const std::size_t shared = common(a.words, b.words);
  const double jaccard = ratio(shared, a.words.size() + b.words.size() - shared);
  const double dice = ratio(2 * common(a.trigrams, b.trigrams), a.trigrams.size() + b.trigrams.size());
  return std::max(jaccard, dice);
}

double likeness(std::string_view a, std::string_view b) { return likeness(fingerprint(a), fingerprint(b)); }

}  // namespace hearth::library
