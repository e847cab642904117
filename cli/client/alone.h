// Calls of the core that need no member: each in an instance of its own, whose memory
// ends with it.
#pragma once

#include <string>

#include "cli/client/frame.h"
#include "cli/client/surroundings.h"
#include "cli/outcome.h"

namespace hearth::cli {

// A call as the core wants it.
[[nodiscard]] Bytes request_bytes(const Surroundings& surroundings, const std::string& zone, int offset,
                                  std::string_view command, Frame arguments);

// A command that asks for no vault; the failure is the core's own.
[[nodiscard]] Outcome<Frame> ask_alone(const Surroundings& surroundings, std::string_view command, Frame arguments);

// The key that `passphrase` gives with `salt`. Slow on purpose.
[[nodiscard]] Outcome<Bytes> derive_key(const Surroundings& surroundings, const std::string& passphrase,
                                        const Bytes& salt);

// Refuses a passphrase that could be guessed, by the rule that the app has too.
[[nodiscard]] Outcome<void> check_strength(const Surroundings& surroundings, const std::string& passphrase);

}  // namespace hearth::cli
