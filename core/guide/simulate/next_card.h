// The next card of a deck that fits a frame; when all that fit were had, from the
// beginning again.
// One thread at a time.
#pragma once

#include <vector>

#include "guide/frame.h"
#include "guide/simulate/deck.h"

namespace hearth::guide::simulate {

class NextCard {
 public:
  // −1: none fits.
  int next(const Deck& deck, const Frame& frame) {
    had_.resize(static_cast<std::size_t>(deck.size()));
    int step = unused(deck, frame);
    if (step < 0) {
      had_.assign(had_.size(), false);
      step = unused(deck, frame);
    }
    return step;
  }

 private:
  int unused(const Deck& deck, const Frame& frame) {
    for (std::size_t i = 0; i < had_.size(); ++i) {
      if (had_[i] || !feasible(deck.steps[i], frame, {}, 0)) continue;
      had_[i] = true;
      return static_cast<int>(i);
    }
    return -1;
  }
  std::vector<bool> had_;
};

}  // namespace hearth::guide::simulate
