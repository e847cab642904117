// Random draws for the tests of this folder. The seed is printed; HEARTH_SEED
// runs a test again with another one.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <random>

#include "closeness/transition.h"

namespace hearth::closeness {

class Random {
 public:
  explicit Random(std::uint64_t usual_seed);

  double normal() { return normal_(engine_); }
  double uniform() { return uniform_(engine_); }
  int below(int count) { return static_cast<int>(uniform() * count); }
  Vector normals(Eigen::Index size);
  Matrix matrix(Eigen::Index rows, Eigen::Index columns);
  // M Mᵀ: symmetric and almost surely positive definite.
  Matrix covariance(Eigen::Index size);
  // A draw from N(mean, covariance).
  Vector draw(const Vector& mean, const Matrix& covariance);

 private:
  std::mt19937_64 engine_;
  std::normal_distribution<double> normal_;
  std::uniform_real_distribution<double> uniform_{0, 1};
};

}  // namespace hearth::closeness
