#include "closeness/text/text_error.h"

#include <cstdlib>

namespace hearth::closeness::text {

std::string_view words(Fault fault) {
  switch (fault) {
    case Fault::shape: return "the sizes do not fit together";
    case Fault::not_finite: return "a number is missing, not finite, or the result is too large to compute";
    case Fault::not_symmetric: return "a covariance is not symmetric";
    case Fault::not_positive_definite: return "a covariance is not positive definite";
    case Fault::not_stable: return "the drift has no resting state";
    case Fault::time_order: return "the time comes before the one above it";
    case Fault::out_of_range: return "outside the range for which the result is exact";
  }
  std::abort();  // not a value of the enum: memory is broken
}

}  // namespace hearth::closeness::text
