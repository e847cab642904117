#include "guide/word.h"

namespace hearth::guide {
namespace {
constexpr std::uint8_t kVersion = 1;
}

base::Bytes encode(const Word& word) {
  return {kVersion,
          static_cast<std::uint8_t>(word.pace),
          static_cast<std::uint8_t>(word.rest),
          static_cast<std::uint8_t>(word.budget),
          static_cast<std::uint8_t>(word.wish),
          static_cast<std::uint8_t>(word.closed & 0xffU),
          static_cast<std::uint8_t>(word.closed >> 8U & 0xffU),
          0};
}

std::expected<Word, base::Error> decode_word(base::ByteView bytes) {
  if (bytes.empty()) return std::unexpected(base::Error::shape);
  if (bytes[0] != kVersion) return std::unexpected(base::Error::unknown_version);
  if (bytes.size() != kWordBytes || bytes[7] != 0) return std::unexpected(base::Error::shape);
  if (bytes[1] < kLightestRung || bytes[1] > kTenderestRung || bytes[2] > 1 || bytes[3] > 2 ||
      bytes[4] >= kFacetCount) {
    return std::unexpected(base::Error::shape);
  }
  const Topics closed = bytes[5] | static_cast<Topics>(bytes[6]) << 8U;
  if (closed >> kTopicCount != 0) return std::unexpected(base::Error::shape);
  return Word{bytes[1], static_cast<Rest>(bytes[2] == 1), static_cast<Budget>(bytes[3]), static_cast<Facet>(bytes[4]),
              closed};
}

Word in_force(std::span<const Said> said, int member, int week) {
  const Said* last = nullptr;
  for (const Said& one : said) {
    if (one.member != member || one.from_week > week) continue;
    if (last == nullptr || one.from_week >= last->from_week) last = &one;
  }
  return last == nullptr ? Word{.budget = Budget::short_} : last->word;
}

}  // namespace hearth::guide
