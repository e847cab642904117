// Which way the two are on, as both devices find it from the same log: what each of
// them chose last (docs/guide.md, "The way").
#pragma once

#include <optional>
#include <vector>

#include "app/core.h"
#include "guide/track.h"

namespace hearth::app::views {

// There is nobody to agree with.
[[nodiscard]] bool alone(const Core& core);
// Which of the two this person is: 0 for the smaller member id.
[[nodiscard]] int own_place(const Core& core);
[[nodiscard]] guide::PairKind pair_kind(const Core& core);

struct WayNow {
  guide::Way first;  // where everyone begins
  guide::Way way;    // what holds now
  // For planning: what is chosen in a week counts from the next, so that a week's
  // offers stand still. What does not belong on the way is not shown from the first day.
  std::vector<guide::WayFrom> changes;
  story::way::Way now;
  std::optional<story::way::Way> own;
  std::optional<story::way::Way> theirs;
  bool paused = false;

  [[nodiscard]] int rung(int week) const;
  [[nodiscard]] bool allows(const guide::Step& step, int week) const;
};
// `before`: only what was said before that day.
[[nodiscard]] WayNow way_now(const Core& core, std::optional<base::Date> before = {});

[[nodiscard]] boundary::Way way_view(const Core& core);

}  // namespace hearth::app::views
