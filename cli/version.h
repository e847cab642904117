#pragma once

#include <string_view>

namespace hearth::cli {

// The program's version, as the build names it.
[[nodiscard]] std::string_view version();

}  // namespace hearth::cli
