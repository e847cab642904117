#include "guide/simulate/run.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "guide/simulate/policy.h"

namespace hearth::guide::simulate {
namespace {

enum Part : std::uint64_t { kDeck, kPairs, kChoices };
constexpr double kNormal95 = 1.959963984540054;

Lived live(const Deck& deck, Pair pair, Policy& policy, int weeks) {
  Lived lived;
  pair.begin_week(0);
  const double start[2] = {pair.unmet(0), pair.unmet(1)};
  for (int week = 0; week < weeks; ++week) {
    if (week > 0) pair.begin_week(week);
    int place = 0;
    for (const int step : policy.choose(pair)) {
      const Outcome outcome = pair.offer(step, place++);
      policy.happened(week, step, outcome);
      lived.offered += 1;
      lived.harms += outcome.harmful ? 1 : 0;
      if (!outcome.carried_out) continue;
      lived.done += 1;
      lived.minutes += deck.steps[static_cast<std::size_t>(step)].minutes;
    }
  }
  const double gained[2] = {start[0] - pair.unmet(0), start[1] - pair.unmet(1)};
  lived.reduction = (gained[0] + gained[1]) / 2;
  lived.least_reduction = std::min(gained[0], gained[1]);
  return lived;
}

}  // namespace

std::vector<Told> run(const World& world, const std::vector<std::string>& policies, int couples, int weeks,
                      std::uint64_t seed) {
  const Draw draw(seed);
  const Deck deck = make_deck(world, draw.of(kDeck));
  std::vector<Told> told;
  told.reserve(policies.size());
  for (const std::string& policy : policies) told.push_back({policy, {}});
  for (int i = 0; i < couples; ++i) {
    const auto place = static_cast<std::uint64_t>(i);
    const Pair pair(world, deck, draw.of(kPairs).of(place));
    for (Told& one : told) {
      const auto policy = make_policy(one.policy, deck, draw.of(kChoices).of(place), weeks);
      one.pairs.push_back(live(deck, pair, *policy, weeks));
    }
  }
  return told;
}

double mean(const std::vector<double>& values) {
  return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Estimate estimate_of(const std::vector<double>& values) {
  const double centre = mean(values);
  if (values.size() < 2) return {centre, centre, centre};
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  const auto count = static_cast<double>(values.size());
  const double half = kNormal95 * std::sqrt(squares / (count - 1) / count);
  return {centre, centre - half, centre + half};
}

std::vector<double> values(const Told& told, Field field) {
  std::vector<double> values;
  values.reserve(told.pairs.size());
  for (const Lived& lived : told.pairs) values.push_back(lived.*field);
  return values;
}

std::vector<double> differences(const Told& one, const Told& other, Field field) {
  std::vector<double> differences;
  differences.reserve(one.pairs.size());
  for (std::size_t i = 0; i < one.pairs.size(); ++i) {
    differences.push_back(one.pairs[i].*field - other.pairs[i].*field);
  }
  return differences;
}

}  // namespace hearth::guide::simulate
