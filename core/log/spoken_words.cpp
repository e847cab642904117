// Six words to be spoken: 66 bits, for an invite without a camera.
#include <algorithm>

#include "base/words.h"
#include "log/handshake.h"
#include "verify/hash.h"

namespace hearth::log {
namespace {

constexpr std::size_t kSpokenWords = 6;
constexpr std::size_t kSpokenTextLimit = 1024;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

}  // namespace

std::vector<std::string> draw_spoken_words(base::Entropy& entropy) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < kSpokenWords; ++i) {
    std::array<std::uint8_t, 2> random{};
    entropy.fill(random);
    const std::size_t index = (random[0] | (static_cast<std::size_t>(random[1]) << 8)) % base::kWordCount;
    words.emplace_back(base::words()[index]);
  }
  return words;
}

std::expected<std::vector<std::string>, base::Error> parse_spoken_words(std::string_view text) {
  if (text.size() > kSpokenTextLimit) return std::unexpected(base::Error::wrong_words);
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const auto index = base::word_index(text.substr(at, end - at));
    if (!index || words.size() == kSpokenWords) return std::unexpected(base::Error::wrong_words);
    words.emplace_back(base::words()[*index]);
    at = end;
  }
  if (words.size() != kSpokenWords) return std::unexpected(base::Error::wrong_words);
  return words;
}

std::string spoken_text(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::array<std::uint8_t, 16> spoken_salt(std::string_view origin) {
  const auto digest = verify::hash("pair-salt", {base::as_bytes(origin)});
  std::array<std::uint8_t, 16> salt{};
  std::copy_n(digest.bytes.begin(), salt.size(), salt.begin());
  return salt;
}

}  // namespace hearth::log
