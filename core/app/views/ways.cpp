#include "app/views/ways.h"

#include <algorithm>

#include "app/views/guide.h"

namespace hearth::app::views {
namespace {

using Chosen = story::way::Way;
using story::way::Stage;
using story::way::Track;

guide::Way guide_way(const Core& core, const Chosen& chosen, int began_week) {
  guide::Way way{.kind = pair_kind(core), .began_week = began_week};
  switch (chosen.track) {
    case Track::everyday:
      way.track = way.kind == guide::PairKind::partner   ? guide::Track::everyday
                  : way.kind == guide::PairKind::friends ? guide::Track::friends
                                                         : guide::Track::family;
      break;
    case Track::new_together: way.track = guide::Track::new_together; break;
    case Track::grown_apart: way.track = guide::Track::grown_apart; break;
    case Track::after_breach: way.track = guide::Track::after_breach; break;
  }
  way.stage = static_cast<guide::Stage>(chosen.stage);
  return way;
}

bool is_same(const Chosen& one, const Chosen& other) { return one.track == other.track && one.stage == other.stage; }

// Steadying after a breach is the gentlest way, so one is enough to begin it. All else,
// leaving it and its later stages too, takes both.
bool begins_alone(const Chosen& said, const Chosen& now) {
  return said.track == Track::after_breach && said.stage == Stage::steady && now.track != Track::after_breach;
}

boundary::Choice choice(const Chosen& chosen, bool paused) {
  return {std::string(story::way::word(chosen.track)), std::string(story::way::word(chosen.stage)), paused};
}

}  // namespace

bool alone(const Core& core) { return core.demo || !core.space(); }

int own_place(const Core& core) {
  const auto space = core.space();
  if (core.demo || !space) return 0;
  const base::MemberId own = core.person->member(*space);
  for (const auto& device : core.person->devices(*space)) {
    if (!device.own) return own < device.member ? 0 : 1;
  }
  return 0;
}

guide::PairKind pair_kind(const Core& core) {
  const auto* kind = core.story.kind.get();
  if (kind == nullptr || kind->kind == "partner") return guide::PairKind::partner;
  return kind->kind == "friend" ? guide::PairKind::friends : guide::PairKind::family;
}

int WayNow::rung(int week) const { return paused ? guide::kLightestRung : guide::track_rung(way, week); }

bool WayNow::allows(const guide::Step& step, int week) const {
  return step.depth <= rung(week) && guide::belongs(step, way, week);
}

WayNow way_now(const Core& core, std::optional<base::Date> before) {
  WayNow found;
  found.first = guide_way(core, {}, 0);
  found.way = found.first;
  const bool single = alone(core);
  for (const auto& entry : core.story.ways) {
    const Chosen& said = entry.content;
    // What was chosen before there were two does not bind the two.
    if (!single && entry.mark.stream != log::Stream::shared) continue;
    if (before && said.day >= *before) continue;
    (entry.mark.own() ? found.own : found.theirs) = said;
    const bool agreed = single || is_same(found.own.value_or(Chosen{}), found.theirs.value_or(Chosen{}));
    if (is_same(said, found.now) || (!agreed && !begins_alone(said, found.now))) continue;
    found.now = said;
    const int week = week_of(core, said.day);
    found.way = guide_way(core, said, week);
    guide::Way planned = found.way;
    planned.began_week = week + 1;
    found.changes.push_back({week + 1, planned});
  }
  found.paused = (found.own && found.own->paused) || (found.theirs && found.theirs->paused);
  return found;
}

boundary::Way way_view(const Core& core) {
  const WayNow way = way_now(core);
  boundary::Way view;
  view.now = choice(way.now, way.paused);
  view.own = choice(way.own.value_or(Chosen{}), way.own && way.own->paused);
  if (way.theirs && !alone(core)) view.theirs = choice(*way.theirs, way.theirs->paused);
  for (const Track track : {Track::everyday, Track::new_together, Track::grown_apart, Track::after_breach}) {
    if (track == Track::new_together && pair_kind(core) != guide::PairKind::partner) continue;
    view.tracks.emplace_back(story::way::word(track));
  }
  view.counsellor = guide::mentions_counsellor(way.way) && !core.keep.nothing_joint();
  return view;
}

}  // namespace hearth::app::views
