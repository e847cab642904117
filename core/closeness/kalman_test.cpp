#include "closeness/kalman.h"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <cmath>

#include "closeness/kalman_testing.h"

namespace hearth::closeness {
namespace {

TEST(Kalman, OracleO2WithAKnownImpulseIsMetToEveryDigitGiven) {
  const LinearModel model = dyad();
  ASSERT_TRUE(check(model));
  Jump jump{Matrix::Identity(4, 4), Vector::Zero(4)};
  jump.add << 0, 0, -1, -.6;
  const auto run = filter(model, o2_moments(jump), Keep::states);
  ASSERT_TRUE(run);
  EXPECT_NEAR(run->log_likelihood, -16.9577340675, 6e-11);
  EXPECT_EQ(run->values, 18U);
  const auto smoothed = smooth(*run);
  std::size_t at = 0;
  for (const O2Row& row : o2_table()) {
    if (row.time == 2.6) ++at;
    const Vector filtered = level(model, run->filtered[at]);
    const Matrix filtered_covariance = level_covariance(model, run->filtered[at]);
    const Vector smooth_level = level(model, smoothed[at]);
    const Matrix smooth_covariance = level_covariance(model, smoothed[at]);
    EXPECT_NEAR(filtered[0], row.filtered1, 6e-12) << row.time;
    EXPECT_NEAR(filtered[1], row.filtered2, 6e-12) << row.time;
    EXPECT_NEAR(filtered_covariance(0, 0), row.filtered_var1, 6e-13) << row.time;
    EXPECT_NEAR(filtered_covariance(1, 1), row.filtered_var2, 6e-13) << row.time;
    EXPECT_NEAR(smooth_level[0], row.smooth1, 6e-12) << row.time;
    EXPECT_NEAR(smooth_level[1], row.smooth2, 6e-12) << row.time;
    EXPECT_NEAR(smooth_covariance(0, 0), row.smooth_var1, 6e-13) << row.time;
    EXPECT_NEAR(smooth_covariance(1, 1), row.smooth_var2, 6e-13) << row.time;
    ++at;
  }
  EXPECT_NEAR(smoothed.back().mean[0], -0.22113795247, 6e-12);
  EXPECT_NEAR(smoothed.back().mean[1], -0.14901745619, 6e-12);
  EXPECT_NEAR(smoothed.back().covariance(0, 0), 0.0748264604172, 6e-13);
  EXPECT_NEAR(smoothed.back().covariance(0, 1), 0.0308896368912, 6e-13);
  EXPECT_NEAR(smoothed.back().covariance(1, 1), 0.0675963340042, 6e-13);
}

TEST(Kalman, OracleO2WithALearnedImpulseIsMetToEveryDigitGiven) {
  LinearModel model = dyad();
  const auto widen = [](const Matrix& matrix) {
    Matrix wide = Matrix::Zero(6, 6);
    wide.topLeftCorner(4, 4) = matrix;
    return wide;
  };
  model.dynamics = {widen(model.dynamics.drift), Vector::Zero(6), widen(model.dynamics.diffusion)};
  model.loadings.conservativeResize(2, 6);
  model.loadings.rightCols(2).setZero();
  model.initial_mean = Vector::Zero(6);
  model.initial_mean.tail(2).setConstant(-.6);
  model.initial_covariance = widen(model.initial_covariance);
  model.initial_covariance(4, 4) = model.initial_covariance(5, 5) = .16;
  ASSERT_TRUE(check(model));
  Jump jump{Matrix::Identity(6, 6), Vector::Zero(6)};
  jump.map(2, 4) = jump.map(3, 5) = 1;
  const auto run = filter(model, o2_moments(jump), Keep::states);
  ASSERT_TRUE(run);
  EXPECT_NEAR(run->log_likelihood, -17.1377454024, 6e-11);
  const Gaussian last = run->filtered.back();
  EXPECT_NEAR(last.mean[4], -0.688786482048, 6e-13);
  EXPECT_NEAR(last.mean[5], -0.782543460364, 6e-13);
  EXPECT_NEAR(last.covariance(4, 4), 0.130709028395, 6e-13);
  EXPECT_NEAR(last.covariance(4, 5), 0.00804798013596, 6e-13);
  EXPECT_NEAR(last.covariance(5, 5), 0.12971466579, 6e-13);
  // A coefficient that never changes is known equally well at every time.
  const auto smoothed = smooth(*run);
  EXPECT_NEAR(smoothed.front().mean[4], last.mean[4], 1e-11);
}

struct Dense {
  double log_likelihood;
  Vector mean;  // of all states at all rows, stacked
  Matrix covariance;
};

// The same model as one big Gaussian, without any recursion.
Dense dense(const Drawn& drawn) {
  const auto& model = drawn.model;
  const auto n = model.states();
  const auto count = static_cast<Eigen::Index>(drawn.moments.size());
  Vector mean(n * count);
  Matrix covariance(n * count, n * count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const double since = i == 0 ? 0 : drawn.moments[size_t(i)].time - drawn.moments[size_t(i - 1)].time;
    const Transition step = *transition(model.dynamics, since);
    if (i == 0) {
      mean.head(n) = model.initial_mean;
      covariance.topLeftCorner(n, n) = model.initial_covariance;
      continue;
    }
    mean.segment(i * n, n) = step.propagate * mean.segment((i - 1) * n, n) + step.offset;
    covariance.block(i * n, 0, n, i * n) = step.propagate * covariance.block((i - 1) * n, 0, n, i * n);
    covariance.block(0, i * n, i * n, n) = covariance.block(i * n, 0, n, i * n).transpose();
    covariance.block(i * n, i * n, n, n) =
        step.propagate * covariance.block((i - 1) * n, (i - 1) * n, n, n) * step.propagate.transpose() + step.noise;
  }
  std::vector<std::pair<Eigen::Index, Eigen::Index>> seen;
  for (Eigen::Index i = 0; i < count; ++i) {
    for (Eigen::Index j = 0; j < model.outputs(); ++j) {
      if (!std::isnan(drawn.moments[size_t(i)].values[j])) seen.emplace_back(i, j);
    }
  }
  const auto size = static_cast<Eigen::Index>(seen.size());
  Matrix loadings = Matrix::Zero(size, n * count);
  Matrix noise = Matrix::Zero(size, size);
  Vector residual(size);
  for (Eigen::Index a = 0; a < size; ++a) {
    const auto [i, j] = seen[size_t(a)];
    loadings.block(a, i * n, 1, n) = model.loadings.row(j);
    residual[a] = drawn.moments[size_t(i)].values[j] - model.offset[j] - loadings.row(a).dot(mean);
    for (Eigen::Index b = 0; b < size; ++b) {
      if (seen[size_t(b)].first == i) noise(a, b) = model.noise(j, seen[size_t(b)].second);
    }
  }
  const Eigen::LDLT<Matrix> factor(loadings * covariance * loadings.transpose() + noise);
  const double log_determinant = factor.vectorD().array().log().sum();
  const Matrix gain = covariance * loadings.transpose() * factor.solve(Matrix::Identity(size, size));
  return {
      -.5 * (static_cast<double>(size) * std::log(2 * M_PI) + log_determinant + residual.dot(factor.solve(residual))),
      mean + gain * residual, covariance - gain * loadings * covariance};
}

TEST(Kalman, FilterAndSmootherAreTheDenseGaussian) {
  Random random(41);
  for (int repeat = 0; repeat < 40; ++repeat) {
    const Drawn drawn = draw(random, 1 + repeat % 4, 1 + repeat % 3, 14);
    ASSERT_TRUE(check(drawn.model));
    const auto run = filter(drawn.model, drawn.moments, Keep::states);
    ASSERT_TRUE(run);
    const Dense whole = dense(drawn);
    EXPECT_NEAR(run->log_likelihood, whole.log_likelihood, 1e-8 * (1 + std::abs(whole.log_likelihood)));
    const auto smoothed = smooth(*run);
    const auto n = drawn.model.states();
    for (Eigen::Index i = 0; i < 14; ++i) {
      EXPECT_LT((smoothed[size_t(i)].mean - whole.mean.segment(i * n, n)).norm(), 1e-7 * (1 + whole.mean.norm()));
      EXPECT_LT((smoothed[size_t(i)].covariance - whole.covariance.block(i * n, i * n, n, n)).norm(),
                1e-7 * (1 + whole.covariance.norm()));
    }
  }
}

TEST(Kalman, SmootherKeepsStatesWithoutVarianceWhereTheyAre) {
  LinearModel model = dyad();
  model.initial_covariance.topLeftCorner(2, 2).setZero();
  model.initial_mean << .25, -.5, 0, 0;
  const Jump none{Matrix::Identity(4, 4), Vector::Zero(4)};
  const auto run = filter(model, o2_moments(none), Keep::states);
  ASSERT_TRUE(run);
  for (const auto& state : smooth(*run)) {
    EXPECT_EQ(state.mean[0], .25);
    EXPECT_EQ(state.mean[1], -.5);
    EXPECT_TRUE(state.covariance.allFinite());
  }
}

TEST(Kalman, WrongModelsAndRowsAreRefusedWithTheirRow) {
  const auto broken = [](auto change) {
    LinearModel model = dyad();
    change(model);
    return check(model).error();
  };
  EXPECT_EQ(broken([](LinearModel& model) { model.offset = Vector::Zero(3); }), Fault::shape);
  EXPECT_EQ(broken([](LinearModel& model) { model.noise(0, 1) = .2; }), Fault::not_symmetric);
  EXPECT_EQ(broken([](LinearModel& model) { model.noise(0, 0) = -1; }), Fault::not_positive_definite);
  EXPECT_EQ(broken([](LinearModel& model) { model.dynamics.drift(0, 0) = kMissing; }), Fault::not_finite);

  LinearModel model = dyad();
  auto moments = o2_moments({Matrix::Identity(4, 4), Vector::Zero(4)});
  std::swap(moments[7], moments[8]);
  auto refused = filter(model, moments, Keep::likelihood_only);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().row, 8U);
  EXPECT_EQ(refused.error().fault, Fault::time_order);

  model.noise.setZero();
  model.initial_covariance.setZero();
  refused = filter(model, std::vector<Moment>{{0, Vector::Zero(2), {}}}, Keep::likelihood_only);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::not_positive_definite);
}

}  // namespace
}  // namespace hearth::closeness
