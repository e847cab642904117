// The closeness picture: own weekly medians with the interval of the own level, the partner's shared
// ones, what was needed, moments, one descriptive sentence as a key and its numbers.
#pragma once

#include "app/core.h"

namespace hearth::app::views {

// "4w", "12w", "year" or "all".
[[nodiscard]] Outcome<boundary::Picture> picture(const Core& core, std::string_view range);

}  // namespace hearth::app::views
