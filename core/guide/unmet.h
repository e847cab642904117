// Expected unmet need per facet, from what both devices know: the numbers that a
// person shared, or else the wish in their word. In whole 64ths of a point (scale
// 0-10), so that two devices never differ.
//   gap g = needed − felt ~ N(μ, σ²),  U = E[max(0, g)] = μΦ(z) + σφ(z),  z = μ/σ  (model.md 5.1)
// Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "guide/facet.h"
#include "guide/word.h"

namespace hearth::guide {

// What a person said of one facet, both numbers shared with the other.
struct SharedGap {
  int member = 0;
  int week = 0;
  Facet facet = Facet::emotional;
  int quarter_points = 0;   // needed − felt, −40..40; values beyond are taken as these
  int last_week = 1 << 20;  // the week in which it was taken back: from the next one on it does not count
};

using Unmet = std::array<std::int64_t, kFacetCount>;

// From what was shared in the weeks before `week`; the latest four answers of each facet count.
[[nodiscard]] Unmet unmet_of(std::span<const SharedGap> shared, int member, const Word& word, int week);

// U for a mean and a deviation, all in 64ths. σ > 0.
[[nodiscard]] std::int64_t expected_unmet(std::int64_t mean, std::int64_t deviation);

}  // namespace hearth::guide
