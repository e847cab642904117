// Reading the payload of an event strictly: each type names its fields, their kinds
// and their limits, and a payload that differs in anything is set aside whole.
//
//   Fields fields(json);
//   fields.text("text", note.text, kLongText).text("gave", note.gave, kShortText);
//   if (!fields.done()) return std::nullopt;
//
// An optional or list argument makes the field optional. Nothing fails loudly: the
// first thing wrong makes done() false. No state beyond the call; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "story/json/value.h"

namespace hearth::story {

using Json = json::Value;

// Limits in characters (code points).
inline constexpr std::size_t kShortText = 200;
inline constexpr std::size_t kName = 200;  // a person's name: 40 graphemes of at most a few code points
inline constexpr std::size_t kLongText = 8000;

[[nodiscard]] std::size_t count_characters(std::string_view utf8);

class Fields {
 public:
  explicit Fields(const Json& json) : json_(json), good_(json.object() != nullptr) {}
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  Fields& text(std::string_view name, std::string& out, std::size_t limit);
  Fields& text(std::string_view name, std::optional<std::string>& out, std::size_t limit);
  Fields& integer(std::string_view name, std::int64_t& out, std::int64_t low, std::int64_t high);
  Fields& integer(std::string_view name, std::optional<std::int64_t>& out, std::int64_t low, std::int64_t high);
  Fields& boolean(std::string_view name, bool& out);
  Fields& date(std::string_view name, base::Date& out);
  Fields& bytes(std::string_view name, base::Bytes& out, std::size_t limit);
  Fields& texts(std::string_view name, std::vector<std::string>& out, std::size_t limit_each, std::size_t limit_count);
  Fields& object(std::string_view name, const Json*& out);
  Fields& list(std::string_view name, const json::Array*& out);
  template <class Tag, std::size_t kLength>
  Fields& fixed(std::string_view name, base::Fixed<Tag, kLength>& out) {
    base::Bytes bytes_read;
    bytes(name, bytes_read, kLength);
    return take_fixed(bytes_read, out);
  }
  template <class Tag, std::size_t kLength>
  Fields& fixed(std::string_view name, std::optional<base::Fixed<Tag, kLength>>& out) {
    out.reset();
    if (find(name) == nullptr) return *this;
    return fixed(name, out.emplace());
  }
  // One of a closed list of words; the enum counts in the order of the list.
  template <class Enum>
  Fields& word(std::string_view name, std::span<const std::string_view> words, Enum& out) {
    std::size_t index = 0;
    if (word_index(name, words, index)) out = static_cast<Enum>(index);
    return *this;
  }
  template <class Enum>
  Fields& word(std::string_view name, std::span<const std::string_view> words, std::optional<Enum>& out) {
    out.reset();
    if (find(name) == nullptr) return *this;
    return word(name, words, out.emplace());
  }

  // A day that may be left out.
  Fields& date(std::string_view name, std::optional<base::Date>& out) {
    out.reset();
    if (find(name) == nullptr) return *this;
    return date(name, out.emplace());
  }

  // True when every field was as it must be and there are no others.
  [[nodiscard]] bool done() const;

 private:
  const Json* find(std::string_view name) const { return good_ ? json_.find(name) : nullptr; }
  // The member, counted; null and a failure when it is missing.
  const Json* need(std::string_view name);
  Fields& fail() {
    good_ = false;
    return *this;
  }
  bool word_index(std::string_view name, std::span<const std::string_view> words, std::size_t& out);
  template <class Tag, std::size_t kLength>
  Fields& take_fixed(const base::Bytes& read, base::Fixed<Tag, kLength>& out) {
    if (const auto made = base::Fixed<Tag, kLength>::from(read)) {
      out = *made;
      return *this;
    }
    return fail();
  }

  const Json& json_;
  bool good_;
  std::size_t taken_ = 0;
};

// A closed list of words whose enum counts in its order.
[[nodiscard]] std::optional<std::size_t> place_of(std::span<const std::string_view> words, std::string_view word);
template <class Enum>
[[nodiscard]] std::optional<Enum> named(std::span<const std::string_view> words, std::string_view word) {
  const auto place = place_of(words, word);
  return place ? std::optional(static_cast<Enum>(*place)) : std::nullopt;
}
template <class Enum>
[[nodiscard]] std::string_view word_of(std::span<const std::string_view> words, Enum value) {
  return words[static_cast<std::size_t>(value)];
}

// Writing: what the reader above takes.
[[nodiscard]] Json to_json(base::ByteView bytes);
template <class Tag, std::size_t kLength>
[[nodiscard]] Json to_json(const base::Fixed<Tag, kLength>& fixed) {
  return to_json(fixed.view());
}
[[nodiscard]] Json to_json(const std::vector<std::string>& texts);

}  // namespace hearth::story
