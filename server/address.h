// Where people open a server: what it was told is kept beside its data, so that
// `hearth setup-link` and `hearth doctor` say the same address from another terminal.
#pragma once

#include <string>
#include <string_view>

#include "server/config.h"

namespace hearth::server {

// Keeps the origin of a server that has started. Not to be able to is no reason to stop.
void remember_address(const std::string& data, std::string_view origin);

// The address of this very command line or environment, else the remembered one, else
// the standard one. A file that holds no origin counts as none.
[[nodiscard]] std::string address_of(const Config& config);

}  // namespace hearth::server
