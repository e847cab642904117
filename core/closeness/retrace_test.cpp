// Looking back against the general smoother of kalman.h, and against the dense
// covariance for what an earlier level has in common with now.
#include "closeness/retrace.h"

#include <gtest/gtest.h>

#include <cmath>

#include "closeness/defaults.h"
#include "closeness/kalman.h"
#include "closeness/random_testing.h"

namespace hearth::closeness {
namespace {

using namespace defaults;

// One person: baseline, slow, mood, effect; the level of each day doubles as a state
// that stays, so that a smoothed covariance over time is one within the last moment.
constexpr Eigen::Index kBase = 4;
constexpr Eigen::Index kStates = 2 * kBase;  // and a frozen copy of what they were

LinearModel general_model(const Rates& rates) {
  LinearModel model;
  model.dynamics = {Matrix::Zero(kStates, kStates), Vector::Zero(kStates), Matrix::Zero(kStates, kStates)};
  model.initial_mean = Vector::Zero(kStates);
  model.initial_mean[3] = -1.1;
  model.initial_covariance = Matrix::Zero(kStates, kStates);
  const double sds[] = {kBaselineSd, rates.slow_sd, kFastSd * rates.volatility[0], 1.1};
  const double pulls[] = {0, std::log(2) / kSlowHalfLifeDays, rates.fast, 0};
  for (Eigen::Index i = 0; i < kBase; ++i) {
    model.dynamics.drift(i, i) = -pulls[i];
    model.dynamics.diffusion(i, i) = 2 * pulls[i] * sds[i] * sds[i];
    model.initial_covariance(i, i) = sds[i] * sds[i];
  }
  model.loadings = Matrix::Zero(2, kStates);  // an ordinary day, a day with the event
  for (const Eigen::Index row : {0, 1}) model.loadings.row(row).head(3).setOnes();
  model.loadings(1, 3) = 1 - kEventCarriedOver;
  model.offset = Vector::Constant(2, kBaselineMean);
  const double noise = kNoiseSd * rates.volatility[0];
  model.noise = noise * noise * Matrix::Identity(2, 2);
  return model;
}

TEST(Retrace, IsTheGeneralSmootherAndKnowsWhatThenAndNowShare) {
  Random random(9);
  const Rates rates{{.8, .8}, .5, .9, 0};
  const LinearModel model = general_model(rates);
  Layout layout;
  layout.people = 1;
  layout.events = {{-1.1, 1.1}};
  CoupleFilter filter(layout, rates);
  filter.keep_trail();
  constexpr int kMoments = 30;
  constexpr int kThen = 12;
  struct Undo {
    double days = 0;
    bool happened = false;
    std::optional<Combination> seen;
  };
  std::vector<Undo> undo;
  std::vector<Moment> moments;
  double day = 0;
  for (int i = 0; i < kMoments; ++i) {
    Undo step;
    if (i > 0) {
      step.days = .2 + 9 * random.uniform();
      day += step.days;
      filter.advance(layout, step.days);
    }
    Moment moment{day, Vector::Constant(2, std::nan("")),
                  Jump{Matrix::Identity(kStates, kStates), Vector::Zero(kStates)}};
    step.happened = random.below(3) == 0;
    if (step.happened) {
      filter.carry_over(layout.effect(0, Person::a), layout.mood(Person::a), kEventCarriedOver);
      moment.jump->map(2, 3) = kEventCarriedOver;
    }
    if (random.below(5) != 0) {
      Combination seen = level_of(layout, Person::a);
      seen.add(layout.mood(Person::a), 1);
      seen.add(layout.noise(Person::a), 1);
      if (step.happened) seen.add(layout.effect(0, Person::a), 1 - kEventCarriedOver);
      const double value = 7 + 2 * random.normal();
      Moments before;
      filter.learn(seen, 0, value, before);
      moment.values[step.happened ? 1 : 0] = value;
      step.seen = seen;
    }
    filter.mark(layout, Person::a);
    moments.push_back(moment);
    if (i == kThen) {
      // A moment later nothing has moved but the copy.
      Moment copy{day, Vector::Constant(2, std::nan("")),
                  Jump{Matrix::Identity(kStates, kStates), Vector::Zero(kStates)}};
      copy.jump->map.bottomRows(kBase).setZero();
      copy.jump->map.bottomLeftCorner(kBase, kBase).setIdentity();
      moments.push_back(copy);
    }
    undo.push_back(step);
  }
  const auto run = closeness::filter(model, moments, Keep::states);
  ASSERT_TRUE(run);
  const std::vector<Gaussian> smoothed = smooth(*run);
  const auto level_at = [&](std::size_t moment) {
    const Gaussian& all = smoothed[moment];
    return Moments{kBaselineMean + all.mean[0] + all.mean[1],
                   all.covariance(0, 0) + all.covariance(1, 1) + 2 * all.covariance(0, 1)};
  };
  Retrace retrace(layout, filter, level_of(layout, Person::a));
  for (int i = kMoments - 1; i >= 0; --i) {
    const auto at = static_cast<std::size_t>(i);
    const Looked looked = retrace.undo_mark();
    const Moments expected = level_at(i > kThen ? at + 1 : at);
    EXPECT_NEAR(looked.mean, expected.mean, 1e-9) << i;
    EXPECT_NEAR(looked.variance, expected.variance, 1e-9) << i;
    if (i == kThen) {
      const Matrix& last = smoothed.back().covariance;
      EXPECT_NEAR(looked.covariance, last.block(0, kBase, 2, 2).sum(), 1e-9);
    }
    if (undo[at].seen) retrace.undo_report(*undo[at].seen);
    if (undo[at].happened) {
      retrace.undo_carry_over(layout.effect(0, Person::a), layout.mood(Person::a), kEventCarriedOver);
    }
    if (undo[at].days > 0) retrace.undo_advance(undo[at].days);
  }
}

}  // namespace
}  // namespace hearth::closeness
