#include "app/fields.h"

#include <cstddef>

namespace hearth::app::boundary {

Json Reader::detail() const {
  Json json;
  json.set("field", path);
  json.set("reason", reason);
  return json;
}

bool decode_record(Reader& reader, const Json& json, void* out, std::span<const ReadField> fields) {
  const story::json::Object* members = json.object();
  if (members == nullptr) return reader.fail("not_an_object");
  for (const story::json::Member& member : *members) {
    bool known = false;
    for (const ReadField& field : fields) known = known || field.name == member.key;
    if (known) continue;
    const Step step(reader, member.key);
    return reader.fail("unknown");
  }
  for (const ReadField& field : fields) {
    const Step step(reader, field.name);
    if (!field.decode(reader, json.find(field.name), static_cast<std::byte*>(out) + field.offset)) return false;
  }
  return true;
}

Json encode_record(const void* value, std::span<const WriteField> fields, Blobs& blobs) {
  Json json{story::json::Object{}};
  for (const WriteField& field : fields) {
    json.set(field.name, field.encode(static_cast<const std::byte*>(value) + field.offset, blobs));
  }
  return json;
}

bool read_word(Reader& reader, const Json& json, std::span<const std::string_view> words, std::size_t& out) {
  const std::string* text = json.text();
  if (text == nullptr) return reader.fail("not_text");
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != *text) continue;
    out = i;
    return true;
  }
  return reader.fail("unknown_word");
}

bool decode(Reader& reader, const Json& json, std::string& out) {
  const std::string* text = json.text();
  if (text == nullptr) return reader.fail("not_text");
  if (text->size() > kMaximumText) return reader.fail("too_long");
  out = *text;
  return true;
}

bool decode(Reader& reader, const Json& json, std::int64_t& out) {
  const std::int64_t* integer = json.integer();
  if (integer == nullptr) return reader.fail("not_an_integer");
  out = *integer;
  return true;
}

bool decode(Reader& reader, const Json& json, double& out) {
  if (const std::int64_t* integer = json.integer()) {
    out = static_cast<double>(*integer);
    return true;
  }
  const double* decimal = json.decimal();
  if (decimal == nullptr) return reader.fail("not_a_number");
  out = *decimal;
  return true;
}

bool decode(Reader& reader, const Json& json, bool& out) {
  const bool* boolean = json.boolean();
  if (boolean == nullptr) return reader.fail("not_a_bool");
  out = *boolean;
  return true;
}

bool decode(Reader& reader, const Json& json, Bytes& out) {
  const Json* place = json.find("$");
  if (place == nullptr || json.object()->size() != 1 || place->integer() == nullptr) return reader.fail("not_a_blob");
  const std::int64_t index = *place->integer();
  if (index < 0 || static_cast<std::uint64_t>(index) >= reader.blobs.size()) return reader.fail("no_such_blob");
  out = reader.blobs[static_cast<std::size_t>(index)];
  return true;
}

bool decode(Reader&, const Json& json, Json& out) {
  out = json;
  return true;
}

Json write_word(std::string_view word, Blobs&) { return Json(word); }
Json encode(const std::string& value, Blobs&) { return Json(value); }
Json encode(const std::int64_t& value, Blobs&) { return Json(value); }
Json encode(const double& value, Blobs&) { return Json(value); }
Json encode(const bool& value, Blobs&) { return Json(value); }
Json encode(const Bytes& value, Blobs& blobs) {
  blobs.push_back(value);
  Json json;
  json.set("$", static_cast<std::int64_t>(blobs.size() - 1));
  return json;
}
Json encode(const Json& value, Blobs&) { return value; }

}  // namespace hearth::app::boundary
