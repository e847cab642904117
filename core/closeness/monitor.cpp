#include "closeness/monitor.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "closeness/gauss_legendre.h"
#include "closeness/normal.h"

namespace hearth::closeness {
namespace {

constexpr double kLongestRun = 1e10;

bool is_sensible(const Chart& chart, double decline) {
  return chart.slack >= 0 && chart.slack <= 5 && chart.threshold > 0 && chart.threshold <= 40 && std::abs(decline) <= 5;
}

// One step of the chart seen at the nodes: state 0 is S = 0 exactly, the others
// are Gauss–Legendre nodes in (0, h). Rows: from; columns: to, times weight.
Eigen::MatrixXd step_kernel(const Chart& chart, double decline) {
  // The kernel is a normal density of width 1: ten nodes for each unit resolve it
  // to the last digit.
  const int count = 24 + static_cast<int>(std::ceil(10 * chart.threshold));
  const Quadrature rule = gauss_legendre(count, 0, chart.threshold);
  const double pull = chart.slack - decline;
  Eigen::MatrixXd kernel(count + 1, count + 1);
  for (int from = 0; from <= count; ++from) {
    const double s = from == 0 ? 0 : rule.nodes[static_cast<std::size_t>(from - 1)];
    kernel(from, 0) = normal_cdf(pull - s);
    for (int to = 0; to < count; ++to) {
      const auto node = static_cast<std::size_t>(to);
      kernel(from, to + 1) = rule.weights[node] * normal_density(rule.nodes[node] + pull - s);
    }
  }
  return kernel;
}

}  // namespace

double cusum_step(const Chart& chart, double statistic, double innovation) {
  return std::max(0.0, statistic - innovation - chart.slack);
}

std::expected<double, Fault> average_run_length(const Chart& chart, double decline) {
  if (!is_sensible(chart, decline)) return std::unexpected(Fault::out_of_range);
  const Eigen::MatrixXd kernel = step_kernel(chart, decline);
  const auto n = kernel.rows();
  const Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n) - kernel;
  const Eigen::VectorXd lengths = system.partialPivLu().solve(Eigen::VectorXd::Ones(n));
  if (!(lengths[0] >= 1 && lengths[0] <= kLongestRun)) return std::unexpected(Fault::out_of_range);
  return lengths[0];
}

std::expected<double, Fault> alarm_probability(const Chart& chart, int steps, double decline) {
  if (!is_sensible(chart, decline) || steps < 0) return std::unexpected(Fault::out_of_range);
  const Eigen::MatrixXd kernel = step_kernel(chart, decline);
  Eigen::VectorXd quiet = Eigen::VectorXd::Ones(kernel.rows());
  for (int step = 0; step < steps; ++step) quiet = (kernel * quiet).eval();
  return std::clamp(1 - quiet[0], 0.0, 1.0);
}

std::expected<double, Fault> threshold_for(double slack, double run_length) {
  if (!(run_length >= 2 && run_length <= 1e9) || !(slack >= 0 && slack <= 5)) {
    return std::unexpected(Fault::out_of_range);
  }
  // log L(h) is nearly a straight line, so false position (with the Illinois rule)
  // needs few run lengths. Above the longest run that can be computed the threshold
  // is too high anyway.
  const double wanted = std::log(run_length);
  const auto above = [&](double threshold) {
    return std::log(average_run_length({slack, threshold}).value_or(kLongestRun)) - wanted;
  };
  double low = 1e-9;
  double at_low = above(low);
  double high = 1;
  double at_high = above(high);
  while (at_high < 0 && high < 40) {
    low = high;
    at_low = at_high;
    high = std::min(2 * high, 40.0);
    at_high = above(high);
  }
  if (at_low > 0 || at_high < 0) return std::unexpected(Fault::out_of_range);
  int side = 0;
  for (int step = 0; step < 100 && high - low > 1e-7; ++step) {
    const double middle = low + (high - low) * at_low / (at_low - at_high);
    const double at_middle = above(middle);
    if (std::abs(at_middle) < 1e-9) return middle;
    if (at_middle < 0) {
      low = middle;
      at_low = at_middle;
      if (side == -1) at_high *= .5;
      side = -1;
    } else {
      high = middle;
      at_high = at_middle;
      if (side == 1) at_low *= .5;
      side = 1;
    }
  }
  return std::abs(above(.5 * (low + high))) < 1e-5 ? std::expected<double, Fault>(.5 * (low + high))
                                                   : std::unexpected(Fault::out_of_range);
}

std::expected<Chart, Fault> chart_among(int charts) {
  if (charts < 1 || charts > kMostCharts) return std::unexpected(Fault::out_of_range);
  constexpr double kSlack = .25;
  return threshold_for(kSlack, kRunLengthOfOneChart * charts).transform([](double h) { return Chart{kSlack, h}; });
}

}  // namespace hearth::closeness
