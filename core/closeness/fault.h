// Why a computation or a text was refused, as data. Sentences for people who
// use the command line are made in report_error.h; the app never meets these.
#pragma once

#include <cstdint>
#include <string_view>

namespace hearth::closeness {

enum class Fault : std::uint8_t {
  shape,                  // matrices or vectors that do not fit together, or are empty
  not_finite,             // NaN or infinity where a number is needed, or a result that overflows
  not_symmetric,          // a covariance whose two halves differ
  not_positive_definite,  // a covariance with a negative direction, or an observation without any noise
  not_stable,             // a drift with no stationary distribution
  time_order,             // a time before the one above it
  out_of_range,           // a number outside the range for which the method is exact
};

// The stable snake_case name, such as "time_order".
[[nodiscard]] std::string_view code(Fault fault);

}  // namespace hearth::closeness
