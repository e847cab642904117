#include "story/step/step.h"

#include <algorithm>

namespace hearth::story::step {
namespace {

constexpr std::string_view kBecame[] = {"open", "done", "let_go"};
constexpr std::string_view kKinds[] = {"ready", "comfort", "pace", "minutes", "topic", "rest", "away", "another"};
// The highest value of each kind.
constexpr std::int64_t kHighest[] = {5, 5, 1, 45, 1, 1, 1, 1};

bool has_id(Kind kind) {
  return kind == Kind::comfort || kind == Kind::topic || kind == Kind::away || kind == Kind::another;
}

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= kLongestId && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace

std::optional<Became> became(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kBecame); ++i) {
    if (kBecame[i] == word) return static_cast<Became>(i);
  }
  return std::nullopt;
}

bool is_sound(const Own& own) {
  if (own.value < 0 || own.value > kHighest[static_cast<std::size_t>(own.kind)]) return false;
  if (own.kind == Kind::minutes && own.value != 10 && own.value != 20 && own.value != 45) return false;
  return has_id(own.kind) ? is_id(own.id) : own.id.empty();
}

// Week and word in one text of bytes, so that no number makes the payload longer.
bool read(const Json& json, Word& out) {
  base::Bytes said;
  if (!Fields(json).bytes("said", said, kWordBytes + 2).done() || said.size() != kWordBytes + 2) return false;
  out.from_week = said[0] | said[1] << 8;
  out.word.assign(said.begin() + 2, said.end());
  return out.from_week <= kLastWeek;
}
Json write(const Word& content) {
  base::Bytes said = {static_cast<std::uint8_t>(content.from_week & 0xff),
                      static_cast<std::uint8_t>(content.from_week >> 8 & 0xff)};
  said.insert(said.end(), content.word.begin(), content.word.end());
  return Json().set("said", to_json(base::ByteView(said)));
}

bool read(const Json& json, Fate& out) {
  return Fields(json)
             .integer("week", out.week, 0, kLastWeek)
             .text("step", out.step, kLongestId)
             .word("became", kBecame, out.became)
             .done() &&
         is_id(out.step);
}
Json write(const Fate& content) {
  Json json;
  return json.set("week", content.week)
      .set("step", content.step)
      .set("became", kBecame[static_cast<std::size_t>(content.became)]);
}

bool read(const Json& json, Own& out) {
  return Fields(json)
             .word("kind", kKinds, out.kind)
             .text("id", out.id, kLongestId)
             .integer("value", out.value, 0, kHighest[3])
             .date("day", out.day)
             .done() &&
         is_sound(out);
}
Json write(const Own& content) {
  Json json;
  return json.set("kind", kKinds[static_cast<std::size_t>(content.kind)])
      .set("id", content.id)
      .set("value", content.value)
      .set("day", base::to_iso(content.day));
}

}  // namespace hearth::story::step
