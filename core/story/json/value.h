#pragma once
// JSON as the boundary and the payloads of events use it: a small, strict subset.
//
// parse() is total and bounded: it refuses text that is not UTF-8, a key twice in one
// object, a number that is neither a 64-bit integer nor a plain decimal, nesting deeper
// than kMaximumDepth, and anything after the value. So two readers can never see two
// meanings in one payload.
// write() gives one text for one value: no spaces, members in the order in which they were
// put in, decimals with at most six digits.
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace hearth::story::json {

constexpr int kMaximumDepth = 24;
constexpr std::size_t kMaximumMembers = 512;

struct Member;
class Value;
using Array = std::vector<Value>;
using Object = std::vector<Member>;

class Value {
 public:
  Value();
  Value(bool value);
  Value(int value);
  Value(std::int64_t value);
  Value(double value);
  Value(std::string value);
  Value(std::string_view value);
  Value(const char* value);
  Value(Array value);
  Value(Object value);
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  // Null when the value is of another kind. A decimal is never an integer, not even 2.0.
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data_); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data_); }
  [[nodiscard]] const double* decimal() const { return std::get_if<double>(&data_); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data_); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&data_); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&data_); }
  [[nodiscard]] Array* array() { return std::get_if<Array>(&data_); }
  [[nodiscard]] Object* object() { return std::get_if<Object>(&data_); }

  // The member of an object; null when this is no object or has no such member.
  [[nodiscard]] const Value* find(std::string_view key) const;
  // Adds a member at the end; the caller sees to it that the key is new. Makes an object
  // of a null.
  Value& set(std::string_view key, Value value);
  // Adds an item at the end. Makes an array of a null.
  Value& push(Value value);

  bool operator==(const Value&) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
};

struct Member {
  std::string key;
  Value value;
  bool operator==(const Member&) const;
};

struct ParseError {
  std::size_t offset = 0;
  std::string_view reason;  // a stable snake_case word
};

// decoder: json
[[nodiscard]] std::expected<Value, ParseError> parse(std::string_view text);

[[nodiscard]] std::string write(const Value& value);

}  // namespace hearth::story::json
