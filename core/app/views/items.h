// Everything that a person can read, one item each, in the order in which it was
// written: the command line's `story` and the export.
#pragma once

#include <vector>

#include "app/core.h"

namespace hearth::app::views {

[[nodiscard]] std::vector<boundary::StoryItem> items(const Core& core);

// What stands behind the guide: what this person told it, what became of steps, numbers
// that were shared, the way, early signs. In the export, not in the story. The mark on
// the Safety page is no event and not among them.
[[nodiscard]] std::vector<boundary::StoryItem> guide_items(const Core& core);

}  // namespace hearth::app::views
