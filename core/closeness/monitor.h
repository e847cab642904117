// The growing-apart monitor: a one-sided CUSUM on standardised one-step
// innovations (Page 1954, Biometrika 41). S ← max(0, S − z − k), alarm when S > h,
// so it gathers surprises downwards. The rates are those of a steady series of
// independent N(0, 1) innovations; smoothed values or raw levels would alarm
// several times as often (model.md 4.6).
// Pure functions; any thread.
#pragma once

#include <expected>

#include "closeness/fault.h"

namespace hearth::closeness {

struct Chart {
  double slack = .25;        // k, in standard deviations
  double threshold = 7.341;  // h: a steady series is 520 steps from alarm to alarm
};

// The next statistic.
[[nodiscard]] double cusum_step(const Chart& chart, double statistic, double innovation);

// Mean number of steps until the alarm, from S = 0, when innovations have mean
// `-decline` (0: a steady series, the average time between false alarms).
// The integral equation L(s) = 1 + L(0) Φ(k − s) + ∫₀ʰ L(x) φ(x + k − s) dx, solved
// by Nyström's method with Gauss–Legendre nodes (Crowder 1987, Technometrics 29);
// relative error below 1e-8 up to run lengths of 1e7.
// out_of_range: slack not in [0, 5], threshold not in (0, 40], |decline| > 5, or a
// run length above 1e10, where no digit would be sure.
[[nodiscard]] std::expected<double, Fault> average_run_length(const Chart& chart, double decline = 0);

// The probability of an alarm within the first `steps` steps from S = 0.
[[nodiscard]] std::expected<double, Fault> alarm_probability(const Chart& chart, int steps, double decline = 0);

// The threshold for a wanted run length of a steady series, to 1e-6.
// out_of_range: run_length not in [2, 1e9].
[[nodiscard]] std::expected<double, Fault> threshold_for(double slack, double run_length);

// Several charts together have the false alarms of one: each gets the run length
// 520 · charts, ten years of weeks for one (model.md 4.6).
inline constexpr double kRunLengthOfOneChart = 520;
inline constexpr int kMostCharts = 1000;
[[nodiscard]] std::expected<Chart, Fault> chart_among(int charts);

}  // namespace hearth::closeness
