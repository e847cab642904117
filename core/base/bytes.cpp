#include "base/bytes.h"

namespace hearth::base {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr int kNoDigit = -1;

constexpr std::array<std::int8_t, 256> digit_values(std::string_view digits) {
  std::array<std::int8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<std::uint8_t>(digits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}

constexpr auto kHexValues = digit_values(kHexDigits);
constexpr auto kBase64Values = digit_values(kBase64Digits);

int digit(const std::array<std::int8_t, 256>& values, char c) { return values[static_cast<std::uint8_t>(c)]; }

}  // namespace

ByteView as_bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string_view as_text(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Bytes to_bytes(ByteView view) { return {view.begin(), view.end()}; }

void append(Bytes& to, ByteView more) { to.insert(to.end(), more.begin(), more.end()); }

std::string to_hex(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

std::expected<Bytes, Error> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::unexpected(Error::shape);
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(kHexValues, text[i]);
    const int low = digit(kHexValues, text[i + 1]);
    if (high == kNoDigit || low == kNoDigit) return std::unexpected(Error::shape);
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

std::string to_base64url(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (const auto byte : bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += kBase64Digits[(bits >> held) & 63];
    }
  }
  if (held > 0) text += kBase64Digits[(bits << (6 - held)) & 63];
  return text;
}

std::expected<Bytes, Error> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return std::unexpected(Error::shape);
  Bytes bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int value = digit(kBase64Values, c);
    if (value == kNoDigit) return std::unexpected(Error::shape);
    bits = ((bits << 6) | static_cast<std::uint32_t>(value)) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push_back(static_cast<std::uint8_t>((bits >> held) & 255));
    }
  }
  if ((bits & ((1U << held) - 1)) != 0) return std::unexpected(Error::shape);
  return bytes;
}

bool is_utf8(ByteView bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    const std::uint8_t first = bytes[i];
    if (first < 0x80) {
      ++i;
      continue;
    }
    std::size_t more = 0;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
      more = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
      more = 2;
      if (first == 0xe0) low = 0xa0;   // over-long
      if (first == 0xed) high = 0x9f;  // surrogates
    } else if (first >= 0xf0 && first <= 0xf4) {
      more = 3;
      if (first == 0xf0) low = 0x90;   // over-long
      if (first == 0xf4) high = 0x8f;  // past U+10FFFF
    } else {
      return false;
    }
    if (bytes.size() - i <= more) return false;
    if (bytes[i + 1] < low || bytes[i + 1] > high) return false;
    for (std::size_t k = 2; k <= more; ++k) {
      if ((bytes[i + k] & 0xc0) != 0x80) return false;
    }
    i += more + 1;
  }
  return true;
}

}  // namespace hearth::base
