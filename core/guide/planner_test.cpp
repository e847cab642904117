#include "guide/planner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include "verify/hash.h"

namespace hearth::guide {
namespace {

Coins coins_of(std::string key) {
  return [key = std::move(key)](std::string_view what) {
    const base::Hash32 hash = verify::hash("test", {base::as_bytes(key), base::as_bytes(what)});
    std::uint64_t coin = 0;
    for (std::size_t i = 0; i < 8; ++i) coin = coin << 8U | hash.bytes[i];
    return coin;
  };
}

class PlannedWeek : public ::testing::Test {
 protected:
  PlannedWeek() {
    for (int i = 0; i < 90; ++i) ids.push_back("s" + std::to_string(i));
    for (int i = 0; i < 90; ++i) {
      Step step{.id = ids[static_cast<std::size_t>(i)], .depth = 1 + i % 5, .minutes = 5 + 5 * (i % 3)};
      step.kind = i % 2 == 0 ? StepKind::talk : StepKind::act;
      step.weights[static_cast<std::size_t>(i / 5) % kFacetCount] = kWholeWeight;
      if (i % 4 == 0) step.topics = Topics{1} << (i / 4 % kTopicCount);
      deck.push_back(step);
    }
    said = {{0, 0, {.pace = 3}}, {1, 0, {.pace = 3}}};
  }
  [[nodiscard]] Known known() const { return {deck, way, said, shared, pair_coins}; }
  [[nodiscard]] std::vector<Offer> week(int number) const { return offers_of(known(), reported, number); }
  void do_everything(int weeks) {
    for (int at = 0; at < weeks; ++at) {
      for (const Offer& offer : week(at)) reported.push_back({at, offer.step, Fate::done});
    }
  }
  [[nodiscard]] const Step& step(int place) const { return deck[static_cast<std::size_t>(place)]; }

  std::vector<std::string> ids;
  std::vector<Step> deck;
  Way way;
  std::vector<Said> said;
  std::vector<SharedGap> shared;
  std::vector<Reported> reported;
  Coins pair_coins = coins_of("pair");
};

// alice's device knows what alice keeps to herself, bob's what bob does; all that
// reaches the choice are the two words. The day-to-day flow of two devices:
//   private ── word_for ──▶ shared log ──▶ offers_of ──▶ the same offer on both
TEST_F(PlannedWeek, TwoDevicesThatKnowDifferentPrivateThingsOfferTheSame) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 20; ++round) {
    Private alice;
    Private bob;
    for (int i = 0; i < 6; ++i) alice.readiness.answered(4);
    for (int i = 0; i < 6; ++i) bob.readiness.answered(2);
    alice.off_limits = static_cast<Topics>(random() % 64);
    bob.wish = static_cast<Facet>(random() % kFacetCount);
    said.clear();
    reported.clear();
    for (int at = 0; at < 10; ++at) {
      said.push_back({0, at, word_for(alice, coins_of("alice" + std::to_string(round)), at)});
      said.push_back({1, at, word_for(bob, coins_of("bob" + std::to_string(round)), at)});
      // bob's device got everything in another order, and reads the deck from another list.
      std::vector<Said> in_bobs_order = said;
      std::ranges::shuffle(in_bobs_order, random);
      std::vector<Reported> reports = reported;
      std::ranges::shuffle(reports, random);
      const Known bobs{deck, way, in_bobs_order, shared, pair_coins};
      const auto offers = week(at);
      const auto theirs = offers_of(bobs, reports, at);
      ASSERT_EQ(offers.size(), theirs.size());
      for (std::size_t i = 0; i < offers.size(); ++i) {
        EXPECT_EQ(offers[i].step, theirs[i].step);
        EXPECT_EQ(offers[i].others, theirs[i].others);
        EXPECT_EQ(offers[i].because, theirs[i].because);
        // Nobody is shown what is too deep, off limits or too long for them.
        EXPECT_TRUE(fits_me(step(offers[i].step), alice, SinceConflict::long_));
        EXPECT_TRUE(fits_me(step(offers[i].step), bob, SinceConflict::long_));
        reported.push_back({at, offers[i].step, Fate::done});
      }
    }
  }
}

TEST_F(PlannedWeek, ThePartnersScreenIsTheSameWhetherTheOtherHasTheMarkOrChoseTheLightestPace) {
  Private lightest;
  lightest.pace = Pace::lightest;
  Private marked;
  marked.joint = Joint::none;
  std::vector<std::vector<Offer>> seen;
  for (const Private& other : {lightest, marked}) {
    said = {{1, 0, {.pace = 4}}};
    for (int at = 0; at < 20; ++at) said.push_back({0, at, word_for(other, coins_of("alice"), at)});
    for (int at = 0; at < 20; ++at) seen.push_back(week(at));
  }
  for (std::size_t at = 0; at < 20; ++at) {
    ASSERT_EQ(seen[at].size(), seen[at + 20].size());
    for (std::size_t i = 0; i < seen[at].size(); ++i) {
      EXPECT_EQ(seen[at][i].step, seen[at + 20][i].step);
      EXPECT_EQ(seen[at][i].because, seen[at + 20][i].because);
    }
  }
}

TEST_F(PlannedWeek, StandsStillWhateverIsReportedDuringIt) {
  do_everything(5);
  const auto before = week(5);
  ASSERT_FALSE(before.empty());
  reported.push_back({5, before[0].step, Fate::let_go});
  const auto after = week(5);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after[i].step, before[i].step);
}

TEST_F(PlannedWeek, NoStepTwiceInAWeekAndNoneWithinEightOffersWhileOthersFit) {
  do_everything(12);
  std::vector<int> all;
  for (int at = 0; at < 12; ++at) {
    for (const Offer& offer : week(at)) {
      const auto from = all.size() > 8 ? all.end() - 8 : all.begin();
      EXPECT_EQ(std::find(from, all.end(), offer.step), all.end()) << "week " << at;
      all.push_back(offer.step);
    }
  }
  EXPECT_GE(all.size(), 24U);
}

TEST_F(PlannedWeek, WhatWasSharedAsLackingIsChosenOftener) {
  for (int member : {0, 1}) {
    for (std::size_t f = 0; f < kFacetCount; ++f) {
      shared.push_back({member, 0, static_cast<Facet>(f), static_cast<Facet>(f) == Facet::meaning ? 28 : 0});
    }
  }
  do_everything(16);
  std::map<Facet, int> times;
  bool told = false;
  for (int at = 1; at < 16; ++at) {
    for (const Offer& offer : week(at)) {
      ++times[offer.facet];
      told = told || std::ranges::find(offer.because, Because::shared_numbers) != offer.because.end();
    }
  }
  for (const auto& [facet, count] : times) {
    if (facet != Facet::meaning) EXPECT_LT(count, times[Facet::meaning]) << id(facet);
  }
  EXPECT_TRUE(told);
}

TEST_F(PlannedWeek, ReasonsAreTheSameWhicheverLimitHeldAndWhosever) {
  do_everything(8);
  // alice's pace, bob's pace, or the track: each holds it at rung 2.
  std::vector<std::vector<Offer>> weeks;
  for (const auto& [one, other, stage] :
       {std::tuple{2, 5, Stage::rebuild}, {5, 2, Stage::rebuild}, {5, 5, Stage::steady}}) {
    said = {{0, 0, {.pace = one}}, {1, 0, {.pace = other}}};
    way = {.track = Track::after_breach, .stage = stage};
    weeks.push_back(plan_week(known(), {}, 8, {}));
  }
  for (const auto& offers : weeks) {
    ASSERT_FALSE(offers.empty());
    for (std::size_t i = 0; i < offers.size(); ++i) {
      EXPECT_EQ(offers[i].step, weeks[0][i].step);
      EXPECT_EQ(offers[i].because, weeks[0][i].because);
      EXPECT_EQ(offers[i].because.front(), Because::gentle);
    }
  }
}

TEST_F(PlannedWeek, AnotherOneGivesOthersThatFitTooAndALightOneAmongThem) {
  do_everything(10);
  const auto offers = week(10);
  ASSERT_FALSE(offers.empty());
  const Offer& offer = offers[0];
  EXPECT_GE(offer.others.size(), 3U);
  EXPECT_EQ(std::ranges::find(offer.others, offer.step), offer.others.end());
  EXPECT_EQ(std::set(offer.others.begin(), offer.others.end()).size(), offer.others.size());
  EXPECT_TRUE(std::ranges::any_of(offer.others, [&](int other) { return step(other).depth == 1; }));
}

TEST_F(PlannedWeek, WhoBeginsAlternates) {
  do_everything(4);
  const auto first = week(1);
  ASSERT_GE(first.size(), 2U);
  EXPECT_NE(first[0].begins, first[1].begins);
}

TEST_F(PlannedWeek, EachPartOfTheRuleMatters) {
  for (std::size_t f = 0; f < kFacetCount; ++f)
    shared.push_back({0, 0, static_cast<Facet>(f), static_cast<int>(f) * 5});
  std::vector<Past> past;
  for (int i = 0; i < 90; i += 5) past.push_back({i / 10, i, Fate::done});
  const auto steps = [&](Without without) {
    std::vector<int> chosen;
    for (int at = 20; at < 40; ++at) {
      for (const Offer& offer : plan_week(known(), past, at, {}, Others::leave_out, without))
        chosen.push_back(offer.step);
    }
    return chosen;
  };
  const auto whole = steps(Without::nothing);
  for (const Without without :
       {Without::gate, Without::gap, Without::novelty, Without::balance, Without::exploration}) {
    EXPECT_NE(steps(without), whole) << static_cast<int>(without);
  }
}

TEST_F(PlannedWeek, AnEmptyDeckAndOddWeeksGiveNothing) {
  deck.clear();
  EXPECT_TRUE(week(0).empty());
  EXPECT_TRUE(week(-5).empty());
}

}  // namespace
}  // namespace hearth::guide
