#include "story/talk/talk.h"

#include <algorithm>

namespace hearth::story::talk {
namespace {

constexpr std::string_view kCloser[] = {"closer", "same", "further"};
constexpr std::string_view kBecame[] = {"open", "done", "moved", "let_go"};
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

std::string_view word(Closer closer) { return kCloser[static_cast<std::size_t>(closer)]; }
std::string_view word(Became became) { return kBecame[static_cast<std::size_t>(became)]; }
std::optional<Closer> closer(std::string_view word) { return value_in<Closer>(kCloser, word); }
std::optional<Became> became(std::string_view word) { return value_in<Became>(kBecame, word); }

}  // namespace hearth::story::talk
