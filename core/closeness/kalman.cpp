#include "closeness/kalman.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>
#include <utility>

namespace hearth::closeness {
namespace {

using Eigen::Index;

constexpr double kSlack = 1e-9;
constexpr double kLogTwoPi = 1.8378770664093454836;

void symmetrise(Matrix& matrix) { matrix = (0.5 * (matrix + matrix.transpose())).eval(); }

bool is_finite(const Gaussian& state) { return state.mean.allFinite() && state.covariance.allFinite(); }

// The steps between rows repeat (one day, seven days), so the last few are kept.
class Transitions {
 public:
  explicit Transitions(const Sde& sde) : sde_(sde) {}

  std::expected<const Transition*, Fault> over(double span) {
    for (const auto& [known, step] : known_) {
      if (known == span) return &step;
    }
    auto step = transition(sde_, span);
    if (!step) return std::unexpected(step.error());
    if (known_.size() < kMost) known_.reserve(kMost);
    if (known_.size() == kMost) {
      known_[next_] = {span, std::move(*step)};
      const auto* made = &known_[next_].second;
      next_ = (next_ + 1) % kMost;
      return made;
    }
    known_.emplace_back(span, std::move(*step));
    return &known_.back().second;
  }

 private:
  static constexpr std::size_t kMost = 16;
  const Sde& sde_;
  std::vector<std::pair<double, Transition>> known_;
  std::size_t next_ = 0;
};

struct Selected {
  Matrix loadings;
  Vector residual;
  Matrix noise;
};

// The rows of H, d and R that were reported.
Selected select(const LinearModel& model, const Vector& values, const Vector& mean) {
  std::vector<Index> rows;
  for (Index i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) rows.push_back(i);
  }
  const auto count = static_cast<Index>(rows.size());
  Selected selected{Matrix(count, model.states()), Vector(count), Matrix(count, count)};
  for (Index i = 0; i < count; ++i) {
    const Index row = rows[static_cast<std::size_t>(i)];
    selected.loadings.row(i) = model.loadings.row(row);
    selected.residual[i] = values[row] - model.offset[row] - model.loadings.row(row).dot(mean);
    for (Index j = 0; j < count; ++j) selected.noise(i, j) = model.noise(row, rows[static_cast<std::size_t>(j)]);
  }
  return selected;
}

std::expected<double, Fault> update(const Selected& seen, Gaussian& state) {
  const Matrix cross = state.covariance * seen.loadings.transpose();
  Matrix innovation = seen.loadings * cross + seen.noise;
  symmetrise(innovation);
  const Eigen::LLT<Matrix> factor(innovation);
  if (factor.info() != Eigen::Success) return std::unexpected(Fault::not_positive_definite);
  const Matrix gain = factor.solve(cross.transpose()).transpose();
  const Vector whitened = factor.matrixL().solve(seen.residual);
  double log_determinant = 0;
  for (Index i = 0; i < innovation.rows(); ++i) log_determinant += 2 * std::log(factor.matrixLLT()(i, i));
  state.mean += gain * seen.residual;
  const Matrix keep = Matrix::Identity(state.mean.size(), state.mean.size()) - gain * seen.loadings;
  state.covariance = (keep * state.covariance * keep.transpose() + gain * seen.noise * gain.transpose()).eval();
  symmetrise(state.covariance);
  const double size = static_cast<double>(seen.residual.size());
  const double log_density = -0.5 * (size * kLogTwoPi + log_determinant + whitened.squaredNorm());
  if (!std::isfinite(log_density)) return std::unexpected(Fault::not_finite);
  return log_density;
}

// X with X·S = B for a symmetric S >= 0: directions without variance give 0.
Matrix divide_by_covariance(const Matrix& numerator, const Matrix& covariance) {
  const Index n = covariance.rows();
  // To correlations first, so that "no variance" does not depend on units.
  Vector inverse_sd(n);
  for (Index i = 0; i < n; ++i) inverse_sd[i] = covariance(i, i) > 0 ? 1 / std::sqrt(covariance(i, i)) : 0;
  const Matrix correlation = inverse_sd.asDiagonal() * covariance * inverse_sd.asDiagonal();
  const Matrix scaled = numerator * inverse_sd.asDiagonal();
  const Eigen::LLT<Matrix> factor(correlation);
  if (factor.info() == Eigen::Success && factor.rcond() > 1e-10) {
    return factor.solve(scaled.transpose()).transpose() * inverse_sd.asDiagonal();
  }
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(correlation);
  Vector inverse = eigen.eigenvalues();
  const double threshold = static_cast<double>(n) * 1e-14;
  for (Index i = 0; i < n; ++i) inverse[i] = inverse[i] > threshold ? 1 / inverse[i] : 0;
  return scaled * eigen.eigenvectors() * inverse.asDiagonal() * eigen.eigenvectors().transpose() *
         inverse_sd.asDiagonal();
}

}  // namespace

std::expected<void, Fault> check_covariance(const Matrix& matrix) {
  if (matrix.rows() == 0 || matrix.rows() != matrix.cols()) return std::unexpected(Fault::shape);
  if (!matrix.allFinite()) return std::unexpected(Fault::not_finite);
  const double largest = matrix.cwiseAbs().maxCoeff();
  if (((matrix - matrix.transpose()).cwiseAbs().array() > kSlack * largest).any()) {
    return std::unexpected(Fault::not_symmetric);
  }
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(matrix, Eigen::EigenvaluesOnly);
  if (eigen.info() != Eigen::Success || eigen.eigenvalues().minCoeff() < -kSlack * largest) {
    return std::unexpected(Fault::not_positive_definite);
  }
  return {};
}

std::expected<void, Fault> check(const LinearModel& model) {
  const Index n = model.dynamics.drift.rows();
  const Index m = model.loadings.rows();
  if (n == 0 || m == 0 || model.dynamics.drift.cols() != n || model.dynamics.intercept.size() != n ||
      model.loadings.cols() != n || model.offset.size() != m || model.initial_mean.size() != n ||
      model.dynamics.diffusion.rows() != n || model.noise.rows() != m || model.initial_covariance.rows() != n) {
    return std::unexpected(Fault::shape);
  }
  if (!model.dynamics.drift.allFinite() || !model.dynamics.intercept.allFinite() || !model.loadings.allFinite() ||
      !model.offset.allFinite() || !model.initial_mean.allFinite()) {
    return std::unexpected(Fault::not_finite);
  }
  return check_covariance(model.dynamics.diffusion)
      .and_then([&] { return check_covariance(model.noise); })
      .and_then([&] { return check_covariance(model.initial_covariance); });
}

std::expected<FilterRun, RowFault> filter(const LinearModel& model, std::span<const Moment> moments, Keep keep) {
  FilterRun run;
  Transitions transitions(model.dynamics);
  Gaussian state{model.initial_mean, model.initial_covariance};
  const Index n = model.states();
  double now = 0;
  for (std::size_t row = 0; row < moments.size(); ++row) {
    const Moment& moment = moments[row];
    const auto refuse = [row](Fault fault) { return std::unexpected(RowFault{row, fault}); };
    if (!std::isfinite(moment.time)) return refuse(Fault::not_finite);
    if (moment.values.size() != 0 && moment.values.size() != model.outputs()) return refuse(Fault::shape);
    if (row == 0) now = moment.time;
    if (moment.time < now) return refuse(Fault::time_order);

    const double span = moment.time - now;
    now = moment.time;
    Matrix propagate = Matrix::Identity(n, n);
    Matrix noise = Matrix::Zero(n, n);
    if (span > 0) {
      const auto step = transitions.over(span);
      if (!step) return refuse(step.error());
      propagate = (*step)->propagate;
      noise = (*step)->noise;
      state.mean = (propagate * state.mean + (*step)->offset).eval();
    }
    if (moment.jump) {
      if (moment.jump->map.rows() != n || moment.jump->map.cols() != n || moment.jump->add.size() != n) {
        return refuse(Fault::shape);
      }
      propagate = (moment.jump->map * propagate).eval();
      noise = (moment.jump->map * noise * moment.jump->map.transpose()).eval();
      state.mean = (moment.jump->map * state.mean + moment.jump->add).eval();
    }
    if (span > 0 || moment.jump) {
      state.covariance = (propagate * state.covariance * propagate.transpose() + noise).eval();
      symmetrise(state.covariance);
    }
    if (!is_finite(state)) return refuse(Fault::not_finite);
    if (keep == Keep::states) {
      run.predicted.push_back(state);
      run.propagate.push_back(propagate);
      run.noise.push_back(noise);
    }

    const Selected seen = select(model, moment.values, state.mean);
    if (seen.residual.size() > 0) {
      const auto log_density = update(seen, state);
      if (!log_density) return refuse(log_density.error());
      run.log_likelihood += *log_density;
      run.values += static_cast<std::size_t>(seen.residual.size());
      if (!std::isfinite(run.log_likelihood) || !is_finite(state)) return refuse(Fault::not_finite);
    }
    if (keep == Keep::states) run.filtered.push_back(state);
  }
  return run;
}

std::vector<Gaussian> smooth(const FilterRun& run) {
  std::vector<Gaussian> smoothed = run.filtered;
  if (smoothed.empty()) return smoothed;
  const Index n = smoothed.front().mean.size();
  for (std::size_t row = smoothed.size() - 1; row > 0; --row) {
    const Gaussian& later = smoothed[row];
    const Gaussian& filtered = run.filtered[row - 1];
    const Matrix& propagate = run.propagate[row];
    const Matrix gain =
        divide_by_covariance(filtered.covariance * propagate.transpose(), run.predicted[row].covariance);
    Gaussian& here = smoothed[row - 1];
    here.mean += gain * (later.mean - run.predicted[row].mean);
    // V = G V⁺ Gᵀ + (I − G F) P (I − G F)ᵀ + G Q Gᵀ: a sum of terms that are never negative.
    const Matrix keep = Matrix::Identity(n, n) - gain * propagate;
    here.covariance = (gain * later.covariance * gain.transpose() + keep * filtered.covariance * keep.transpose() +
                       gain * run.noise[row] * gain.transpose())
                          .eval();
    symmetrise(here.covariance);
  }
  return smoothed;
}

}  // namespace hearth::closeness
