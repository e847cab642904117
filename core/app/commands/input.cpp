#include "app/commands/input.h"

#include "app/commands/text.h"

namespace hearth::app {

Outcome<std::string> words_within(std::string_view text, std::size_t limit, std::string_view field) {
  std::string words = trimmed(text);
  if (story::count_characters(words) > limit) return refuse(ErrorCode::kTooLong, field);
  return words;
}

Outcome<std::string> needed_words(std::string_view text, std::size_t limit, std::string_view field) {
  auto words = words_within(text, limit, field);
  if (words && words->empty()) return refuse(ErrorCode::kEmpty, field);
  return words;
}

Outcome<std::optional<base::Date>> day_in(std::string_view text, std::string_view field) {
  if (text.empty()) return std::optional<base::Date>();
  const auto day = base::from_iso(text);
  if (!day) return refuse(ErrorCode::kBadRequest, field);
  return std::optional(*day);
}

Outcome<std::optional<base::Date>> day_to_come(const Core& core, std::string_view text, std::string_view field) {
  auto day = day_in(text, field);
  if (day && *day && **day < core.today()) return refuse(ErrorCode::kBadRequest, field);
  return day;
}

Outcome<story::form::Lines> lines_in(const story::form::Form& form, const std::vector<boundary::Line>& typed) {
  story::form::Lines given;
  for (const boundary::Line& line : typed) {
    auto words = words_within(line.text, story::form::kMostOfALine, "line");
    if (!words) return std::unexpected(words.error());
    // Once each, and only what the form asks; an empty one is as if it were not there.
    if (story::form::find(given, line.id) != nullptr) return refuse(ErrorCode::kBadRequest, "lines");
    given.push_back({line.id, std::move(*words)});
  }
  story::form::Lines lines;
  std::size_t known = 0;
  for (const std::string& id : story::form::ids(form)) {
    const story::form::Line* line = story::form::find(given, id);
    if (line == nullptr) continue;
    ++known;
    if (!line->text.empty()) lines.push_back(*line);
  }
  if (known != given.size()) return refuse(ErrorCode::kBadRequest, "lines");
  if (!story::form::holds(form, lines)) return refuse(ErrorCode::kBadRequest, "standing");
  return lines;
}

std::optional<boundary::Failure> not_two(const Core& core) {
  if (core.open_space() || core.demo) return std::nullopt;
  return refuse(core.space() || core.keep.left ? ErrorCode::kLeft : ErrorCode::kNotPaired).error();
}

}  // namespace hearth::app
