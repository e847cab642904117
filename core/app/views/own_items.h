// A person's own items: facets with what was felt and needed, how understood they felt,
// days that were hard, early signs that they wrote. All of it stays with its owner, but
// for the numbers of a facet that they chose to share.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/core.h"
#include "guide/unmet.h"
#include "guide/veil.h"

namespace hearth::app::views {

// The last of a kind about one thing.
[[nodiscard]] const story::step::Own* last_told(const Core& core, story::step::Kind kind, std::string_view id = {});
// Of each kind about one thing on one day, the last that was said; in the order of days.
[[nodiscard]] std::vector<const story::step::Own*> told_by_day(const Core& core);
[[nodiscard]] bool is_set(const Core& core, story::step::Kind kind, std::string_view id = {});
// A notice was put away less than eight weeks ago; that of a hard day, today.
[[nodiscard]] bool is_put_away(const Core& core, std::string_view notice);

// The facets of this kind of pair with the last that was said, and which of them are
// asked today: at most two a day, each every four weeks.
[[nodiscard]] std::vector<boundary::Area> areas(const Core& core);
// Where most is lacking, by own numbers of 2 or more.
[[nodiscard]] std::optional<guide::Facet> own_wish(const Core& core);
// What both devices know of the numbers that were shared.
[[nodiscard]] std::vector<guide::SharedGap> shared_gaps(const Core& core);
// What has to go to the other now (or be taken back), by what the owner chose for the facet.
[[nodiscard]] std::optional<story::step::Numbers> numbers_due(const Core& core, std::string_view facet);

[[nodiscard]] guide::SinceConflict since_conflict(const Core& core);
[[nodiscard]] guide::Strain strain(const Core& core);
// "" | day | chronic
[[nodiscard]] std::string care(const Core& core);
// less | rung: what own look-ins and finished steps show, as long as it was not put away.
[[nodiscard]] std::vector<std::string> warning_signs(const Core& core);

[[nodiscard]] std::vector<boundary::OwnSign> own_signs(const Core& core);
// Four weeks have passed since a sign was written or looked back at.
[[nodiscard]] bool looks_back(const Core& core);

}  // namespace hearth::app::views
