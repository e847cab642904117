// Forms: a few named lines, each in own words. Agreements and pages of one's own are
// made of them; which forms there are, and what holds for each, is one closed table.
// What a line asks stands in the language files. No state; any thread.
#pragma once

#include "story/type.h"

namespace hearth::story::form {

inline constexpr std::size_t kMostOfALine = 4000;  // characters
inline constexpr std::size_t kMostLines = 5;

struct Line {
  std::string id;
  std::string text;
  friend bool operator==(const Line&, const Line&) = default;
};
using Lines = std::vector<Line>;

enum class Of : std::uint8_t { page, agreement };

struct Form {
  Of of = Of::page;
  std::string_view kind;
  std::string_view lines;    // their ids, a blank between two
  bool log = false;          // a page: many stand side by side; else one, written anew
  bool stays = false;        // a page: no line of it goes to the other
  std::size_t standing = 0;  // so many lines, from the first on, hold a word of kStanding
  bool needs_end = false;    // an agreement: none without an end date
  bool watched = false;      // an agreement: nothing in it about watching the other
  std::string_view track;    // an agreement: the only way on which it is offered
};
inline constexpr std::string_view kStanding[] = {"open", "thin", "cut"};

[[nodiscard]] std::span<const Form> forms();
// Null for a kind that there is not.
[[nodiscard]] const Form* find(Of of, std::string_view kind);
[[nodiscard]] std::vector<std::string> ids(const Form& form);

// Lines of the form, each at most once and none of them empty or too long.
[[nodiscard]] bool holds(const Form& form, const Lines& lines);
// Null for a line that is not there.
[[nodiscard]] const Line* find(const Lines& lines, std::string_view id);

// Kind and lines, as they stand in a payload. False unless they are of a form.
[[nodiscard]] bool read(Fields& fields, Of of, std::string& kind, Lines& lines);
[[nodiscard]] Json to_json(const Lines& lines);

// Every line behind its name, for a reader of what was exported.
[[nodiscard]] std::string as_text(const Lines& lines);

}  // namespace hearth::story::form
