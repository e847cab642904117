#include "guide/simulate/planner_policy.h"

#include <algorithm>
#include <cmath>

#include "guide/simulate/next_card.h"

namespace hearth::guide::simulate {
namespace {

enum Part : std::uint64_t { kPairCoins, kOwnCoins };

// Where most is lacking by one's own answers so far.
std::optional<Facet> wish_of(const Person& person) {
  if (person.reports.empty()) return std::nullopt;
  Levels lacking{};
  for (const Report& report : person.reports) {
    for (std::size_t f = 0; f < kFacetCount; ++f) lacking[f] += report.needed[f] - report.felt[f];
  }
  return static_cast<Facet>(std::ranges::max_element(lacking) - lacking.begin());
}

class Planner final : public Policy {
 public:
  Planner(const Deck& deck, Draw draw, Variant variant)
      : deck_(deck), variant_(variant), pair_coins_(coins_of(draw.of(kPairCoins))) {
    for (std::uint64_t who = 0; who < 2; ++who) own_coins_.push_back(coins_of(draw.of(kOwnCoins).of(who)));
  }

  std::vector<int> choose(const Pair& pair) override {
    const int week = pair.week();
    for (int who = 0; who < 2; ++who) say(pair.person(who), who, week);
    const Known known{deck_.cards(), {}, said_, shared_, pair_coins_};
    if (variant_.choice == Choice::next_card) return next_cards(week);
    std::vector<int> steps;
    for (const Offer& offer : plan_week(known, past_, week, rested_, Others::leave_out, variant_.without)) {
      steps.push_back(offer.step);
    }
    note_rest(week);
    return steps;
  }
  void happened(int week, int step, const Outcome& outcome) override {
    past_.push_back({week, step, outcome.carried_out ? Fate::done : Fate::open});
  }

 private:
  void note_rest(int week) { rested_.push_back(rests(in_force(said_, 0, week), in_force(said_, 1, week))); }

  std::vector<int> next_cards(int week) {
    const Frame frame =
        frame_of(deck_.cards(), past_, {}, in_force(said_, 0, week), in_force(said_, 1, week), week, rested_);
    std::vector<int> steps;
    for (int i = 0; i < frame.offers; ++i) {
      if (const int step = cards_.next(deck_, frame); step >= 0) steps.push_back(step);
    }
    note_rest(week);
    return steps;
  }

  void say(const Person& person, int who, int week) {
    Private own = private_of(person);
    own.wish_said = wish_in_season(said_, who, week);
    Word word = word_for(own, own_coins_[static_cast<std::size_t>(who)], week);
    if (variant_.veil == Veil::off) {
      word.pace = own.readiness.bound();
      word.closed = own.off_limits;
      word.wish = own.wish.value_or(word.wish);
    }
    if (variant_.rests == Rests::off) word.rest = Rest::no;
    said_.push_back({who, week, word});
    if (!person.shares || person.reports.empty() || person.reports.back().week != week) return;
    const Report& report = person.reports.back();
    for (std::size_t f = 0; f < kFacetCount; ++f) {
      const int quarters = static_cast<int>(std::lround(4 * (report.needed[f] - report.felt[f])));
      shared_.push_back({who, week, static_cast<Facet>(f), quarters});
    }
  }

  const Deck& deck_;
  Variant variant_;
  NextCard cards_;
  Coins pair_coins_;
  std::vector<Coins> own_coins_;
  std::vector<Said> said_;
  std::vector<SharedGap> shared_;
  std::vector<Past> past_;
  std::vector<bool> rested_;
};

}  // namespace

Coins coins_of(Draw draw) {
  return [draw](std::string_view what) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : what) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3U;
    return draw.bits(hash);
  };
}

Private private_of(const Person& person) {
  Private own;
  own.readiness = person.said_readiness;
  own.budget = person.budget;
  own.off_limits = person.off_limits;
  own.wish = wish_of(person);
  return own;
}

std::unique_ptr<Policy> make_planner(const Deck& deck, Draw draw, Variant variant) {
  return std::make_unique<Planner>(deck, draw, variant);
}

}  // namespace hearth::guide::simulate
