#include "guide/simulate/policy.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "guide/frame.h"
#include "guide/simulate/next_card.h"
#include "guide/simulate/planner_policy.h"

namespace hearth::guide::simulate {
namespace {

constexpr int kOffersAWeek = 2;

constexpr std::array kPolicies = {
    PolicyKind{"none", "nothing is offered"},
    PolicyKind{"random", "two steps a week, any; knows nothing"},
    PolicyKind{"fixed-deck", "two steps a week, from light to tender over the weeks; knows nothing"},
    PolicyKind{"weekly-date", "one date a week; knows nothing"},
    PolicyKind{"gated-deck",
               "two steps a week, the next of the deck that fits; knows both people's exact bounds, times and topics"},
    PolicyKind{kGatedDeckMargin, "the same with the planner's margin and ladder"},
    PolicyKind{kGatedDeckWords,
               "the next of the deck too, but with what the planner knows: the two words, and it rests"},
    PolicyKind{kPlanner, "as shipped: knows the two words, what was shared, and what was done"},
    PolicyKind{"planner-open", "without the veil: exact bounds, wishes and topics, no weeks of rest"},
    PolicyKind{"planner-no-gate", "any depth"},
    PolicyKind{"planner-no-gap", "does not look at needs"},
    PolicyKind{"planner-no-novelty", "does not mind repeating"},
    PolicyKind{"planner-no-exploration", "always the best"},
    PolicyKind{"planner-no-rest", "without weeks of rest"},
};

class None final : public Policy {
 public:
  std::vector<int> choose(const Pair& /*pair*/) override { return {}; }
};

class Random final : public Policy {
 public:
  Random(const Deck& deck, Draw draw) : deck_(deck), draw_(draw) {}
  std::vector<int> choose(const Pair& pair) override {
    const auto week = static_cast<std::uint64_t>(pair.week());
    return {draw_.below(deck_.size(), 2 * week), draw_.below(deck_.size(), 2 * week + 1)};
  }

 private:
  const Deck& deck_;
  Draw draw_;
};

class FixedDeck final : public Policy {
 public:
  FixedDeck(const Deck& deck, int weeks) : deck_(deck), weeks_(weeks) {}
  std::vector<int> choose(const Pair& pair) override {
    std::vector<int> steps;
    steps.reserve(kOffersAWeek);
    for (int i = 0; i < kOffersAWeek; ++i) steps.push_back(next(1 + pair.week() * kTenderestRung / weeks_));
    return steps;
  }

 private:
  // The next of this rung, from the beginning again when all were had.
  int next(int rung) {
    auto& after = after_.at(static_cast<std::size_t>(rung - 1));
    for (int tried = 0; tried < deck_.size(); ++tried) {
      const int at = after++ % deck_.size();
      if (deck_.steps[static_cast<std::size_t>(at)].depth == rung) return at;
    }
    return 0;
  }
  const Deck& deck_;
  int weeks_;
  std::array<int, kTenderestRung> after_{};
};

class WeeklyDate final : public Policy {
 public:
  explicit WeeklyDate(const Deck& deck) : deck_(deck) {}
  std::vector<int> choose(const Pair& /*pair*/) override { return {deck_.date()}; }

 private:
  const Deck& deck_;
};

class GatedDeck final : public Policy {
 public:
  enum class Margin : bool { no, yes };
  GatedDeck(const Deck& deck, Margin margin) : deck_(deck), margin_(margin) {}

  std::vector<int> choose(const Pair& pair) override {
    const Person& one = pair.person(0);
    const Person& other = pair.person(1);
    Frame frame;
    frame.rung = std::min(one.said_readiness.bound(), other.said_readiness.bound());
    if (margin_ == Margin::yes) {
      frame.rung = std::min(with_margin(frame.rung, deck_.steps, past_), ladder(deck_.steps, past_));
    }
    frame.minutes = std::min(minutes_of(one.budget), minutes_of(other.budget));
    frame.closed = one.off_limits | other.off_limits;
    std::vector<int> steps;
    for (int i = 0; i < kOffersAWeek; ++i) {
      if (const int step = cards_.next(deck_, frame); step >= 0) steps.push_back(step);
    }
    return steps;
  }
  void happened(int week, int step, const Outcome& outcome) override {
    past_.push_back({week, step, outcome.carried_out ? Fate::done : Fate::open});
  }

 private:
  const Deck& deck_;
  Margin margin_;
  NextCard cards_;
  std::vector<Past> past_;
};

}  // namespace

void Policy::happened(int /*week*/, int /*step*/, const Outcome& /*outcome*/) {}

std::span<const PolicyKind> policies() { return kPolicies; }

std::unique_ptr<Policy> make_policy(std::string_view name, const Deck& deck, Draw draw, int weeks) {
  if (name == "none") return std::make_unique<None>();
  if (name == "random") return std::make_unique<Random>(deck, draw);
  if (name == "fixed-deck") return std::make_unique<FixedDeck>(deck, weeks);
  if (name == "weekly-date") return std::make_unique<WeeklyDate>(deck);
  if (name == "gated-deck") return std::make_unique<GatedDeck>(deck, GatedDeck::Margin::no);
  if (name == kGatedDeckMargin) return std::make_unique<GatedDeck>(deck, GatedDeck::Margin::yes);
  if (name == kGatedDeckWords) return make_planner(deck, draw, {.choice = Choice::next_card});
  if (name == kPlanner) return make_planner(deck, draw, {});
  if (name == "planner-open") return make_planner(deck, draw, {.veil = Veil::off, .rests = Rests::off});
  if (name == "planner-no-gate") return make_planner(deck, draw, {.without = Without::gate});
  if (name == "planner-no-gap") return make_planner(deck, draw, {.without = Without::gap});
  if (name == "planner-no-novelty") return make_planner(deck, draw, {.without = Without::novelty});
  if (name == "planner-no-exploration") return make_planner(deck, draw, {.without = Without::exploration});
  if (name == "planner-no-rest") return make_planner(deck, draw, {.rests = Rests::off});
  return nullptr;
}

}  // namespace hearth::guide::simulate
