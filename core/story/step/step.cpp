#include "story/step/step.h"

#include <algorithm>
#include <array>

namespace hearth::story::step {
namespace {

constexpr std::string_view kBecame[] = {"open", "done", "let_go"};
// In the order of Kind; the highest value of each, and whether it is about something.
struct Form {
  std::string_view word;
  std::int64_t highest;
  bool has_id;
};
constexpr Form kForms[] = {
    {"ready", 5, false},      {"comfort", 5, true},   {"pace", 1, false},   {"minutes", 45, false},
    {"topic", 1, true},       {"rest", 1, false},     {"away", 1, true},    {"another", 1, true},
    {"understood", 7, false}, {"felt", 10, true},     {"needed", 10, true}, {"unasked", 1, true},
    {"numbers", 1, true},     {"conflict", 7, false}, {"noticed", 1, true}, {"seen", 1, true}};
constexpr std::int64_t kHighestOfAny = 45;

const Form& form(Kind kind) { return kForms[static_cast<std::size_t>(kind)]; }

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
  if (own.value < 0 || own.value > form(own.kind).highest) return false;
  if (own.kind == Kind::understood && own.value == 0) return false;
  if (own.kind == Kind::minutes && own.value != 10 && own.value != 20 && own.value != 45) return false;
  return form(own.kind).has_id ? is_id(own.id) : own.id.empty();
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
  return json.set("week", content.week).set("step", content.step).set("became", word(content.became));
}

bool read(const Json& json, Own& out) {
  static constexpr auto kWords = [] {
    std::array<std::string_view, std::size(kForms)> words{};
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = kForms[i].word;
    return words;
  }();
  return Fields(json)
             .word("kind", kWords, out.kind)
             .text("id", out.id, kLongestId)
             .integer("value", out.value, 0, kHighestOfAny)
             .date("day", out.day)
             .done() &&
         is_sound(out);
}
Json write(const Own& content) {
  Json json;
  return json.set("kind", word(content.kind))
      .set("id", content.id)
      .set("value", content.value)
      .set("day", base::to_iso(content.day));
}

bool read(const Json& json, Numbers& out) {
  Fields fields(json);
  fields.text("facet", out.facet, kLongestId).date("day", out.day);
  fields.integer("felt", out.felt, 0, kMostOfAFacet).integer("needed", out.needed, 0, kMostOfAFacet);
  return fields.done() && is_id(out.facet) && out.felt.has_value() == out.needed.has_value();
}
Json write(const Numbers& content) {
  Json json;
  json.set("facet", content.facet).set("day", base::to_iso(content.day));
  if (content.felt && content.needed) json.set("felt", *content.felt).set("needed", *content.needed);
  return json;
}

std::string_view word(Kind kind) { return form(kind).word; }
std::string_view word(Became became) { return kBecame[static_cast<std::size_t>(became)]; }

}  // namespace hearth::story::step
