// What a person says they need of one facet: a random walk, observed as interval
// reports every few weeks (model.md 4.1), kept apart from what they feel.
// One thread at a time; copies are independent.
#pragma once

#include <optional>

#include "closeness/interval.h"
#include "closeness/mixture.h"

namespace hearth::closeness {

class Need {
 public:
  // The answer that is expected on that day, before it is seen: mean and variance.
  [[nodiscard]] Mixture forecast(double day) const;
  // Precondition: not before the last day.
  void learn(double day, Interval answer);
  // What is needed on that day.
  [[nodiscard]] Mixture level(double day) const;
  [[nodiscard]] int answers() const { return answers_; }

 private:
  [[nodiscard]] double variance_on(double day) const;

  std::optional<double> day_;
  double mean_ = 0;
  double variance_ = 0;
  int answers_ = 0;
};

// needed − felt as one distribution; both taken as independent.
[[nodiscard]] Mixture gap(const Mixture& needed, const Mixture& felt);

}  // namespace hearth::closeness
