#include "closeness/mixture.h"

#include <algorithm>
#include <cmath>

#include "closeness/elementary.h"

namespace hearth::closeness {

double Mixture::mean() const {
  double sum = 0;
  for (const Part& part : parts) sum += part.weight * part.mean;
  return sum;
}

double Mixture::sd() const {
  const double middle = mean();
  double sum = 0;
  for (const Part& part : parts) sum += part.weight * (part.variance + (part.mean - middle) * (part.mean - middle));
  return std::sqrt(sum);
}

double Mixture::cdf(double value) const {
  double sum = 0;
  for (const Part& part : parts) {
    if (part.variance > 0) {
      sum += part.weight * normal_cdf((value - part.mean) / std::sqrt(part.variance));
    } else {
      sum += value >= part.mean ? part.weight : 0;
    }
  }
  return sum;
}

double Mixture::probability(Interval interval) const {
  double sum = 0;
  for (const Part& part : parts) {
    const double sd = std::sqrt(part.variance);
    sum += part.weight *
           exponential(
               truncated_normal((interval.low - part.mean) / sd, (interval.high - part.mean) / sd).log_probability);
  }
  return std::min(sum, 1.0);
}

double Mixture::quantile(double probability) const {
  double low = kInfinity;
  double high = -kInfinity;
  for (const Part& part : parts) {
    const double reach = 40 * std::sqrt(part.variance);
    low = std::min(low, part.mean - reach);
    high = std::max(high, part.mean + reach);
  }
  for (int halving = 0; halving < 100 && high - low > 1e-11; ++halving) {
    const double middle = .5 * (low + high);
    (cdf(middle) < probability ? low : high) = middle;
  }
  return .5 * (low + high);
}

}  // namespace hearth::closeness
