#include "vault/kit.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/words.h"
#include "verify/hash.h"

namespace hearth::vault {
namespace {

constexpr std::size_t kLongestShownWord = 32;
constexpr std::size_t kLongestKitText = 64 * 1024;
constexpr std::size_t kBitsPerWord = 11;
constexpr std::size_t kKitBits = 128;

std::uint8_t checksum(base::ByteView bits) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), bits.data(), bits.size());
  return static_cast<std::uint8_t>(digest[0] >> 4);
}

// 128 bits, then the 4 of the checksum: 17 bytes of which the last has 4 in use.
std::array<std::uint8_t, 17> with_checksum(base::ByteView bits) {
  std::array<std::uint8_t, 17> all{};
  std::ranges::copy(bits, all.begin());
  all[16] = static_cast<std::uint8_t>(checksum(bits) << 4);
  return all;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

// Runs of letters. Digits, punctuation and spaces divide.
std::vector<std::string_view> letter_runs(std::string_view text) {
  std::vector<std::string_view> runs;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    runs.push_back(text.substr(at, end - at));
    at = end;
  }
  return runs;
}

// Of a printed sheet only the lines that consist of words of the list.
std::vector<std::string_view> words_of_word_lines(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto runs = letter_runs(text.substr(0, end));
    const bool all_known =
        std::ranges::all_of(runs, [](std::string_view run) { return base::word_index(run).has_value(); });
    if (all_known) found.insert(found.end(), runs.begin(), runs.end());
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

base::Hash32 derive(const KitSecret& kit, std::string_view name) { return verify::keyed_hash(kit.reveal(), name, {}); }

}  // namespace

std::string_view code(KitFault fault) {
  switch (fault) {
    case KitFault::wrong_count: return "wrong_count";
    case KitFault::unknown_word: return "unknown_word";
    case KitFault::checksum: return "checksum";
  }
  return "wrong_count";
}

std::vector<std::string> kit_words(const KitSecret& kit) {
  auto all = with_checksum(kit.reveal());
  std::vector<std::string> result;
  for (std::size_t word = 0; word < kKitWords; ++word) {
    std::size_t index = 0;
    for (std::size_t bit = word * kBitsPerWord; bit < (word + 1) * kBitsPerWord; ++bit) {
      index = index * 2 + ((all[bit / 8] >> (7 - bit % 8)) & 1U);
    }
    result.emplace_back(base::words()[index]);
  }
  base::wipe(all);
  return result;
}

std::expected<KitSecret, KitProblem> parse_kit(std::string_view text) {
  if (text.size() > kLongestKitText) return std::unexpected(KitProblem{.fault = KitFault::wrong_count});
  auto typed = letter_runs(text);
  if (typed.size() != kKitWords) {
    auto of_lines = words_of_word_lines(text);
    if (of_lines.size() == kKitWords) typed = std::move(of_lines);
  }
  if (typed.size() != kKitWords) {
    return std::unexpected(KitProblem{.fault = KitFault::wrong_count, .count = typed.size()});
  }

  std::array<std::uint8_t, 17> all{};
  for (std::size_t word = 0; word < kKitWords; ++word) {
    const auto index = base::word_index(typed[word]);
    if (!index) {
      return std::unexpected(KitProblem{.fault = KitFault::unknown_word,
                                        .count = kKitWords,
                                        .position = word + 1,
                                        .word = std::string(typed[word].substr(0, kLongestShownWord))});
    }
    for (std::size_t i = 0; i < kBitsPerWord; ++i) {
      const std::size_t bit = word * kBitsPerWord + i;
      const auto value = static_cast<std::uint8_t>((*index >> (kBitsPerWord - 1 - i)) & 1U);
      all[bit / 8] = static_cast<std::uint8_t>(all[bit / 8] | (value << (7 - bit % 8)));
    }
  }
  const auto bits = base::ByteView(all).first(kKitBits / 8);
  if (all[16] != static_cast<std::uint8_t>(checksum(bits) << 4)) {
    return std::unexpected(KitProblem{.fault = KitFault::checksum, .count = kKitWords});
  }
  auto kit = KitSecret::from(bits);
  base::wipe(all);
  return std::move(*kit);
}

SigningSecret kit_signing_secret(const KitSecret& kit) {
  return std::move(*SigningSecret::from(derive(kit, "kit-signing").view()));
}

ExchangeSecret kit_exchange_secret(const KitSecret& kit) {
  return std::move(*ExchangeSecret::from(derive(kit, "kit-exchange").view()));
}

base::DeviceId kit_device(const KitSecret& kit) {
  const auto digest = verify::hash("kit-device", {public_key(kit_signing_secret(kit)).view()});
  base::DeviceId id;
  std::copy_n(digest.bytes.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

}  // namespace hearth::vault
