#include "closeness/couple_filter.h"

#include <cmath>

#include "closeness/defaults.h"

namespace hearth::closeness {
namespace {

using namespace defaults;

double square(double x) { return x * x; }

// (1 − e^{−rate·days}) / rate
double saturation(double rate, double days) { return -std::expm1(-rate * days) / rate; }

}  // namespace

CoupleFilter::CoupleFilter(const Layout& layout, const Rates& rates)
    : rates_(rates), size_(layout.states()), mean_(size_), covariance_(size_ * size_), cross_(size_), rest_(size_) {
  const auto pair = [this](std::size_t first, double variance_a, double variance_b, double correlation) {
    at(first, first) = variance_a;
    at(first + 1, first + 1) = variance_b;
    at(first, first + 1) = at(first + 1, first) = correlation * std::sqrt(variance_a * variance_b);
  };
  pair(Layout::kBaseline, square(kBaselineSd), square(kBaselineSd), kBaselineCorrelation);
  pair(Layout::kSlow, square(rates.slow_sd), square(rates.slow_sd), kSlowCorrelation);
  // At rest the direction (1, 1) has the variance of Σ, (1, −1) that times
  // k / (k + 2c), and their covariance that times 2k / (2k + 2c).
  const double a = square(kFastSd * rates.volatility[0]);
  const double b = square(kFastSd * rates.volatility[1]);
  const double ab = kFastCorrelation * std::sqrt(a * b);
  const double k = rates.fast;
  const double sum = .5 * (a + b) + ab;
  const double difference = (.5 * (a + b) - ab) * k / (k + 2 * rates.coupling);
  const double mixed = .5 * (a - b) * k / (k + rates.coupling);
  at(Layout::kMood, Layout::kMood) = .5 * (sum + difference) + mixed;
  at(Layout::kMood + 1, Layout::kMood + 1) = .5 * (sum + difference) - mixed;
  at(Layout::kMood, Layout::kMood + 1) = at(Layout::kMood + 1, Layout::kMood) = .5 * (sum - difference);
  pair(Layout::kNoise, noise_variance(layout, Person::a), noise_variance(layout, Person::b), kNoiseCorrelation);
  for (std::size_t event = 0; event < layout.events.size(); ++event) {
    const std::size_t first = layout.effect(event, Person::a);
    mean_[first] = mean_[first + 1] = layout.events[event].mean;
    pair(first, square(layout.events[event].sd), square(layout.events[event].sd), kEventPartnerCorrelation);
  }
  for (std::size_t facet = 0; facet < layout.facet_loadings.size(); ++facet) {
    const double own = square(kBaselineSd) * (1 - square(layout.facet_loadings[facet]));
    pair(layout.own_part(facet, Person::a), own, own, 0);
  }
}

double CoupleFilter::noise_variance(const Layout& layout, Person person) const {
  return square(kNoiseSd * rates_.volatility[static_cast<std::size_t>(person)] * layout.noise_factor);
}

CoupleFilter::Step CoupleFilter::step_over(double days) const {
  constexpr double kLn2 = 0.69314718055994530942;
  Step step;
  step.days = days;
  step.slow_keep = std::exp(-kLn2 / kSlowHalfLifeDays * days);
  step.slow_noise = -square(rates_.slow_sd) * std::expm1(-2 * kLn2 / kSlowHalfLifeDays * days);
  step.facet_keep = std::exp(-kLn2 / kFacetOwnHalfLifeDays * days);
  const double together = rates_.fast;
  const double apart = rates_.fast + 2 * rates_.coupling;
  const double keep_together = std::exp(-together * days);
  const double keep_apart = std::exp(-apart * days);
  step.mood_same = .5 * (keep_together + keep_apart);
  step.mood_other = .5 * (keep_together - keep_apart);
  const double a = square(kFastSd * rates_.volatility[0]);
  const double b = square(kFastSd * rates_.volatility[1]);
  const double ab = kFastCorrelation * std::sqrt(a * b);
  const double sum = 2 * together * (.5 * (a + b) + ab) * saturation(2 * together, days);
  const double difference = 2 * together * (.5 * (a + b) - ab) * saturation(2 * apart, days);
  const double mixed = 2 * together * .5 * (a - b) * saturation(together + apart, days);
  step.mood_noise = {.5 * (sum + difference) + mixed, .5 * (sum - difference), .5 * (sum + difference) - mixed};
  return step;
}

void CoupleFilter::advance(const Layout& layout, double days) {
  if (step_.days != days) step_ = step_over(days);
  const Step& step = step_;
  const std::size_t n = size_;
  const std::size_t own = layout.own_part(0, Person::a);

  mean_[Layout::kSlow] *= step.slow_keep;
  mean_[Layout::kSlow + 1] *= step.slow_keep;
  const double mood_a = mean_[Layout::kMood];
  const double mood_b = mean_[Layout::kMood + 1];
  mean_[Layout::kMood] = step.mood_same * mood_a + step.mood_other * mood_b;
  mean_[Layout::kMood + 1] = step.mood_other * mood_a + step.mood_same * mood_b;
  mean_[Layout::kNoise] = mean_[Layout::kNoise + 1] = 0;
  for (std::size_t state = own; state < n; ++state) mean_[state] *= step.facet_keep;

  // F P, then (F P) Fᵀ.
  for (std::size_t column = 0; column < n; ++column) {
    at(Layout::kSlow, column) *= step.slow_keep;
    at(Layout::kSlow + 1, column) *= step.slow_keep;
    const double a = at(Layout::kMood, column);
    const double b = at(Layout::kMood + 1, column);
    at(Layout::kMood, column) = step.mood_same * a + step.mood_other * b;
    at(Layout::kMood + 1, column) = step.mood_other * a + step.mood_same * b;
    at(Layout::kNoise, column) = at(Layout::kNoise + 1, column) = 0;
  }
  for (std::size_t row = own; row < n; ++row) {
    for (std::size_t column = 0; column < n; ++column) at(row, column) *= step.facet_keep;
  }
  for (std::size_t row = 0; row < n; ++row) {
    double* const line = &covariance_[row * n];
    line[Layout::kSlow] *= step.slow_keep;
    line[Layout::kSlow + 1] *= step.slow_keep;
    const double a = line[Layout::kMood];
    const double b = line[Layout::kMood + 1];
    line[Layout::kMood] = step.mood_same * a + step.mood_other * b;
    line[Layout::kMood + 1] = step.mood_other * a + step.mood_same * b;
    line[Layout::kNoise] = line[Layout::kNoise + 1] = 0;
    for (std::size_t column = own; column < n; ++column) line[column] *= step.facet_keep;
  }
  const auto add = [this](std::size_t first, double a, double ab, double b) {
    at(first, first) += a;
    at(first + 1, first + 1) += b;
    at(first, first + 1) += ab;
    at(first + 1, first) += ab;
  };
  add(Layout::kSlow, step.slow_noise, kSlowCorrelation * step.slow_noise, step.slow_noise);
  add(Layout::kMood, step.mood_noise[0], step.mood_noise[1], step.mood_noise[2]);
  const double noise_a = noise_variance(layout, Person::a);
  const double noise_b = noise_variance(layout, Person::b);
  add(Layout::kNoise, noise_a, kNoiseCorrelation * std::sqrt(noise_a * noise_b), noise_b);
  for (std::size_t facet = 0; facet < layout.facet_loadings.size(); ++facet) {
    const double variance = square(kBaselineSd) * (1 - square(layout.facet_loadings[facet]));
    const double lost = variance * (1 - square(step.facet_keep));
    add(layout.own_part(facet, Person::a), lost, 0, lost);
  }
}

void CoupleFilter::happen(const Layout& layout, std::size_t event, Person person) {
  const std::size_t mood = Layout::kMood + static_cast<std::size_t>(person);
  const std::size_t effect = layout.effect(event, person);
  mean_[mood] += kEventCarriedOver * mean_[effect];
  for (std::size_t column = 0; column < size_; ++column) at(mood, column) += kEventCarriedOver * at(effect, column);
  for (std::size_t row = 0; row < size_; ++row) at(row, mood) += kEventCarriedOver * at(row, effect);
}

Moments CoupleFilter::moments(const Combination& combination) const {
  Moments result{combination.constant, 0};
  for (const Term& i : combination.used()) {
    result.mean += i.factor * mean_[i.state];
    for (const Term& j : combination.used())
      result.variance += i.factor * j.factor * covariance_[i.state * size_ + j.state];
  }
  return result;
}

Moments CoupleFilter::prepare(const Combination& seen) {
  Moments result{seen.constant, 0};
  for (double& value : cross_) value = 0;
  for (const Term& term : seen.used()) {
    const double* const line = &covariance_[term.state * size_];
    for (std::size_t state = 0; state < size_; ++state) cross_[state] += term.factor * line[state];
    result.mean += term.factor * mean_[term.state];
  }
  for (const Term& term : seen.used()) result.variance += term.factor * cross_[term.state];
  return result;
}

// With g = P h, F the variance of the report, k = g·shrink and the noise that a
// plain Kalman update with this gain would have, r = kept/shrink + σ²:
//   P ← (I − k hᵀ) P (I − k hᵀ)ᵀ + r k kᵀ,   r k = g (kept + σ²·shrink).
double CoupleFilter::correct(const Combination& seen, double noise_variance, const Correction& correction) {
  const std::size_t n = size_;
  for (std::size_t state = 0; state < n; ++state) mean_[state] += cross_[state] * correction.shift;
  // T = P − k gᵀ, row by row; then T h.
  for (std::size_t row = 0; row < n; ++row) {
    double* const line = &covariance_[row * n];
    const double gain = cross_[row] * correction.shrink;
    for (std::size_t column = 0; column < n; ++column) line[column] -= gain * cross_[column];
    double left = 0;
    for (const Term& term : seen.used()) left += term.factor * line[term.state];
    rest_[row] = left - cross_[row] * (correction.kept + noise_variance * correction.shrink);
  }
  for (std::size_t row = 0; row < n; ++row) {
    double* const line = &covariance_[row * n];
    const double part = rest_[row] * correction.shrink;
    for (std::size_t column = 0; column < n; ++column) line[column] -= part * cross_[column];
  }
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t column = 0; column < row; ++column) {
      const double middle = .5 * (at(row, column) + at(column, row));
      at(row, column) = at(column, row) = middle;
    }
  }
  return correction.log_probability;
}

double CoupleFilter::learn(const Combination& seen, double noise_variance, Interval interval, Moments& before) {
  before = prepare(seen);
  before.variance += noise_variance;
  return correct(seen, noise_variance, correction_from_interval(before.mean, before.variance, interval));
}

double CoupleFilter::learn(const Combination& seen, double noise_variance, double value, Moments& before) {
  before = prepare(seen);
  before.variance += noise_variance;
  return correct(seen, noise_variance, correction_from_value(before.mean, before.variance, value));
}

}  // namespace hearth::closeness
