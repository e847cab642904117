// The core's view-models as plain text.
#pragma once

#include <cstdint>
#include <string>

#include "cli/client/frame.h"

namespace hearth::cli {

[[nodiscard]] std::string render_today(const Json& today, const Json& status);
[[nodiscard]] std::string render_exchange(const Json& exchange);
[[nodiscard]] std::string render_story(const Json& items);

// The text of a member that may be missing or null.
[[nodiscard]] std::string text_of(const Json& object, const char* key);

}  // namespace hearth::cli
