#include "cli/printable.h"

namespace hearth::cli {
namespace {

// The bytes of the control character that `text` begins with; 0 for none.
std::size_t control(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if ((byte(0) < 0x20 && byte(0) != '\n' && byte(0) != '\t') || byte(0) == 0x7f) return 1;
  if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) return 2;  // U+0080 … U+009F
  if (byte(0) != 0xe2) return 0;
  if (byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae) return 3;                // U+202A … U+202E
  return byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9 ? std::size_t{3} : 0;  // U+2066 … U+2069
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = control(text.substr(at));
    if (length == 0) {
      shown += text[at++];
      continue;
    }
    shown += "\uFFFD";
    at += length;
  }
  return shown;
}

}  // namespace hearth::cli
