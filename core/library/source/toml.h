// TOML as decks are written in it: a small, strict part of TOML 1.0. What it reads,
// every TOML reader reads alike; much of TOML it refuses.
//
//   document   lines of: key = value · [key] · [[key]] · # comment
//   key        letters, digits, '_' and '-'; no dots, no quotation marks
//   value      "text" with \" \\ \n \t \uXXXX · 'text' · whole number · date 2026-11-21
//              · [value, …] over any number of lines · { key = value, … } on one line
//
// Bounded and total: any bytes give a document or the line of the first thing that
// is wrong. Written here because toml++ 3.3 without exceptions ends the program, or
// runs into undefined behaviour, on some input that is no TOML.
// No state; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::library::source::toml {

inline constexpr std::size_t kLongestDocument = 1U << 20U;  // bytes
inline constexpr int kDeepest = 6;                          // arrays and tables in one another
inline constexpr std::size_t kMostItems = 5000;             // in one array or table

struct Member;

struct Node {
  enum class Kind : std::uint8_t { text, number, date, array, table };

  Kind kind = Kind::table;
  int line = 1;
  std::string text;             // of a text; the ISO form of a date
  std::int64_t number = 0;      // of a number
  std::vector<Node> items;      // of an array; [[key]] makes an array of tables
  std::vector<Member> members;  // of a table, in the order in which they stand there

  // The member of a table; null when it has none of that name.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
};

struct Member {
  std::string key;
  Node value;
};

struct Error {
  int line = 1;
  std::string_view detail;  // a plain English phrase
};

// decoder: deck
[[nodiscard]] std::expected<Node, Error> parse(std::string_view text);

}  // namespace hearth::library::source::toml
