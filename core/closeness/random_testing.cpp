#include "closeness/random_testing.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cstdlib>
#include <iostream>

namespace hearth::closeness {

Random::Random(std::uint64_t usual_seed) {
  const char* chosen = std::getenv("HEARTH_SEED");
  const std::uint64_t seed = chosen != nullptr ? std::strtoull(chosen, nullptr, 10) : usual_seed;
  std::cout << "seed " << seed << '\n';
  engine_.seed(seed);
}

Vector Random::normals(Eigen::Index size) {
  Vector out(size);
  for (Eigen::Index i = 0; i < size; ++i) out[i] = normal();
  return out;
}

Matrix Random::matrix(Eigen::Index rows, Eigen::Index columns) {
  Matrix out(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    for (Eigen::Index j = 0; j < columns; ++j) out(i, j) = normal();
  }
  return out;
}

Matrix Random::covariance(Eigen::Index size) {
  const Matrix half = matrix(size, size);
  return half * half.transpose();
}

Vector Random::draw(const Vector& mean, const Matrix& covariance) {
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(covariance);
  const Vector sd = eigen.eigenvalues().cwiseMax(0).cwiseSqrt();
  return mean + eigen.eigenvectors() * sd.cwiseProduct(normals(mean.size()));
}

}  // namespace hearth::closeness
