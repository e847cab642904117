// Everything that a person can read, one item each, in the order in which it was
// written: the command line's `story` and the export.
#pragma once

#include <vector>

#include "app/core.h"

namespace hearth::app::views {

[[nodiscard]] std::vector<boundary::StoryItem> items(const Core& core);

}  // namespace hearth::app::views
