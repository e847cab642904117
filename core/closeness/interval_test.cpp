#include "closeness/interval.h"

#include <gtest/gtest.h>

#include <cmath>

#include "closeness/random_testing.h"

namespace hearth::closeness {
namespace {

struct O4Row {
  double mean, variance, noise;
  Interval seen;
  double log_probability, matched_mean, matched_variance;
};

constexpr O4Row kO4[] = {
    {6.5, 1.2, .4, {6.875, kInfinity}, -0.958577191287, 7.44460643206, 0.573389247525},
    {8, .5, .2, {6.875, kInfinity}, -0.0936208318499, 8.10601811883, 0.403567027274},
    {5, 1, 1, {6.875, kInfinity}, -2.38110030682, 6.26703805111, 0.58246274996},
    {7, .09, .01, {6.875, kInfinity}, -0.425131824433, 7.16064075044, 0.0461224648736},
    {6.5, 1.2, .4, {4.5, 5.5}, -1.8472224898, 5.43158981858, 0.344029080486},
    {2, 2, .3, {2.5, 3.5}, -1.56301844969, 2.83860826214, 0.322405923524},
};

TEST(Interval, OracleO4IsMetToEveryDigitGiven) {
  for (const O4Row& row : kO4) {
    const Matched matched = update_from_interval(row.mean, row.variance, row.noise, row.seen);
    EXPECT_NEAR(matched.log_probability, row.log_probability, 6e-12);
    EXPECT_NEAR(matched.mean, row.matched_mean, 6e-12);
    EXPECT_NEAR(matched.variance, row.matched_variance, 6e-13);
  }
}

// The posterior density of ℓ, prior × Φ-difference, added up by the trapezoid rule
// (which converges faster than any power for such densities).
Matched quadrature(double mean, double variance, double noise, Interval seen) {
  const double sd = std::sqrt(variance);
  const double noise_sd = std::sqrt(noise);
  double sums[3] = {};
  for (int i = -4000; i <= 4000; ++i) {
    const double level = mean + sd * i * .0035;
    const double chance = normal_cdf((seen.high - level) / noise_sd) - normal_cdf((seen.low - level) / noise_sd);
    const double weight = normal_density(i * .0035) * .0035 * chance;
    sums[0] += weight;
    sums[1] += weight * level;
    sums[2] += weight * level * level;
  }
  const double middle = sums[1] / sums[0];
  return {std::log(sums[0]), middle, sums[2] / sums[0] - middle * middle};
}

TEST(Interval, MatchesTheMomentsOfQuadratureForAnyPrior) {
  Random random(44);
  for (int repeat = 0; repeat < 60; ++repeat) {
    const double mean = 10 * random.uniform();
    const double variance = .2 + 3 * random.uniform();
    const double noise = .3 + random.uniform();
    Interval seen{10 * random.uniform(), 0};
    seen.high = repeat % 3 == 0 ? kInfinity : seen.low + .2 + 2 * random.uniform();
    if (repeat % 3 == 1) seen.low = -kInfinity;
    const Matched expected = quadrature(mean, variance, noise, seen);
    const Matched matched = update_from_interval(mean, variance, noise, seen);
    EXPECT_NEAR(matched.log_probability, expected.log_probability, 1e-9);
    EXPECT_NEAR(matched.mean, expected.mean, 1e-8);
    EXPECT_NEAR(matched.variance, expected.variance, 1e-7);
  }
}

TEST(Interval, ReportManySpreadsAwayStaysFiniteAndNarrows) {
  const Matched matched = update_from_interval(0, .01, .0001, {60, kInfinity});
  EXPECT_TRUE(std::isfinite(matched.log_probability));
  EXPECT_NEAR(matched.mean, 60 * .01 / .0101, .01);
  EXPECT_GT(matched.variance, 0);
  EXPECT_LT(matched.variance, .01);
}

TEST(Interval, NarrowIntervalIsTheExactReport) {
  const double mean = 6.2;
  const double variance = 1.4;
  const double noise = .5;
  const double value = 7.1;
  const double width = 1e-5;
  const Matched matched = update_from_interval(mean, variance, noise, {value - width / 2, value + width / 2});
  const double gain = variance / (variance + noise);
  EXPECT_NEAR(matched.mean, mean + gain * (value - mean), 1e-9);
  EXPECT_NEAR(matched.variance, variance * (1 - gain), 1e-9);
  EXPECT_NEAR(matched.log_probability - std::log(width),
              correction_from_value(mean, variance + noise, value).log_probability, 1e-9);
}

TEST(Interval, CorrectionSaysTheSameAsTheScalarUpdate) {
  for (const O4Row& row : kO4) {
    const Correction correction = correction_from_interval(row.mean, row.variance + row.noise, row.seen);
    EXPECT_NEAR(row.mean + row.variance * correction.shift, row.matched_mean, 6e-12);
    EXPECT_NEAR(row.variance - row.variance * row.variance * correction.shrink, row.matched_variance, 6e-12);
    EXPECT_NEAR(correction.kept, 1 - correction.shrink * (row.variance + row.noise), 1e-12);
  }
}

}  // namespace
}  // namespace hearth::closeness
