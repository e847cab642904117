#include "cli/version.h"

#include "server/host/version.h"

namespace hearth::cli {

std::string_view version() { return server::host::kProgramVersion; }

}  // namespace hearth::cli
