#include "story/counsel/counsel.h"

#include <algorithm>

namespace hearth::story::counsel {
namespace {

constexpr std::string_view kHow[] = {"print", "link"};
constexpr std::string_view kAnswers[] = {"yes", "no"};
constexpr std::int64_t kLastTimeMs = 253'402'300'799'999;  // 9999-12-31
constexpr std::size_t kIdText = 22;                        // 16 bytes in base64url

// Ids, none twice.
bool read_items(const std::vector<std::string>& texts, std::vector<base::EventId>& out) {
  for (const std::string& text : texts) {
    const auto bytes = base::from_base64url(text);
    if (!bytes) return false;
    const auto id = base::EventId::from(*bytes);
    if (!id || std::ranges::contains(out, *id)) return false;
    out.push_back(*id);
  }
  return true;
}
Json write_items(const std::vector<base::EventId>& items) {
  Json json{json::Array{}};
  for (const base::EventId& item : items) json.push(to_json(item));
  return json;
}

}  // namespace

bool read(const Json& json, Propose& out) {
  std::vector<std::string> items;
  out.items.clear();
  Fields fields(json);
  fields.texts("items", items, kIdText, kMostItems).text("purpose", out.purpose, kShortText);
  fields.integer("days", out.days, 1, kMostDays).word("how", kHow, out.how);
  return fields.done() && read_items(items, out.items) && !out.items.empty();
}
Json write(const Propose& content) {
  Json json;
  json.set("items", write_items(content.items)).set("purpose", content.purpose).set("days", content.days);
  return json.set("how", word(content.how));
}

bool read(const Json& json, Beside& out) {
  std::vector<std::string> items;
  out.items.clear();
  return Fields(json).fixed("proposal", out.proposal).texts("items", items, kIdText, kMostItems).done() &&
         read_items(items, out.items);
}
Json write(const Beside& content) {
  Json json;
  return json.set("proposal", to_json(content.proposal)).set("items", write_items(content.items));
}

bool read(const Json& json, Answered& out) {
  return Fields(json).fixed("proposal", out.proposal).word("answer", kAnswers, out.answer).done();
}
Json write(const Answered& content) {
  Json json;
  return json.set("proposal", to_json(content.proposal))
      .set("answer", kAnswers[static_cast<std::size_t>(content.answer)]);
}

bool read(const Json& json, Key& out) {
  Fields fields(json);
  fields.fixed("proposal", out.proposal).fixed("share", out.share).fixed("key", out.key).date("day", out.day);
  return fields.done();
}
Json write(const Key& content) {
  Json json;
  json.set("proposal", to_json(content.proposal)).set("share", to_json(content.share));
  return json.set("key", to_json(content.key)).set("day", base::to_iso(content.day));
}

bool read(const Json& json, Made& out) {
  Fields fields(json);
  fields.fixed("proposal", out.proposal).fixed("share", out.share);
  return fields.integer("expires_at", out.expires_at, 0, kLastTimeMs).done();
}
Json write(const Made& content) {
  Json json;
  json.set("proposal", to_json(content.proposal)).set("share", to_json(content.share));
  return json.set("expires_at", content.expires_at);
}

bool read(const Json& json, Revoked& out) { return Fields(json).fixed("proposal", out.proposal).done(); }
Json write(const Revoked& content) {
  Json json;
  return json.set("proposal", to_json(content.proposal));
}

std::string_view word(How how) { return kHow[static_cast<std::size_t>(how)]; }
std::optional<How> how(std::string_view word) {
  for (const How each : {How::print, How::link}) {
    if (counsel::word(each) == word) return each;
  }
  return std::nullopt;
}
std::optional<Answer> answer(std::string_view word) {
  for (const Answer each : {Answer::yes, Answer::no}) {
    if (kAnswers[static_cast<std::size_t>(each)] == word) return each;
  }
  return std::nullopt;
}

}  // namespace hearth::story::counsel
