// A host's own help entries as they are written: a TOML file with [[entry]].
// No I/O; no state; any thread.
#pragma once

#include <expected>
#include <vector>

#include "library/host_help.h"
#include "library/source/read.h"

namespace hearth::library::source {

// The first thing that is wrong, with the line of the entry in which it stands.
[[nodiscard]] std::expected<std::vector<HostHelp>, ReadError> read_host_help(const File& file);

}  // namespace hearth::library::source
