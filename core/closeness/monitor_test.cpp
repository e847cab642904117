#include "closeness/monitor.h"

#include <gtest/gtest.h>

#include <cmath>

#include "closeness/random_testing.h"

namespace hearth::closeness {
namespace {

double length(double slack, double threshold, double decline = 0) {
  return average_run_length({slack, threshold}, decline).value_or(-1);
}

// The table of model.md 4.6; every printed digit.
TEST(Monitor, RunLengthsAreThoseOfTheTable) {
  EXPECT_NEAR(length(.5, 3), 117.6, .05);
  EXPECT_NEAR(length(.5, 4), 335.4, .05);
  EXPECT_NEAR(length(.5, 5), 930.9, .05);
  EXPECT_NEAR(length(.5, 6), 2553, .5);
  EXPECT_NEAR(length(.5, 3, 1), 6.40, .005);
  EXPECT_NEAR(length(.5, 4, 1), 8.38, .005);
  EXPECT_NEAR(length(.5, 5, 1), 10.38, .005);
  EXPECT_NEAR(length(.5, 6, 1), 12.37, .005);
  EXPECT_NEAR(length(.25, 4), 77.1, .05);
  EXPECT_NEAR(length(.25, 5), 141.7, .05);
  EXPECT_NEAR(length(.25, 6), 250.8, .05);
  EXPECT_NEAR(length(.25, 8), 736.8, .05);
  EXPECT_NEAR(length(.25, 10), 2071.6, .05);
  EXPECT_NEAR(length(.25, 7.341, .25), 72, .5);
  EXPECT_NEAR(length(.25, 7.341, .5), 26.2, .05);
  EXPECT_NEAR(length(.25, 7.341, 1), 10.5, .05);
}

TEST(Monitor, ThresholdsForOneToFourteenChartsAreThoseOfTheTable) {
  struct Row {
    int charts;
    double threshold;
  };
  for (const auto& [charts, threshold] : {Row{1, 7.341}, Row{2, 8.661}, Row{3, 9.446}, Row{14, 12.481}}) {
    const auto chart = chart_among(charts);
    ASSERT_TRUE(chart) << charts;
    EXPECT_NEAR(chart->threshold, threshold, 6e-4) << charts;
    EXPECT_NEAR(*average_run_length(*chart) / (520.0 * charts), 1, 1e-5);
  }
}

TEST(Monitor, SmallThresholdGoesToTheFirstStepBeyondTheSlack) {
  // h → 0: the first step with −z > k alarms, so the run is geometric.
  EXPECT_NEAR(length(.5, 1e-9), 1 / .30853753872598689, 1e-6);
}

struct Simulated {
  double mean;
  double standard_error;
};

Simulated simulate(Random& random, const Chart& chart, double decline, int runs, double carry = 0) {
  double sum = 0;
  double squares = 0;
  for (int run = 0; run < runs; ++run) {
    double statistic = 0;
    double innovation = random.normal();
    int steps = 0;
    do {
      innovation = carry * innovation + std::sqrt(1 - carry * carry) * random.normal();
      statistic = cusum_step(chart, statistic, innovation - decline);
      ++steps;
    } while (statistic <= chart.threshold);
    sum += steps;
    squares += static_cast<double>(steps) * steps;
  }
  const double mean = sum / runs;
  return {mean, std::sqrt((squares / runs - mean * mean) / runs)};
}

TEST(Monitor, SimulatedRunLengthsLieWithinThreeStandardErrors) {
  Random random(46);
  struct Row {
    Chart chart;
    double decline;
    int runs;
  };
  for (const auto& [chart, decline, runs] :
       {Row{{.5, 3}, 0, 8000}, Row{{.5, 4}, 0, 8000}, Row{{.5, 5}, 0, 4000}, Row{{.25, 7.341}, 0, 6000},
        Row{{.25, 7.341}, .25, 8000}, Row{{.25, 7.341}, 1, 8000}, Row{{.5, 4}, 1, 8000}}) {
    const Simulated simulated = simulate(random, chart, decline, runs);
    EXPECT_NEAR(simulated.mean, *average_run_length(chart, decline), 3 * simulated.standard_error)
        << chart.slack << " " << chart.threshold << " " << decline;
  }
}

// Why the chart must be fed innovations: what carries over to the next week alarms
// several times as often (model.md 4.6: 931 falls to 295 and 140).
TEST(Monitor, ValuesThatCarryOverAlarmFarTooOften) {
  Random random(47);
  const Simulated two = simulate(random, {.5, 5}, 0, 3000, .2);
  const Simulated four = simulate(random, {.5, 5}, 0, 3000, .4);
  EXPECT_NEAR(two.mean, 295, 4 * two.standard_error);
  EXPECT_NEAR(four.mean, 140, 4 * four.standard_error);
}

TEST(Monitor, AlarmProbabilityIsTheShareOfSimulatedYears) {
  Random random(48);
  const Chart chart;
  const double exact = *alarm_probability(chart, 52);
  constexpr int kYears = 20'000;
  int alarms = 0;
  for (int year = 0; year < kYears; ++year) {
    double statistic = 0;
    for (int week = 0; week < 52; ++week) {
      statistic = cusum_step(chart, statistic, random.normal());
      if (statistic > chart.threshold) {
        ++alarms;
        break;
      }
    }
  }
  const double share = static_cast<double>(alarms) / kYears;
  EXPECT_NEAR(share, exact, 3 * std::sqrt(exact * (1 - exact) / kYears));
  // Summed over all steps, the chance of no alarm yet is the run length.
  EXPECT_EQ(*alarm_probability(chart, 0), 0);
}

TEST(Monitor, RunLengthIsTheSumOfTheChancesOfNoAlarmYet) {
  const Chart chart{.5, 2};
  double sum = 0;
  for (int steps = 0; steps < 900; ++steps) sum += 1 - *alarm_probability(chart, steps);
  EXPECT_NEAR(sum, *average_run_length(chart), 1e-6);
}

TEST(Monitor, ChartsOutsideTheExactRangeAreRefused) {
  EXPECT_EQ(average_run_length({-.1, 4}).error(), Fault::out_of_range);
  EXPECT_EQ(average_run_length({.5, 0}).error(), Fault::out_of_range);
  EXPECT_EQ(average_run_length({.5, 41}).error(), Fault::out_of_range);
  EXPECT_EQ(average_run_length({0.0 / 0.0, 4}).error(), Fault::out_of_range);
  EXPECT_EQ(average_run_length({3, 30}).error(), Fault::out_of_range);  // longer than can be known
  EXPECT_EQ(chart_among(0).error(), Fault::out_of_range);
  EXPECT_EQ(threshold_for(.25, 1).error(), Fault::out_of_range);
}

}  // namespace
}  // namespace hearth::closeness
