// Exact inference in a linear-Gaussian model in continuous time: the Kalman
// filter (Joseph form) and the Rauch–Tung–Striebel smoother at irregular times,
// with missing values, several reports at one instant and events that jump the
// state (Särkkä 2013, Bayesian Filtering and Smoothing, ch. 4, 6 and 8).
//
//   dx = (A x + b) dt + dW,  cov dW = Q dt,  x(t₀) ~ N(m₀, P₀)
//   y_i = H x(t_i) + d + e_i,  e_i ~ N(0, R), independent between rows
//
// Pure functions; any thread.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <vector>

#include "closeness/fault.h"
#include "closeness/transition.h"

namespace hearth::closeness {

struct LinearModel {
  Sde dynamics;
  Matrix loadings;            // H: m×n
  Vector offset;              // d: m
  Matrix noise;               // R: m×m
  Vector initial_mean;        // m₀: n
  Matrix initial_covariance;  // P₀: n×n

  [[nodiscard]] Eigen::Index states() const { return dynamics.drift.rows(); }
  [[nodiscard]] Eigen::Index outputs() const { return loadings.rows(); }
};

// Whether shapes fit, all is finite, and Q, R and P₀ are symmetric with no
// negative direction (to 1e-9 of their size). The functions below rely on it.
[[nodiscard]] std::expected<void, Fault> check(const LinearModel& model);
// The same for one covariance alone.
[[nodiscard]] std::expected<void, Fault> check_covariance(const Matrix& matrix);

// x ← map x + add, at the moment of an event.
struct Jump {
  Matrix map;
  Vector add;
};

// One row: first the step since the row above, then the jump, then the values.
struct Moment {
  double time = 0;
  Vector values;  // m; NaN where missing. Empty: nothing was reported.
  std::optional<Jump> jump;
};

struct Gaussian {
  Vector mean;
  Matrix covariance;
};

struct FilterRun {
  double log_likelihood = 0;
  std::size_t values = 0;  // that were not missing
  // One entry per row, when states are kept:
  std::vector<Gaussian> predicted;
  std::vector<Gaussian> filtered;
  std::vector<Matrix> propagate;  // from the filtered state above, jump included
  std::vector<Matrix> noise;
};

enum class Keep : bool { likelihood_only, states };

struct RowFault {
  std::size_t row = 0;  // from 0
  Fault fault = Fault::shape;
};

// The first row stands at its own time with the initial distribution.
// Faults name their row: time_order, not_finite (a time, or an overflow), shape,
// not_positive_definite (a predicted value without variance).
[[nodiscard]] std::expected<FilterRun, RowFault> filter(const LinearModel& model, std::span<const Moment> moments,
                                                        Keep keep);

// Means and covariances given all rows. The run must have kept its states.
// States without variance in some direction are allowed: they stay where they are.
[[nodiscard]] std::vector<Gaussian> smooth(const FilterRun& run);

}  // namespace hearth::closeness
