// From a continuous-time linear stochastic differential equation to the exact
// step over a time span:
//
//   dx = (A x + b) dt + dW,  cov dW = Q dt     (A: n×n, b: n, Q: n×n symmetric, ≥ 0)
//   x(t+Δ) = F x(t) + c + w,  w ~ N(0, Q_Δ)
//   F = e^{AΔ},  c = ∫₀^Δ e^{As} b ds,  Q_Δ = ∫₀^Δ e^{As} Q e^{Aᵀs} ds
//
// Exact for every drift: real, complex or defective eigenvalues, singular or
// unstable. Nothing is divided by an eigenvalue: a short step h = Δ/2^s is
// summed as a power series and then doubled,
//   F ← F F,  c ← F c + c,  Q ← F Q Fᵀ + Q,
// which adds only positive semi-definite terms, so that Q_Δ never loses its sign
// (scaling and squaring: Moler & Van Loan 2003, SIAM Review 45, method 3; the
// integral: Van Loan 1978, IEEE TAC 23, p. 395).
// Pure functions; any thread.
#pragma once

#include <Eigen/Core>
#include <expected>

#include "closeness/fault.h"

namespace hearth::closeness {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

struct Sde {
  Matrix drift;      // A
  Vector intercept;  // b
  Matrix diffusion;  // Q
};

struct Transition {
  Matrix propagate;  // F
  Vector offset;     // c
  Matrix noise;      // Q_Δ, exactly symmetric
};

// Preconditions: shapes fit (LinearModel::create checks them), span >= 0.
// out_of_range: |A|Δ above 2^38, where squaring would leave no digit;
// not_finite: the result overflows.
[[nodiscard]] std::expected<Transition, Fault> transition(const Sde& sde, double span);

// e^A of a square matrix, by the same method.
[[nodiscard]] std::expected<Matrix, Fault> exponential(const Matrix& matrix);

// e^M of a 2×2 matrix in closed form: with s = tr M / 2 and
// q² = ((a−d)/2)² + bc:  e^s [cosh(q) I + sinh(q)/q (M − s I)],
// cos and sin when q² < 0, the series of sinh(q)/q when q² is near 0
// (model.md 4.1).
[[nodiscard]] Eigen::Matrix2d exponential_2x2(const Eigen::Matrix2d& matrix);

// P with A P + P Aᵀ + Q = 0, the covariance in which the process rests.
// not_stable when some eigenvalue of A has a real part >= 0.
[[nodiscard]] std::expected<Matrix, Fault> stationary_covariance(const Matrix& drift, const Matrix& diffusion);

}  // namespace hearth::closeness
