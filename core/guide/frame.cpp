#include "guide/frame.h"

#include <algorithm>

namespace hearth::guide {
namespace {

constexpr int kDoneToClimb = 2;
constexpr int kDoneToDropMargin = 4;
constexpr int kOffersAWeek = 2;
// Later weeks have one more until what a rest left out came after all, up to this much.
constexpr int kMostLater = 4;

// How many steps weeks of rest have put off, after the weeks so far.
int put_off(const std::vector<bool>& rested) {
  int later = 0;
  for (const bool rest : rested) later = rest ? std::min(later + kOffersAWeek, kMostLater) : std::max(later - 1, 0);
  return later;
}

}  // namespace

int ladder(std::span<const Step> deck, std::span<const Past> past) {
  int rung = kLightestRung;
  int done = 0;
  for (const Past& one : past) {
    const int depth = deck[static_cast<std::size_t>(one.step)].depth;
    if (one.fate == Fate::done && depth >= rung && ++done >= kDoneToClimb) {
      rung = std::min(rung + 1, kTenderestRung);
      done = 0;
    }
    if (one.fate == Fate::let_go && depth >= rung) {
      rung = std::max(rung - 1, kLightestRung);
      done = 0;
    }
  }
  return rung;
}

int with_margin(int rung, std::span<const Step> deck, std::span<const Past> past) {
  const auto done = std::ranges::count_if(past, [&](const Past& one) {
    return one.fate == Fate::done && deck[static_cast<std::size_t>(one.step)].depth >= rung - 1;
  });
  return std::max(done >= kDoneToDropMargin ? rung : rung - 1, kLightestRung);
}

bool rests(const Word& one, const Word& other) { return one.rest == Rest::yes || other.rest == Rest::yes; }

Frame frame_of(std::span<const Step> deck, std::span<const Past> past, const Way& way, const Word& one,
               const Word& other, int week, const std::vector<bool>& rested) {
  Frame frame;
  frame.rung =
      std::min({with_margin(std::min(one.pace, other.pace), deck, past), ladder(deck, past), track_rung(way, week)});
  frame.minutes = std::min(minutes_of(one.budget), minutes_of(other.budget));
  frame.closed = one.closed | other.closed;
  frame.offers = rests(one, other) ? 0 : kOffersAWeek + (put_off(rested) > 0 ? 1 : 0);
  return frame;
}

bool feasible(const Step& step, const Frame& frame, const Way& way, int week) {
  return step.depth <= frame.rung && step.minutes <= frame.minutes && (step.topics & frame.closed) == 0 &&
         belongs(step, way, week);
}

}  // namespace hearth::guide
