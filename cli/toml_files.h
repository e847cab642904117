// Content files that a person names, for the commands that check them.
#pragma once

#include <string>
#include <vector>

#include "cli/outcome.h"
#include "library/source/read.h"

namespace hearth::cli {

// Each path a file, or a folder with every .toml file under it; in the order of their
// names. Wrong usage when one cannot be read, is larger than 4 MiB, or there is none.
[[nodiscard]] Outcome<std::vector<library::source::File>> read_toml_files(const std::vector<std::string>& paths);

}  // namespace hearth::cli
