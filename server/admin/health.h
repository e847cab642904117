// Asks a server whether it is well, as `hearth healthcheck` does in a container
// that has no other program. Blocks for a few seconds at most.
#pragma once

#include <expected>
#include <string>

#include "server/admin/failure.h"

namespace hearth::server::admin {

struct Health {
  int status = 0;    // of the answer
  std::string body;  // JSON of /readyz
};

// GET /readyz of the server at `url` (scheme, host, port). A failure has
// exit_codes.h: kUnreachable when it does not answer, kUnhealthy when it is not
// ready, kUsage when `url` is none. With `certificate`, a file as for --tls-cert, that very certificate
// is believed too, whoever vouches for it.
[[nodiscard]] std::expected<Health, Failure> healthcheck(const std::string& url, const std::string& certificate = {});

}  // namespace hearth::server::admin
