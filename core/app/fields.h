#pragma once
// What the generated code of the boundary is made of: reading single fields of JSON
// strictly, and writing them. Nothing here throws or asserts on input.
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "story/json/value.h"

namespace hearth::app::boundary {

using Json = story::json::Value;
using Bytes = std::vector<std::uint8_t>;
using Blobs = std::vector<Bytes>;

constexpr std::size_t kMaximumText = 256 * 1024;
constexpr std::size_t kMaximumItems = 100'000;

// Reads the fields of one message. When a decode() returned false, detail() says which
// field and why.
struct Reader {
  const Blobs& blobs;
  std::string path;
  std::string_view reason;

  bool fail(std::string_view why) {
    if (reason.empty()) reason = why;
    return false;
  }
  [[nodiscard]] Json detail() const;
};

// Fails when the JSON is no object or has a member that is not named here.
bool read_members(Reader& reader, const Json& json, std::initializer_list<std::string_view> names);
// The place of a text in a list of words.
bool read_word(Reader& reader, const Json& json, std::span<const std::string_view> words, std::size_t& out);

bool decode(Reader& reader, const Json& json, std::string& out);
bool decode(Reader& reader, const Json& json, std::int64_t& out);
bool decode(Reader& reader, const Json& json, double& out);
bool decode(Reader& reader, const Json& json, bool& out);
bool decode(Reader& reader, const Json& json, Bytes& out);
bool decode(Reader& reader, const Json& json, Json& out);

Json write_word(std::string_view word, Blobs& blobs);
Json encode(const std::string& value, Blobs& blobs);
Json encode(const std::int64_t& value, Blobs& blobs);
Json encode(const double& value, Blobs& blobs);
Json encode(const bool& value, Blobs& blobs);
Json encode(const Bytes& value, Blobs& blobs);
Json encode(const Json& value, Blobs& blobs);

// Steps into a field for the error's path and out again.
class Step {
 public:
  Step(Reader& reader, std::string_view name) : reader_(reader), length_(reader.path.size()) {
    if (length_ != 0) reader_.path.push_back('.');
    reader_.path.append(name);
  }
  // A path that failed stays as it is.
  ~Step() {
    if (reader_.reason.empty()) reader_.path.resize(length_);
  }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

 private:
  Reader& reader_;
  std::size_t length_;
};

template <class T>
bool field(Reader& reader, const Json& json, std::string_view name, T& out) {
  const Step step(reader, name);
  const Json* value = json.find(name);
  if (value == nullptr) return reader.fail("missing");
  return decode(reader, *value, out);
}

// An optional field may be left out or null.
template <class T>
bool field(Reader& reader, const Json& json, std::string_view name, std::optional<T>& out) {
  out.reset();
  const Step step(reader, name);
  const Json* value = json.find(name);
  if (value == nullptr || value->is_null()) return true;
  return decode(reader, *value, out.emplace());
}

template <class T>
bool decode(Reader& reader, const Json& json, std::vector<T>& out) {
  const story::json::Array* items = json.array();
  if (items == nullptr) return reader.fail("not_a_list");
  if (items->size() > kMaximumItems) return reader.fail("too_many");
  out.clear();
  for (const Json& item : *items) {
    if (!decode(reader, item, out.emplace_back())) return false;
  }
  return true;
}

template <class T>
Json encode(const std::vector<T>& values, Blobs& blobs) {
  Json json{story::json::Array{}};
  for (const T& value : values) json.push(encode(value, blobs));
  return json;
}

template <class T>
void put(Json& json, std::string_view name, const T& value, Blobs& blobs) {
  json.set(name, encode(value, blobs));
}
template <class T>
void put(Json& json, std::string_view name, const std::optional<T>& value, Blobs& blobs) {
  json.set(name, value ? encode(*value, blobs) : Json());
}

}  // namespace hearth::app::boundary
