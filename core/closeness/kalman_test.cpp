#include "closeness/kalman.h"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>

#include "closeness/random_testing.h"

namespace hearth::closeness {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// The dyad of oracle O2: b1, b2, u1, u2.
LinearModel dyad() {
  Matrix pull(2, 2);
  pull << .6, -.1, -.05, .8;
  Matrix shake(2, 2);
  shake << .3, .16, .16, .44;
  LinearModel model;
  model.dynamics = {Matrix::Zero(4, 4), Vector::Zero(4), Matrix::Zero(4, 4)};
  model.dynamics.drift.bottomRightCorner(2, 2) = -pull;
  model.dynamics.diffusion.bottomRightCorner(2, 2) = shake;
  model.loadings = Matrix(2, 4);
  model.loadings << 1, 0, 1, 0, 0, 1, 0, 1;
  model.offset = Vector(2);
  model.offset << 6.5, 6.6;
  model.noise = Matrix(2, 2);
  model.noise << .34, .10, .10, .30;
  model.initial_mean = Vector::Zero(4);
  model.initial_covariance = Matrix::Zero(4, 4);
  model.initial_covariance.topLeftCorner(2, 2) << 1.2, .9, .9, 1.0;
  model.initial_covariance.bottomRightCorner(2, 2) = *stationary_covariance(-pull, shake);
  return model;
}

struct O2Row {
  double time, y1, y2, filtered1, filtered2, filtered_var1, filtered_var2, smooth1, smooth2, smooth_var1, smooth_var2;
};

constexpr O2Row kO2[] = {
    {0, 6.2, 6.8, 6.30791571166, 6.70956989268, 0.261073536727, 0.22938139825, 6.36325096288, 6.63953724879,
     0.146498214295, 0.153817631217},
    {0.9, 6.9, kMissing, 6.64820630741, 6.84275181025, 0.1884316657, 0.370637285119, 6.50539287445, 6.59161180358,
     0.139657999506, 0.230001768585},
    {2.1, kMissing, 6.5, 6.53156004446, 6.60968904206, 0.318582182563, 0.188084379008, 6.31399043774, 6.34034614337,
     0.178774733645, 0.13180340118},
    {2.6, 5.1, 5, 5.32921326109, 5.5470131835, 0.177088876283, 0.1506084769, 5.28873815477, 5.57713458457,
     0.147315248773, 0.132916941106},
    {5, 6, 6.6, 6.05672008703, 6.44973138498, 0.184048065536, 0.175318456282, 6.05779714663, 6.46922783071,
     0.160159920637, 0.156615728485},
    {8.25, 7.2, 7.4, 6.83543724255, 7.03875145197, 0.183068981619, 0.173029690373, 6.73587059714, 6.99636803829,
     0.160983606457, 0.134941162101},
    {8.75, kMissing, 7.1, 6.81104281949, 7.00783475497, 0.228769231502, 0.142134339317, 6.6759362474, 6.91838457271,
     0.204287153021, 0.135754879399},
    {12, 6.4, kMissing, 6.49809880184, 6.67370919246, 0.180871711429, 0.329694648504, 6.3726141535, 6.50382646506,
     0.17050629642, 0.302138689428},
    {19, 6.1, 6.3, 6.28556768925, 6.45520560547, 0.177778784133, 0.168038603893, 6.19179194144, 6.3702520242,
     0.171530427654, 0.162377794523},
    {26.5, 5.6, kMissing, 6.01087217644, 6.39596487209, 0.176775463876, 0.323339697034, 5.94304217207, 6.25389804254,
     0.152642814815, 0.263698413791},
    {27.5, 5.9, 6.2, 6.02672962434, 6.32649020518, 0.150912266832, 0.162163857752, 6.01448347628, 6.28436229717,
     0.150729492843, 0.160000864494},
    {41, kMissing, 5.8, 6.11783111018, 6.13438054846, 0.302032367592, 0.163730899054, 6.11783111018, 6.13438054846,
     0.302032367592, 0.163730899054},
};

std::vector<Moment> o2_moments(const Jump& jump) {
  std::vector<Moment> moments;
  for (const O2Row& row : kO2) {
    if (row.time == 2.6) moments.push_back({2.4, {}, jump});
    Vector values(2);
    values << row.y1, row.y2;
    moments.push_back({row.time, values, {}});
  }
  return moments;
}

Vector level(const LinearModel& model, const Gaussian& state) { return model.loadings * state.mean + model.offset; }
Matrix level_covariance(const LinearModel& model, const Gaussian& state) {
  return model.loadings * state.covariance * model.loadings.transpose();
}

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
  for (const O2Row& row : kO2) {
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

struct Drawn {
  LinearModel model;
  std::vector<Moment> moments;
};

Drawn draw(Random& random, Eigen::Index n, Eigen::Index m, int rows) {
  Drawn drawn;
  drawn.model.dynamics = {random.matrix(n, n) - 1.5 * Matrix::Identity(n, n), random.normals(n), random.covariance(n)};
  drawn.model.loadings = random.matrix(m, n);
  drawn.model.offset = random.normals(m);
  drawn.model.noise = random.covariance(m) + .1 * Matrix::Identity(m, m);
  drawn.model.initial_mean = random.normals(n);
  drawn.model.initial_covariance = random.covariance(n);
  double time = 3 * random.normal();
  for (int row = 0; row < rows; ++row) {
    if (random.below(4) != 0) time += random.uniform();  // else: at the same instant
    Vector values = 3 * random.normals(m);
    for (Eigen::Index i = 0; i < m; ++i) {
      if (random.below(4) == 0) values[i] = kMissing;
    }
    drawn.moments.push_back({time, values, {}});
  }
  return drawn;
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

TEST(Kalman, RowWithoutValuesChangesNothing) {
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

TEST(Kalman, OrderOfReportsAtOneInstantDoesNotMatter) {
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

TEST(Kalman, SwappingPartnersPermutesTheResult) {
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

TEST(Kalman, WithoutCouplingItIsTwoIndependentFilters) {
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
TEST(Kalman, VeryFastMoodGivesTheRandomInterceptPrediction) {
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

TEST(Kalman, NoiseGoingToZeroMakesTheLevelTheReport) {
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

TEST(Kalman, ShrinkingSpanBecomesTheSameInstant) {
  Random random(8);
  Drawn drawn = draw(random, 3, 2, 6);
  drawn.moments[3].time = drawn.moments[2].time;
  const auto same = filter(drawn.model, drawn.moments, Keep::likelihood_only);
  for (std::size_t row = 3; row < drawn.moments.size(); ++row) drawn.moments[row].time += 1e-9;
  const auto near = filter(drawn.model, drawn.moments, Keep::likelihood_only);
  ASSERT_TRUE(same && near);
  EXPECT_NEAR(same->log_likelihood, near->log_likelihood, 1e-6 * std::abs(same->log_likelihood));
}

TEST(Kalman, StationaryReversibleProcessReadsTheSameBackwards) {
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
