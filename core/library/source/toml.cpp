#include "library/source/toml.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "base/date.h"

namespace hearth::library::source::toml {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_key(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || is_digit(letter) || letter == '_' ||
         letter == '-';
}

std::optional<std::uint32_t> hexadecimal(char digit) {
  if (is_digit(digit)) return static_cast<std::uint32_t>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<std::uint32_t>(digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F') return static_cast<std::uint32_t>(digit - 'A' + 10);
  return std::nullopt;
}

// The code point of four hexadecimal digits as UTF-8; empty for a surrogate.
std::string utf8(std::uint32_t point) {
  if (point >= 0xD800 && point <= 0xDFFF) return "";
  std::string result;
  if (point < 0x80) {
    result.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    result.push_back(static_cast<char>(0xC0U | (point >> 6U)));
    result.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
  } else {
    result.push_back(static_cast<char>(0xE0U | (point >> 12U)));
    result.push_back(static_cast<char>(0x80U | ((point >> 6U) & 0x3FU)));
    result.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
  }
  return result;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  std::expected<Node, Error> run() {
    Node document;
    // Where "key = value" goes: the document, or the table of the last header. Found
    // anew for each line, since a growing array moves its tables.
    std::string table;
    while (!error_ && !rest_.empty()) {
      skip_spaces();
      if (at_line_end()) {
        end_line();
      } else if (rest_.front() == '[') {
        table = read_header(document);
      } else {
        read_pair(place_of(document, table));
        end_line();
      }
    }
    if (error_) return std::unexpected(*error_);
    return document;
  }

 private:
  void fail(std::string_view detail) {
    if (!error_) error_ = Error{line_, detail};
    rest_ = {};
  }

  void skip_spaces() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
  }

  [[nodiscard]] bool take(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }

  [[nodiscard]] bool at_line_end() const {
    return rest_.empty() || rest_.front() == '\n' || rest_.front() == '#' || rest_.starts_with("\r\n");
  }

  // White space, a comment, and the end of the line.
  void end_line() {
    skip_spaces();
    if (take("#")) rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
    (void)take("\r");
    if (take("\n")) {
      ++line_;
    } else if (!rest_.empty()) {
      fail("something stands after the value");
    }
  }

  std::string read_key() {
    const auto end = std::ranges::find_if_not(rest_, is_key);
    std::string key(rest_.begin(), end);
    if (key.empty()) return fail("a name of letters, digits, '_' and '-' is missing"), key;
    rest_.remove_prefix(key.size());
    return key;
  }

  // The table that a header of this name made last; the document for no name.
  Node& place_of(Node& document, const std::string& name) {
    Node* place = name.empty() ? &document : document.find(name);
    if (place != nullptr && place->kind == Node::Kind::array) place = &place->items.back();
    return *place;
  }

  // [key] or [[key]]; gives the key.
  std::string read_header(Node& document) {
    const bool one_of_many = rest_.starts_with("[[");
    (void)take(one_of_many ? "[[" : "[");
    skip_spaces();
    std::string key = read_key();
    skip_spaces();
    if (error_ || !take(one_of_many ? "]]" : "]")) return fail("a table is called [name] or [[name]]"), "";
    const int line = line_;
    end_line();
    if (error_) return "";
    Node* known = document.find(key);
    if (known == nullptr) {
      if (document.members.size() >= kMostItems) return fail("too many items"), "";
      document.members.push_back({key, {.kind = one_of_many ? Node::Kind::array : Node::Kind::table, .line = line}});
      known = &document.members.back().value;
      if (one_of_many) by_header_.push_back(key);
    } else if (!one_of_many || std::ranges::find(by_header_, key) == by_header_.end()) {
      line_ = line;
      return fail("this name stands already"), "";
    }
    if (one_of_many) {
      if (known->items.size() >= kMostItems) return fail("too many items"), "";
      known->items.push_back({.kind = Node::Kind::table, .line = line});
    }
    return key;
  }

  void read_pair(Node& table) {
    const std::string key = read_key();
    if (error_) return;
    if (table.find(key) != nullptr) return fail("this name stands already");
    if (table.members.size() >= kMostItems) return fail("too many items");
    skip_spaces();
    if (!take("=")) return fail("'=' is missing after a name");
    skip_spaces();
    Node value = read_value(1);
    if (!error_) table.members.push_back({key, std::move(value)});
  }

  Node read_value(int depth) {
    Node node{.kind = Node::Kind::text, .line = line_};
    if (depth > kDeepest) return fail("too deep"), node;
    if (rest_.starts_with("\"\"\"") || rest_.starts_with("'''")) return fail("a text over several lines"), node;
    if (take("\"")) return read_basic(node), node;
    if (take("'")) return read_literal(node), node;
    if (take("[")) return read_array(node, depth), node;
    if (take("{")) return read_inline_table(node, depth), node;
    read_bare(node);
    return node;
  }

  void read_basic(Node& node) {
    while (!error_) {
      if (rest_.empty() || rest_.front() == '\n') return fail("the closing quotation mark is missing");
      if (take("\"")) return;
      if (take("\\")) {
        read_escape(node.text);
      } else {
        node.text.push_back(rest_.front());
        rest_.remove_prefix(1);
      }
    }
  }

  void read_escape(std::string& text) {
    if (take("\"")) return text.push_back('"');
    if (take("\\")) return text.push_back('\\');
    if (take("n")) return text.push_back('\n');
    if (take("t")) return text.push_back('\t');
    if (!take("u") || rest_.size() < 4) return fail("an unknown sequence after a backslash");
    std::uint32_t point = 0;
    for (const char digit : rest_.substr(0, 4)) {
      const auto value = hexadecimal(digit);
      if (!value) return fail("\\u needs four hexadecimal digits");
      point = point * 16 + *value;
    }
    const std::string letter = utf8(point);
    if (letter.empty() || point == 0) return fail("\\u names no letter");
    rest_.remove_prefix(4);
    text += letter;
  }

  void read_literal(Node& node) {
    const auto end = rest_.find_first_of("'\n");
    if (end == std::string_view::npos || rest_[end] == '\n') return fail("the closing quotation mark is missing");
    node.text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
  }

  // A whole number or a date.
  void read_bare(Node& node) {
    const auto end = std::ranges::find_if_not(rest_, [](char letter) { return is_key(letter) || letter == '+'; });
    const std::string_view word(rest_.begin(), end);
    if (base::from_iso(word)) {
      node.kind = Node::Kind::date;
      node.text = word;
    } else {
      node.kind = Node::Kind::number;
      const std::string_view digits = word.substr(word.starts_with('-') ? 1 : 0);
      const bool padded = digits.size() > 1 && digits.front() == '0';
      const auto read = std::from_chars(word.data(), word.data() + word.size(), node.number);
      if (read.ec != std::errc() || read.ptr != word.data() + word.size() || padded) {
        return fail("no text, whole number, date, list or table");
      }
    }
    rest_.remove_prefix(word.size());
  }

  // White space, comments and ends of lines, as they may stand in a list.
  void skip_lines() {
    skip_spaces();
    while (!error_ && !rest_.empty() && at_line_end()) {
      end_line();
      skip_spaces();
    }
  }

  void read_array(Node& node, int depth) {
    node.kind = Node::Kind::array;
    skip_lines();
    while (!error_ && !take("]")) {
      if (node.items.size() >= kMostItems) return fail("too many items");
      node.items.push_back(read_value(depth + 1));
      skip_lines();
      if (!take(",") && !rest_.starts_with("]")) return fail("',' or ']' is missing");
      skip_lines();
    }
  }

  void read_inline_table(Node& node, int depth) {
    node.kind = Node::Kind::table;
    skip_spaces();
    if (take("}")) return;
    while (!error_) {
      const std::string key = read_key();
      if (!error_ && node.find(key) != nullptr) return fail("this name stands already");
      if (node.members.size() >= kMostItems) return fail("too many items");
      skip_spaces();
      if (!take("=")) return fail("'=' is missing after a name");
      skip_spaces();
      Node value = read_value(depth + 1);
      if (error_) return;
      node.members.push_back({key, std::move(value)});
      skip_spaces();
      if (take("}")) return;
      if (!take(",")) return fail("',' or '}' is missing");
      skip_spaces();
    }
  }

  std::string_view rest_;
  int line_ = 1;
  std::vector<std::string> by_header_;  // arrays that [[key]] made; no other may grow
  std::optional<Error> error_;
};

// The line of the first control character that is no tab or end of line; 0 for none.
int control_line(std::string_view text) {
  int line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') ++line;
    const bool end = byte == '\n' || (byte == '\r' && text.substr(i, 2) == "\r\n");
    if ((byte < 0x20 && byte != '\t' && !end) || byte == 0x7F) return line;
  }
  return 0;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &found->value;
}
Node* Node::find(std::string_view key) {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &found->value;
}

std::expected<Node, Error> parse(std::string_view text) {
  if (text.size() > kLongestDocument) return std::unexpected(Error{1, "longer than a deck may be"});
  if (!base::is_utf8(base::as_bytes(text))) return std::unexpected(Error{1, "no UTF-8"});
  if (const int line = control_line(text); line != 0) return std::unexpected(Error{line, "a control character"});
  return Parser(text).run();
}

}  // namespace hearth::library::source::toml
