// `hearth serve` and `hearth setup-link`, for the command line to call.
#pragma once

#include <expected>
#include <functional>
#include <string>

#include "server/admin/failure.h"
#include "server/config.h"
#include "server/host/log.h"

namespace hearth::server {

// What a server says once it serves, for the caller to put into words.
struct Announcements {
  std::function<void(const std::string& url)> listening;    // where people open it
  std::function<void(const std::string& link)> setup_link;  // follows when nobody has an account yet
  host::LogTo log_to = host::LogTo::standard_output;
};

// Serves until SIGTERM or SIGINT; SIGHUP reads the certificate again. A failure to
// start has exit_codes.h.
[[nodiscard]] std::expected<void, admin::Failure> serve(const Config& config, const Announcements& announcements);

// The same with plain lines on standard output, the first "listening on URL"; what is
// wrong goes to standard error. Returns exit_codes.h.
[[nodiscard]] int serve(const Config& config);

// Another setup link; also while the server runs. It leads to address_of(config).
[[nodiscard]] std::expected<std::string, admin::Failure> make_setup_link(const Config& config);

}  // namespace hearth::server
