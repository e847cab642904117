#include "closeness/elementary.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace hearth::closeness {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
// ln 2 in two parts; the first has so few digits that its multiples are exact.
constexpr double kLn2High = 0x1.62e42fee00000p-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

// 1 + x/from (1 + x/(from + 1) (1 + …)), up to x/to.
double taylor(double x, int from, int to) {
  double sum = 1;
  for (int k = to; k >= from; --k) sum = 1 + x / k * sum;
  return sum;
}

// 2^power, -1022 <= power <= 1023.
double two_to(int power) { return std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52U); }

}  // namespace

double exponential(double x) {
  if (x > 709.78) return kInfinite;
  if (!(x > -745.2)) return x != x ? x : 0;
  const double whole = std::floor(x * std::numbers::log2e + .5);
  const double rest = (x - whole * kLn2High) - whole * kLn2Low;
  const int power = static_cast<int>(whole);
  return taylor(rest, 1, 14) * two_to(power / 2) * two_to(power - power / 2);
}

double exponential_less_one(double x) { return std::abs(x) < .5 ? x * taylor(x, 2, 18) : exponential(x) - 1; }

double logarithm(double x) {
  if (x == 0) return -kInfinite;
  if (!(x > 0) || x == kInfinite) return x < 0 ? std::numeric_limits<double>::quiet_NaN() : x;
  int power = 0;
  if (x < two_to(-1022)) {
    x *= two_to(54);
    power = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  power += static_cast<int>(bits >> 52U) - 1023;
  double m = std::bit_cast<double>((bits & 0xfffffffffffffU) | 0x3ff0000000000000U);
  if (m > std::numbers::sqrt2) {
    m *= .5;
    ++power;
  }
  // log m = 2 artanh(s).
  const double s = (m - 1) / (m + 1);
  double sum = 0;
  for (int k = 23; k >= 3; k -= 2) sum = (sum + 1.0 / k) * s * s;
  return power * kLn2High + (2 * s + (2 * s * sum + power * kLn2Low));
}

double logarithm_of_one_and(double x) {
  const double sum = 1 + x;
  return sum == 1 ? x : logarithm(sum) * (x / (sum - 1));
}

double cosine(double x) {
  double term = 1;
  double sum = 0;
  for (int k = 1; k < 40; k += 2) {
    sum += term;
    term *= -x * x / (k * (k + 1));
  }
  return sum;
}

double error_function(double x) {
  if (std::abs(x) > 2) return x > 0 ? 1 - error_function_rest(x) : error_function_rest(-x) - 1;
  double term = x;
  double sum = 0;
  for (int k = 3; sum + term != sum && k < 300; k += 2) {
    sum += term;
    term *= 2 * x * x / k;
  }
  return 2 * std::numbers::inv_sqrtpi * exponential(-x * x) * sum;
}

double scaled_erfc(double x) {
  if (x < 1) return exponential(x * x) * error_function_rest(x);
  // erfcx(x) = (1/√π) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))).
  double tail = x;
  for (int k = 12 + static_cast<int>(180 / (x * x)); k >= 1; --k) tail = x + .5 * k / tail;
  return std::numbers::inv_sqrtpi / tail;
}

double error_function_rest(double x) {
  if (x < -2) return 2 - error_function_rest(-x);
  if (x < 1) return 1 - error_function(x);
  if (x > 28) return 0;
  // x² in two parts, the first exact, so that e^{−x²} keeps its digits.
  const double coarse = std::floor(x * 1024) / 1024;
  return exponential(-coarse * coarse) * exponential(-(x - coarse) * (x + coarse)) * scaled_erfc(x);
}

}  // namespace hearth::closeness
