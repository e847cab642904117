// `hearth serve` and the small commands around it, for the command line to call.
// All print for people: what they did on standard output, what is wrong (what, why,
// the command that helps) on standard error; they return exit_codes.h.
#pragma once

#include <string>

#include "server/config.h"

namespace hearth::server {

// Serves until SIGTERM or SIGINT; SIGHUP reads the certificate again. Prints a
// setup link when nobody has an account yet.
[[nodiscard]] int serve(const Config& config);

// Prints another setup link; also while the server runs.
[[nodiscard]] int make_setup_link(const Config& config);

}  // namespace hearth::server
