#include "closeness/fault.h"

#include <cstdlib>

namespace hearth::closeness {

std::string_view code(Fault fault) {
  switch (fault) {
    case Fault::shape: return "shape";
    case Fault::not_finite: return "not_finite";
    case Fault::not_symmetric: return "not_symmetric";
    case Fault::not_positive_definite: return "not_positive_definite";
    case Fault::not_stable: return "not_stable";
    case Fault::time_order: return "time_order";
    case Fault::out_of_range: return "out_of_range";
  }
  std::abort();  // not a value of the enum: memory is broken
}

}  // namespace hearth::closeness
