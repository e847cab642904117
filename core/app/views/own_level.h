// What the model says to a person about their own answers: the interval of their level
// week by week, what their closer days had in common, and whether it drifts. From what
// they wrote themselves on their own devices, and for them alone (model.md 6).
#pragma once

#include "app/core.h"
#include "closeness/own_picture.h"

namespace hearth::app::views {

// The partner's answers are not looked at. Takes up to a few hundred milliseconds
// after years of daily answers.
[[nodiscard]] closeness::OwnPicture own_level(const Core& core, base::Date today);

// "What seems to bring me closer": ids of closeness/defaults.h, as far as it may be said.
// What goes with less close days is not said: it would read as a reason to do it less.
[[nodiscard]] std::vector<std::string> closer_with(const closeness::OwnPicture& own);

// Facets that may be named as lower than the other areas: P > .9, and at least three areas were answered.
[[nodiscard]] std::vector<std::string> lower_areas(const closeness::OwnPicture& own);
// Facets of which more than 2 of 10 is lacking with P > .9, at the ends of two months.
[[nodiscard]] std::vector<std::string> wide_areas(const Core& core, const closeness::OwnPicture& own, base::Date today);

// The week's level; nothing for a week that is not there or has no answers.
[[nodiscard]] std::optional<closeness::Estimate> level_in(const closeness::OwnPicture& own, base::Date monday);

}  // namespace hearth::app::views
