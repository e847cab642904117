// What may be said, and when: the rules behind every sentence about a person's own
// answers (model.md 2, 4.5, 4.6). Rules, not statistics, except where a probability
// is named. Each looks at what its own reader may know, and speaks to them alone.
// Pure functions; any thread.
#pragma once

#include <span>

#include "base/date.h"
#include "closeness/mixture.h"

namespace hearth::closeness {

// "What seems to bring me closer": five days or more and P > .95 for its direction.
inline constexpr int kLeastEventDays = 5;
inline constexpr double kEffectSure = .95;
[[nodiscard]] bool may_say_effect(const Mixture& effect, int days);

// A facet is named as lower than the other areas only above P = .9.
inline constexpr double kFacetSure = .9;
[[nodiscard]] bool may_say_lower(const Mixture& facet_own_part);

// Needed − felt, on 0–10.
inline constexpr double kWideGap = 2;
inline constexpr double kWideGapSure = .9;
[[nodiscard]] double probability_of_wide_gap(const Mixture& gap);
// The gap of one facet at the ends of months, the last one last: wide with P > .9 in
// the last two.
[[nodiscard]] bool is_wide_for_two_months(std::span<const double> probabilities_of_wide_gap);

// "We hear less from you": said to the person who answers less, and to nobody else;
// silence is never read as being less close. So only one's own days are looked at:
// in the four weeks before the last four answers on at least 8 days, in the last four
// on no more than a quarter of that. [ASSUME]
[[nodiscard]] bool hears_less(std::span<const base::Date> own_days, base::Date today);

// The depth that both went to, oldest first: of the last three finished steps each is
// a rung or more below the middle one of the three before them. [ASSUME]
[[nodiscard]] bool is_rung_falling(std::span<const int> finished_rungs);

// From here on, of 0–7, a day between two people counts as hard (model.md 4.6).
inline constexpr int kMarkedConflict = 4;

// Conflict of 4 or more (1–7) on more than half of the reported days of four weeks,
// and at least seven of them reported [ASSUME]: the card about counselling, never
// shown after a sign of fear.
struct ConflictDay {
  base::Date day;
  int conflict = 1;  // 1–7
};
[[nodiscard]] bool is_conflict_chronic(std::span<const ConflictDay> own_days, base::Date today);

}  // namespace hearth::closeness
