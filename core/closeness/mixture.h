// A mixture of normal distributions: what the grid of filters says about one number.
// Pure functions; any thread.
#pragma once

#include <vector>

#include "closeness/interval.h"

namespace hearth::closeness {

struct Mixture {
  struct Part {
    double weight = 0;  // the weights add up to 1
    double mean = 0;
    double variance = 0;
  };
  std::vector<Part> parts;

  [[nodiscard]] double mean() const;
  [[nodiscard]] double sd() const;  // of the mixture, not of a part
  [[nodiscard]] double cdf(double value) const;
  [[nodiscard]] double probability(Interval interval) const;
  // The value below which the share `probability` in (0, 1) lies, to 1e-10.
  [[nodiscard]] double quantile(double probability) const;
};

}  // namespace hearth::closeness
