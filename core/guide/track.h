// What kind of way the two are on, and which steps belong on it (model.md 5.3).
// Pure; any thread.
#pragma once

#include "guide/step.h"

namespace hearth::guide {

enum class Track : std::uint8_t { new_together, everyday, grown_apart, after_breach, friends, family };
// After a breach of trust; a change needs the yes of both.
enum class Stage : std::uint8_t { steady, understand, rebuild };

struct Way {
  Track track = Track::everyday;
  PairKind kind = PairKind::partner;
  int began_week = 0;           // the pair's week in which this track was chosen
  Stage stage = Stage::steady;  // of after_breach
};

// A way, and the week from which steps are planned by it.
struct WayFrom {
  int week = 0;
  Way way;
};

// The deepest rung that the track has in a week.
[[nodiscard]] int track_rung(const Way& way, int week);
// True when the step belongs on the track in that week; depth is not looked at.
[[nodiscard]] bool belongs(const Step& step, const Way& way, int week);
// A counsellor is mentioned beside every step.
[[nodiscard]] inline bool mentions_counsellor(const Way& way) { return way.track == Track::after_breach; }

}  // namespace hearth::guide
