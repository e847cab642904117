#include "closeness/gauss_legendre.h"

#include <cmath>
#include <numbers>

#include "closeness/elementary.h"

namespace hearth::closeness {

Quadrature gauss_legendre(int count, double low, double high) {
  Quadrature rule;
  const double middle = .5 * (low + high);
  const double half = .5 * (high - low);
  for (int i = count - 1; i >= 0; --i) {
    double x = cosine(std::numbers::pi * (i + .75) / (count + .5));
    double slope = 1;
    for (int iteration = 0; iteration < 100; ++iteration) {
      double value = 1;
      double before = 0;
      for (int k = 1; k <= count; ++k) {
        const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
      }
      slope = count * (x * value - before) / (x * x - 1);
      const double step = value / slope;
      x -= step;
      if (std::abs(step) < 1e-15) break;
    }
    rule.nodes.push_back(middle + half * x);
    rule.weights.push_back(2 * half / ((1 - x * x) * slope * slope));
  }
  return rule;
}

}  // namespace hearth::closeness
