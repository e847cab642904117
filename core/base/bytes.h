// Bytes and their written forms. Every parser here is strict: one value has one
// spelling, so that two parties never disagree about what was meant.
// No state; any thread.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace hearth::base {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// A fixed number of bytes with a meaning of its own: two kinds never mix, though
// both may be 32 bytes long. Ordered bytewise. Not for secrets (see secret.h).
template <class Tag, std::size_t kLength>
struct Fixed {
  static constexpr std::size_t kSize = kLength;
  std::array<std::uint8_t, kLength> bytes{};

  [[nodiscard]] ByteView view() const { return bytes; }
  [[nodiscard]] bool is_zero() const {
    for (const auto byte : bytes) {
      if (byte != 0) return false;
    }
    return true;
  }
  friend auto operator<=>(const Fixed&, const Fixed&) = default;

  // Exactly kLength bytes, else Error::shape.
  [[nodiscard]] static std::expected<Fixed, Error> from(ByteView view) {
    if (view.size() != kLength) return std::unexpected(Error::shape);
    Fixed result;
    for (std::size_t i = 0; i < kLength; ++i) result.bytes[i] = view[i];
    return result;
  }
};

// The bytes of a text, borrowed: valid as long as the text.
[[nodiscard]] ByteView as_bytes(std::string_view text);
[[nodiscard]] std::string_view as_text(ByteView bytes);
[[nodiscard]] Bytes to_bytes(ByteView view);
void append(Bytes& to, ByteView more);

[[nodiscard]] std::string to_hex(ByteView bytes);
// decoder: hex. Lower-case digits only, an even number of them.
[[nodiscard]] std::expected<Bytes, Error> from_hex(std::string_view text);

// Base64 with the URL alphabet and without padding (RFC 4648, 5).
[[nodiscard]] std::string to_base64url(ByteView bytes);
// decoder: base64url. Refuses padding, other characters, and unused bits that are not zero.
[[nodiscard]] std::expected<Bytes, Error> from_base64url(std::string_view text);

// True for well-formed UTF-8: no surrogates, no over-long forms, at most U+10FFFF.
[[nodiscard]] bool is_utf8(ByteView bytes);

}  // namespace hearth::base
