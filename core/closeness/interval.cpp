#include "closeness/interval.h"

#include <cmath>

#include "closeness/elementary.h"

namespace hearth::closeness {

Matched update_from_interval(double mean, double variance, double noise_variance, Interval seen) {
  const double total = variance + noise_variance;
  const double sd = std::sqrt(total);
  const Truncated truncated = truncated_normal((seen.low - mean) / sd, (seen.high - mean) / sd);
  return {truncated.log_probability, mean + variance / sd * truncated.mean,
          variance * (noise_variance + variance * truncated.variance) / total};
}

Correction correction_from_interval(double predicted, double total, Interval seen) {
  const double sd = std::sqrt(total);
  const Truncated truncated = truncated_normal((seen.low - predicted) / sd, (seen.high - predicted) / sd);
  return {truncated.log_probability, truncated.mean / sd, (1 - truncated.variance) / total, truncated.variance};
}

Correction correction_from_value(double predicted, double total, double value) {
  constexpr double kLogTwoPi = 1.8378770664093454836;
  const double residual = value - predicted;
  return {-.5 * (kLogTwoPi + logarithm(total) + residual * residual / total), residual / total, 1 / total, 0};
}

}  // namespace hearth::closeness
