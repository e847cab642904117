// Nodes and weights of Gauss–Legendre quadrature.
#pragma once

#include <vector>

namespace hearth::closeness {

struct Quadrature {
  std::vector<double> nodes;
  std::vector<double> weights;
};

// On [low, high], exact for polynomials up to degree 2·count − 1. count >= 1.
// Newton's method on the Legendre recurrence (Press et al., Numerical Recipes, 4.6).
[[nodiscard]] Quadrature gauss_legendre(int count, double low, double high);

}  // namespace hearth::closeness
