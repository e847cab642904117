// What is possible for two people in a week: how deep, how long, which topics, how
// many steps. Worked out from what both devices know and from nothing else, in whole
// numbers, so that both find the same (docs/guide.md).
// Pure; any thread.
#pragma once

#include <span>
#include <vector>

#include "guide/track.h"
#include "guide/word.h"

namespace hearth::guide {

// What became of an offered step, as the two said it together.
enum class Fate : std::uint8_t { open, done, let_go };

struct Past {
  int week = 0;
  int step = 0;  // place in the deck
  Fate fate = Fate::open;
};

struct Frame {
  int rung = kLightestRung;
  int minutes = 10;
  Topics closed = 0;
  int offers = 2;  // none in a week of rest
};

// The rung that was climbed to: two done steps lead one up, an abandoned one leads
// one down (model.md 5.2).
[[nodiscard]] int ladder(std::span<const Step> deck, std::span<const Past> past);

// The margin: a rung is used only after four done steps at the rung below it or
// deeper (model.md 5.1, counted per rung: see docs/guide.md).
[[nodiscard]] int with_margin(int rung, std::span<const Step> deck, std::span<const Past> past);

// `rested`: all earlier weeks of the pair, true where it rested, the latest at the end.
[[nodiscard]] Frame frame_of(std::span<const Step> deck, std::span<const Past> past, const Way& way, const Word& one,
                             const Word& other, int week, const std::vector<bool>& rested);

[[nodiscard]] bool rests(const Word& one, const Word& other);

[[nodiscard]] bool feasible(const Step& step, const Frame& frame, const Way& way, int week);

}  // namespace hearth::guide
