// The planner of core/guide among the policies: two devices that speak through their
// words, as in the app.
#pragma once

#include <memory>

#include "guide/planner.h"
#include "guide/simulate/policy.h"

namespace hearth::guide::simulate {

enum class Veil : bool { off, on };
enum class Rests : bool { off, on };
// next_card: within the same frame the next card of the deck, as the gated deck takes it.
enum class Choice : bool { planned, next_card };

struct Variant {
  Without without = Without::nothing;
  Veil veil = Veil::on;
  Rests rests = Rests::on;
  Choice choice = Choice::planned;
};

[[nodiscard]] std::unique_ptr<Policy> make_planner(const Deck& deck, Draw draw, Variant variant);

// Coins for a simulation: a hash of the text (FNV-1a, then SplitMix64).
[[nodiscard]] Coins coins_of(Draw draw);

// What a person's own device would know.
[[nodiscard]] Private private_of(const Person& person);

}  // namespace hearth::guide::simulate
