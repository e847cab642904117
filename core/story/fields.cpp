#include "story/fields.h"

namespace hearth::story {

std::size_t count_characters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

const Json* Fields::need(std::string_view name) {
  const Json* value = find(name);
  if (value == nullptr) {
    good_ = false;
    return nullptr;
  }
  ++taken_;
  return value;
}

Fields& Fields::text(std::string_view name, std::string& out, std::size_t limit) {
  const Json* value = need(name);
  if (value == nullptr) return *this;
  const std::string* read = value->text();
  if (read == nullptr || count_characters(*read) > limit) return fail();
  out = *read;
  return *this;
}

Fields& Fields::text(std::string_view name, std::optional<std::string>& out, std::size_t limit) {
  out.reset();
  if (find(name) == nullptr) return *this;
  return text(name, out.emplace(), limit);
}

Fields& Fields::integer(std::string_view name, std::int64_t& out, std::int64_t low, std::int64_t high) {
  const Json* value = need(name);
  if (value == nullptr) return *this;
  const std::int64_t* read = value->integer();
  if (read == nullptr || *read < low || *read > high) return fail();
  out = *read;
  return *this;
}

Fields& Fields::integer(std::string_view name, std::optional<std::int64_t>& out, std::int64_t low, std::int64_t high) {
  out.reset();
  if (find(name) == nullptr) return *this;
  return integer(name, out.emplace(), low, high);
}

Fields& Fields::boolean(std::string_view name, bool& out) {
  const Json* value = need(name);
  if (value == nullptr) return *this;
  const bool* read = value->boolean();
  if (read == nullptr) return fail();
  out = *read;
  return *this;
}

Fields& Fields::date(std::string_view name, base::Date& out) {
  std::string read;
  text(name, read, 10);
  if (!good_) return *this;
  const auto date = base::from_iso(read);
  if (!date) return fail();
  out = *date;
  return *this;
}

Fields& Fields::bytes(std::string_view name, base::Bytes& out, std::size_t limit) {
  const Json* value = need(name);
  if (value == nullptr) return *this;
  const std::string* read = value->text();
  if (read == nullptr || read->size() > limit / 3 * 4 + 4) return fail();
  auto decoded = base::from_base64url(*read);
  if (!decoded || decoded->size() > limit) return fail();
  out = std::move(*decoded);
  return *this;
}

Fields& Fields::texts(std::string_view name, std::vector<std::string>& out, std::size_t limit_each,
                      std::size_t limit_count) {
  out.clear();
  if (find(name) == nullptr) return *this;
  const json::Array* items = need(name)->array();
  if (items == nullptr || items->size() > limit_count) return fail();
  for (const Json& item : *items) {
    const std::string* read = item.text();
    if (read == nullptr || count_characters(*read) > limit_each) return fail();
    out.push_back(*read);
  }
  return *this;
}

Fields& Fields::object(std::string_view name, const Json*& out) {
  const Json* value = need(name);
  if (value == nullptr) return *this;
  if (value->object() == nullptr) return fail();
  out = value;
  return *this;
}

Fields& Fields::list(std::string_view name, const json::Array*& out) {
  const Json* value = need(name);
  if (value == nullptr) return *this;
  out = value->array();
  return out == nullptr ? fail() : *this;
}

bool Fields::word_index(std::string_view name, std::span<const std::string_view> words, std::size_t& out) {
  const Json* value = need(name);
  if (value == nullptr) return false;
  const std::string* read = value->text();
  const auto place = read == nullptr ? std::nullopt : place_of(words, *read);
  if (place) out = *place;
  good_ = good_ && place.has_value();
  return place.has_value();
}

bool Fields::done() const { return good_ && taken_ == json_.object()->size(); }

std::optional<std::size_t> place_of(std::span<const std::string_view> words, std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return i;
  }
  return std::nullopt;
}

Json to_json(base::ByteView bytes) { return Json(base::to_base64url(bytes)); }

Json to_json(const std::vector<std::string>& texts) {
  Json json{json::Array{}};
  for (const std::string& text : texts) json.push(text);
  return json;
}

}  // namespace hearth::story
