#include "closeness/couple_filter.h"

#include <cmath>

#include "closeness/defaults.h"
#include "closeness/elementary.h"

namespace hearth::closeness {
namespace {

using namespace defaults;

// Variance; anything less is rounding.
constexpr double kLeastLearned = 1e-9;

double square(double x) { return x * x; }

// (1 − e^{−rate·days}) / rate
double saturation(double rate, double days) { return -exponential_less_one(-rate * days) / rate; }

}  // namespace

Combination level_of(const Layout& layout, Person person) {
  Combination level;
  level.constant = kBaselineMean;
  level.add(layout.baseline(person), 1);
  level.add(layout.slow(person), 1);
  return level;
}

Step step_over(const Layout& layout, const Rates& rates, double days) {
  constexpr double kLn2 = 0.69314718055994530942;
  Step step;
  step.days = days;
  step.keep.assign(layout.states(), 1);
  const double slow_keep = exponential(-kLn2 / kSlowHalfLifeDays * days);
  step.slow_noise = -square(rates.slow_sd) * exponential_less_one(-2 * kLn2 / kSlowHalfLifeDays * days);
  step.facet_keep = exponential(-kLn2 / kFacetOwnHalfLifeDays * days);
  const double together = rates.fast;
  const double apart = rates.fast + 2 * rates.coupling;
  const double keep_together = exponential(-together * days);
  const double keep_apart = rates.coupling == 0 ? keep_together : exponential(-apart * days);
  step.mood_other = .5 * (keep_together - keep_apart);
  for (std::size_t p = 0; p < layout.people; ++p) {
    const auto person = static_cast<Person>(p);
    step.keep[layout.slow(person)] = slow_keep;
    step.keep[layout.mood(person)] = .5 * (keep_together + keep_apart);
    step.keep[layout.noise(person)] = 0;
    for (std::size_t facet = 0; facet < layout.facet_loadings.size(); ++facet) {
      step.keep[layout.own_part(facet, person)] = step.facet_keep;
    }
  }
  const double a = square(kFastSd * rates.volatility[0]);
  const double b = square(kFastSd * rates.volatility[1]);
  const double ab = kFastCorrelation * std::sqrt(a * b);
  const double sum = 2 * together * (.5 * (a + b) + ab) * saturation(2 * together, days);
  const double difference = 2 * together * (.5 * (a + b) - ab) * saturation(2 * apart, days);
  const double mixed = 2 * together * .5 * (a - b) * saturation(together + apart, days);
  step.mood_noise = {.5 * (sum + difference) + mixed, .5 * (sum - difference), .5 * (sum + difference) - mixed};
  return step;
}

CoupleFilter::CoupleFilter(const Layout& layout, const Rates& rates)
    : rates_(rates), size_(layout.states()), mean_(size_), covariance_(size_ * size_), cross_(size_), rest_(size_) {
  const auto pair = [&](std::size_t first, double variance_a, double variance_b, double covariance) {
    at(first, first) = variance_a;
    if (layout.people == 1) return;
    at(first + 1, first + 1) = variance_b;
    at(first, first + 1) = at(first + 1, first) = covariance;
  };
  const auto alike = [&](std::size_t first, double variance, double correlation) {
    pair(first, variance, variance, correlation * variance);
  };
  alike(layout.baseline(Person::a), square(kBaselineSd), kBaselineCorrelation);
  alike(layout.slow(Person::a), square(rates.slow_sd), kSlowCorrelation);
  // At rest the direction (1, 1) has the variance of Σ, (1, −1) that times
  // k / (k + 2c), and their covariance that times 2k / (2k + 2c).
  const double a = square(kFastSd * rates.volatility[0]);
  const double b = square(kFastSd * rates.volatility[1]);
  const double ab = kFastCorrelation * std::sqrt(a * b);
  const double k = rates.fast;
  const double sum = .5 * (a + b) + ab;
  const double difference = (.5 * (a + b) - ab) * k / (k + 2 * rates.coupling);
  const double mixed = .5 * (a - b) * k / (k + rates.coupling);
  pair(layout.mood(Person::a), .5 * (sum + difference) + mixed, .5 * (sum + difference) - mixed,
       .5 * (sum - difference));
  const double noise_a = noise_variance(layout, Person::a);
  const double noise_b = noise_variance(layout, Person::b);
  pair(layout.noise(Person::a), noise_a, noise_b, kNoiseCorrelation * std::sqrt(noise_a * noise_b));
  const auto expect = [&](std::size_t first, double mean) {
    for (std::size_t p = 0; p < layout.people; ++p) mean_[first + p] = mean;
  };
  for (std::size_t event = 0; event < layout.events.size(); ++event) {
    const EventEffect& prior = layout.events[event];
    expect(layout.effect(event, Person::a), prior.mean);
    alike(layout.effect(event, Person::a), square(prior.sd), kEventPartnerCorrelation);
    if (prior.lasting_sd == 0) continue;
    expect(layout.lasting(event, Person::a), prior.lasting_mean);
    alike(layout.lasting(event, Person::a), square(prior.lasting_sd), kEventPartnerCorrelation);
  }
  for (std::size_t facet = 0; facet < layout.facet_loadings.size(); ++facet) {
    alike(layout.own_part(facet, Person::a), square(kBaselineSd) * (1 - square(layout.facet_loadings[facet])), 0);
  }
}

double CoupleFilter::noise_variance(const Layout& layout, Person person) const {
  return square(kNoiseSd * rates_.volatility[static_cast<std::size_t>(person)] * layout.noise_factor);
}

void CoupleFilter::advance(const Layout& layout, double days) {
  if (step_.days != days) step_ = step_over(layout, rates_, days);
  const Step& step = step_;
  const std::size_t n = size_;
  const std::size_t mood = layout.mood(Person::a);
  const double slow_keep = step.keep[layout.slow(Person::a)];
  outlook_.slow *= slow_keep;
  outlook_.of_both *= slow_keep;
  outlook_.of_slow = outlook_.of_slow * slow_keep * slow_keep + step.slow_noise;

  // F x, then F P Fᵀ: each state keeps its factor; with coupling the two moods mix,
  // which goes first, while their old values are there.
  if (step.mood_other != 0) {
    const double other = step.mood_other / step.keep[mood];
    mix_moods(other, mean_[mood], mean_[mood + 1]);
    for (std::size_t column = 0; column < n; ++column) mix_moods(other, at(mood, column), at(mood + 1, column));
    for (std::size_t row = 0; row < n; ++row) mix_moods(other, at(row, mood), at(row, mood + 1));
  }
  const double* const keep = step.keep.data();
  for (std::size_t row = 0; row < n; ++row) {
    mean_[row] *= keep[row];
    double* const line = &covariance_[row * n];
    for (std::size_t column = 0; column < n; ++column) line[column] *= keep[row] * keep[column];
  }
  const auto add = [&](std::size_t first, double a, double ab, double b) {
    at(first, first) += a;
    if (layout.people == 1) return;
    at(first + 1, first + 1) += b;
    at(first, first + 1) += ab;
    at(first + 1, first) += ab;
  };
  add(layout.slow(Person::a), step.slow_noise, kSlowCorrelation * step.slow_noise, step.slow_noise);
  add(mood, step.mood_noise[0], step.mood_noise[1], step.mood_noise[2]);
  const double noise_a = noise_variance(layout, Person::a);
  const double noise_b = noise_variance(layout, Person::b);
  add(layout.noise(Person::a), noise_a, kNoiseCorrelation * std::sqrt(noise_a * noise_b), noise_b);
  for (std::size_t facet = 0; facet < layout.facet_loadings.size(); ++facet) {
    const double variance = square(kBaselineSd) * (1 - square(layout.facet_loadings[facet]));
    const double lost = variance * (1 - square(step.facet_keep));
    add(layout.own_part(facet, Person::a), lost, 0, lost);
  }
}

void CoupleFilter::carry_over(std::size_t from, std::size_t to, double share) {
  mean_[to] += share * mean_[from];
  for (std::size_t column = 0; column < size_; ++column) at(to, column) += share * at(from, column);
  for (std::size_t row = 0; row < size_; ++row) at(row, to) += share * at(row, from);
}

double CoupleFilter::mark(const Layout& layout, Person person) {
  const std::size_t baseline = layout.baseline(person);
  const std::size_t slow = layout.slow(person);
  const Moments here = prepare(level_of(layout, person));
  leave(here.mean, here.variance);
  double innovation = 0;
  if (outlook_.is_known) {
    const double moved = mean_[baseline] + mean_[slow] - outlook_.baseline - outlook_.slow;
    const double learned = outlook_.of_baseline + 2 * outlook_.of_both + outlook_.of_slow - here.variance;
    if (learned > kLeastLearned) innovation = moved / std::sqrt(learned);
  }
  outlook_ = {mean_[baseline], mean_[slow], at(baseline, baseline), at(slow, slow), at(baseline, slow), true};
  return innovation;
}

void CoupleFilter::leave(double first, double second) {
  trail_.insert(trail_.end(), {first, second});
  trail_.insert(trail_.end(), cross_.begin(), cross_.end());
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
  double* const cross = cross_.data();
  for (double& value : cross_) value = 0;
  for (const Term& term : seen.used()) {
    const double* const line = &covariance_[term.state * size_];
    for (std::size_t state = 0; state < size_; ++state) cross[state] += term.factor * line[state];
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
  if (keeps_trail_) leave(correction.shift, correction.shrink);
  const double* const cross = cross_.data();
  for (std::size_t state = 0; state < n; ++state) mean_[state] += cross[state] * correction.shift;
  // T = P − k gᵀ, row by row; then T h.
  for (std::size_t row = 0; row < n; ++row) {
    double* const line = &covariance_[row * n];
    const double gain = cross[row] * correction.shrink;
    for (std::size_t column = 0; column < n; ++column) line[column] -= gain * cross[column];
    double left = 0;
    for (const Term& term : seen.used()) left += term.factor * line[term.state];
    rest_[row] = left - cross[row] * (correction.kept + noise_variance * correction.shrink);
  }
  for (std::size_t row = 0; row < n; ++row) {
    double* const line = &covariance_[row * n];
    const double part = rest_[row] * correction.shrink;
    for (std::size_t column = 0; column < n; ++column) line[column] -= part * cross[column];
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
