#pragma once

namespace hearth::cli {

// A port of this machine that nobody listens on right now; 0 when there is none.
[[nodiscard]] int free_port();

}  // namespace hearth::cli
