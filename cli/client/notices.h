// What the core noticed, in sentences for someone at a command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/client/frame.h"

namespace hearth::cli {

// Whether the server refuses this machine, by the notices of a status.
[[nodiscard]] bool is_shut_out(const Json& status);

// One or two sentences for a notice's code; a code that is not known here gets a
// sentence too. `partner` is the other's name, or empty.
[[nodiscard]] std::string notice_in_words(std::string_view code, const std::string& partner);

// Did something not prove to be what it claimed?
[[nodiscard]] bool is_verification(std::string_view code);

// Does the server take nothing because of it, although it can be reached?
[[nodiscard]] bool keeps_from_sending(std::string_view code);

// What there is to be said of a space that one of the two has left; empty when nobody has.
[[nodiscard]] std::string leaving_in_words(const Json& status);

// "One thing is still here", "5 things are still here": they have not gone to the server.
[[nodiscard]] std::string waiting_in_words(std::int64_t count);

// The other's name, or "the other person".
[[nodiscard]] std::string partner_of(const Json& status);

}  // namespace hearth::cli
