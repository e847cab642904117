// What a curious person could work out from their partner's words. The observer
// knows this program, receives all that is sent, and guesses which of two bounds the
// other has, both equally likely beforehand, by the ratio of likelihoods.
// Pure; any thread.
#pragma once

#include <cstdint>

#include "guide/simulate/run.h"

namespace hearth::guide::simulate {

struct Guessed {
  int right = 0, of = 0;
  Estimate share;  // with Wilson's 95 % interval
};

// Both compare a bound of `low` with `low` + 1; 1 <= low <= 4, pairs and weeks positive.
// The bound is the same in all weeks: the exact likelihood ratio.
[[nodiscard]] Guessed observe_steady(int pairs, int weeks, int low, std::uint64_t seed);
// The bound follows from what people answer and rate in a world. Their true readiness
// lies anywhere in the rung that gives the one or the other bound; the likelihoods
// are counted on many other people.
[[nodiscard]] Guessed observe_lived(const World& world, int pairs, int weeks, int low, std::uint64_t seed);

}  // namespace hearth::guide::simulate
