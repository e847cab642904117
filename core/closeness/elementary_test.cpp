#include "closeness/elementary.h"

#include <gtest/gtest.h>

#include <cmath>

#include "closeness/random_testing.h"

namespace hearth::closeness {
namespace {

void expect_alike(double ours, double theirs, double error, double at) {
  if (std::isinf(theirs) || theirs == 0) {
    EXPECT_EQ(ours, theirs) << at;
  } else {
    EXPECT_LE(std::abs(ours / theirs - 1), error) << at;
  }
}

TEST(Elementary, AgreesWithTheStandardLibrary) {
  Random random(3);
  for (int i = 0; i < 20'000; ++i) {
    const double wide = 700 * (2 * random.uniform() - 1);
    const double narrow = random.normal() * std::pow(10, -8 * random.uniform());
    for (const double x : {wide, narrow}) {
      expect_alike(exponential(x), std::exp(x), 2e-15, x);
      expect_alike(exponential_less_one(x), std::expm1(x), 2e-15, x);
    }
    expect_alike(logarithm(std::exp(wide)), std::log(std::exp(wide)), 2e-15, wide);
    expect_alike(logarithm(1 + narrow * narrow), std::log(1 + narrow * narrow), 2e-15, narrow);
    expect_alike(logarithm_of_one_and(narrow * narrow), std::log1p(narrow * narrow), 2e-15, narrow);
    const double some = 8 * (2 * random.uniform() - 1);
    expect_alike(error_function(some), std::erf(some), 2e-15, some);
    expect_alike(error_function_rest(some), std::erfc(some), 1e-14, some);
    expect_alike(error_function_rest(26 * random.uniform()) > 0, true, 0, some);
    const double angle = 3.1415 * random.uniform();
    EXPECT_NEAR(cosine(angle), std::cos(angle), 1e-15);
  }
}

TEST(Elementary, EndsAreWhatTheyMustBe) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(exponential(0), 1);
  EXPECT_EQ(exponential(infinity), infinity);
  EXPECT_EQ(exponential(-infinity), 0);
  EXPECT_TRUE(std::isnan(exponential(std::nan(""))));
  EXPECT_EQ(exponential_less_one(-infinity), -1);
  EXPECT_EQ(logarithm(1), 0);
  EXPECT_EQ(logarithm(0), -infinity);
  EXPECT_EQ(logarithm(infinity), infinity);
  EXPECT_TRUE(std::isnan(logarithm(-1)));
  EXPECT_TRUE(std::isnan(logarithm(std::nan(""))));
  EXPECT_NEAR(logarithm(5e-324) / std::log(5e-324), 1, 1e-15);
  EXPECT_EQ(error_function(infinity), 1);
  EXPECT_EQ(error_function(-infinity), -1);
  EXPECT_EQ(error_function_rest(infinity), 0);
  EXPECT_EQ(error_function_rest(-infinity), 2);
}

}  // namespace
}  // namespace hearth::closeness
