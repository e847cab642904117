// What the picture draws of the answers themselves: weekly medians, and the need that
// was in force. No model: it says what was answered and claims no more. The band
// around the own line is the model's (own_picture.h).
//
// Scale: 1 to 7, as people answer. Weeks begin on Monday (ISO 8601). A week without
// answers is a gap, never a zero. No state; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"

namespace hearth::closeness {

struct PlainPoint {
  base::Date day;
  double felt = 0;
  bool shared = false;
};
struct NeededPoint {
  base::Date day;
  double needed = 0;
};

struct PlainWeek {
  base::Date monday;
  std::optional<double> median;
  int points = 0;
  bool all_hidden = false;  // none of the week's answers was shared
};

// One entry for each week from that of `first` to that of `last`, both included.
[[nodiscard]] std::vector<PlainWeek> weekly(std::span<const PlainPoint> points, base::Date first, base::Date last);

// The median of an even number is the mean of the two in the middle.
[[nodiscard]] double median_of(std::vector<double> values);

// The need that was in force in the week of `monday`: the last one said until its
// Sunday. Nothing before the first.
[[nodiscard]] std::optional<double> needed_in(std::span<const NeededPoint> needed, base::Date monday);

inline constexpr int kEnoughPoints = 3;
inline constexpr int kEnoughWeeks = 4;
// For each week, whether some stretch of four weeks that holds it has three answers.
[[nodiscard]] std::vector<bool> enough(std::span<const PlainWeek> weeks);

}  // namespace hearth::closeness
