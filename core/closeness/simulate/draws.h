// Pseudo-random numbers for simulations that anyone can repeat: the same on every
// machine. Never for secrets. One thread at a time.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "closeness/elementary.h"

namespace hearth::closeness::simulate {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}

  // In (0, 1): Steele, Lea & Flood 2014, SplitMix64.
  double uniform() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return (static_cast<double>((z ^ (z >> 31U)) >> 11U) + .5) / 9007199254740992.0;
  }
  // N(0, 1): Box & Muller 1958.
  double normal() {
    const double radius = std::sqrt(-2 * logarithm(uniform()));
    return radius * cosine(std::numbers::pi * (2 * uniform() - 1));
  }

 private:
  std::uint64_t state_;
};

}  // namespace hearth::closeness::simulate
