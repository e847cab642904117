// exp, log, erf and their kin from additions, multiplications and divisions alone:
// every machine rounds those alike, so a phone, a server and a test arrive at the same
// digits, and the browser's module need not carry tables. Relative error below 2e-15
// (erfc: 1e-14) where the result is a normal number.
// Pure functions; any thread.
#pragma once

namespace hearth::closeness {

[[nodiscard]] double exponential(double x);
[[nodiscard]] double exponential_less_one(double x);
// x > 0; -infinity at 0.
[[nodiscard]] double logarithm(double x);
// log(1 + x), x > -1.
[[nodiscard]] double logarithm_of_one_and(double x);
// |x| <= π.
[[nodiscard]] double cosine(double x);
// (2/√π) ∫₀ˣ e^{−t²} dt, and 1 minus that.
[[nodiscard]] double error_function(double x);
[[nodiscard]] double error_function_rest(double x);
// e^{x²} erfc(x): the tail without underflow. Continued fraction above 1 (Abramowitz &
// Stegun 7.1.14), the definition elsewhere; infinite below -26.
[[nodiscard]] double scaled_erfc(double x);

}  // namespace hearth::closeness
