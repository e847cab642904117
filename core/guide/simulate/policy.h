// The ways of choosing that are compared. Each gets a pair's week and says which
// steps of the deck it offers. What each may know stands beside its name.
// One thread at a time.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "guide/simulate/pair.h"

namespace hearth::guide::simulate {

class Policy {
 public:
  virtual ~Policy() = default;
  // The steps of this week, at most eight.
  [[nodiscard]] virtual std::vector<int> choose(const Pair& pair) = 0;
  virtual void happened(int week, int step, const Outcome& outcome);
};

struct PolicyKind {
  std::string_view name;
  std::string_view about;
};

// In the order in which they are told.
[[nodiscard]] std::span<const PolicyKind> policies();
inline constexpr std::string_view kPlanner = "planner";
inline constexpr std::string_view kGatedDeckMargin = "gated-deck-margin";
inline constexpr std::string_view kGatedDeckWords = "gated-deck-words";

// A new one for one pair; null when there is no policy of that name. `weeks`: how long it will run.
[[nodiscard]] std::unique_ptr<Policy> make_policy(std::string_view name, const Deck& deck, Draw draw, int weeks);

}  // namespace hearth::guide::simulate
