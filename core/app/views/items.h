// Everything that a person can read, one item each, in the order in which it was
// written.
#pragma once

#include <vector>

#include "app/core.h"

namespace hearth::app::views {

[[nodiscard]] std::vector<boundary::StoryItem> items(const Core& core);

// What is kept beside the days: talks, early signs, and what stands behind the guide
// (types that begin with `guide.`): what this person told it, what became of steps,
// numbers that were shared, the way. The mark on the Safety page is no event and not
// among them.
[[nodiscard]] std::vector<boundary::StoryItem> guide_items(const Core& core);

// All that has a person's words, of both: what `story` tells and what can be removed. What
// stands behind the guide is numbers and choices; it has views of its own and is in the export.
[[nodiscard]] std::vector<boundary::StoryItem> story_items(const Core& core);

}  // namespace hearth::app::views
