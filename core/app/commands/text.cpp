#include "app/commands/text.h"

#include <cstdint>

namespace hearth::app {
namespace {

constexpr std::size_t kNameLength = 40;
constexpr std::size_t kNameBytes = 400;

bool continues_a_character(std::uint32_t point) {
  return (point >= 0x0300 && point <= 0x036F) || (point >= 0x1AB0 && point <= 0x1AFF) ||
         (point >= 0x20D0 && point <= 0x20FF) || (point >= 0xFE00 && point <= 0xFE0F) ||
         (point >= 0x1F3FB && point <= 0x1F3FF) || (point >= 0xE0020 && point <= 0xE007F) || point == 0x200D;
}

// The next code point of well-formed UTF-8.
std::uint32_t next_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  std::uint32_t point = first & (0x3FU >> more);
  for (int i = 0; i < more && at < text.size(); ++i)
    point = (point << 6) | (static_cast<unsigned char>(text[at++]) & 0x3F);
  return point;
}

}  // namespace

std::string trimmed(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      if (i + 1 >= text.size() || text[i + 1] != '\n') out.push_back('\n');
    } else {
      out.push_back(text[i]);
    }
  }
  const auto first = out.find_first_not_of(" \t\n");
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(" \t\n") - first + 1);
}

bool is_short_name(std::string_view name) {
  if (name.empty() || name.size() > kNameBytes) return false;
  std::size_t count = 0;
  bool joined = false;
  for (std::size_t at = 0; at < name.size();) {
    const std::uint32_t point = next_point(name, at);
    if (point < 0x20 || point == 0x7F) return false;
    if (!continues_a_character(point) && !joined) ++count;
    joined = point == 0x200D;
  }
  return count >= 1 && count <= kNameLength;
}

bool is_server(std::string_view text, std::string& out) {
  std::string_view rest = text;
  if (rest.starts_with("https://")) {
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else {
    return false;
  }
  while (rest.ends_with('/')) {
    rest.remove_suffix(1);
    text.remove_suffix(1);
  }
  if (rest.empty() || rest.size() > 255) return false;
  for (const char c : rest) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                      c == '-' || c == ':' || c == '[' || c == ']';
    if (!fine) return false;
  }
  out = std::string(text);
  return true;
}

}  // namespace hearth::app
