// Setup links: they let one person make an account on a server that is closed to
// everybody else. Kept hashed, good once and for 30 minutes.
#pragma once

#include <expected>
#include <string>

#include "server/host/clock.h"
#include "server/store/store.h"

namespace hearth::server::admin {

inline constexpr std::int64_t kSetupLifeMs = 30 * host::kMinute;

// Stores a new token and gives it as text (base64url).
[[nodiscard]] store::Result<std::string> make_setup_token(store::Store& store, const host::Clock& clock);

// "http://localhost:8080/#setup=…": after the '#', so that no server log has it.
[[nodiscard]] std::string setup_link(std::string_view origin, std::string_view token);

}  // namespace hearth::server::admin
