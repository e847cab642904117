#include "closeness/normal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "closeness/elementary.h"
#include "closeness/gauss_legendre.h"

namespace hearth::closeness {
namespace {

// Brute force in long double: Simpson's rule on 60,000 steps of exp(−x·low − x²/2) above low.
Truncated brute_force(double low, double width) {
  const long double step = static_cast<long double>(width) / 60'000;
  long double sums[3] = {};
  const auto density = [&](long double x) { return std::exp(-x * (low + x / 2)); };
  for (int pass = 0; pass < 2; ++pass) {
    for (int i = 0; i <= 60'000; ++i) {
      const long double x = step * i;
      const long double weight = (i == 0 || i == 60'000 ? 1 : 2 + 2 * (i % 2)) * density(x) * step / 3;
      if (pass == 0) {
        sums[0] += weight;
        sums[1] += weight * x;
      } else {
        const long double away = x - sums[1] / sums[0];
        sums[2] += weight * away * away;
      }
    }
  }
  const long double log_probability = std::log(sums[0]) - .5L * low * low - .918938533204672741780L;
  return {static_cast<double>(log_probability), static_cast<double>(low + sums[1] / sums[0]),
          static_cast<double>(sums[2] / sums[0])};
}

TEST(Normal, ScaledErfcMeetsKnownValues) {
  // Abramowitz & Stegun 7.1; the last from the series 1/(x√π)·(1 − 1/(2x²) + …).
  EXPECT_NEAR(scaled_erfc(0), 1, 1e-15);
  EXPECT_NEAR(scaled_erfc(1), 0.427583576155807, 1e-14);
  EXPECT_NEAR(scaled_erfc(-1), 5.008980080762283, 1e-13);
  EXPECT_NEAR(scaled_erfc(5), 0.110704637733069, 1e-14);
  EXPECT_NEAR(scaled_erfc(5.999999999), scaled_erfc(6.000000001), 1e-10);
  EXPECT_NEAR(scaled_erfc(10), 0.0561409927438226, 1e-15);
  EXPECT_NEAR(scaled_erfc(1e9) * 1e9, 0.564189583547756, 1e-14);
}

TEST(Normal, LogOfTheDistributionStaysFiniteFarOut) {
  EXPECT_NEAR(log_normal_cdf(0), std::log(.5), 1e-15);
  EXPECT_NEAR(log_normal_cdf(-10), -53.23128515051247, 1e-12);
  EXPECT_NEAR(log_normal_cdf(-4.9999999), log_normal_cdf(-5.0000001), 2e-6);
  EXPECT_NEAR(log_normal_cdf(-1e4) / -5e7, 1, 1e-6);
  EXPECT_NEAR(log_normal_cdf(9) / -1.1285884059538405e-19, 1, 1e-12);
}

TEST(Normal, TruncatedMomentsAgreeWithBruteForce) {
  for (const double low : {0.0, .3, 1.0, 2.5, 7.9, 8.1, 15.0, 60.0, 1000.0}) {
    for (const double width : {1e-4, .05, .0999, .1001, .5, 2.0, 6.0}) {
      const double reach = std::min(width, 45 / std::max(low, 1.0));
      const Truncated expected = brute_force(low, reach);
      const Truncated upper = truncated_normal(low, low + width);
      EXPECT_NEAR(upper.log_probability, expected.log_probability, 2e-9 * (1 + std::abs(expected.log_probability)))
          << low << " " << width;
      EXPECT_NEAR(upper.mean, expected.mean, 2e-9 * (1 + expected.mean)) << low << " " << width;
      EXPECT_NEAR(upper.variance / expected.variance, 1, 2e-9) << low << " " << width;
    }
  }
}

TEST(Normal, TruncatedRayAgreesWithTheAsymptoticSeriesFarOut) {
  for (const double low : {60.0, 1e3, 1e4}) {
    const Truncated ray = truncated_normal(low, kInfinity);
    const double a2 = low * low;
    EXPECT_NEAR(ray.variance * a2, 1 - 6 / a2 + 50 / (a2 * a2), 600 / (a2 * a2 * a2) + 1e-12) << low;
    EXPECT_NEAR((ray.mean - low) * low, 1 - 2 / a2 + 10 / (a2 * a2), 100 / (a2 * a2 * a2) + 1e-15 * a2 + 1e-12) << low;
  }
}

TEST(Normal, TruncationMirrors) {
  for (const double low : {-12.0, -3.0, -.2, 0.4, 9.0}) {
    for (const double width : {.01, .3, 2.0, kInfinity}) {
      const Truncated right = truncated_normal(low, low + width);
      const Truncated left = truncated_normal(-(low + width), -low);
      EXPECT_DOUBLE_EQ(left.log_probability, right.log_probability);
      EXPECT_DOUBLE_EQ(left.mean, -right.mean);
      EXPECT_DOUBLE_EQ(left.variance, right.variance);
    }
  }
}

TEST(Normal, MethodsMeetAtTheirSeams) {
  const auto near = [](const Truncated& a, const Truncated& b) {
    EXPECT_NEAR(a.log_probability, b.log_probability, 1e-6 * (1 + std::abs(a.log_probability)));
    EXPECT_NEAR(a.mean, b.mean, 1e-7);
    EXPECT_NEAR(a.variance / b.variance, 1, 1e-6);
  };
  const double e = 1e-9;
  near(truncated_normal(8 - e, kInfinity), truncated_normal(8 + e, kInfinity));
  near(truncated_normal(-e, 2), truncated_normal(e, 2));
  near(truncated_normal(3, 3.1 - 1e-8), truncated_normal(3, 3.1 + 1e-8));
  near(truncated_normal(-.05, .05 - 1e-8), truncated_normal(-.05, .05 + 1e-8));
}

TEST(Normal, NoTruncationSaysNothing) {
  const Truncated all = truncated_normal(-kInfinity, kInfinity);
  EXPECT_EQ(all.log_probability, 0);
  EXPECT_EQ(all.mean, 0);
  EXPECT_EQ(all.variance, 1);
}

TEST(GaussLegendre, IsExactForPolynomialsUpToTwiceItsNodes) {
  for (const int count : {1, 2, 7, 20, 150}) {
    const Quadrature rule = gauss_legendre(count, -1, 3);
    const int degree = std::min(2 * count - 1, 30);
    double sum = 0;
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) sum += rule.weights[i] * std::pow(rule.nodes[i], degree);
    const double exact = (std::pow(3.0, degree + 1) - std::pow(-1.0, degree + 1)) / (degree + 1);
    EXPECT_NEAR(sum / exact, 1, 1e-12) << count;
  }
}

}  // namespace
}  // namespace hearth::closeness
