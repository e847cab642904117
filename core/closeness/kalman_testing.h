// What the tests of the filter share: the dyad of oracle O2 with its table, and models
// with reports drawn at random.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "closeness/kalman.h"
#include "closeness/random_testing.h"

namespace hearth::closeness {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// Two people: b1, b2, u1, u2.
[[nodiscard]] LinearModel dyad();

// The levels and their variances as the oracle gives them, digit for digit.
struct O2Row {
  double time, y1, y2, filtered1, filtered2, filtered_var1, filtered_var2, smooth1, smooth2, smooth_var1, smooth_var2;
};
[[nodiscard]] std::span<const O2Row> o2_table();

// Its reports, and the jump at 2.4.
[[nodiscard]] std::vector<Moment> o2_moments(const Jump& jump);

[[nodiscard]] Vector level(const LinearModel& model, const Gaussian& state);
[[nodiscard]] Matrix level_covariance(const LinearModel& model, const Gaussian& state);

struct Drawn {
  LinearModel model;
  std::vector<Moment> moments;
};

// n states, m outputs; some rows at one instant, a quarter of the values missing.
[[nodiscard]] Drawn draw(Random& random, Eigen::Index n, Eigen::Index m, int rows);

}  // namespace hearth::closeness
