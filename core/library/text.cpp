#include "library/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>

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

// How many bytes the character at a place takes: 1 for a byte that is no UTF-8.
std::size_t length_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first >= 0xF0 && first < 0xF8 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
  if (first >= 0xF8 || at + length > text.size()) return 1;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80) return 1;
  }
  return length;
}

std::uint32_t point_of(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes.front());
  if (bytes.size() == 1) return first;
  std::uint32_t point = first & (0xFFU >> (bytes.size() + 1));
  for (const char byte : bytes.substr(1)) point = (point << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  return point;
}

// What stands between words: marks and blanks of Latin-1, of all languages, of East
// Asia; arrows, signs and pictures, and what changes how a picture looks.
constexpr std::pair<std::uint32_t, std::uint32_t> kDividers[] = {
    {0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},      {0xD7, 0xD7},
    {0xF7, 0xF7},     {0x37E, 0x37E},   {0x60C, 0x60C},   {0x61B, 0x61F},    {0x6D4, 0x6D4},
    {0x2000, 0x206F}, {0x2190, 0x2BFF}, {0x3000, 0x303F}, {0xFE00, 0xFE0F},  {0xFF01, 0xFF0F},
    {0xFF1A, 0xFF20}, {0xFEFF, 0xFEFF}, {0xFFFD, 0xFFFD}, {0x1F000, 0x1FAFF}};

// What ends a sentence or a part of one.
constexpr std::uint32_t kEnders[] = {'.',   '?',    '!',    ',',    ';',    ':',    '(',    ')',    '\n',
                                     0x85,  0x2013, 0x2014, 0x2026, 0x2028, 0x2029, 0x37E,  0x60C,  0x61B,
                                     0x61F, 0x6D4,  0x3001, 0x3002, 0xFF01, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F};

bool divides(std::uint32_t point) {
  return std::ranges::any_of(kDividers,
                             [point](const auto& range) { return point >= range.first && point <= range.second; });
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

std::vector<PlacedWord> placed_words(std::string_view text) {
  std::vector<PlacedWord> result;
  PlacedWord word;
  const auto finish = [&](std::size_t place) {
    // Quotation marks written as apostrophes are no part of a word.
    const std::size_t first = word.text.find_first_not_of('\'');
    if (first != std::string::npos) {
      const std::size_t after = word.text.find_last_not_of('\'') + 1;
      word.from += first;
      word.to = place - (word.text.size() - after);
      word.text = word.text.substr(first, after - first);
      result.push_back(std::move(word));
      word.apart = false;
    }
    word.text.clear();
  };
  std::size_t place = 0;
  for (std::size_t at = 0; at < text.size(); ++place) {
    const std::string_view bytes = text.substr(at, length_at(text, at));
    at += bytes.size();
    const std::uint32_t point = point_of(bytes);
    const bool apostrophe = point == '\'' || point == 0x2019;
    if (apostrophe || (point < 0x80 ? is_letter(bytes.front()) : bytes.size() > 1 && !divides(point))) {
      if (word.text.empty()) word.from = place;
      word.text += apostrophe ? "'" : bytes.size() == 1 ? std::string(1, lower(bytes.front())) : std::string(bytes);
      continue;
    }
    finish(place);
    word.apart = word.apart || std::ranges::find(kEnders, point) != std::end(kEnders);
  }
  finish(place);
  return result;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  for (PlacedWord& word : placed_words(text)) result.push_back(std::move(word.text));
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
