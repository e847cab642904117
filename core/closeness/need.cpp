#include "closeness/need.h"

#include "closeness/defaults.h"

namespace hearth::closeness {

using namespace defaults;

double Need::variance_on(double day) const {
  if (!day_) return kNeededSd * kNeededSd;
  return variance_ + kNeededDriftPerMonth * kNeededDriftPerMonth * (day - *day_) / kDaysPerMonth;
}

Mixture Need::level(double day) const { return {{{1, day_ ? mean_ : kNeededMean, variance_on(day)}}}; }

Mixture Need::forecast(double day) const {
  Mixture expected = level(day);
  expected.parts.front().variance += kNeededNoiseSd * kNeededNoiseSd;
  return expected;
}

void Need::learn(double day, Interval answer) {
  const auto before = level(day).parts.front();
  const Matched matched = update_from_interval(before.mean, before.variance, kNeededNoiseSd * kNeededNoiseSd, answer);
  day_ = day;
  mean_ = matched.mean;
  variance_ = matched.variance;
  ++answers_;
}

Mixture gap(const Mixture& needed, const Mixture& felt) {
  Mixture result;
  for (const auto& need : needed.parts) {
    for (const auto& feel : felt.parts) {
      result.parts.push_back({need.weight * feel.weight, need.mean - feel.mean, need.variance + feel.variance});
    }
  }
  return result;
}

}  // namespace hearth::closeness
