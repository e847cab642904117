// Where an agreement stands: a pure function of what was said and of the day.
//
//   proposed -> agreed -> ended (by either, or after its last day)
//       \----------\---> replaced (once a newer one that names it was agreed)
//
// An answer of the proposer says nothing, nor does what was erased. An end holds
// whatever was said before or after it on another device.
#pragma once

#include "story/story.h"

namespace hearth::story::agreement {

enum class Phase : std::uint8_t { proposed, agreed, ended, replaced };
inline constexpr std::string_view kPhases[] = {"proposed", "agreed", "ended", "replaced"};

struct State {
  Phase phase = Phase::proposed;
  const Entry<Answered>* answer = nullptr;  // the other's: the first yes, else the last
};
[[nodiscard]] State state_of(const Story& story, const Entry<Proposed>& proposed, base::Date today);

// When to look at it again, for the one whose story this is: as it was agreed, moved or
// done with by their own reviews. The last of those is `reviewed`; null before one.
struct Look {
  std::optional<base::Date> next;
  const Reviewed* reviewed = nullptr;
};
[[nodiscard]] Look look_of(const Story& story, const Entry<Proposed>& proposed);

}  // namespace hearth::story::agreement
