#include "guide/simulate/deck.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hearth::guide::simulate {
namespace {

enum Part : std::uint64_t { kSecondFacet, kMinutes, kTopic, kWorth, kOrder, kKind };

constexpr int kMinuteChoices[] = {5, 10, 15, 20, 40};
constexpr double kTopicShare = .6;

Step step_at(int place, Draw draw) {
  const auto at = static_cast<std::uint64_t>(place);
  Step step;
  step.depth = 1 + place % kTenderestRung;
  const std::size_t first = static_cast<std::size_t>(place / kTenderestRung) % kFacetCount;
  const auto shift = static_cast<std::size_t>(1 + draw.of(kSecondFacet).below(kFacetCount - 1, at));
  step.weights[first] = 11;
  step.weights[(first + shift) % kFacetCount] = kWholeWeight - 11;
  step.minutes = kMinuteChoices[draw.of(kMinutes).below(5, at)];
  step.kind = draw.of(kKind).uniform(at) < .5 ? StepKind::talk : StepKind::act;
  if (draw.of(kTopic).uniform(2 * at) < kTopicShare) {
    step.topics = Topics{1} << draw.of(kTopic).below(kTopicCount, 2 * at + 1);
  }
  return step;
}

Step weekly_date(const World& world) {
  Step date;
  date.minutes = static_cast<int>(world.date_minutes);
  date.kind = StepKind::act;
  date.weights[index(Facet::shared_life)] = kWholeWeight / 2;
  date.weights[index(Facet::affection)] = kWholeWeight / 2;
  return date;
}

}  // namespace

Deck make_deck(const World& world, Draw draw) {
  const int size = static_cast<int>(world.deck_size);
  std::vector<int> order(static_cast<std::size_t>(size));
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](int place) { return draw.of(kOrder).bits(static_cast<std::uint64_t>(place)); });
  Deck deck;
  for (int i = 0; i < size; ++i) deck.ids.push_back("s" + std::to_string(i));
  for (const int place : order) deck.steps.push_back(step_at(place, draw));
  deck.steps.push_back(weekly_date(world));
  for (int i = 0; i < size; ++i) deck.steps[static_cast<std::size_t>(i)].id = deck.ids[static_cast<std::size_t>(i)];
  for (std::size_t i = 0; i < deck.steps.size(); ++i) {
    // Log-normal with mean 1.
    const double spread = world.step_spread;
    deck.worth.push_back(std::exp(spread * draw.of(kWorth).normal(i) - spread * spread / 2));
  }
  deck.worth.back() = 1;
  return deck;
}

}  // namespace hearth::guide::simulate
