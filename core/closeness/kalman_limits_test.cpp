// The limits and symmetries of model.md 4.8: what must not change the result, and what
// the result becomes where a simpler rule is known.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "closeness/kalman_testing.h"

namespace hearth::closeness {
namespace {

TEST(KalmanLimits, RowWithoutValuesChangesNothing) {
  Random random(5);
  Drawn drawn = draw(random, 3, 2, 12);
  const auto run = filter(drawn.model, drawn.moments, Keep::states);
  const double between = .5 * (drawn.moments[5].time + drawn.moments[6].time);
  drawn.moments.insert(drawn.moments.begin() + 6, {between, Vector::Constant(2, kMissing), {}});
  const auto with = filter(drawn.model, drawn.moments, Keep::states);
  ASSERT_TRUE(run && with);
  EXPECT_NEAR(with->log_likelihood, run->log_likelihood, 1e-10 * std::abs(run->log_likelihood));
  EXPECT_LT((smooth(*with).front().mean - smooth(*run).front().mean).norm(), 1e-9);
  EXPECT_LT((with->filtered.back().covariance - run->filtered.back().covariance).norm(), 1e-10);
}

TEST(KalmanLimits, OrderOfReportsAtOneInstantDoesNotMatter) {
  Random random(6);
  Drawn drawn = draw(random, 3, 2, 10);
  drawn.moments[5].time = drawn.moments[6].time = drawn.moments[4].time;
  const auto run = filter(drawn.model, drawn.moments, Keep::states);
  std::swap(drawn.moments[5], drawn.moments[6]);
  const auto swapped = filter(drawn.model, drawn.moments, Keep::states);
  ASSERT_TRUE(run && swapped);
  EXPECT_NEAR(run->log_likelihood, swapped->log_likelihood, 1e-10 * std::abs(run->log_likelihood));
  EXPECT_LT((run->filtered.back().mean - swapped->filtered.back().mean).norm(), 1e-10);
}

TEST(KalmanLimits, SwappingPartnersPermutesTheResult) {
  const LinearModel model = dyad();
  Matrix swap = Matrix::Zero(4, 4);
  swap(0, 1) = swap(1, 0) = swap(2, 3) = swap(3, 2) = 1;
  const Matrix swap_values = swap.topLeftCorner(2, 2);
  LinearModel other;
  other.dynamics = {swap * model.dynamics.drift * swap, swap * model.dynamics.intercept,
                    swap * model.dynamics.diffusion * swap};
  other.loadings = swap_values * model.loadings * swap;
  other.offset = swap_values * model.offset;
  other.noise = swap_values * model.noise * swap_values;
  other.initial_mean = swap * model.initial_mean;
  other.initial_covariance = swap * model.initial_covariance * swap;
  const Jump none{Matrix::Identity(4, 4), Vector::Zero(4)};
  auto moments = o2_moments(none);
  const auto run = filter(model, moments, Keep::states);
  for (auto& moment : moments) {
    if (moment.values.size() == 2) std::swap(moment.values[0], moment.values[1]);
  }
  const auto swapped = filter(other, moments, Keep::states);
  ASSERT_TRUE(run && swapped);
  EXPECT_NEAR(run->log_likelihood, swapped->log_likelihood, 1e-11);
  EXPECT_LT((run->filtered.back().mean - swap * swapped->filtered.back().mean).norm(), 1e-11);
}

TEST(KalmanLimits, WithoutCouplingItIsTwoIndependentFilters) {
  LinearModel both = dyad();
  const auto cut = [](Matrix& matrix) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
      for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
        if (i % 2 != j % 2) matrix(i, j) = 0;
      }
    }
  };
  cut(both.dynamics.drift);
  cut(both.dynamics.diffusion);
  cut(both.noise);
  cut(both.initial_covariance);
  const Jump none{Matrix::Identity(4, 4), Vector::Zero(4)};
  const auto moments = o2_moments(none);
  const auto run = filter(both, moments, Keep::states);
  ASSERT_TRUE(run);
  double sum = 0;
  for (const Eigen::Index person : {0, 1}) {
    LinearModel one;
    const std::array<Eigen::Index, 2> own{person, person + 2};
    one.dynamics = {both.dynamics.drift(own, own), both.dynamics.intercept(own), both.dynamics.diffusion(own, own)};
    one.loadings = Matrix::Ones(1, 2);
    one.offset = both.offset.segment(person, 1);
    one.noise = both.noise.block(person, person, 1, 1);
    one.initial_mean = Vector::Zero(2);
    one.initial_covariance = both.initial_covariance(own, own);
    std::vector<Moment> own_moments;
    for (const auto& moment : moments) {
      own_moments.push_back(
          {moment.time, moment.values.size() == 0 ? Vector() : Vector(moment.values.segment(person, 1)), {}});
    }
    const auto alone = filter(one, own_moments, Keep::states);
    ASSERT_TRUE(alone);
    sum += alone->log_likelihood;
    EXPECT_LT((alone->filtered.back().mean - run->filtered.back().mean(own)).norm(), 1e-11);
  }
  EXPECT_NEAR(run->log_likelihood, sum, 1e-11);
}

// k → ∞ with the fast variance kept: the mood is white noise, and the baseline
// is the random-intercept BLUP, n·τ²/(n·τ² + σ²) of the mean residual.
TEST(KalmanLimits, VeryFastMoodGivesTheRandomInterceptPrediction) {
  LinearModel model;
  const double k = 1e5;
  const double tau2 = 1.3;
  const double mood2 = .7;
  const double noise2 = .4;
  model.dynamics = {Matrix::Zero(2, 2), Vector::Zero(2), Matrix::Zero(2, 2)};
  model.dynamics.drift(1, 1) = -k;
  model.dynamics.diffusion(1, 1) = 2 * k * mood2;
  model.loadings = Matrix::Ones(1, 2);
  model.offset = Vector::Constant(1, 5);
  model.noise = Matrix::Constant(1, 1, noise2);
  model.initial_mean = Vector::Zero(2);
  model.initial_covariance = Matrix::Zero(2, 2);
  model.initial_covariance.diagonal() << tau2, mood2;
  const double values[] = {6.1, 5.4, 7.2, 4.9, 6.6};
  std::vector<Moment> moments;
  double time = 0;
  double sum = 0;
  for (const double value : values) {
    moments.push_back({time += 1, Vector::Constant(1, value), {}});
    sum += value - 5;
  }
  const auto run = filter(model, moments, Keep::states);
  ASSERT_TRUE(run);
  EXPECT_NEAR(run->filtered.back().mean[0], tau2 * sum / (5 * tau2 + mood2 + noise2), 1e-9);
  EXPECT_NEAR(run->filtered.back().covariance(0, 0), 1 / (1 / tau2 + 5 / (mood2 + noise2)), 1e-9);
}

TEST(KalmanLimits, NoiseGoingToZeroMakesTheLevelTheReport) {
  LinearModel model = dyad();
  model.noise *= 1e-14;
  Vector values(2);
  values << 6.9, 6.1;
  const std::vector<Moment> moments{{0, Vector::Constant(2, 6.0), {}}, {1.5, values, {}}};
  const auto run = filter(model, moments, Keep::states);
  ASSERT_TRUE(run);
  EXPECT_LT((level(model, run->filtered.back()) - values).norm(), 1e-9);
  EXPECT_LT(level_covariance(model, run->filtered.back()).norm(), 1e-9);
}

TEST(KalmanLimits, ShrinkingSpanBecomesTheSameInstant) {
  Random random(8);
  Drawn drawn = draw(random, 3, 2, 6);
  drawn.moments[3].time = drawn.moments[2].time;
  const auto same = filter(drawn.model, drawn.moments, Keep::likelihood_only);
  for (std::size_t row = 3; row < drawn.moments.size(); ++row) drawn.moments[row].time += 1e-9;
  const auto near = filter(drawn.model, drawn.moments, Keep::likelihood_only);
  ASSERT_TRUE(same && near);
  EXPECT_NEAR(same->log_likelihood, near->log_likelihood, 1e-6 * std::abs(same->log_likelihood));
}

TEST(KalmanLimits, StationaryReversibleProcessReadsTheSameBackwards) {
  LinearModel model = dyad();
  Matrix pull(2, 2);  // symmetric pull with Q ∝ K P + P K for P ∝ I: reversible
  pull << .7, -.1, -.1, .7;
  model.dynamics.drift.bottomRightCorner(2, 2) = -pull;
  model.dynamics.diffusion.bottomRightCorner(2, 2) = 2 * .3 * pull;
  model.initial_covariance.bottomRightCorner(2, 2) = .3 * Matrix::Identity(2, 2);
  const Jump none{Matrix::Identity(4, 4), Vector::Zero(4)};
  auto moments = o2_moments(none);
  const auto forwards = filter(model, moments, Keep::likelihood_only);
  std::reverse(moments.begin(), moments.end());
  for (auto& moment : moments) moment.time = -moment.time;
  const auto backwards = filter(model, moments, Keep::likelihood_only);
  ASSERT_TRUE(forwards && backwards);
  EXPECT_NEAR(forwards->log_likelihood, backwards->log_likelihood, 1e-11);
}

}  // namespace
}  // namespace hearth::closeness
