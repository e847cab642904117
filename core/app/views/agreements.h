// What the two agreed on and proposed to each other, and the forms that there are.
#pragma once

#include "app/core.h"
#include "story/agreement/state.h"

namespace hearth::app::views {

[[nodiscard]] boundary::Agreements agreements(const Core& core);
// The lines of a form as the boundary writes them.
[[nodiscard]] std::vector<boundary::Line> lines_view(const story::form::Lines& lines);

}  // namespace hearth::app::views
