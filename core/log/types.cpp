#include "log/types.h"

#include <tuple>

namespace hearth::log {

bool before(const Opened& a, const Opened& b) {
  return std::tie(a.logical, a.authored_ms, a.id) < std::tie(b.logical, b.authored_ms, b.id);
}

}  // namespace hearth::log
