#include "guide/simulate/run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "guide/simulate/policy.h"

namespace hearth::guide::simulate {
namespace {

World world(std::string_view name) {
  const auto read = read_world(world_text(name));
  EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().what);
  return read.value_or(World{});
}

std::vector<std::string> all() {
  std::vector<std::string> names;
  for (const PolicyKind& kind : policies()) names.emplace_back(kind.name);
  return names;
}

const Told& find(const std::vector<Told>& told, std::string_view name) {
  return *std::ranges::find(told, name, &Told::policy);
}

TEST(Run, SameSeedGivesTheSameAndAnotherSeedAnother) {
  const auto first = run(world("W1"), all(), 5, 6, 7);
  const auto again = run(world("W1"), all(), 5, 6, 7);
  const auto other = run(world("W1"), all(), 5, 6, 8);
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(values(first[i], &Lived::reduction), values(again[i], &Lived::reduction)) << first[i].policy;
    EXPECT_NE(values(first[i], &Lived::reduction), values(other[i], &Lived::reduction)) << first[i].policy;
  }
}

TEST(Run, APolicyMeetsTheSamePeopleWhicheverOthersRunBesideIt) {
  const auto together = run(world("W1"), all(), 5, 6, 7);
  const auto alone = run(world("W1"), {std::string(kPlanner)}, 5, 6, 7);
  EXPECT_EQ(values(find(together, kPlanner), &Lived::reduction), values(alone[0], &Lived::reduction));
}

TEST(Run, WithNothingOfferedNothingChangesOnAverage) {
  const auto told = run(world("W1"), {"none"}, 3000, 12, 3);
  const Estimate reduction = estimate_of(values(told[0], &Lived::reduction));
  EXPECT_LT(std::abs(reduction.mean), .1);
  EXPECT_EQ(mean(values(told[0], &Lived::offered)), 0);
}

TEST(Run, WhereNothingMattersAllWaysWithTheSameNumberOfStepsAreAlike) {
  const auto told = run(world("W6"), {"none", "random", "fixed-deck", "gated-deck", "weekly-date"}, 400, 12, 3);
  const auto per_step = [&](std::string_view name) {
    return mean(differences(find(told, name), told[0], &Lived::reduction)) /
           mean(values(find(told, name), &Lived::done));
  };
  // A little under .03: some people lack nothing, so nothing can be made up for them.
  EXPECT_NEAR(per_step("random"), .0275, .001);
  for (const char* name : {"fixed-deck", "gated-deck", "weekly-date"}) {
    EXPECT_NEAR(per_step(name), per_step("random"), .0005) << name;
  }
}

TEST(Run, RandomStepsHarmAndGatedOnesHardly) {
  const auto told = run(world("W1"), {"random", "gated-deck", std::string(kPlanner)}, 300, 12, 5);
  EXPECT_GT(mean(values(told[0], &Lived::harms)), 1);
  EXPECT_LT(mean(values(told[1], &Lived::harms)), .2);
  EXPECT_LE(mean(values(told[2], &Lived::harms)), mean(values(told[1], &Lived::harms)));
  EXPECT_GT(mean(values(told[2], &Lived::reduction)), mean(values(told[0], &Lived::reduction)));
}

// The twin that must fail: without its gate the planner harms.
TEST(Run, WithoutItsGateThePlannerHarms) {
  const auto told = run(world("W1"), {"planner-no-gate", std::string(kPlanner)}, 200, 12, 5);
  EXPECT_GT(mean(values(told[0], &Lived::harms)), mean(values(told[1], &Lived::harms)) + 1);
}

TEST(Run, IntervalsHoldTheirMeanInNineteenOfTwenty) {
  int held = 0;
  for (std::uint64_t round = 0; round < 1000; ++round) {
    const Draw draw(round);
    std::vector<double> drawn;
    for (std::uint64_t i = 0; i < 60; ++i) drawn.push_back(draw.normal(i));
    const Estimate estimate = estimate_of(drawn);
    held += estimate.low <= 0 && 0 <= estimate.high ? 1 : 0;
  }
  EXPECT_NEAR(held, 945, 25);
}

}  // namespace
}  // namespace hearth::guide::simulate
