#include "closeness/simulate_testing.h"

#include <cmath>

#include "closeness/defaults.h"
#include "closeness/scale.h"

namespace hearth::closeness {
namespace {

using namespace defaults;

// Two numbers with these sds and correlation.
std::array<double, 2> pair(Random& random, double sd_a, double sd_b, double correlation) {
  const double first = random.normal();
  const double second = correlation * first + std::sqrt(1 - correlation * correlation) * random.normal();
  return {sd_a * first, sd_b * second};
}

}  // namespace

// Written from the model's equations with the general machinery of transition.h,
// apart from the filter that it tests.
DrawnCouple draw_couple(Random& random, const std::vector<GridPoint>& prior, const std::vector<double>& days,
                        Answers answers) {
  DrawnCouple drawn;
  double left = random.uniform();
  drawn.rates = prior.back().rates;
  for (const GridPoint& point : prior) {
    left -= point.weight;
    if (left < 0) {
      drawn.rates = point.rates;
      break;
    }
  }
  const Rates& rates = drawn.rates;
  const double k = rates.fast;
  const double c = rates.coupling;
  Matrix drift(2, 2);
  drift << -(k + c), c, c, -(k + c);
  Matrix rest(2, 2);
  const double a = kFastSd * rates.volatility[0];
  const double b = kFastSd * rates.volatility[1];
  rest << a * a, kFastCorrelation * a * b, kFastCorrelation * a * b, b * b;
  const Sde mood_sde{drift, Vector::Zero(2), 2 * k * rest};
  const double slow_rate = std::log(2) / kSlowHalfLifeDays;

  const auto baseline = pair(random, kBaselineSd, kBaselineSd, kBaselineCorrelation);
  auto slow = pair(random, rates.slow_sd, rates.slow_sd, kSlowCorrelation);
  Vector mood = random.draw(Vector::Zero(2), *stationary_covariance(drift, mood_sde.diffusion));
  drawn.effect = pair(random, kEventPriors[0].sd, kEventPriors[0].sd, kEventPartnerCorrelation);
  const Scale scale = Scale::one_to_seven();
  for (std::size_t p = 0; p < 2; ++p) {
    drawn.effect[p] += kEventPriors[0].mean;
    drawn.baseline[p] = kBaselineMean + baseline[p];
  }
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (i > 0) {
      const double span = days[i] - days[i - 1];
      const Transition step = *transition(mood_sde, span);
      mood = random.draw(step.propagate * mood, step.noise);
      const double keep = std::exp(-slow_rate * span);
      const double sd = rates.slow_sd * std::sqrt(1 - keep * keep);
      const auto moved = pair(random, sd, sd, kSlowCorrelation);
      for (std::size_t p = 0; p < 2; ++p) slow[p] = keep * slow[p] + moved[p];
    }
    const auto noise = pair(random, kNoiseSd * rates.volatility[0], kNoiseSd * rates.volatility[1], kNoiseCorrelation);
    for (std::size_t p = 0; p < 2; ++p) {
      if (random.uniform() > .85) continue;
      const bool happened = random.below(6) == 0;
      const auto state = static_cast<Eigen::Index>(p);
      if (happened) mood[state] += kEventCarriedOver * drawn.effect[p];
      double answer = drawn.baseline[p] + slow[p] + mood[state] + noise[p];
      if (happened) answer += (1 - kEventCarriedOver) * drawn.effect[p];
      Report report{days[i], p == 0 ? Person::a : Person::b, Facet::closeness, Kind::felt, {}, {}};
      if (happened) report.event = 0;
      if (answers == Answers::exact) {
        report.answer = Answer{{answer, answer}};
      } else {
        int nearest = static_cast<int>(std::lround(answer * (scale.answers() - 1) / 10));
        nearest = std::min(std::max(nearest, 0), scale.answers() - 1);
        report.answer = Answer{scale.interval(nearest)};
      }
      drawn.reports.push_back(report);
    }
  }
  for (std::size_t p = 0; p < 2; ++p) {
    drawn.mood[p] = mood[static_cast<Eigen::Index>(p)];
    drawn.level[p] = drawn.baseline[p] + slow[p];
  }
  return drawn;
}

}  // namespace hearth::closeness
