#include "closeness/drift.h"

#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <sstream>

#include "closeness/file_testing.h"
#include "closeness/simulate/steady.h"

namespace hearth::closeness {
namespace {

// The language file's sentence, the constant and the measured figure are one.
TEST(Drift, SentenceConstantAndMeasuredRateAreTheSame) {
  const std::string results = text_of("bench/results.md");
  std::smatch found;
  ASSERT_TRUE(std::regex_search(results, found, std::regex("\"notices_in_100_steady_years\":([0-9.]+)")));
  EXPECT_EQ(static_cast<int>(std::ceil(std::stod(found[1]))), kNoticesInHundredSteadyYears);
  // Every sentence that speaks of steady people.
  int sentences = 0;
  for (const char* name : {"aside", "common", "demo", "guide", "onboarding", "rooms", "settings"}) {
    std::istringstream lines(text_of("web/src/i18n/en/" + std::string(name) + ".ftl"));
    for (std::string line; std::getline(lines, line);) {
      const std::regex pattern("([0-9]+) in (?:every )?100");
      if (line.find("steady") == std::string::npos || !std::regex_search(line, found, pattern)) continue;
      ++sentences;
      EXPECT_EQ(std::stoi(found[1]), kNoticesInHundredSteadyYears) << line;
    }
  }
  EXPECT_EQ(sentences, 1);
}

TEST(Drift, SteadyPeopleSeldomSeeTheNoticeAndAFallIsSeen) {
  const simulate::Seen steady = simulate::watch({.people = 150, .days_between_reports = 1, .seed = 11});
  const double rate = kNoticesInHundredSteadyYears / 100.0;
  EXPECT_LE(steady.share_first(), rate + 4 * std::sqrt(rate * (1 - rate) / steady.people));
  // The chart alone: one year's share of model.md 4.6, .05.
  EXPECT_NEAR(steady.share_of_chart(), .05, 4 * std::sqrt(.05 * .95 / steady.people));
  const simulate::Seen falling =
      simulate::watch({.people = 60, .days_between_reports = 1, .decline_per_year = 6, .seed = 12});
  EXPECT_GT(falling.share_first(), .6);
}

TEST(Drift, AWeekWithoutAnswersLeavesTheChartAsItIs) {
  Couple couple = *Couple::create({.grid = Grid::own, .facets = {}, .events = {}, .history = History::keep});
  DriftChart chart;
  for (int week = 0; week < kDriftRunIn; ++week) chart.end_week(couple, -3, 7);
  EXPECT_EQ(chart.drift().statistic, 0);  // the first weeks are not charted
  (void)couple.mark(0);
  chart.end_week(couple, -3, 7);
  EXPECT_EQ(chart.drift().statistic, 2.75);
  chart.end_week(couple, 0, 0);
  EXPECT_EQ(chart.drift().statistic, 2.75);
  chart.end_week(couple, 0, 1);
  EXPECT_EQ(chart.drift().statistic, 2.5);
}

}  // namespace
}  // namespace hearth::closeness
