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
  return chart.slack >= 0 && chart.slack <= 5 && chart.threshold > 0 && chart.threshold <= 40 &&
         std::abs(decline) <= 5;
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
  double low = 1e-9;
  double high = 40;
  while (high - low > 1e-7) {
    const double middle = .5 * (low + high);
    // Above the longest run that can be computed the threshold is too high anyway.
    const auto length = average_run_length({slack, middle});
    (length && *length < run_length ? low : high) = middle;
  }
  const double found = .5 * (low + high);
  const auto length = average_run_length({slack, found});
  if (!length || std::abs(*length / run_length - 1) > 1e-4) return std::unexpected(Fault::out_of_range);
  return found;
}

std::expected<Chart, Fault> chart_among(int charts) {
  if (charts < 1 || charts > kMostCharts) return std::unexpected(Fault::out_of_range);
  constexpr double kSlack = .25;
  return threshold_for(kSlack, kRunLengthOfOneChart * charts).transform([](double h) { return Chart{kSlack, h}; });
}

}  // namespace hearth::closeness
