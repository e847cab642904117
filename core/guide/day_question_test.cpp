#include "guide/day_question.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "verify/hash.h"

namespace hearth::guide {
namespace {

class DayQuestion : public ::testing::Test {
 protected:
  DayQuestion() {
    for (int i = 0; i < 60; ++i) ids.push_back("q" + std::to_string(i));
    for (int i = 0; i < 60; ++i) deck.push_back({ids[static_cast<std::size_t>(i)], 1 + i % 5, i % 7 != 0});
    pair.began = *base::from_iso("2026-03-20");
    pair.rank_of = [](std::string_view what) { return verify::keyed_hash(kKey, "test", {base::as_bytes(what)}); };
  }
  [[nodiscard]] std::string of(base::Date day) const {
    const auto picks = questions_of(deck, pair, day);
    return picks.empty() ? "none"
                         : std::string(deck[picks.front().card].id) + "/" + std::to_string(picks.front().round);
  }

  static constexpr std::uint8_t kKey[32] = {1, 2, 3};
  std::vector<std::string> ids;
  std::vector<Card> deck;
  Pair pair;
};

TEST_F(DayQuestion, TwoDevicesWithTheSameLogMeetTheSameQuestionWhateverTheOrderOfTheirDeck) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::vector<std::string> first;
  for (int i = 0; i < 40; ++i) first.push_back(of(pair.began + i));
  std::shuffle(deck.begin(), deck.end(), random);
  for (int i = 0; i < 40; ++i) EXPECT_EQ(of(pair.began + i), first[static_cast<std::size_t>(i)]) << "day " << i;
}

TEST_F(DayQuestion, NoneRepeatsBeforeAllWereHad) {
  pair.agreed = {{3, pair.began}, {4, pair.began}, {5, pair.began}};
  std::set<std::string> seen;
  const auto fitting = std::count_if(deck.begin(), deck.end(), [](const Card& card) { return card.fits; });
  for (int i = 1; i <= fitting; ++i) EXPECT_TRUE(seen.insert(of(pair.began + i)).second) << "day " << i;
}

TEST_F(DayQuestion, WhenAllWereHadANewRoundBegins) {
  EXPECT_NE(questions_of(deck, pair, pair.began + 400).front().round, 0);
}

TEST_F(DayQuestion, ItGoesNoDeeperThanBothAgreedAndOnlyStepByStep) {
  for (int i = 0; i < 60; ++i) {
    const int depth = deck[questions_of(deck, pair, pair.began + i).front().card].depth;
    EXPECT_LE(depth, i < kSecondRungAfterDays ? kFirstRung : kSecondRung) << "day " << i;
  }
  pair.agreed = {{4, pair.began + 10}};
  EXPECT_EQ(rung_on(pair, pair.began + 30), kSecondRung) << "the third rung was not agreed";
  pair.agreed.push_back({3, pair.began + 20});
  EXPECT_EQ(rung_on(pair, pair.began + 20), kSecondRung) << "from the next day on";
  EXPECT_EQ(rung_on(pair, pair.began + 21), 4);
}

TEST_F(DayQuestion, OnlyWhatFitsThePairIsAsked) {
  for (int i = 0; i < 80; ++i) EXPECT_TRUE(deck[questions_of(deck, pair, pair.began + i).front().card].fits);
}

TEST_F(DayQuestion, AnAnswerOfTodayDoesNotChangeTodaysQuestion) {
  const base::Date day = pair.began + 12;
  const std::string before = of(day);
  const auto picks = questions_of(deck, pair, day);
  // Answered on the day itself; in UTC that can be the day before or after.
  for (const int shift : {-1, 0, 1}) {
    pair.asked = {{std::string(deck[picks[0].card].id), 0, day + shift}};
    EXPECT_EQ(of(day), before) << shift;
  }
}

TEST_F(DayQuestion, WhatWasAnsweredOnAnotherDayIsNotAskedAgain) {
  const base::Date day = pair.began + 12;
  const auto picks = questions_of(deck, pair, day);
  pair.asked = {{std::string(deck[picks[0].card].id), 0, pair.began + 2}};
  EXPECT_NE(of(day), std::string(deck[picks[0].card].id) + "/0");
}

TEST_F(DayQuestion, AnotherOneGivesTwoMoreWhichTheNextDaysDoNotAsk) {
  const base::Date day = pair.began + 9;
  const auto picks = questions_of(deck, pair, day);
  ASSERT_EQ(picks.size(), 1 + kOthersPerDay);
  std::set<std::size_t> all;
  for (const Pick& pick : picks) EXPECT_TRUE(all.insert(pick.card).second);
  for (int ahead = 1; ahead <= 3; ++ahead) {
    EXPECT_FALSE(all.contains(questions_of(deck, pair, day + ahead).front().card)) << ahead;
  }
}

TEST_F(DayQuestion, TheLighterPaceOfADayHoldsHoweverDeepBothAgreedAndEarlierDaysStayAsTheyWere) {
  pair.agreed = {{3, pair.began}, {4, pair.began}};
  std::vector<std::string> before;
  for (int i = 0; i < 20; ++i) before.push_back(of(pair.began + i));
  pair.limits = {{pair.began + 10, 1, 0}};
  for (int i = 0; i < 10; ++i) EXPECT_EQ(of(pair.began + i), before[static_cast<std::size_t>(i)]) << i;
  for (int i = 10; i < 20; ++i) {
    for (const Pick& pick : questions_of(deck, pair, pair.began + i)) EXPECT_EQ(deck[pick.card].depth, 1) << i;
  }
}

TEST_F(DayQuestion, AClosedTopicIsNotAskedAboutFromThatDayOn) {
  for (std::size_t i = 0; i < deck.size(); i += 2) deck[i].topics = 0b10;
  const auto closed_ones = [&] {
    int count = 0;
    for (int i = 5; i < 25; ++i) {
      for (const Pick& pick : questions_of(deck, pair, pair.began + i)) count += deck[pick.card].topics == 0 ? 0 : 1;
    }
    return count;
  };
  EXPECT_GT(closed_ones(), 0);
  pair.limits = {{pair.began, 5, 0b10}};
  EXPECT_EQ(closed_ones(), 0);
}

TEST_F(DayQuestion, ADeckWithNothingThatFitsGivesNone) {
  for (Card& card : deck) card.fits = false;
  EXPECT_TRUE(questions_of(deck, pair, pair.began).empty());
}

// The day itself: 04:00 in the pair's zone, as the host's offset says.
TEST_F(DayQuestion, PartnersElevenHoursApartMeetTheSameQuestionInThePairsZone) {
  // One in Auckland (UTC+13), one in Berlin (UTC+1); both pass the pair's offset, +60.
  const std::int64_t moment = 1'794'000'000'000;
  EXPECT_EQ(of(base::day_of(moment, 60)), of(base::day_of(moment, 60)));
  // Had each used their own, they would stand in different days for hours.
  bool differs = false;
  for (int hour = 0; hour < 24; ++hour) {
    differs =
        differs || base::day_of(moment + hour * 3'600'000LL, 60) != base::day_of(moment + hour * 3'600'000LL, 780);
  }
  EXPECT_TRUE(differs);
}

TEST_F(DayQuestion, DaylightSavingSkipsAndRepeatsNoQuestion) {
  // Berlin, 2026-03-29 02:00 -> 03:00 (UTC 01:00): offset 60, then 120.
  const std::int64_t change = 1'774'746'000'000;
  std::vector<std::string> met;
  for (int hour = -48; hour < 72; ++hour) {
    const std::int64_t moment = change + hour * 3'600'000LL;
    const std::string question = of(base::day_of(moment, moment < change ? 60 : 120));
    if (met.empty() || met.back() != question) met.push_back(question);
  }
  EXPECT_EQ(met.size(), 6U);
  EXPECT_EQ(std::set<std::string>(met.begin(), met.end()).size(), met.size());
}

}  // namespace
}  // namespace hearth::guide
