#include "story/counsel/document.h"

namespace hearth::story::counsel {
namespace {

constexpr std::string_view kFormat = "hearth/1/counsel";
constexpr std::string_view kContains = "only what was selected";
constexpr std::size_t kMostItems = 1000;
constexpr std::size_t kLongestKind = 64;
constexpr std::size_t kMostWords = 16;
constexpr std::int64_t kMostFelt = 7;

Json write(const Item& item) {
  Json json;
  json.set("day", base::to_iso(item.day)).set("who", item.who).set("kind", item.kind);
  json.set("about", item.about).set("text", item.text);
  if (item.felt) json.set("felt", *item.felt);
  if (item.needed) json.set("needed", *item.needed);
  if (!item.words.empty()) json.set("words", to_json(item.words));
  return json;
}

bool read(const Json& json, Item& out) {
  Fields fields(json);
  fields.date("day", out.day).text("who", out.who, kName).text("kind", out.kind, kLongestKind);
  fields.text("about", out.about, kLongText).text("text", out.text, 4 * kLongText);
  fields.integer("felt", out.felt, 1, kMostFelt).integer("needed", out.needed, 1, kMostFelt);
  return fields.texts("words", out.words, kShortText, kMostWords).done();
}

}  // namespace

base::Bytes encode(const Document& document) {
  Json items{json::Array{}};
  for (const Item& item : document.items) items.push(write(item));
  Json json;
  json.set("format", kFormat).set("by", document.by).set("purpose", document.purpose);
  json.set("made_on", base::to_iso(document.made_on)).set("contains", kContains).set("items", std::move(items));
  return base::to_bytes(base::as_bytes(json::write(json)));
}

std::expected<Document, base::Error> decode(base::ByteView bytes) {
  const auto json = json::parse(base::as_text(bytes));
  if (!json) return std::unexpected(base::Error::shape);
  const Json* items = json->find("items");
  if (items == nullptr || items->array() == nullptr || items->array()->size() > kMostItems) {
    return std::unexpected(base::Error::shape);
  }
  Document document;
  for (const Json& item : *items->array()) {
    if (!read(item, document.items.emplace_back())) return std::unexpected(base::Error::shape);
  }
  Json head{json::Object{}};
  for (const json::Member& member : *json->object()) {
    if (member.key != "items") head.set(member.key, member.value);
  }
  std::string format;
  std::string contains;
  Fields fields(head);
  fields.text("format", format, kLongestKind).text("by", document.by, kName);
  fields.text("purpose", document.purpose, kShortText).date("made_on", document.made_on);
  fields.text("contains", contains, kLongestKind);
  if (!fields.done() || format != kFormat || contains != kContains) return std::unexpected(base::Error::shape);
  return document;
}

}  // namespace hearth::story::counsel
