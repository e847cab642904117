// The recovery kit: a paper device. 128 random bits, printed as twelve words with
// a checksum (BIP-39: 128 bits and 4 bits of SHA-256, 11 bits a word) and as a QR
// code of the same words. Its keys derive from the bits alone.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "vault/keys.h"
#include "vault/sign.h"

namespace hearth::vault {

inline constexpr std::size_t kKitWords = 12;

// What is wrong with a kit as typed, so that the sentence can say which word.
enum class KitFault : std::uint8_t { wrong_count, unknown_word, checksum };
struct KitProblem {
  KitFault fault = KitFault::wrong_count;
  std::size_t count = 0;     // words found
  std::size_t position = 0;  // of the unknown word, from 1
  std::string word;          // the unknown word, as typed (at most 32 bytes)
};
// "wrong_count", "unknown_word", "checksum"
[[nodiscard]] std::string_view code(KitFault fault);

[[nodiscard]] std::vector<std::string> kit_words(const KitSecret& kit);

// decoder: kit_words. Twelve words in any case; spaces, line ends, commas, dots, hyphens and
// numbers between them are passed over, as is anything before the first line that
// has only words ("1. lantern 2. river …"). Four letters of a word are enough.
[[nodiscard]] std::expected<KitSecret, KitProblem> parse_kit(std::string_view text);

// The kit's own keys in its personal log.
[[nodiscard]] SigningSecret kit_signing_secret(const KitSecret& kit);
[[nodiscard]] ExchangeSecret kit_exchange_secret(const KitSecret& kit);
// The first 16 bytes of a hash over the public signing key.
[[nodiscard]] base::DeviceId kit_device(const KitSecret& kit);

}  // namespace hearth::vault
