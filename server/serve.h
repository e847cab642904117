// `hearth serve` and `hearth setup-link`, for the command line to call.
#pragma once

#include <expected>
#include <string>

#include "server/admin/failure.h"
#include "server/config.h"

namespace hearth::server {

// Serves until SIGTERM or SIGINT; SIGHUP reads the certificate again. The first line
// on standard output is "listening on URL"; a setup link follows when nobody has an
// account yet. What is wrong goes to standard error. Returns exit_codes.h.
[[nodiscard]] int serve(const Config& config);

// Another setup link; also while the server runs.
[[nodiscard]] std::expected<std::string, admin::Failure> make_setup_link(const Config& config);

}  // namespace hearth::server
