#include "story/checkin/checkin.h"

namespace hearth::story::checkin {
namespace {

constexpr std::string_view kAbout[] = {"us", "not_us"};
constexpr std::string_view kShare[] = {"none", "number", "all"};

constexpr std::string_view kCalm[] = {"calm", "safe", "content", "rested", "understood", "close"};
constexpr std::string_view kLow[] = {"low", "lonely", "tired", "sad", "distant", "numb"};
constexpr std::string_view kTense[] = {"tense", "worried", "irritated", "hurt", "overwhelmed", "guarded"};
constexpr std::string_view kBright[] = {"glad", "grateful", "playful", "hopeful", "proud", "curious"};
constexpr FeelingGroup kGroups[] = {{"calm", kCalm}, {"low", kLow}, {"tense", kTense}, {"bright", kBright}};

bool are_known(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (!is_feeling_word(word)) return false;
  }
  return true;
}

// The fields that both kinds have.
template <class Content>
void read_common(Fields& fields, Content& out) {
  fields.date("day", out.day)
      .integer("felt", out.felt, kLowest, kHighest)
      .integer("needed", out.needed, kLowest, kHighest)
      .texts("words", out.words, 32, kMaximumWords)
      .word("about", kAbout, out.about);
}
template <class Content>
Json write_common(const Content& content) {
  Json json;
  json.set("day", base::to_iso(content.day)).set("felt", content.felt);
  if (content.needed) json.set("needed", *content.needed);
  if (!content.words.empty()) json.set("words", to_json(content.words));
  if (content.about) json.set("about", kAbout[static_cast<std::size_t>(*content.about)]);
  return json;
}

}  // namespace

std::span<const FeelingGroup> feeling_groups() { return kGroups; }

bool is_feeling_word(std::string_view word) {
  for (const FeelingGroup& group : kGroups) {
    for (const std::string_view known : group.words) {
      if (known == word) return true;
    }
  }
  return false;
}

std::optional<Shared> shared_part(const Checkin& checkin) {
  if (checkin.share == Share::none) return std::nullopt;
  Shared shared{.day = checkin.day, .felt = checkin.felt};
  if (checkin.share == Share::all) {
    shared.needed = checkin.needed;
    shared.words = checkin.words;
    shared.about = checkin.about;
    shared.note = checkin.note;
  }
  return shared;
}

bool read(const Json& json, Checkin& out) {
  Fields fields(json);
  read_common(fields, out);
  return fields.text("note", out.note, kLongText).word("share", kShare, out.share).done() && are_known(out.words);
}
Json write(const Checkin& content) {
  Json json = write_common(content);
  return json.set("note", content.note).set("share", kShare[static_cast<std::size_t>(content.share)]);
}

bool read(const Json& json, Shared& out) {
  Fields fields(json);
  read_common(fields, out);
  return fields.text("note", out.note, kLongText).done() && are_known(out.words);
}
Json write(const Shared& content) {
  Json json = write_common(content);
  if (content.note) json.set("note", *content.note);
  return json;
}

}  // namespace hearth::story::checkin
