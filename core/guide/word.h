// The coarse word that a person's device says to the other's once a week: all that
// the guide ever sends. Its size never changes, it is said every week whatever has
// happened, and what it means for privacy stands in docs/guide.md.
// Plain values; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/error.h"
#include "guide/facet.h"
#include "guide/step.h"

namespace hearth::guide {

// How long a step may take. An ordinary setting.
enum class Budget : std::uint8_t { short_, usual, long_ };
[[nodiscard]] constexpr int minutes_of(Budget budget) {
  return budget == Budget::short_ ? 10 : budget == Budget::usual ? 20 : 45;
}

enum class Rest : bool { no, yes };

struct Word {
  int pace = kLightestRung;  // veiled: never over the bound, often below it
  Rest rest = Rest::no;
  Budget budget = Budget::usual;
  Facet wish = Facet::emotional;  // veiled: mostly chance
  Topics closed = 0;              // off limits, among decoys
  bool operator==(const Word&) const = default;
};

inline constexpr std::size_t kWordBytes = 8;

[[nodiscard]] base::Bytes encode(const Word& word);
// decoder: guide_word. Exactly what encode gives; unknown version: Error::unknown_version.
[[nodiscard]] std::expected<Word, base::Error> decode_word(base::ByteView bytes);

// A word as it stands in the shared log. Weeks count from the pair's first.
struct Said {
  int member = 0;     // 0 or 1: the two in the order of their member ids
  int from_week = 0;  // first week that it holds for
  Word word;
};

// What a person's last word is in a week; none yet: the lightest word.
[[nodiscard]] Word in_force(std::span<const Said> said, int member, int week);

}  // namespace hearth::guide
