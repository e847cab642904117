#include "cli/version.h"

#ifndef HEARTH_VERSION
#define HEARTH_VERSION "0.1.0"
#endif

namespace hearth::cli {

std::string_view version() { return HEARTH_VERSION; }

}  // namespace hearth::cli
