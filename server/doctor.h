// `hearth doctor`: looks at everything that commonly keeps a server from working
// and says for each finding what it is, why it matters and which command helps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/config.h"

namespace hearth::server {

struct Finding {
  enum class Level : std::uint8_t { good, advice, problem } level = Level::good;
  std::string what;
  std::string why;   // empty when good
  std::string help;  // the command or setting
};

// Reads only; may run beside the server.
[[nodiscard]] std::vector<Finding> doctor(const Config& config);

}  // namespace hearth::server
