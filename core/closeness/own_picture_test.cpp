#include "closeness/own_picture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hearth::closeness {
namespace {

const base::Date kMonday = *base::from_iso("2026-01-05");

OwnReport felt(base::Date day, int answer) { return {day, Facet::closeness, Kind::felt, answer, {}}; }

OwnPicture picture_of(std::vector<OwnReport> reports, base::Date today, std::vector<std::string> events = {}) {
  auto picture = own_picture({std::move(reports), std::move(events), today});
  EXPECT_TRUE(picture);
  return picture.value_or(OwnPicture{});
}

TEST(OwnPicture, WithoutReportsItIsWide) {
  const OwnPicture picture = picture_of({}, kMonday);
  ASSERT_EQ(picture.weeks.size(), 1U);
  EXPECT_EQ(picture.weeks[0].answers, 0);
  EXPECT_GT(picture.now.high - picture.now.low, 2);
  EXPECT_FALSE(picture.drift.notice);
}

TEST(OwnPicture, MissingWeeksAreGapsInWhichTheBandIsWider) {
  std::vector<OwnReport> reports;
  for (int day = 0; day < 28; ++day) reports.push_back(felt(kMonday + day, 4 + day % 2));
  for (int day = 84; day < 112; ++day) reports.push_back(felt(kMonday + day, 5 + day % 2));
  const OwnPicture picture = picture_of(reports, kMonday + 111);
  ASSERT_EQ(picture.weeks.size(), 16U);
  EXPECT_EQ(picture.weeks[3].answers, 7);
  EXPECT_EQ(picture.weeks[7].answers, 0);
  const auto width = [&](std::size_t week) { return picture.weeks[week].level.high - picture.weeks[week].level.low; };
  EXPECT_GT(width(7), width(2));
  EXPECT_GT(width(7), width(14));
  EXPECT_LT(picture.weeks[1].level.mean, picture.weeks[14].level.mean);
  // What came later is heard in what is said of before.
  const OwnPicture early = picture_of(reports, kMonday + 27);
  EXPECT_GT(picture.weeks[3].level.mean, early.weeks[3].level.mean);
}

TEST(OwnPicture, AssociationIsSaidOnlyAfterFiveDaysAndWhenSure) {
  std::vector<OwnReport> reports;
  for (int day = 0; day < 60; ++day) {
    reports.push_back(felt(kMonday + day, day % 10 == 5 ? 7 : 4));
    if (day % 10 == 5) reports.push_back({kMonday + day, Facet::closeness, Kind::felt, {}, 0});
  }
  EXPECT_FALSE(picture_of(reports, kMonday + 39, {"walk"}).associations[0].sure);
  const auto association = picture_of(reports, kMonday + 59, {"walk", "never"}).associations;
  ASSERT_EQ(association.size(), 1U);
  EXPECT_EQ(association[0].days, 6);
  EXPECT_TRUE(association[0].sure);
  EXPECT_GT(association[0].effect.low, .5);
}

TEST(OwnPicture, NeedsHaveAGapWithItsInterval) {
  std::vector<OwnReport> reports;
  for (int day = 0; day < 40; ++day) reports.push_back(felt(kMonday + day, 5));
  reports.push_back({kMonday + 30, Facet::trust, Kind::felt, 3, {}, AnswerScale::zero_to_ten});
  reports.push_back({kMonday + 30, Facet::trust, Kind::needed, 9, {}, AnswerScale::zero_to_ten});
  reports.push_back({kMonday + 30, Facet::closeness, Kind::needed, 5, {}});
  const OwnPicture picture = picture_of(reports, kMonday + 39);
  ASSERT_EQ(picture.facets.size(), 2U);
  EXPECT_EQ(picture.facets[0].facet, Facet::closeness);
  EXPECT_LT(picture.facets[0].gap->low, 0);
  EXPECT_GT(picture.facets[0].gap->high, 0);
  EXPECT_EQ(picture.facets[1].facet, Facet::trust);
  EXPECT_GT(picture.facets[1].gap->low, .6);
  EXPECT_TRUE(picture.facets[1].lower_than_other_areas);
  EXPECT_GT(picture.facets[1].probability_wide_gap, .8);
}

TEST(OwnPicture, ALongClearFallIsNoticedAndASteadyYearIsNot) {
  std::vector<OwnReport> steady;
  std::vector<OwnReport> falling;
  for (int day = 0; day < 364; ++day) {
    const int swing = (day * 7 + day / 3) % 3 - 1;
    steady.push_back(felt(kMonday + day, 5 + swing));
    falling.push_back(felt(kMonday + day, 5 + swing - (day > 200 ? std::min((day - 200) / 25, 3) : 0)));
  }
  EXPECT_FALSE(picture_of(steady, kMonday + 363).drift.notice);
  EXPECT_FALSE(picture_of(falling, kMonday + 200).drift.notice);
  const Drift drift = picture_of(falling, kMonday + 300).drift;
  EXPECT_TRUE(drift.notice);
  EXPECT_GT(drift.statistic, kDriftChart.threshold);
}

TEST(OwnPicture, OrderOfTheReportsAndLaterOnesDoNotMatter) {
  std::vector<OwnReport> reports;
  for (int i = 0; i < 30; ++i) reports.push_back(felt(kMonday + i, 1 + i * i % 7));
  const OwnPicture one = picture_of(reports, kMonday + 29);
  std::reverse(reports.begin(), reports.end());
  reports.push_back(felt(kMonday + 40, 1));
  const OwnPicture other_order = picture_of(reports, kMonday + 29);
  EXPECT_EQ(one.now.mean, other_order.now.mean);
  EXPECT_EQ(one.weeks[0].level.low, other_order.weeks[0].level.low);
}

TEST(OwnPicture, ImpossibleReportsAreRefused) {
  EXPECT_EQ(own_picture({{felt(kMonday, 8)}, {}, kMonday}).error(), Fault::out_of_range);
  EXPECT_EQ(own_picture({{{kMonday, Facet::closeness, Kind::felt, {}, 0}}, {}, kMonday}).error(), Fault::out_of_range);
  EXPECT_EQ(own_picture({{}, std::vector<std::string>(9, "x"), kMonday}).error(), Fault::shape);
}

}  // namespace
}  // namespace hearth::closeness
