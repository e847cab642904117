#include "base/secret.h"

namespace hearth::base {

void wipe(std::span<std::uint8_t> memory) {
  volatile std::uint8_t* at = memory.data();
  for (std::size_t i = 0; i < memory.size(); ++i) at[i] = 0;
}

// Not in the module for the browser: streams would bring locales and files with them.
#ifndef __wasm__

}  // namespace hearth::base
