#include "story/json/value.h"

#include <cmath>

#include "base/bytes.h"

namespace hearth::story::json {

// All here, not in the header: a Value holds Members, and a Member holds a Value.
Value::Value() = default;
Value::Value(bool value) : data_(value) {}
Value::Value(int value) : data_(std::int64_t{value}) {}
Value::Value(std::int64_t value) : data_(value) {}
Value::Value(double value) : data_(value) {}
Value::Value(std::string value) : data_(std::move(value)) {}
Value::Value(std::string_view value) : data_(std::string(value)) {}
Value::Value(const char* value) : data_(std::string(value)) {}
Value::Value(Array value) : data_(std::move(value)) {}
Value::Value(Object value) : data_(std::move(value)) {}
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

const Value* Value::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  for (const Member& member : *members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Value& Value::set(std::string_view key, Value value) {
  if (object() == nullptr) data_ = Object{};
  object()->push_back({std::string(key), std::move(value)});
  return *this;
}

Value& Value::push(Value value) {
  if (array() == nullptr) data_ = Array{};
  array()->push_back(std::move(value));
  return *this;
}

bool Value::operator==(const Value&) const = default;
bool Member::operator==(const Member&) const = default;

namespace {

void append_utf8(std::string& out, std::uint32_t point) {
  auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6));
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::expected<Value, ParseError> whole() {
    if (!base::is_utf8(base::as_bytes(text_))) return std::unexpected(ParseError{0, "not_utf8"});
    Value value;
    skip_space();
    if (!read(value, 0)) return std::unexpected(ParseError{at_, reason_});
    skip_space();
    if (at_ != text_.size()) return std::unexpected(ParseError{at_, "trailing_text"});
    return value;
  }

 private:
  bool fail(std::string_view reason) {
    reason_ = reason;
    return false;
  }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char expected) {
    if (at_end() || text_[at_] != expected) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (!at_end() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) ++at_;
  }
  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return fail("unknown_word");
    at_ += expected.size();
    return true;
  }

  bool read(Value& out, int depth) {
    if (depth > kMaximumDepth) return fail("too_deep");
    switch (peek()) {
      case '{': return read_object(out, depth);
      case '[': return read_array(out, depth);
      case '"': {
        std::string text;
        if (!read_text(text)) return false;
        out = Value(std::move(text));
        return true;
      }
      case 't': out = Value(true); return word("true");
      case 'f': out = Value(false); return word("false");
      case 'n': out = Value(); return word("null");
      default: return read_number(out);
    }
  }

  bool read_object(Value& out, int depth) {
    ++at_;
    Object members;
    skip_space();
    if (!take('}')) {
      while (true) {
        skip_space();
        Member member;
        if (peek() != '"') return fail("key_expected");
        if (!read_text(member.key)) return false;
        for (const Member& earlier : members) {
          if (earlier.key == member.key) return fail("key_twice");
        }
        skip_space();
        if (!take(':')) return fail("colon_expected");
        skip_space();
        if (!read(member.value, depth + 1)) return false;
        if (members.size() >= kMaximumMembers) return fail("too_many_members");
        members.push_back(std::move(member));
        skip_space();
        if (take('}')) break;
        if (!take(',')) return fail("comma_expected");
      }
    }
    out = Value(std::move(members));
    return true;
  }

  bool read_array(Value& out, int depth) {
    ++at_;
    Array items;
    skip_space();
    if (!take(']')) {
      while (true) {
        skip_space();
        items.emplace_back();
        if (!read(items.back(), depth + 1)) return false;
        skip_space();
        if (take(']')) break;
        if (!take(',')) return fail("comma_expected");
      }
    }
    out = Value(std::move(items));
    return true;
  }

  bool read_text(std::string& out) {
    ++at_;
    while (true) {
      const std::size_t start = at_;
      while (!at_end() && peek() != '"' && peek() != '\\' && static_cast<unsigned char>(peek()) >= 0x20) ++at_;
      out.append(text_.substr(start, at_ - start));
      if (at_end()) return fail("text_not_closed");
      const char next = text_[at_++];
      if (next == '"') return true;
      if (next != '\\') return fail("control_character");
      if (!read_escape(out)) return false;
    }
  }

  bool read_escape(std::string& out) {
    if (at_end()) return fail("text_not_closed");
    switch (text_[at_++]) {
      case '"': out.push_back('"'); return true;
      case '\\': out.push_back('\\'); return true;
      case '/': out.push_back('/'); return true;
      case 'b': out.push_back('\b'); return true;
      case 'f': out.push_back('\f'); return true;
      case 'n': out.push_back('\n'); return true;
      case 'r': out.push_back('\r'); return true;
      case 't': out.push_back('\t'); return true;
      case 'u': break;
      default: return fail("unknown_escape");
    }
    std::uint32_t point = 0;
    if (!read_hex(point)) return false;
    if (point >= 0xDC00 && point <= 0xDFFF) return fail("lone_surrogate");
    if (point >= 0xD800 && point <= 0xDBFF) {
      std::uint32_t low = 0;
      if (!take('\\') || !take('u') || !read_hex(low)) return fail("lone_surrogate");
      if (low < 0xDC00 || low > 0xDFFF) return fail("lone_surrogate");
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(out, point);
    return true;
  }

  bool read_hex(std::uint32_t& out) {
    out = 0;
    for (int i = 0; i < 4; ++i) {
      const char digit = peek();
      std::uint32_t nibble = 0;
      if (digit >= '0' && digit <= '9')
        nibble = static_cast<std::uint32_t>(digit - '0');
      else if (digit >= 'a' && digit <= 'f')
        nibble = static_cast<std::uint32_t>(digit - 'a' + 10);
      else if (digit >= 'A' && digit <= 'F')
        nibble = static_cast<std::uint32_t>(digit - 'A' + 10);
      else
        return fail("hex_expected");
      out = out * 16 + nibble;
      ++at_;
    }
    return true;
  }

  bool read_number(Value& out) {
    const bool negative = take('-');
    if (peek() < '0' || peek() > '9') return fail("value_expected");
    std::uint64_t whole = 0;
    constexpr std::uint64_t kLimit = (1ULL << 63) - 1;
    if (peek() == '0') {
      ++at_;
      if (peek() >= '0' && peek() <= '9') return fail("leading_zero");
    }
    while (peek() >= '0' && peek() <= '9') {
      const auto digit = static_cast<std::uint64_t>(text_[at_++] - '0');
      if (whole > (kLimit - digit) / 10) return fail("number_too_large");
      whole = whole * 10 + digit;
    }
    if (peek() == 'e' || peek() == 'E') return fail("exponent");
    if (peek() != '.') {
      const auto value = static_cast<std::int64_t>(whole);
      out = Value(negative ? -value : value);
      return true;
    }
    ++at_;
    if (peek() < '0' || peek() > '9') return fail("digit_expected");
    double fraction = 0;
    double scale = 1;
    for (int digits = 0; peek() >= '0' && peek() <= '9'; ++digits, ++at_) {
      if (digits >= 15) continue;  // beyond what a double holds
      fraction = fraction * 10 + (peek() - '0');
      scale *= 10;
    }
    if (peek() == 'e' || peek() == 'E') return fail("exponent");
    const double value = static_cast<double>(whole) + fraction / scale;
    out = Value(negative ? -value : value);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view reason_ = "value_expected";
};

void write_integer(std::string& out, std::int64_t value) {
  char digits[20];
  int count = 0;
  std::uint64_t rest = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  do {
    digits[count++] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (value < 0) out.push_back('-');
  while (count > 0) out.push_back(digits[--count]);
}

void write_decimal(std::string& out, double value) {
  if (!std::isfinite(value) || std::fabs(value) > 1e12) {
    out += "null";
    return;
  }
  auto scaled = static_cast<std::int64_t>(std::llround(std::fabs(value) * 1e6));
  if (value < 0 && scaled != 0) out.push_back('-');
  write_integer(out, scaled / 1000000);
  out.push_back('.');
  std::int64_t rest = scaled % 1000000;
  std::int64_t place = 100000;
  do {
    out.push_back(static_cast<char>('0' + rest / place));
    rest %= place;
    place /= 10;
  } while (rest != 0 && place != 0);
}

void write_text(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 0xF]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void write_to(std::string& out, const Value& value) {
  if (value.is_null()) {
    out += "null";
  } else if (const bool* boolean = value.boolean()) {
    out += *boolean ? "true" : "false";
  } else if (const std::int64_t* integer = value.integer()) {
    write_integer(out, *integer);
  } else if (const double* decimal = value.decimal()) {
    write_decimal(out, *decimal);
  } else if (const std::string* text = value.text()) {
    write_text(out, *text);
  } else if (const Array* items = value.array()) {
    out.push_back('[');
    bool first = true;
    for (const Value& item : *items) {
      if (!first) out.push_back(',');
      first = false;
      write_to(out, item);
    }
    out.push_back(']');
  } else if (const Object* members = value.object()) {
    out.push_back('{');
    bool first = true;
    for (const Member& member : *members) {
      if (!first) out.push_back(',');
      first = false;
      write_text(out, member.key);
      out.push_back(':');
      write_to(out, member.value);
    }
    out.push_back('}');
  }
}

}  // namespace

std::expected<Value, ParseError> parse(std::string_view text) { return Parser(text).whole(); }

std::string write(const Value& value) {
  std::string out;
  write_to(out, value);
  return out;
}

}  // namespace hearth::story::json
