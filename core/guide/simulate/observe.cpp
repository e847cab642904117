#include "guide/simulate/observe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "guide/simulate/planner_policy.h"

namespace hearth::guide::simulate {
namespace {

enum Part : std::uint64_t { kSteady, kLived, kLearning, kWhich, kCoins, kDeck, kPair, kGuess, kReady };

constexpr double kNormal95 = 1.959963984540054;
// Once a person has answered often, the bound lies this much below true readiness.
constexpr double kBoundBelow = .3;
constexpr int kLearnedFrom = 20'000;

Guessed guessed(int right, int of) {
  const double n = of;
  const double share = right / n;
  const double z2 = kNormal95 * kNormal95;
  const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kNormal95 * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  return {right, of, {share, centre - half, centre + half}};
}

Private with_bound(int bound) {
  Private own;
  // Very comfortable steps at this depth lead up to it and beyond; answers hold it there.
  while (own.readiness.bound() < bound) own.readiness.felt(bound, bound == kTenderestRung ? 5 : 4);
  return own;
}

// log P(words | high) − log P(words | low). All but the pace is the same for both
// bounds (veil_test.cpp holds it to that); after the first weeks, which are the same
// for all, the pace is one coin kept for ever.
double steady_ratio(const std::vector<Word>& words, int low) {
  if (std::ssize(words) <= kFirstWeeks) return 0;
  const int pace = words.back().pace;
  const bool constant = std::ranges::all_of(words.begin() + kFirstWeeks, words.end(),
                                            [pace](const Word& word) { return word.pace == pace; });
  if (!constant) return 0;
  return std::log(veil_twentieths(low + 1, pace)) - std::log(veil_twentieths(low, pace));
}

Guessed steady(int pairs, int weeks, int low, Draw draw) {
  int right = 0;
  for (int i = 0; i < pairs; ++i) {
    const Draw one = draw.of(static_cast<std::uint64_t>(i));
    const bool high = one.uniform(kWhich) < .5;
    const Private own = with_bound(low + (high ? 1 : 0));
    const Coins coins = coins_of(one.of(kCoins));
    std::vector<Word> words;
    words.reserve(static_cast<std::size_t>(weeks));
    for (int week = 0; week < weeks; ++week) words.push_back(word_for(own, coins, week));
    const double ratio = steady_ratio(words, low);
    const bool guess = ratio == 0 ? one.uniform(kGuess) < .5 : ratio > 0;
    right += guess == high ? 1 : 0;
  }
  return guessed(right, pairs);
}

// In how many weeks the lightest pace was said, and how many of the later ones went
// beyond everyday talk: none, under three quarters, more. Observers who also counted the
// changes, the first week over the lightest and the last one's pace were right no oftener.
using Seen = std::array<int, 2>;

Seen live(const World& world, const Deck& deck, int weeks, double readiness, Draw draw) {
  Pair pair(world, deck, draw.of(kPair));
  pair.people()[0].readiness = readiness;
  pair.people()[1].readiness = kTenderestRung;  // the observer holds nothing back
  const auto planner = make_planner(deck, draw.of(kCoins), {});
  const Coins coins = coins_of(draw.of(kCoins).of(0));
  int lightest = 0;
  int beyond = 0;
  for (int week = 0; week < weeks; ++week) {
    pair.begin_week(week);
    const int pace = word_for(private_of(pair.person(0)), coins, week).pace;
    lightest += pace == kLightestRung ? 1 : 0;
    beyond += pace > kEverydayRung ? 1 : 0;
    int place = 0;
    for (const int step : planner->choose(pair)) planner->happened(week, step, pair.offer(step, place++));
  }
  return {lightest, beyond == 0 ? 0 : 4 * beyond < 3 * weeks ? 1 : 2};
}

class LivedObserver {
 public:
  LivedObserver(const World& world, int weeks, int low, Draw draw)
      : world_(world), deck_(make_deck(world, draw.of(kDeck))), weeks_(weeks), low_(low) {
    for (int i = 0; i < kLearnedFrom; ++i) {
      const bool high = i % 2 == 1;
      counts_[seen(high, draw.of(kLearning).of(static_cast<std::uint64_t>(i)))].at(high ? 1 : 0) += 1;
    }
  }
  Guessed guess(int pairs, Draw draw) {
    int right = 0;
    for (int i = 0; i < pairs; ++i) {
      const Draw one = draw.of(static_cast<std::uint64_t>(i));
      const bool high = one.uniform(kWhich) < .5;
      const auto& counts = counts_[seen(high, one)];
      const bool says_high = counts[0] == counts[1] ? one.uniform(kGuess) < .5 : counts[1] > counts[0];
      right += says_high == high ? 1 : 0;
    }
    return guessed(right, pairs);
  }

 private:
  Seen seen(bool high, Draw draw) const {
    const double readiness = low_ + (high ? 1 : 0) + kBoundBelow + draw.uniform(kReady);
    return live(world_, deck_, weeks_, std::min<double>(readiness, kTenderestRung), draw);
  }
  const World& world_;
  Deck deck_;
  int weeks_, low_;
  std::map<Seen, std::array<int, 2>> counts_;
};

}  // namespace

Guessed observe_steady(int pairs, int weeks, int low, std::uint64_t seed) {
  return steady(pairs, weeks, low, Draw(seed).of(kSteady));
}

Guessed observe_lived(const World& world, int pairs, int weeks, int low, std::uint64_t seed) {
  const Draw draw(seed);
  return LivedObserver(world, weeks, low, draw).guess(pairs, draw.of(kLived));
}

}  // namespace hearth::guide::simulate
