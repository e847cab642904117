// What a reported bin says about a quantity: the assumed-density (moment-matching)
// update of model.md 4.2. Exact in mean, variance and probability for one report.
// Pure functions; any thread.
#pragma once

#include "closeness/normal.h"

namespace hearth::closeness {

// An answer as an interval of the quantity, in the quantity's units. The top
// answer reaches to +infinity, the bottom answer to -infinity.
struct Interval {
  double low = -kInfinity;
  double high = kInfinity;

  friend bool operator==(const Interval&, const Interval&) = default;
};

struct Matched {
  double log_probability = 0;  // of the interval, before it was seen
  double mean = 0;
  double variance = 0;
};

// ℓ ~ N(mean, variance), e ~ N(0, noise_variance), ℓ + e seen to lie in the
// interval: mean and variance of ℓ. Precondition: variance + noise_variance > 0,
// both >= 0, low < high.
[[nodiscard]] Matched update_from_interval(double mean, double variance, double noise_variance, Interval seen);

// How a scalar report changes a state with P h = cross and h P hᵀ + noise = total:
//   mean += cross · shift,  P -= cross crossᵀ · shrink.
// kept = shrink's complement as Joseph's form needs it: 1 - shrink·total, >= 0.
struct Correction {
  double log_probability = 0;
  double shift = 0;
  double shrink = 0;
  double kept = 0;
};

// For a report that lies in an interval; `predicted` is the mean of the report,
// total > 0 its variance.
[[nodiscard]] Correction correction_from_interval(double predicted, double total, Interval seen);
// For a report that was seen exactly; log_probability is then a log density.
[[nodiscard]] Correction correction_from_value(double predicted, double total, double value);

}  // namespace hearth::closeness
