#include "server/host/random.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

namespace hearth::server::host {

void SystemEntropy::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const auto got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      std::abort();
    }
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace hearth::server::host
