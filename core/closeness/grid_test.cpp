// What ships against the full reference grid of 648 filters (model.md 4.3): level
// within .05, interval ends within .1, log score within .01 per report. Two grids
// ship: that of two people (hearth closeness fit), and that of one person's own
// reports, which draws the band in the app.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include "closeness/simulate_testing.h"

namespace hearth::closeness {
namespace {

struct Apart {
  double level = 0;
  double interval_ends = 0;
  double log_score = 0;  // per report
};

void widen(Apart& worst, const Apart& one) {
  worst.level = std::max(worst.level, one.level);
  worst.interval_ends = std::max(worst.interval_ends, one.interval_ends);
  worst.log_score = std::max(worst.log_score, one.log_score);
}

// Compared after every tenth report and at the end.
Apart compare(const Setup& setup, const std::vector<Report>& reports) {
  Setup full = setup;
  full.grid = Grid::full;
  Couple shipped = *Couple::create(setup);
  Couple reference = *Couple::create(full);
  Apart worst;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    EXPECT_TRUE(shipped.learn(reports[i]));
    EXPECT_TRUE(reference.learn(reports[i]));
    if (i % 10 != 9 && i + 1 != reports.size()) continue;
    for (const Person person : {Person::a, Person::b}) {
      if (setup.grid == Grid::own && person == Person::b) continue;
      const Mixture ours = shipped.level(person);
      const Mixture theirs = reference.level(person);
      Apart here{std::abs(ours.mean() - theirs.mean()), 0, 0};
      for (const double end : {.1, .9}) {
        here.interval_ends = std::max(here.interval_ends, std::abs(ours.quantile(end) - theirs.quantile(end)));
      }
      widen(worst, here);
    }
  }
  const double score = (shipped.log_likelihood() - reference.log_likelihood()) / static_cast<double>(reports.size());
  widen(worst, {0, 0, std::abs(score)});
  return worst;
}

std::vector<double> occasions(Random& random, int count, double mean_span) {
  std::vector<double> days;
  double day = 0;
  for (int i = 0; i < count; ++i) days.push_back(day += mean_span * (.5 + random.uniform()));
  return days;
}

TEST(Grid, WhatShipsAgreesWithTheFullReference) {
  Random random(648);
  const auto prior = Couple::create({Grid::full, {}, {"conflict"}})->grid();
  Apart worst;
  for (int replicate = 0; replicate < 12; ++replicate) {
    const auto days = replicate % 2 == 0 ? occasions(random, 60, 1) : occasions(random, 30, 7);
    const DrawnCouple drawn = draw_couple(random, prior, days, Answers::gridded);
    const Apart apart = compare({Grid::shipped, {}, {"conflict"}}, drawn.reports);
    widen(worst, apart);
  }
  std::cout << "furthest apart: level " << worst.level << ", interval ends " << worst.interval_ends << ", log score "
            << worst.log_score << '\n';
  EXPECT_LE(worst.level, .05);
  EXPECT_LE(worst.interval_ends, .1);
  EXPECT_LE(worst.log_score, .01);
}

// The reference for one person is the couple of whom only that person reports.
TEST(Grid, WhatShipsForOnePersonAgreesWithTheFullReference) {
  Random random(650);
  const auto prior = Couple::create({Grid::full, {}, {"conflict"}})->grid();
  Apart worst;
  for (int replicate = 0; replicate < 12; ++replicate) {
    const auto days = replicate % 2 == 0 ? occasions(random, 90, 1) : occasions(random, 40, 7);
    DrawnCouple drawn = draw_couple(random, prior, days, Answers::gridded);
    std::erase_if(drawn.reports, [](const Report& report) { return report.person == Person::b; });
    widen(worst, compare({Grid::own, {}, {"conflict"}}, drawn.reports));
  }
  std::cout << "furthest apart: level " << worst.level << ", interval ends " << worst.interval_ends << ", log score "
            << worst.log_score << '\n';
  EXPECT_LE(worst.level, .05);
  EXPECT_LE(worst.interval_ends, .1);
  EXPECT_LE(worst.log_score, .01);
}

TEST(Grid, ThreeYearsLeaveFewPointsAndSayTheSameAsAllOfThem) {
  Random random(649);
  const auto prior = Couple::create({Grid::full, {}, {"conflict"}})->grid();
  const DrawnCouple drawn = draw_couple(random, prior, occasions(random, 1095, 1), Answers::gridded);
  Couple shipped = *Couple::create({Grid::shipped, {}, {"conflict"}});
  Couple all = *Couple::create({Grid::full, {}, {"conflict"}});
  for (const Report& report : drawn.reports) {
    ASSERT_TRUE(shipped.learn(report));
    ASSERT_TRUE(all.learn(report));
  }
  EXPECT_LT(shipped.points(), 40U);
  EXPECT_NEAR(shipped.level(Person::a).mean(), all.level(Person::a).mean(), .02);
  EXPECT_NEAR(shipped.level(Person::b).quantile(.1), all.level(Person::b).quantile(.1), .05);
}

}  // namespace
}  // namespace hearth::closeness
