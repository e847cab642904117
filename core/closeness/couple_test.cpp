#include "closeness/couple.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "closeness/defaults.h"
#include "closeness/kalman.h"
#include "closeness/scale.h"
#include "closeness/simulate_testing.h"

namespace hearth::closeness {
namespace {

using namespace defaults;

Report felt(double day, Person person, int answer, std::optional<std::size_t> event = {}) {
  return {day, person, Facet::closeness, Kind::felt, Answer{Scale::one_to_seven().interval(answer - 1)}, event};
}

Couple fresh(std::vector<std::string> events = {}, Grid grid = Grid::shipped) {
  return *Couple::create({grid, {}, std::move(events)});
}

void learn(Couple& couple, const Report& report) { ASSERT_TRUE(couple.learn(report)); }

// The filter's states in the general machinery of kalman.h: baseline, slow, mood,
// effect, a mark of today's effect, the facet's own part; all twice.
LinearModel general_model(const Rates& rates, double loading) {
  constexpr Eigen::Index kStates = 12;
  const double k = rates.fast;
  const double c = rates.coupling;
  const double slow = std::log(2) / kSlowHalfLifeDays;
  const double own = std::log(2) / kFacetOwnHalfLifeDays;
  const auto both = [](double a, double b, double correlation) {
    Matrix matrix(2, 2);
    matrix << a * a, correlation * a * b, correlation * a * b, b * b;
    return matrix;
  };
  LinearModel model;
  model.dynamics = {Matrix::Zero(kStates, kStates), Vector::Zero(kStates), Matrix::Zero(kStates, kStates)};
  model.initial_mean = Vector::Zero(kStates);
  model.initial_mean.segment(6, 2).setConstant(-1.1);
  model.initial_covariance = Matrix::Zero(kStates, kStates);
  const auto block = [](Matrix& matrix, Eigen::Index at) { return matrix.block(at, at, 2, 2); };
  block(model.initial_covariance, 0) = both(2, 2, kBaselineCorrelation);
  block(model.initial_covariance, 2) = both(rates.slow_sd, rates.slow_sd, kSlowCorrelation);
  block(model.dynamics.drift, 2) = -slow * Matrix::Identity(2, 2);
  block(model.dynamics.diffusion, 2) = 2 * slow * block(model.initial_covariance, 2);
  Matrix pull(2, 2);
  pull << k + c, -c, -c, k + c;
  block(model.dynamics.drift, 4) = -pull;
  block(model.dynamics.diffusion, 4) =
      2 * k * both(kFastSd * rates.volatility[0], kFastSd * rates.volatility[1], kFastCorrelation);
  block(model.initial_covariance, 4) = *stationary_covariance(-pull, block(model.dynamics.diffusion, 4));
  block(model.initial_covariance, 6) = both(1.1, 1.1, kEventPartnerCorrelation);
  const double own_sd = 2 * std::sqrt(1 - loading * loading);
  block(model.initial_covariance, 10) = both(own_sd, own_sd, 0);
  block(model.dynamics.drift, 10) = -own * Matrix::Identity(2, 2);
  block(model.dynamics.diffusion, 10) = 2 * own * block(model.initial_covariance, 10);
  // Outputs: closeness a, b; facet a, b.
  model.loadings = Matrix::Zero(4, kStates);
  for (const Eigen::Index p : {0, 1}) {
    for (const Eigen::Index part : {0, 2, 4, 8}) model.loadings(p, part + p) = 1;
    model.loadings(2 + p, p) = model.loadings(2 + p, 2 + p) = loading;
    for (const Eigen::Index part : {4, 8, 10}) model.loadings(2 + p, part + p) = 1;
  }
  model.offset = Vector::Constant(4, kBaselineMean);
  model.noise = Matrix::Zero(4, 4);
  const Matrix noise = both(kNoiseSd * rates.volatility[0], kNoiseSd * rates.volatility[1], kNoiseCorrelation);
  model.noise.topLeftCorner(2, 2) = noise;
  model.noise(2, 2) = noise(0, 0);
  model.noise(3, 3) = noise(1, 1);
  return model;
}

TEST(CoupleFilter, IsTheExactGaussianFilterOfItsModel) {
  Random random(2);
  for (const Rates& rates : {Rates{{1, 1}, .6, .5, 0}, Rates{{.25, 2.2}, .35, .9, .1}, Rates{{1.5, .4}, 1, .25, .1}}) {
    const double facet_loading = loading(Facet::trust);
    const LinearModel model = general_model(rates, facet_loading);
    ASSERT_TRUE(check(model));
    Layout layout;
    layout.events = {{-1.1, 1.1}};
    layout.facet_loadings = {facet_loading};
    CoupleFilter filter(layout, rates);
    std::vector<Moment> moments;
    double log_likelihood = 0;
    double day = 0;
    for (int occasion = 0; occasion < 40; ++occasion) {
      const double span = .1 + 4 * random.uniform();
      if (occasion > 0) {
        day += span;
        filter.advance(layout, span);
      }
      Moment moment{day, Vector::Constant(4, std::numeric_limits<double>::quiet_NaN()), Jump{}};
      moment.jump->map = Matrix::Identity(12, 12);
      moment.jump->add = Vector::Zero(12);
      moment.jump->map.block(8, 8, 2, 2).setZero();
      std::array<bool, 2> happened{};
      for (const Person person : {Person::a, Person::b}) {
        const auto p = static_cast<Eigen::Index>(person);
        happened[static_cast<std::size_t>(p)] = random.below(4) == 0;
        if (!happened[static_cast<std::size_t>(p)]) continue;
        filter.carry_over(layout.effect(0, person), layout.mood(person), kEventCarriedOver);
        moment.jump->map(4 + p, 6 + p) = kEventCarriedOver;
        moment.jump->map(8 + p, 6 + p) = 1 - kEventCarriedOver;
      }
      for (const Eigen::Index output : {0, 1, 2, 3}) {
        if (random.below(3) == 0) continue;
        const auto p = static_cast<std::size_t>(output % 2);
        const Person who = p == 0 ? Person::a : Person::b;
        const double value = 7 + 2 * random.normal();
        moment.values[output] = value;
        Combination seen;
        seen.constant = kBaselineMean;
        const double general = output < 2 ? 1 : facet_loading;
        seen.add(layout.baseline(who), general);
        seen.add(layout.slow(who), general);
        seen.add(layout.mood(who), 1);
        if (happened[p]) seen.add(layout.effect(0, who), 1 - kEventCarriedOver);
        seen.add(output < 2 ? layout.noise(who) : layout.own_part(0, who), 1);
        const double noise = output < 2 ? 0 : filter.noise_variance(layout, who);
        Moments before;
        log_likelihood += filter.learn(seen, noise, value, before);
      }
      moments.push_back(moment);
    }
    const auto run = closeness::filter(model, moments, Keep::states);
    ASSERT_TRUE(run);
    EXPECT_NEAR(log_likelihood, run->log_likelihood, 1e-9 * std::abs(run->log_likelihood));
    const Gaussian& last = run->filtered.back();
    const std::size_t ours[] = {0, 1, 2, 3, 4, 5, 8, 9, 10, 11};
    const Eigen::Index theirs[] = {0, 1, 2, 3, 4, 5, 6, 7, 10, 11};
    for (std::size_t i = 0; i < 10; ++i) {
      Combination state;
      state.add(ours[i], 1);
      EXPECT_NEAR(filter.moments(state).mean, last.mean[theirs[i]], 1e-9) << i;
      EXPECT_NEAR(filter.moments(state).variance, last.covariance(theirs[i], theirs[i]), 1e-9) << i;
    }
  }
}

TEST(Couple, WithoutReportsOnlyThePriorIsSaid) {
  const Couple couple = fresh();
  EXPECT_NEAR(couple.baseline(Person::a).mean(), kBaselineMean, 1e-12);
  EXPECT_NEAR(couple.baseline(Person::b).sd(), kBaselineSd, 1e-12);
  EXPECT_EQ(couple.points(), 648U);
  EXPECT_EQ(fresh({}, Grid::full).points(), 648U);
}

TEST(Couple, OneReportIsHeardAndStaysWide) {
  Couple couple = fresh();
  const double before = couple.level(Person::a).mean();
  learn(couple, felt(0, Person::a, 3));
  const Mixture level = couple.level(Person::a);
  EXPECT_LT(level.mean(), before - .5);
  EXPECT_GT(level.quantile(.9) - level.quantile(.1), 3);
  // The partner is thought to be alike, but nothing sure is said.
  EXPECT_GT(couple.level(Person::b).sd(), level.sd());
}

TEST(Couple, AlwaysTheTopAnswerMeansHighAndNotExactlyKnown) {
  Couple couple = fresh();
  for (int day = 0; day < 60; ++day) learn(couple, felt(day, Person::a, 7));
  const Mixture level = couple.level(Person::a);
  EXPECT_GT(level.mean(), 9);
  EXPECT_GT(level.quantile(.9) - level.quantile(.1), 1);
  // Nothing but the ceiling says little about how much somebody swings.
  double steady = 0;
  for (const GridPoint& point : couple.grid()) steady += point.rates.volatility[0] < .5 ? point.weight : 0;
  EXPECT_GT(steady, .3);
}

TEST(Couple, SteadyAndChangeablePeopleAreToldApart) {
  Couple couple = fresh();
  for (int day = 0; day < 60; ++day) {
    learn(couple, felt(day, Person::a, 5));
    learn(couple, felt(day, Person::b, day % 3 == 0 ? 2 : (day % 3 == 1 ? 6 : 4)));
  }
  double a = 0;
  double b = 0;
  for (const GridPoint& point : couple.grid()) {
    a += point.weight * point.rates.volatility[0];
    b += point.weight * point.rates.volatility[1];
  }
  EXPECT_LT(a, .45);
  EXPECT_GT(b, 1);
}

TEST(Couple, SwappingPartnersSwapsTheResult) {
  Random random(9);
  Couple couple = fresh({"conflict"});
  Couple swapped = fresh({"conflict"});
  for (int day = 0; day < 40; ++day) {
    for (const Person person : {Person::a, Person::b}) {
      if (random.below(4) == 0) continue;
      const int answer = 1 + random.below(7);
      const std::optional<std::size_t> event = random.below(5) == 0 ? std::optional<std::size_t>(0) : std::nullopt;
      learn(couple, felt(day, person, answer, event));
      learn(swapped, felt(day, person == Person::a ? Person::b : Person::a, answer, event));
    }
  }
  EXPECT_NEAR(couple.log_likelihood(), swapped.log_likelihood(), 1e-9);
  EXPECT_NEAR(couple.level(Person::a).mean(), swapped.level(Person::b).mean(), 1e-9);
  EXPECT_NEAR(couple.effect(0, Person::b).sd(), swapped.effect(0, Person::a).sd(), 1e-9);
}

TEST(Couple, RowWithoutAnswerChangesNothingLater) {
  Couple couple = fresh();
  Couple with = fresh();
  for (int day = 0; day < 20; ++day) {
    const Report report = felt(day, day % 2 == 0 ? Person::a : Person::b, 1 + day % 7);
    learn(couple, report);
    learn(with, report);
    learn(with, {day + .4, Person::a, Facet::closeness, Kind::felt, {}, {}});
  }
  EXPECT_NEAR(couple.log_likelihood(), with.log_likelihood(), 1e-9);
  EXPECT_NEAR(couple.baseline(Person::a).mean(), with.baseline(Person::a).mean(), 1e-9);
}

TEST(Couple, OrderOfExactReportsInOneOccasionDoesNotMatterAndOfRoundedOnesLittle) {
  Random random(10);
  for (const bool exact : {true, false}) {
    Couple first = fresh({}, Grid::full);
    Couple second = fresh({}, Grid::full);
    for (int day = 0; day < 25; ++day) {
      std::array<Report, 2> reports{felt(day, Person::a, 1 + random.below(7)),
                                    felt(day, Person::b, 1 + random.below(7))};
      if (exact) {
        for (Report& report : reports) report.answer = Answer{{7 + 2 * random.normal(), 0}};
        for (Report& report : reports) report.answer->interval.high = report.answer->interval.low;
      }
      learn(first, reports[0]);
      learn(first, reports[1]);
      learn(second, reports[1]);
      learn(second, reports[0]);
    }
    EXPECT_NEAR(first.log_likelihood(), second.log_likelihood(), exact ? 1e-8 : .5);
    EXPECT_NEAR(first.level(Person::a).mean(), second.level(Person::a).mean(), exact ? 1e-9 : .1);
  }
}

TEST(Couple, EffectOfAnEventIsLearnedFromOwnDataAndShrunkTowardsThePrior) {
  Couple couple = fresh({"conflict"});
  double before = couple.effect(0, Person::a).sd();
  for (int day = 0; day < 70; ++day) {
    const bool conflict = day % 7 == 6;
    learn(couple,
          felt(day, Person::a, conflict ? 3 : 5 + day % 2, conflict ? std::optional<std::size_t>(0) : std::nullopt));
    if (conflict) {
      EXPECT_LT(couple.effect(0, Person::a).sd(), before);
      before = couple.effect(0, Person::a).sd();
    }
  }
  // 2.5 answers of 10/6 lower.
  EXPECT_NEAR(couple.effect(0, Person::a).mean(), -3.9, .7);
  EXPECT_GT(couple.effect(0, Person::a).quantile(.9), couple.effect(0, Person::a).quantile(.1));
}

// γ of model.md 4.1: a step of the guide leaves a little where it was aimed.
TEST(Couple, AFinishedStepLeavesALittleOnWhatItWasForAndOnNothingElse) {
  constexpr double kLasting = kEventPriors.back().lasting_mean;
  constexpr double kLastingSd = kEventPriors.back().lasting_sd;
  static_assert(kEventPriors.back().id == "step_done" && kLasting > 0);
  Couple couple = *Couple::create({Grid::shipped, {Facet::trust, Facet::talking}, {"step_done"}});
  const auto own_part = [&](Facet facet, Person person) { return couple.facet_own_part(facet, person); };
  const double before = own_part(Facet::trust, Person::a).sd();
  const auto done = [&](double day, Facet facet) {
    learn(couple, {day, Person::a, facet, Kind::felt, {}, 0});
    learn(couple, {day, Person::a, facet, Kind::felt, {}, 0});  // told twice, it happened once
  };
  done(0, Facet::trust);
  EXPECT_NEAR(own_part(Facet::trust, Person::a).mean(), kLasting, 1e-12);
  EXPECT_NEAR(own_part(Facet::trust, Person::a).sd(), std::hypot(before, kLastingSd), 1e-12);
  EXPECT_NEAR(own_part(Facet::trust, Person::b).mean(), 0, 1e-12);
  EXPECT_NEAR(own_part(Facet::talking, Person::a).mean(), 0, 1e-12);
  EXPECT_NEAR(couple.level(Person::a).mean(), kBaselineMean, 1e-12);
  done(1, Facet::closeness);
  EXPECT_NEAR(couple.level(Person::a).mean(), kBaselineMean + kLasting, 1e-12);
  EXPECT_NEAR(couple.level(Person::b).mean(), kBaselineMean, 1e-12);
  // It fades as all that moves slowly does.
  learn(couple, {1 + kSlowHalfLifeDays, Person::a, Facet::closeness, Kind::felt, {}, {}});
  EXPECT_NEAR(couple.level(Person::a).mean(), kBaselineMean + kLasting / 2, 1e-12);
  // Of an area that is never reported nothing is kept.
  done(2 + kSlowHalfLifeDays, Facet::meaning);
  EXPECT_LT(couple.level(Person::a).mean(), kBaselineMean + kLasting / 2);
}

TEST(Couple, FacetBelowTheOthersIsSeenInItsOwnPart) {
  Couple couple = *Couple::create({Grid::shipped, {Facet::trust, Facet::talking, Facet::meaning}, {}});
  for (int week = 0; week < 12; ++week) {
    Report report = felt(7 * week, Person::a, 6);
    learn(couple, report);
    for (const Facet facet : {Facet::trust, Facet::talking, Facet::meaning}) {
      report.facet = facet;
      report.answer = Answer{Scale::zero_to_ten().interval(facet == Facet::talking ? 3 : 8)};
      learn(couple, report);
    }
  }
  EXPECT_GT(couple.facet_own_part(Facet::talking, Person::a).cdf(0), .9);
  EXPECT_LT(couple.facet_own_part(Facet::trust, Person::a).cdf(0), .9);
  EXPECT_LT(couple.facet(Facet::talking, Person::a).mean(), 5);
  EXPECT_GT(couple.facet(Facet::talking, Person::b).sd(), couple.facet(Facet::talking, Person::a).sd());
}

TEST(Couple, ForecastIsMadeBeforeTheReport) {
  Couple couple = fresh();
  for (int day = 0; day < 10; ++day) learn(couple, felt(day, Person::a, 5));
  Couple other = couple;
  const auto high = couple.learn(felt(10, Person::a, 7));
  const auto low = other.learn(felt(10, Person::a, 1));
  ASSERT_TRUE(high && *high && low && *low);
  EXPECT_EQ((*high)->answer.mean(), (*low)->answer.mean());
  EXPECT_NEAR((*high)->log_probability, std::log((*high)->answer.probability(Scale::one_to_seven().interval(6))), 1e-9);
  double sum = 0;
  for (int answer = 0; answer < 7; ++answer) sum += (*high)->answer.probability(Scale::one_to_seven().interval(answer));
  EXPECT_NEAR(sum, 1, 1e-9);
}

TEST(Couple, ImpossibleReportsAreRefusedAndChangeNothing) {
  Couple couple = fresh();
  learn(couple, felt(5, Person::a, 5));
  const double before = couple.level(Person::a).mean();
  EXPECT_EQ(couple.learn(felt(4, Person::a, 5)).error(), Fault::time_order);
  EXPECT_EQ(couple.learn(felt(kInfinity, Person::a, 5)).error(), Fault::not_finite);
  EXPECT_EQ(couple.learn(felt(6, Person::a, 5, 0)).error(), Fault::out_of_range);
  Report facet = felt(6, Person::a, 5);
  facet.facet = Facet::trust;
  EXPECT_EQ(couple.learn(facet).error(), Fault::out_of_range);
  EXPECT_EQ(couple.level(Person::a).mean(), before);
  EXPECT_EQ(Couple::create({Grid::shipped, {Facet::closeness}, {}}).error(), Fault::shape);
  EXPECT_EQ(Couple::create({Grid::shipped, {Facet::trust, Facet::trust}, {}}).error(), Fault::shape);
  EXPECT_EQ(Couple::create({Grid::shipped, {}, std::vector<std::string>(9, "x")}).error(), Fault::shape);
}

// The numbers themselves, so that the native build and WebAssembly are held to the
// same ones (both run this test).
TEST(Couple, FixedReportsGiveTheSameNumbersEverywhere) {
  Couple couple = *Couple::create({Grid::shipped, {Facet::trust}, {"conflict"}});
  for (int day = 0; day < 45; ++day) {
    learn(couple,
          felt(day, Person::a, 1 + (day * day + 3) % 7, day % 9 == 4 ? std::optional<std::size_t>(0) : std::nullopt));
    if (day % 2 == 0) learn(couple, felt(day + .25, Person::b, 5 + day % 3));
    if (day % 7 == 0) {
      Report trust = felt(day + .25, Person::a, 4);
      trust.facet = Facet::trust;
      learn(couple, trust);
    }
  }
  EXPECT_NEAR(couple.log_likelihood() / -147.1650019767559, 1, 1e-9);
  EXPECT_NEAR(couple.level(Person::a).mean() / 5.313814749259948, 1, 1e-9);
  EXPECT_NEAR(couple.level(Person::b).quantile(.9) / 8.922854476983893, 1, 1e-9);
  EXPECT_NEAR(couple.facet(Facet::trust, Person::a).sd() / 0.8900492860278889, 1, 1e-9);
  EXPECT_NEAR(couple.effect(0, Person::a).mean() / -0.2806803088343984, 1, 1e-9);
}

}  // namespace
}  // namespace hearth::closeness
