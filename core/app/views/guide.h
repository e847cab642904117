// What the guide makes of what this device knows and both words leave room for
// (docs/guide.md): the week's step with its reasons, and what is asked beside it.
// Everything here is worked out anew from the log each time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core.h"
#include "guide/planner.h"

namespace hearth::app::views {

// The first day of the pair (or, alone, of the person): no device stands before it.
[[nodiscard]] base::Date began(const Core& core);
[[nodiscard]] int week_of(const Core& core, base::Date day);
[[nodiscard]] base::Date monday_of_week(const Core& core, int week);

// The last that was said of each step of each week and not taken back, in the order of the log.
[[nodiscard]] std::vector<const story::Entry<story::step::Fate>*> fates(const Core& core);

[[nodiscard]] boundary::Guide guide_view(const Core& core);
[[nodiscard]] boundary::Pace pace_view(const Core& core);
// The week in which a step of this id is offered to this person now.
[[nodiscard]] std::optional<int> week_of_step(const Core& core, std::string_view step);
[[nodiscard]] guide::Topics topics_of(const std::vector<std::string>& ids);

}  // namespace hearth::app::views
