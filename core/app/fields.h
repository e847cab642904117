#pragma once
// What the generated code of the boundary is made of: reading single fields of JSON
// strictly, and writing them. Nothing here throws or asserts on input.
#include <cstdint>
#include <expected>
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

// One field of a struct: its name, its place, and how its type is read or written.
// Tables of these stand in the generated code, so that reading and writing any
// struct is one function and the module for the browser stays small. Reading and
// writing have a table each: a program that only writes a struct carries no reader of it.
struct ReadField {
  std::string_view name;
  std::size_t offset = 0;
  bool (*decode)(Reader& reader, const Json* json, void* out) = nullptr;  // json null: not there
};
struct WriteField {
  std::string_view name;
  std::size_t offset = 0;
  Json (*encode)(const void* value, Blobs& blobs) = nullptr;
};

bool decode_record(Reader& reader, const Json& json, void* out, std::span<const ReadField> fields);
Json encode_record(const void* value, std::span<const WriteField> fields, Blobs& blobs);

namespace detail {

template <class T>
struct Access {
  static bool read(Reader& reader, const Json* json, void* out) {
    if (json == nullptr) return reader.fail("missing");
    return decode(reader, *json, *static_cast<T*>(out));
  }
  static Json write(const void* value, Blobs& blobs) { return encode(*static_cast<const T*>(value), blobs); }
};

// An optional field may be left out or null.
template <class T>
struct Access<std::optional<T>> {
  static bool read(Reader& reader, const Json* json, void* out) {
    auto& field = *static_cast<std::optional<T>*>(out);
    field.reset();
    if (json == nullptr || json->is_null()) return true;
    return decode(reader, *json, field.emplace());
  }
  static Json write(const void* value, Blobs& blobs) {
    const auto& field = *static_cast<const std::optional<T>*>(value);
    return field ? encode(*field, blobs) : Json();
  }
};

}  // namespace detail

template <class T>
constexpr ReadField read_of(std::string_view name, std::size_t offset) {
  return {name, offset, &detail::Access<T>::read};
}
template <class T>
constexpr WriteField write_of(std::string_view name, std::size_t offset) {
  return {name, offset, &detail::Access<T>::write};
}

}  // namespace hearth::app::boundary
