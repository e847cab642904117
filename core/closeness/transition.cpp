#include "closeness/transition.h"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <cmath>

namespace hearth::closeness {
namespace {

// With |A|h <= 1/4 the k-th term of each series is at most 2^-k/k! of the first
// (for Q the operator X -> A X + X Aᵀ has norm <= 2|A|): 15 terms leave 1e-17.
constexpr double kShortNorm = 0.25;
constexpr int kTerms = 15;
constexpr int kMostDoublings = 40;

struct Scaled {
  double span;
  int doublings;
};

std::expected<Scaled, Fault> scale(const Matrix& drift, double span) {
  const double norm = drift.size() == 0 ? 0 : drift.cwiseAbs().colwise().sum().maxCoeff() * span;
  if (!std::isfinite(norm)) return std::unexpected(Fault::not_finite);
  int doublings = 0;
  double left = norm;
  while (left > kShortNorm) {
    left /= 2;
    if (++doublings > kMostDoublings) return std::unexpected(Fault::out_of_range);
  }
  return Scaled{std::ldexp(span, -doublings), doublings};
}

void symmetrise(Matrix& matrix) { matrix = (0.5 * (matrix + matrix.transpose())).eval(); }

Transition short_step(const Sde& sde, double span) {
  const auto n = sde.drift.rows();
  const Matrix scaled = sde.drift * span;
  Matrix power = Matrix::Identity(n, n);
  Matrix noise_term = sde.diffusion * span;
  Vector offset_term = sde.intercept * span;
  Transition step{power, offset_term, noise_term};
  for (int k = 1; k < kTerms; ++k) {
    power = (scaled * power / k).eval();
    step.propagate += power;
    offset_term = (scaled * offset_term / (k + 1)).eval();
    step.offset += offset_term;
    const Matrix half = scaled * noise_term;
    noise_term = (half + half.transpose()) / (k + 1);
    step.noise += noise_term;
  }
  return step;
}

}  // namespace

std::expected<Transition, Fault> transition(const Sde& sde, double span) {
  const auto scaled = scale(sde.drift, span);
  if (!scaled) return std::unexpected(scaled.error());
  Transition step = short_step(sde, scaled->span);
  for (int i = 0; i < scaled->doublings; ++i) {
    step.offset = (step.propagate * step.offset + step.offset).eval();
    step.noise = (step.propagate * step.noise * step.propagate.transpose() + step.noise).eval();
    symmetrise(step.noise);
    step.propagate = (step.propagate * step.propagate).eval();
  }
  symmetrise(step.noise);
  if (!step.propagate.allFinite() || !step.offset.allFinite() || !step.noise.allFinite()) {
    return std::unexpected(Fault::not_finite);
  }
  return step;
}

std::expected<Matrix, Fault> exponential(const Matrix& matrix) {
  const auto n = matrix.rows();
  auto step = transition({matrix, Vector::Zero(n), Matrix::Zero(n, n)}, 1);
  if (!step) return std::unexpected(step.error());
  return std::move(step->propagate);
}

Eigen::Matrix2d exponential_2x2(const Eigen::Matrix2d& matrix) {
  const double s = 0.5 * matrix.trace();
  const double half_difference = 0.5 * (matrix(0, 0) - matrix(1, 1));
  const double q2 = half_difference * half_difference + matrix(0, 1) * matrix(1, 0);
  double even = 0;   // cosh(q)
  double ratio = 0;  // sinh(q)/q
  if (std::abs(q2) < 1e-2) {
    even = 1 + q2 / 2 * (1 + q2 / 12 * (1 + q2 / 30 * (1 + q2 / 56 * (1 + q2 / 90))));
    ratio = 1 + q2 / 6 * (1 + q2 / 20 * (1 + q2 / 42 * (1 + q2 / 72 * (1 + q2 / 110))));
  } else if (q2 < 0) {
    const double q = std::sqrt(-q2);
    even = std::cos(q);
    ratio = std::sin(q) / q;
  } else {
    // e^s goes into the exponents, so that neither factor overflows alone.
    const double q = std::sqrt(q2);
    const double up = std::exp(s + q);
    const double down = std::exp(s - q);
    return 0.5 * (up + down) * Eigen::Matrix2d::Identity() +
           (up - down) / (2 * q) * (matrix - s * Eigen::Matrix2d::Identity());
  }
  return std::exp(s) * (even * Eigen::Matrix2d::Identity() + ratio * (matrix - s * Eigen::Matrix2d::Identity()));
}

std::expected<Matrix, Fault> stationary_covariance(const Matrix& drift, const Matrix& diffusion) {
  const auto n = drift.rows();
  if (n == 0 || drift.cols() != n || diffusion.rows() != n || diffusion.cols() != n) {
    return std::unexpected(Fault::shape);
  }
  if (!drift.allFinite() || !diffusion.allFinite()) return std::unexpected(Fault::not_finite);
  const Eigen::EigenSolver<Matrix> eigen(drift, false);
  if (eigen.info() != Eigen::Success || eigen.eigenvalues().real().maxCoeff() >= 0) {
    return std::unexpected(Fault::not_stable);
  }
  // (I ⊗ A + A ⊗ I) vec P = −vec Q.
  Matrix system = Matrix::Zero(n * n, n * n);
  for (Eigen::Index j = 0; j < n; ++j) {
    system.block(j * n, j * n, n, n) += drift;
    for (Eigen::Index i = 0; i < n; ++i) {
      for (Eigen::Index k = 0; k < n; ++k) system(j * n + i, k * n + i) += drift(j, k);
    }
  }
  const Vector right = -Eigen::Map<const Vector>(diffusion.data(), n * n);
  const Vector solved = system.fullPivLu().solve(right);
  Matrix covariance = Eigen::Map<const Matrix>(solved.data(), n, n);
  symmetrise(covariance);
  if (!covariance.allFinite()) return std::unexpected(Fault::not_finite);
  return covariance;
}

}  // namespace hearth::closeness
