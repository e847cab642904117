#include "closeness/plain.h"

#include <gtest/gtest.h>

namespace hearth::closeness {
namespace {

const base::Date kMonday = *base::from_iso("2026-11-02");

TEST(PlainPicture, AWeekWithoutAnswersIsAGapAndNeverAZero) {
  const PlainPoint points[] = {{kMonday + 1, 5, true}, {kMonday + 15, 3, false}};
  const auto weeks = weekly(points, kMonday, kMonday + 20);
  ASSERT_EQ(weeks.size(), 3U);
  EXPECT_EQ(weeks[0].median, 5);
  EXPECT_FALSE(weeks[1].median.has_value());
  EXPECT_EQ(weeks[2].median, 3);
  EXPECT_FALSE(weeks[0].all_hidden);
  EXPECT_TRUE(weeks[2].all_hidden);
}

TEST(PlainPicture, TheMedianDoesNotFollowOneHardDay) {
  const PlainPoint points[] = {{kMonday, 6, true}, {kMonday + 1, 1, true}, {kMonday + 2, 6, true}};
  EXPECT_EQ(weekly(points, kMonday, kMonday)[0].median, 6);
  EXPECT_EQ(median_of({2, 5}), 3.5);
}

TEST(PlainPicture, ANeedHoldsUntilTheNextOneIsSaid) {
  const NeededPoint needed[] = {{kMonday + 30, 4}, {kMonday + 2, 6}};
  EXPECT_FALSE(needed_in(needed, kMonday - 7).has_value());
  EXPECT_EQ(needed_in(needed, kMonday), 6);
  EXPECT_EQ(needed_in(needed, kMonday + 21), 6);
  EXPECT_EQ(needed_in(needed, kMonday + 28), 4);
}

TEST(PlainPicture, ThreeAnswersInFourWeeksAreEnoughAndTwoAreNot) {
  const PlainPoint two[] = {{kMonday, 5, true}, {kMonday + 14, 5, true}};
  for (const bool holds : enough(weekly(two, kMonday, kMonday + 27))) EXPECT_FALSE(holds);
  const PlainPoint three[] = {{kMonday, 5, true}, {kMonday + 14, 5, true}, {kMonday + 21, 4, true}};
  for (const bool holds : enough(weekly(three, kMonday, kMonday + 27))) EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace hearth::closeness
