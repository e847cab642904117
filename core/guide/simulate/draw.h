// Seeded chance without a state: every draw has an address (what it is for, which
// week, which person), so that all policies meet the same people with the same luck.
// SplitMix64 (Steele, Lea and Flood 2014). Pure; any thread.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace hearth::guide::simulate {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : seed_(mix(seed + kStep)) {}

  // A source of its own for a part of the world.
  [[nodiscard]] Draw of(std::uint64_t part) const { return Draw(seed_ ^ mix(part + kStep)); }
  [[nodiscard]] std::uint64_t bits(std::uint64_t place) const { return mix(seed_ + (place + 1) * kStep); }
  // [0, 1)
  [[nodiscard]] double uniform(std::uint64_t place) const {
    return static_cast<double>(bits(place) >> 11U) * 0x1.0p-53;
  }
  [[nodiscard]] int below(int count, std::uint64_t place) const { return static_cast<int>(uniform(place) * count); }
  // Box and Muller 1958; uses the places 2p and 2p + 1.
  [[nodiscard]] double normal(std::uint64_t place) const {
    const double radius = std::sqrt(-2 * std::log(1 - uniform(2 * place)));
    return radius * std::cos(2 * std::numbers::pi * uniform(2 * place + 1));
  }

 private:
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15U;
  static std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
  }

  std::uint64_t seed_;
};

}  // namespace hearth::guide::simulate
