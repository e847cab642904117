#include "guide/unmet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace hearth::guide {
namespace {

double exact(double mean, double deviation) {
  const double z = mean / deviation;
  const double below = std::erfc(-z / std::numbers::sqrt2) / 2;
  return mean * below + deviation * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

TEST(ExpectedUnmet, IsTheFormulaToATwentiethOfAPoint) {
  for (int mean = -700; mean <= 700; mean += 7) {
    for (const int deviation : {54, 58, 65, 74, 149}) {
      EXPECT_NEAR(static_cast<double>(expected_unmet(mean, deviation)), exact(mean, deviation), 64 / 20.0)
          << mean << " " << deviation;
    }
  }
}

TEST(ExpectedUnmet, NeverFallsWhenMoreIsLacking) {
  for (int mean = -700; mean < 700; ++mean) EXPECT_LE(expected_unmet(mean, 65), expected_unmet(mean + 1, 65)) << mean;
}

std::vector<SharedGap> all_facets(int member, int week, int quarters) {
  std::vector<SharedGap> gaps;
  for (std::size_t f = 0; f < kFacetCount; ++f) gaps.push_back({member, week, static_cast<Facet>(f), quarters});
  return gaps;
}

TEST(UnmetNeed, WhoSharesNothingIsHeardByTheirWishAlone) {
  const Unmet unmet = unmet_of({}, 0, {.wish = Facet::trust}, 9);
  const auto most = std::ranges::max_element(unmet) - unmet.begin();
  EXPECT_EQ(static_cast<Facet>(most), Facet::trust);
  EXPECT_EQ(unmet[0], unmet[1]);
}

TEST(UnmetNeed, WhoSharesNumbersIsHeardByThemAndNotByTheWish) {
  auto shared = all_facets(0, 3, 4);
  shared[index(Facet::meaning)].quarter_points = 24;
  const Unmet unmet = unmet_of(shared, 0, {.wish = Facet::trust}, 9);
  EXPECT_EQ(static_cast<Facet>(std::ranges::max_element(unmet) - unmet.begin()), Facet::meaning);
  EXPECT_EQ(unmet, unmet_of(shared, 0, {.wish = Facet::talking}, 9));
  EXPECT_EQ(unmet_of(shared, 1, {}, 9), unmet_of({}, 1, {}, 9)) << "the other's numbers are not mine";
}

TEST(UnmetNeed, WhatIsSharedInAWeekCountsFromTheNext) {
  const auto shared = all_facets(0, 3, 30);
  EXPECT_EQ(unmet_of(shared, 0, {}, 3), unmet_of({}, 0, {}, 3));
  EXPECT_NE(unmet_of(shared, 0, {}, 4), unmet_of({}, 0, {}, 4));
}

TEST(UnmetNeed, OneAnswerThatStandsOutIsBelievedLessTheMoreAllAnswersScatter) {
  auto steady = all_facets(0, 0, 4);
  auto scattered = steady;
  for (std::size_t f = 1; f < kFacetCount; ++f) scattered[f].quarter_points = f % 2 == 0 ? 36 : -28;
  steady[0].quarter_points = 20;
  scattered[0].quarter_points = 20;
  const auto lead = [](const std::vector<SharedGap>& shared, int quarters) {
    auto level = shared;
    level[0].quarter_points = quarters;
    return unmet_of(shared, 0, {}, 1)[0] - unmet_of(level, 0, {}, 1)[0];
  };
  EXPECT_GT(lead(steady, 4), lead(scattered, 4));
}

TEST(UnmetNeed, TheOrderOfTheLogDoesNotMatterAndOnlyTheLatestFourCount) {
  std::mt19937 random(3);
  std::vector<SharedGap> shared;
  for (int week = 0; week < 10; ++week) {
    for (const SharedGap& gap : all_facets(0, week, 0)) {
      shared.push_back(gap);
      shared.back().quarter_points = static_cast<int>(random() % 60) - 20;
    }
  }
  const Unmet first = unmet_of(shared, 0, {}, 50);
  std::ranges::shuffle(shared, random);
  EXPECT_EQ(unmet_of(shared, 0, {}, 50), first);
  std::erase_if(shared, [](const SharedGap& gap) { return gap.week < 6; });
  EXPECT_EQ(unmet_of(shared, 0, {}, 50), first);
}

TEST(UnmetNeed, ValuesBeyondTheScaleCountAsItsEnds) {
  EXPECT_EQ(unmet_of(all_facets(0, 0, 2'000'000'000), 0, {}, 1), unmet_of(all_facets(0, 0, 40), 0, {}, 1));
}

}  // namespace
}  // namespace hearth::guide
