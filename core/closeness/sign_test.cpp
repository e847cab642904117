#include "closeness/sign.h"

#include <gtest/gtest.h>

namespace hearth::closeness {
namespace {

const base::Date kToday = *base::from_iso("2026-06-30");

Mixture normal(double mean, double sd) { return {{{1, mean, sd * sd}}}; }

TEST(Sign, EffectIsSaidOnlyAfterFiveDaysAndAboveNinetyFiveInAHundred) {
  EXPECT_TRUE(may_say_effect(normal(1.65, 1), 5));
  EXPECT_TRUE(may_say_effect(normal(-1.65, 1), 5));
  EXPECT_FALSE(may_say_effect(normal(1.64, 1), 5));
  EXPECT_FALSE(may_say_effect(normal(9, 1), 4));
}

TEST(Sign, FacetIsNamedOnlyAboveNineInTen) {
  EXPECT_TRUE(may_say_lower(normal(-1.29, 1)));
  EXPECT_FALSE(may_say_lower(normal(-1.28, 1)));
  EXPECT_FALSE(may_say_lower(normal(5, 1)));
}

TEST(Sign, GapMustBeWideInTwoMonthsRunning) {
  EXPECT_NEAR(probability_of_wide_gap(normal(2, 1)), .5, 1e-12);
  EXPECT_TRUE(is_wide_for_two_months(std::vector{.2, .91, .95}));
  EXPECT_FALSE(is_wide_for_two_months(std::vector{.95, .95, .9}));
  EXPECT_FALSE(is_wide_for_two_months(std::vector{.95, .2, .95}));
  EXPECT_FALSE(is_wide_for_two_months(std::vector{.99}));
}

std::vector<base::Date> days_before(int first, int last, int every) {
  std::vector<base::Date> days;
  for (int back = first; back >= last; back -= every) days.push_back(kToday - back);
  return days;
}

TEST(Sign, WhoAnsweredOftenAndNowSeldomIsToldSo) {
  EXPECT_TRUE(hears_less(days_before(55, 28, 2), kToday));
  auto days = days_before(55, 28, 2);  // 14 days
  for (const int back : {1, 2, 3}) days.push_back(kToday - back);
  EXPECT_TRUE(hears_less(days, kToday));
  days.push_back(kToday - 4);
  EXPECT_FALSE(hears_less(days, kToday));
  EXPECT_FALSE(hears_less(days_before(55, 28, 4), kToday));                    // never answered often
  EXPECT_FALSE(hears_less(std::vector<base::Date>(60, kToday - 30), kToday));  // one day, many times
  EXPECT_FALSE(hears_less({}, kToday));
}

TEST(Sign, RungFallsWhenTheLastThreeLieBelowTheMiddleOfTheThreeBefore) {
  EXPECT_TRUE(is_rung_falling(std::vector{3, 3, 2, 2, 1, 2}));
  EXPECT_TRUE(is_rung_falling(std::vector{1, 3, 1, 3, 2, 2, 2}));
  EXPECT_FALSE(is_rung_falling(std::vector{3, 3, 2, 2, 3, 2}));
  EXPECT_FALSE(is_rung_falling(std::vector{1, 1, 3, 1, 1, 1}));
  EXPECT_FALSE(is_rung_falling(std::vector{3, 3, 1, 1, 1}));
}

TEST(Sign, ConflictIsChronicOnMoreThanHalfOfAtLeastSevenReportedDays) {
  const auto days = [](int marked, int calm, int first_back) {
    std::vector<ConflictDay> made;
    for (int i = 0; i < marked + calm; ++i) made.push_back({kToday - first_back - i, i < marked ? 4 : 3});
    return made;
  };
  EXPECT_TRUE(is_conflict_chronic(days(4, 3, 0), kToday));
  EXPECT_FALSE(is_conflict_chronic(days(4, 4, 0), kToday));
  EXPECT_FALSE(is_conflict_chronic(days(6, 0, 0), kToday));
  EXPECT_FALSE(is_conflict_chronic(days(20, 0, 28), kToday));
}

}  // namespace
}  // namespace hearth::closeness
