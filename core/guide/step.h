// As much of a step as choosing needs: a talk card or something to do together.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "guide/facet.h"

namespace hearth::guide {

inline constexpr int kLightestRung = 1;
inline constexpr int kTenderestRung = 5;
// The rungs up to here are everyday talk; what lies above them is tender.
inline constexpr int kEverydayRung = 2;

enum class StepKind : std::uint8_t { talk, act };
enum class Mood : std::uint8_t { plain, playful, romantic };

// Topics are places in a list that both devices have (library::kTopics): bit 0 is the first.
using Topics = std::uint32_t;
inline constexpr int kTopicCount = 15;
// Kinds of pairs that it is meant for: bit 0 partner, 1 friend, 2 family.
using PairKinds = std::uint8_t;
enum class PairKind : std::uint8_t { partner, friends, family };
inline constexpr PairKinds kEveryPair = 0b111;

// What a step is about, in sixteenths that sum to 16.
using Weights = std::array<std::uint8_t, kFacetCount>;
inline constexpr int kWholeWeight = 16;

struct Step {
  std::string_view id;
  int depth = kLightestRung;
  int minutes = 10;
  StepKind kind = StepKind::talk;
  Mood mood = Mood::plain;
  Weights weights{};
  Topics topics = 0;
  PairKinds pairs = kEveryPair;
};

// The facet that it is about most; the earlier one of two alike.
[[nodiscard]] constexpr Facet main_facet(const Step& step) {
  std::size_t most = 0;
  for (std::size_t i = 1; i < kFacetCount; ++i) {
    if (step.weights[i] > step.weights[most]) most = i;
  }
  return static_cast<Facet>(most);
}

}  // namespace hearth::guide
