// The plain estimate behind the picture of today: weekly medians with the spread of
// the week's own answers. It is no model: it says what was answered and how much
// the answers of a week differ, and claims no more. The state-space model of this
// folder takes its place when it is wired to the app.
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
  double low = 0;  // of the week's answers: see spread_of
  double high = 0;
  int points = 0;
  bool all_hidden = false;  // none of the week's answers was shared
};

// One entry for each week from that of `first` to that of `last`, both included.
[[nodiscard]] std::vector<PlainWeek> weekly(std::span<const PlainPoint> points, base::Date first, base::Date last);

// The median of an even number is the mean of the two in the middle.
[[nodiscard]] double median_of(std::vector<double> values);

// How far the answers of a week lie apart: with four or more, the middle half
// (quartiles by linear interpolation, Hyndman & Fan 1996, type 7); with two or three,
// from the lowest to the highest; a single answer says nothing of its spread, so half a
// step of the scale on each side is shown [our assumption]. Kept within 1 and 7.
struct Spread {
  double low = 0;
  double high = 0;
};
[[nodiscard]] Spread spread_of(std::vector<double> values);

// The need that was in force in the week of `monday`: the last one said until its
// Sunday. Nothing before the first.
[[nodiscard]] std::optional<double> needed_in(std::span<const NeededPoint> needed, base::Date monday);

inline constexpr int kEnoughPoints = 3;
inline constexpr int kEnoughWeeks = 4;
// For each week, whether some stretch of four weeks that holds it has three answers.
[[nodiscard]] std::vector<bool> enough(std::span<const PlainWeek> weeks);

}  // namespace hearth::closeness
