#include "guide/track.h"

namespace hearth::guide {
namespace {

constexpr int kGentleWeeks = 4;
constexpr int kNewTogetherRung = 3;
constexpr int kTimeTogetherFirstWeeks = 2;

bool is_for(const Step& step, PairKind kind) { return (step.pairs >> static_cast<unsigned>(kind) & 1U) != 0; }
bool touches_affection(const Step& step) { return step.weights[index(Facet::affection)] > 0; }

}  // namespace

int track_rung(const Way& way, int week) {
  const bool first_weeks = week - way.began_week < kGentleWeeks;
  switch (way.track) {
    case Track::new_together: return first_weeks ? kNewTogetherRung : kTenderestRung;
    case Track::grown_apart: return first_weeks ? kEverydayRung : kTenderestRung;
    case Track::after_breach:
      return way.stage == Stage::steady ? kEverydayRung : way.stage == Stage::understand ? 3 : kTenderestRung;
    case Track::everyday:
    case Track::friends:
    case Track::family: return kTenderestRung;
  }
  return kLightestRung;
}

bool belongs(const Step& step, const Way& way, int week) {
  if (!is_for(step, way.kind)) return false;
  if (way.kind != PairKind::partner && (touches_affection(step) || step.mood == Mood::romantic)) return false;
  switch (way.track) {
    case Track::new_together: return !touches_affection(step);
    case Track::grown_apart: return week - way.began_week >= kTimeTogetherFirstWeeks || step.kind == StepKind::act;
    case Track::after_breach:
      if (way.stage == Stage::steady) return step.mood == Mood::plain && !touches_affection(step);
      return way.stage == Stage::rebuild || step.mood != Mood::romantic;
    case Track::friends:
    case Track::family: return !touches_affection(step) && step.mood != Mood::romantic;
    case Track::everyday: return true;
  }
  return false;
}

}  // namespace hearth::guide
