#include "closeness/transition.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "closeness/random_testing.h"

namespace hearth::closeness {
namespace {

Matrix rows(std::initializer_list<std::initializer_list<double>> values) {
  Matrix matrix(static_cast<Eigen::Index>(values.size()), static_cast<Eigen::Index>(values.begin()->size()));
  Eigen::Index i = 0;
  for (const auto& row : values) {
    Eigen::Index j = 0;
    for (const double value : row) matrix(i, j++) = value;
    ++i;
  }
  return matrix;
}

double distance(const Matrix& a, const Matrix& b) { return (a - b).cwiseAbs().maxCoeff(); }

Transition step(const Matrix& drift, const Matrix& diffusion, double span) {
  const auto made = transition({drift, Vector::Zero(drift.rows()), diffusion}, span);
  EXPECT_TRUE(made.has_value());
  return made.value_or(Transition{});
}

// Simpson's rule on e^{As} Q e^{Aᵀs}, with e^{As} by a plain long Taylor series.
Matrix noise_by_quadrature(const Matrix& drift, const Matrix& diffusion, double span, int intervals) {
  const auto series = [&](double s) {
    Matrix term = Matrix::Identity(drift.rows(), drift.rows());
    Matrix sum = term;
    for (int k = 1; k < 60; ++k) {
      term = (drift * term * (s / k)).eval();
      sum += term;
    }
    return sum;
  };
  Matrix sum = Matrix::Zero(drift.rows(), drift.rows());
  for (int i = 0; i <= intervals; ++i) {
    const double weight = i == 0 || i == intervals ? 1 : (i % 2 == 1 ? 4 : 2);
    const Matrix e = series(span * i / intervals);
    sum += weight * (e * diffusion * e.transpose());
  }
  return sum * span / (3 * intervals);
}

const Matrix kPull = rows({{.6, -.1}, {-.05, .8}});
const Matrix kShake = rows({{.3, .16}, {.16, .44}});

// oracles O1: twelve digits as given.
TEST(Transition, OracleO1IsMetToEveryDigitGiven) {
  struct Row {
    double span;
    double f[4];
    double q[3];
  };
  const Row table[] = {
      {.1,
       {.941787921616, .00932417129926, .00466208564963, .923139579017},
       {.0284184567724, .0151989700155, .0407337715029}},
      {.5,
       {.74126622296, .0352564301181, .0176282150591, .670753362724},
       {.115572165268, .0621960877219, .152738881967}},
      {1, {.550097121234, .0497827698481, .024891384924, .450531581537}, {.18251702348, .0982812916557, .22296439414}},
      {3,
       {.168384753732, .0375691067551, .0187845533776, .093246540222},
       {.264062253369, .140130524932, .280950575492}},
      {7,
       {.0162300153044, .00587503404256, .00293751702128, .00447994721933},
       {.273950625761, .144327372942, .284010691656}},
      {30,
       {2.71486677e-08, 1.21944012509e-08, 6.09720062546e-09, 2.75986519813e-09},
       {.274060150376, .144360902256, .284022556391}},
  };
  for (const Row& row : table) {
    const Transition made = step(-kPull, kShake, row.span);
    const Eigen::Matrix2d closed = exponential_2x2(-kPull * row.span);
    for (int i = 0; i < 4; ++i) {
      // Twelve significant digits; one in the file is printed with nine.
      const double tolerance = row.span == 30 && i == 0 ? 5e-17 : 6e-13 * std::pow(10, std::ceil(std::log10(row.f[i])));
      EXPECT_NEAR(made.propagate(i / 2, i % 2), row.f[i], tolerance) << row.span << " " << i;
      EXPECT_NEAR(closed(i / 2, i % 2), row.f[i], tolerance) << row.span << " " << i;
    }
    EXPECT_NEAR(made.noise(0, 0), row.q[0], 6e-13);
    EXPECT_NEAR(made.noise(0, 1), row.q[1], 6e-13);
    EXPECT_NEAR(made.noise(1, 1), row.q[2], 6e-13);
  }
  const auto rest = stationary_covariance(-kPull, kShake);
  ASSERT_TRUE(rest);
  EXPECT_NEAR((*rest)(0, 0), .274060150376, 6e-13);
  EXPECT_NEAR((*rest)(0, 1), .144360902256, 6e-13);
  EXPECT_NEAR((*rest)(1, 1), .284022556391, 6e-13);
}

TEST(Transition, OracleO1WithComplexEigenvaluesIsMet) {
  const Matrix turn = rows({{.3, -.5}, {.5, .3}});
  const double table[][3] = {
      {.5, .833950649824, .21294256113}, {1, .650129152001, .355167174458}, {3, .028759600013, .405551197297}};
  for (const auto& [span, diagonal, off] : table) {
    const Matrix expected = rows({{diagonal, off}, {-off, diagonal}});
    EXPECT_LT(distance(exponential_2x2(-turn * span), expected), 6e-13);
    EXPECT_LT(distance(step(-turn, kShake, span).propagate, expected), 6e-13);
  }
}

struct Case {
  const char* name;
  Matrix drift;
};

std::vector<Case> drifts() {
  return {
      {"real", -kPull},
      {"complex", rows({{-.3, .5}, {-.5, -.3}})},
      {"defective", rows({{-.4, 1}, {0, -.4}})},
      {"nearly defective", rows({{-.4, 1}, {1e-13, -.4}})},
      {"singular", rows({{0, 1}, {0, 0}})},
      {"zero", rows({{0, 0}, {0, 0}})},
      {"nearly singular", rows({{-1e-9, 1e-10}, {0, -.7}})},
      {"unstable", rows({{.2, .1}, {0, -.7}})},
      {"stiff", rows({{-40, 3}, {0, -.004}})},
      {"three states, chain", rows({{-.5, 1, 0}, {0, -.5, 1}, {0, 0, -.5}})},
      {"four states, oscillating", rows({{0, 1, 0, 0}, {-1, 0, .1, 0}, {0, 0, -.2, 2}, {0, 0, -2, -.2}})},
  };
}

TEST(Transition, AnyKindOfDriftAgreesWithQuadrature) {
  for (const auto& [name, drift] : drifts()) {
    const Matrix diffusion = Matrix::Identity(drift.rows(), drift.rows()) + Matrix::Ones(drift.rows(), drift.rows());
    const double span = drift.cwiseAbs().maxCoeff() > 10 ? .4 : 1.7;
    const Transition made = step(drift, diffusion, span);
    EXPECT_LT(distance(made.noise, noise_by_quadrature(drift, diffusion, span, 4000)), 1e-9) << name;
  }
}

TEST(Transition, TwoStepsAreOneLongStep) {
  Random random(20261121);
  for (const auto& [name, drift] : drifts()) {
    const auto n = drift.rows();
    const Sde sde{drift, random.normals(n), random.covariance(n)};
    for (int repeat = 0; repeat < 20; ++repeat) {
      const double a = 3 * random.uniform();
      const double b = 3 * random.uniform();
      const Transition first = *transition(sde, a);
      const Transition second = *transition(sde, b);
      const Transition both = *transition(sde, a + b);
      const double size = 1 + both.noise.cwiseAbs().maxCoeff() + both.offset.cwiseAbs().maxCoeff();
      EXPECT_LT(distance(both.propagate, second.propagate * first.propagate), 1e-12 * size) << name;
      EXPECT_LT(distance(both.offset, second.propagate * first.offset + second.offset), 1e-11 * size) << name;
      EXPECT_LT(distance(both.noise, second.propagate * first.noise * second.propagate.transpose() + second.noise),
                1e-11 * size)
          << name;
    }
  }
}

TEST(Transition, ClosedFormOfTwoStatesAgreesWithTheSeries) {
  Random random(7);
  for (int repeat = 0; repeat < 400; ++repeat) {
    Eigen::Matrix2d matrix = random.matrix(2, 2);
    if (repeat % 4 == 0) matrix(1, 0) = matrix(0, 1) * 1e-9 * random.normal();
    if (repeat % 4 == 1) matrix(1, 1) = matrix(0, 0) + 1e-7 * random.normal();
    const auto general = exponential(matrix);
    ASSERT_TRUE(general);
    EXPECT_LT(distance(exponential_2x2(matrix), *general), 2e-13 * (1 + general->cwiseAbs().maxCoeff()));
  }
}

TEST(Transition, NoiseOfAnIntegratedWalkKeepsItsSmallEntries) {
  const double span = 1e-6;
  const Transition made = step(rows({{0, 1}, {0, 0}}), rows({{0, 0}, {0, 1}}), span);
  EXPECT_NEAR(made.noise(0, 0) / (span * span * span / 3), 1, 1e-12);
  EXPECT_NEAR(made.noise(0, 1) / (span * span / 2), 1, 1e-12);
}

TEST(Transition, NoSpanChangesNothing) {
  for (const auto& [name, drift] : drifts()) {
    const auto n = drift.rows();
    const Transition made = step(drift, Matrix::Identity(n, n), 0);
    EXPECT_EQ(made.propagate, Matrix::Identity(n, n)) << name;
    EXPECT_EQ(made.noise, Matrix::Zero(n, n)) << name;
  }
}

TEST(Transition, LongSpanReachesTheStationaryCovariance) {
  Random random(3);
  for (int repeat = 0; repeat < 50; ++repeat) {
    const Matrix skew = random.matrix(4, 4);
    const Matrix drift = -random.covariance(4) - .1 * Matrix::Identity(4, 4) + skew - skew.transpose();
    const Matrix diffusion = random.covariance(4);
    const auto rest = stationary_covariance(drift, diffusion);
    ASSERT_TRUE(rest);
    EXPECT_LT(distance(step(drift, diffusion, 400).noise, *rest), 1e-9 * (1 + rest->norm()));
  }
}

TEST(Transition, DriftWithoutRestHasNoStationaryCovariance) {
  EXPECT_EQ(stationary_covariance(rows({{0, 1}, {0, 0}}), kShake).error(), Fault::not_stable);
  EXPECT_EQ(stationary_covariance(rows({{.2, 0}, {0, -1}}), kShake).error(), Fault::not_stable);
}

TEST(Transition, OverflowAndStepsBeyondAllDigitsAreRefused) {
  EXPECT_EQ(exponential(rows({{1e4, 0}, {0, 1}})).error(), Fault::not_finite);
  EXPECT_EQ(exponential(rows({{1e15, 0}, {0, 1}})).error(), Fault::out_of_range);
}

}  // namespace
}  // namespace hearth::closeness
