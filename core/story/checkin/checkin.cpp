#include "story/checkin/checkin.h"

namespace hearth::story::checkin {
namespace {

constexpr std::string_view kAbout[] = {"us", "not_us"};
constexpr std::string_view kShare[] = {"none", "number", "all"};

bool are_ids(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (!is_word_id(word)) return false;
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

bool is_word_id(std::string_view word) {
  for (const char c : word) {
    if ((c < 'a' || c > 'z') && c != '_' && c != '-') return false;
  }
  return !word.empty() && word.size() <= 32;
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
  return fields.text("note", out.note, kLongText).word("share", kShare, out.share).done() && are_ids(out.words);
}
Json write(const Checkin& content) {
  Json json = write_common(content);
  return json.set("note", content.note).set("share", kShare[static_cast<std::size_t>(content.share)]);
}

bool read(const Json& json, Shared& out) {
  Fields fields(json);
  read_common(fields, out);
  return fields.text("note", out.note, kLongText).done() && are_ids(out.words);
}
Json write(const Shared& content) {
  Json json = write_common(content);
  if (content.note) json.set("note", *content.note);
  return json;
}

}  // namespace hearth::story::checkin
