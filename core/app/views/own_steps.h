// Small things for one person alone: in a time of their own, and for who is here for
// themselves or whose space of two has ended.
#pragma once

#include "app/core.h"

namespace hearth::app::views {

// A few for a day, others on the next; nothing is remembered and nothing counted.
[[nodiscard]] std::vector<boundary::OwnStep> own_steps(const Core& core);

}  // namespace hearth::app::views
