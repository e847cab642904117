#include "closeness/sign.h"

#include <algorithm>

namespace hearth::closeness {
namespace {

constexpr int kFourWeeks = 28;
constexpr int kLeastDaysBefore = 8;
constexpr int kFallenTo = 4;  // a quarter
constexpr std::size_t kRungs = 3;
constexpr int kLeastConflictDays = 7;

bool is_within(base::Date day, base::Date last, int days) { return day <= last && last - day < days; }

}  // namespace

bool may_say_effect(const Mixture& effect, int days) {
  const double below = effect.cdf(0);
  return days >= kLeastEventDays && std::max(below, 1 - below) > kEffectSure;
}

bool may_say_lower(const Mixture& facet_own_part) { return facet_own_part.cdf(0) > kFacetSure; }

double probability_of_wide_gap(const Mixture& gap) { return 1 - gap.cdf(kWideGap); }

bool is_wide_for_two_months(std::span<const double> probabilities_of_wide_gap) {
  const std::size_t months = probabilities_of_wide_gap.size();
  return months >= 2 && probabilities_of_wide_gap[months - 1] > kWideGapSure &&
         probabilities_of_wide_gap[months - 2] > kWideGapSure;
}

bool hears_less(std::span<const base::Date> own_days, base::Date today) {
  const auto count = [&](base::Date last) {
    std::vector<base::Date> days;
    for (const base::Date day : own_days) {
      if (is_within(day, last, kFourWeeks) && !std::ranges::contains(days, day)) days.push_back(day);
    }
    return static_cast<int>(days.size());
  };
  const int before = count(today - kFourWeeks);
  return before >= kLeastDaysBefore && count(today) * kFallenTo <= before;
}

bool is_rung_falling(std::span<const int> finished_rungs) {
  if (finished_rungs.size() < 2 * kRungs) return false;
  const auto recent = finished_rungs.last(kRungs);
  const auto earlier = finished_rungs.last(2 * kRungs).first(kRungs);
  const auto [low, high] = std::minmax({earlier[0], earlier[1]});
  const int middle = std::clamp(earlier[2], low, high);
  return std::ranges::all_of(recent, [middle](int rung) { return rung < middle; });
}

bool is_conflict_chronic(std::span<const ConflictDay> own_days, base::Date today) {
  int reported = 0;
  int marked = 0;
  for (const ConflictDay& day : own_days) {
    if (!is_within(day.day, today, kFourWeeks)) continue;
    ++reported;
    marked += day.conflict >= kMarkedConflict ? 1 : 0;
  }
  return reported >= kLeastConflictDays && 2 * marked > reported;
}

}  // namespace hearth::closeness
