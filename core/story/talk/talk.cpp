#include "story/talk/talk.h"

#include <algorithm>

namespace hearth::story::talk {
namespace {

constexpr std::string_view kCloser[] = {"closer", "same", "further"};
constexpr std::string_view kBecame[] = {"open", "done", "moved", "let_go"};
constexpr std::string_view kPlaces[] = {"table", "walk", "car", "bed", "call"};
constexpr std::string_view kStill[] = {"yes", "changed", "gone"};
constexpr std::string_view kAnswers[] = {"yes", "another_time", "not_yet"};
constexpr std::size_t kTimeLength = 5;
constexpr std::size_t kLongestKind = 16;
constexpr std::int64_t kLongestTalk = 120;

bool is_kind(std::string_view kind) {
  return !kind.empty() && std::ranges::all_of(kind, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

// An optional day has no field of its own kind: it is a text, or missing.
bool read_day(const std::optional<std::string>& text, std::optional<base::Date>& out) {
  if (!text) return true;
  const auto day = base::from_iso(*text);
  if (!day) return false;
  out = *day;
  return true;
}

template <class Enum, std::size_t kCount>
std::optional<Enum> value_in(const std::string_view (&words)[kCount], std::string_view word) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

bool read(const Json& json, Kept& out) {
  std::optional<std::string> by;
  Fields fields(json);
  fields.text("kind", out.kind, kLongestKind).integer("minutes", out.minutes, 0, kLongestTalk);
  fields.integer("heard", out.heard, 1, kMostOfAnItem).integer("meant", out.meant, 1, kMostOfAnItem);
  fields.word("closer", kCloser, out.closer).text("word", out.word, kMostOfAWord);
  fields.text("learned", out.learned, kLongText).text("note", out.note, kLongText);
  fields.text("step", out.step, kShortText).text("by", by, kLongestKind).date("day", out.day);
  return fields.done() && is_kind(out.kind) && read_day(by, out.by) && !out.says_nothing();
}
Json write(const Kept& content) {
  Json json;
  json.set("kind", content.kind).set("minutes", content.minutes);
  if (content.heard) json.set("heard", *content.heard);
  if (content.meant) json.set("meant", *content.meant);
  if (content.closer) json.set("closer", word(*content.closer));
  json.set("word", content.word).set("learned", content.learned).set("note", content.note).set("step", content.step);
  if (content.by) json.set("by", base::to_iso(*content.by));
  return json.set("day", base::to_iso(content.day));
}

bool read(const Json& json, LookedBack& out) {
  std::optional<std::string> by;
  Fields fields(json);
  fields.fixed("talk", out.talk).word("became", kBecame, out.became).text("by", by, kLongestKind);
  return fields.done() && read_day(by, out.by);
}
Json write(const LookedBack& content) {
  Json json;
  json.set("talk", to_json(content.talk)).set("became", word(content.became));
  if (content.by) json.set("by", base::to_iso(*content.by));
  return json;
}

bool read(const Json& json, StillTrue& out) {
  Fields fields(json);
  fields.fixed("talk", out.talk).word("still", kStill, out.still).text("words", out.words, kLongText);
  return fields.date("day", out.day).done() && (out.still == Still::changed) != out.words.empty();
}
Json write(const StillTrue& content) {
  Json json;
  json.set("talk", to_json(content.talk)).set("still", kStill[static_cast<std::size_t>(content.still)]);
  return json.set("words", content.words).set("day", base::to_iso(content.day));
}

bool is_time(std::string_view time) {
  if (time.empty()) return true;
  if (time.size() != kTimeLength || time[2] != ':') return false;
  for (const std::size_t at : {0U, 1U, 3U, 4U}) {
    if (time[at] < '0' || time[at] > '9') return false;
  }
  return time.substr(0, 2) <= "23" && time[3] <= '5';
}

bool read(const Json& json, Plan& out) {
  Fields fields(json);
  fields.text("kind", out.kind, kLongestKind).integer("minutes", out.minutes, 0, kLongestTalk);
  fields.word("place", kPlaces, out.place).date("day", out.day).text("time", out.time, kTimeLength);
  fields.boolean("firm", out.firm).text("words", out.words, kShortText);
  return fields.done() && is_kind(out.kind) && is_time(out.time);
}
Json write(const Plan& content) {
  Json json;
  json.set("kind", content.kind).set("minutes", content.minutes).set("place", word(content.place));
  json.set("day", base::to_iso(content.day)).set("time", content.time).set("firm", content.firm);
  return json.set("words", content.words);
}

bool read(const Json& json, Answered& out) {
  return Fields(json).fixed("plan", out.plan).word("answer", kAnswers, out.answer).done();
}
Json write(const Answered& content) {
  Json json;
  return json.set("plan", to_json(content.plan)).set("answer", word(content.answer));
}

std::string_view word(Place place) { return kPlaces[static_cast<std::size_t>(place)]; }
std::string_view word(Answer answer) { return kAnswers[static_cast<std::size_t>(answer)]; }
std::optional<Place> place(std::string_view word) { return value_in<Place>(kPlaces, word); }
std::optional<Answer> answer(std::string_view word) { return value_in<Answer>(kAnswers, word); }
std::string_view word(Closer closer) { return kCloser[static_cast<std::size_t>(closer)]; }
std::string_view word(Became became) { return kBecame[static_cast<std::size_t>(became)]; }
std::optional<Closer> closer(std::string_view word) { return value_in<Closer>(kCloser, word); }
std::optional<Still> still(std::string_view word) { return value_in<Still>(kStill, word); }
std::optional<Became> became(std::string_view word) { return value_in<Became>(kBecame, word); }

}  // namespace hearth::story::talk
