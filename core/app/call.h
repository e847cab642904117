// The core as one function, on one engine per process (or WebAssembly instance).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hearth::app {

[[nodiscard]] std::vector<std::uint8_t> call(std::span<const std::uint8_t> request);

}  // namespace hearth::app
