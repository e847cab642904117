// The file with a host's own help entries.
#pragma once

#include <string>
#include <vector>

#include "cli/outcome.h"
#include "library/host_help.h"

namespace hearth::cli {

// `unreadable_entries` (exit 4) names file, line and what is wrong.
[[nodiscard]] Outcome<std::vector<library::HostHelp>> read_host_help_file(const std::string& file);

}  // namespace hearth::cli
