#include "closeness/normal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "closeness/elementary.h"
#include "closeness/gauss_legendre.h"

namespace hearth::closeness {
namespace {

constexpr double kHalfLogTwoPi = 0.91893853320467274178;
constexpr double kInverseSqrtTwoPi = 0.39894228040143267794;
constexpr double kSqrtHalfPi = 1.25331413731550025121;

// Beyond this many standard deviations the closed forms of the variance lose
// digits (its size is 1/low², made from terms of size low²).
constexpr double kFarOut = 8;
// Below this width the interval holds nearly a uniform variable and the closed
// forms subtract nearly equal numbers.
constexpr double kNarrow = .1;

double mills_ratio(double x) { return kSqrtHalfPi * scaled_erfc(x / std::numbers::sqrt2); }

// A variable with density ∝ exp(−x·origin − x²/2) for 0 <= x <= width, summed over
// panels of Gauss–Legendre nodes.
Truncated by_quadrature(double origin, double width) {
  static const Quadrature kPanel = gauss_legendre(20, 0, 1);
  constexpr std::array kEdges{0.0, 1.0, 3.0, 8.0, 20.0, 45.0};
  const double scale = origin > 1 ? 1 / origin : 1;  // the mass lies within 45 of these
  const double end = std::min(width / scale, kEdges.back());
  const auto sum = [&](auto value) {
    double total = 0;
    for (std::size_t panel = 0; panel + 1 < kEdges.size() && kEdges[panel] < end; ++panel) {
      const double size = std::min(kEdges[panel + 1], end) - kEdges[panel];
      for (std::size_t i = 0; i < kPanel.nodes.size(); ++i) {
        const double x = (kEdges[panel] + size * kPanel.nodes[i]) * scale;
        total += size * kPanel.weights[i] * exponential(-x * (origin + .5 * x)) * value(x);
      }
    }
    return total;
  };
  const double mass = sum([](double) { return 1.0; });
  const double mean = sum([](double x) { return x; }) / mass;
  const double spread = sum([mean](double x) { return (x - mean) * (x - mean); });
  return {logarithm(mass * scale) - .5 * origin * origin - kHalfLogTwoPi, origin + mean, spread / mass};
}

// low >= 0, not far out, not narrow: everything relative to the density at low.
Truncated in_the_tail(double low, double high) {
  const double fall = high == kInfinity ? 0 : exponential(-.5 * (high - low) * (high + low));
  const double share = mills_ratio(low) - (fall == 0 ? 0 : fall * mills_ratio(high));
  const double first = (1 - fall) / share;
  const double second = (low - (fall == 0 ? 0 : high * fall)) / share;
  return {logarithm(share) - .5 * low * low - kHalfLogTwoPi, first, 1 + second - first * first};
}

// low < 0 < high.
Truncated round_the_middle(double low, double high) {
  const double probability =
      .5 * (error_function(high / std::numbers::sqrt2) - error_function(low / std::numbers::sqrt2));
  const double at_low = low == -kInfinity ? 0 : normal_density(low);
  const double at_high = high == kInfinity ? 0 : normal_density(high);
  const double first = (at_low - at_high) / probability;
  const double second = ((at_low == 0 ? 0 : low * at_low) - (at_high == 0 ? 0 : high * at_high)) / probability;
  return {logarithm(probability), first, 1 + second - first * first};
}

}  // namespace

double normal_density(double z) { return kInverseSqrtTwoPi * exponential(-.5 * z * z); }

double normal_cdf(double z) { return .5 * error_function_rest(-z / std::numbers::sqrt2); }

double log_normal_cdf(double z) {
  if (z > 0) return logarithm_of_one_and(-.5 * error_function_rest(z / std::numbers::sqrt2));
  if (z > -5) return logarithm(normal_cdf(z));
  return logarithm(.5 * scaled_erfc(-z / std::numbers::sqrt2)) - .5 * z * z;
}

Truncated truncated_normal(double low, double high) {
  if (low == -kInfinity && high == kInfinity) return {};
  if (high == kInfinity ? false : low == -kInfinity || low + high < 0) {
    Truncated mirrored = truncated_normal(-high, -low);
    mirrored.mean = -mirrored.mean;
    return mirrored;
  }
  Truncated result;
  if (low > kFarOut || high - low < kNarrow) {
    result = by_quadrature(low, high - low);
  } else {
    result = low >= 0 ? in_the_tail(low, high) : round_the_middle(low, high);
  }
  result.variance = std::min(result.variance, 1.0);
  return result;
}

}  // namespace hearth::closeness
