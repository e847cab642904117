#include "envelope/padding.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "envelope/header.h"

namespace hearth::envelope {

std::size_t padme(std::size_t length) {
  if (length < 2) return length;
  const auto value = static_cast<std::uint64_t>(length);
  const int exponent = std::bit_width(value) - 1;                             // floor(log2 L)
  const int mantissa_bits = std::bit_width(static_cast<unsigned>(exponent));  // floor(log2 E) + 1
  const int zero_bits = std::max(exponent - mantissa_bits, 0);
  const std::uint64_t mask = (std::uint64_t{1} << zero_bits) - 1;
  return static_cast<std::size_t>((value + mask) & ~mask);
}

std::size_t padded_plaintext(std::size_t length) { return std::max(padme(length), kMinimalPlaintext); }

}  // namespace hearth::envelope
