#include "guide/frame.h"

#include <gtest/gtest.h>

namespace hearth::guide {
namespace {

class FrameOfAWeek : public ::testing::Test {
 protected:
  FrameOfAWeek() {
    for (int depth = 1; depth <= 5; ++depth) deck.push_back({.id = "s", .depth = depth, .minutes = 10});
  }
  // Steps of this depth that were done.
  void done(int depth, int times) {
    for (int i = 0; i < times; ++i) past.push_back({0, depth - 1, Fate::done});
  }
  [[nodiscard]] Frame frame(int pace, int other, Way way = {}, int week = 20) const {
    return frame_of(deck, past, way, {.pace = pace}, {.pace = other}, week, rested);
  }
  std::vector<Step> deck;
  std::vector<Past> past;
  std::vector<bool> rested;
};

TEST_F(FrameOfAWeek, AtFirstAllIsLight) { EXPECT_EQ(frame(5, 5).rung, 1); }

TEST_F(FrameOfAWeek, ARungOpensAfterFourStepsAtTheOneBelowAndNoSooner) {
  done(1, 3);
  EXPECT_EQ(frame(2, 2).rung, 1);
  done(1, 1);
  EXPECT_EQ(frame(2, 2).rung, 2);
  done(2, 3);
  EXPECT_EQ(frame(3, 3).rung, 2);
  done(2, 1);
  EXPECT_EQ(frame(3, 3).rung, 3);
}

TEST_F(FrameOfAWeek, TheMarginIsOneRungBelowThePace) {
  done(1, 2);
  EXPECT_EQ(frame(3, 3).rung, 2) << "inside the margin, two steps climb";
  EXPECT_EQ(frame(2, 2).rung, 1) << "at its edge, four are needed";
}

TEST_F(FrameOfAWeek, TheLighterPaceOfTheTwoHoldsWhoeversItIs) {
  for (int depth = 1; depth <= 5; ++depth) done(depth, 4);
  for (int one = 1; one <= 5; ++one) {
    for (int other = 1; other <= 5; ++other) {
      EXPECT_LE(frame(one, other).rung, std::min(one, other));
      EXPECT_EQ(frame(one, other).rung, frame(other, one).rung);
    }
  }
}

TEST_F(FrameOfAWeek, AnAbandonedStepLeadsOneRungDown) {
  done(1, 4);
  done(2, 4);
  const int before = ladder(deck, past);
  past.push_back({1, before - 1, Fate::let_go});
  EXPECT_EQ(ladder(deck, past), before - 1);
}

TEST_F(FrameOfAWeek, WhatNobodySaidAnythingAboutChangesNothing) {
  done(1, 4);
  const int before = ladder(deck, past);
  for (int i = 0; i < 50; ++i) past.push_back({1, before - 1, Fate::open});
  EXPECT_EQ(ladder(deck, past), before);
}

TEST_F(FrameOfAWeek, EitherRestingRestsBothAndLaterWeeksMakeUpForIt) {
  const Word rest{.rest = Rest::yes};
  EXPECT_EQ(frame_of(deck, past, {}, rest, {}, 3, rested).offers, 0);
  EXPECT_EQ(frame_of(deck, past, {}, {}, rest, 3, rested).offers, 0);
  EXPECT_EQ(frame(1, 1).offers, 2);
  rested = {true};
  EXPECT_EQ(frame(1, 1).offers, 3);
  rested = {true, false};
  EXPECT_EQ(frame(1, 1).offers, 3);
  rested = {true, false, false};
  EXPECT_EQ(frame(1, 1).offers, 2);
  rested = std::vector<bool>(60, true);
  EXPECT_EQ(frame(1, 1).offers, 3) << "never more than three";
}

TEST_F(FrameOfAWeek, TheShorterTimeAndAllTopicsOfBothHold) {
  const Frame both = frame_of(deck, past, {}, {.budget = Budget::long_, .closed = 0b01},
                              {.budget = Budget::short_, .closed = 0b10}, 3, rested);
  EXPECT_EQ(both.minutes, 10);
  EXPECT_EQ(both.closed, 0b11U);
  EXPECT_TRUE(feasible({.id = "s", .minutes = 10, .topics = 0b100}, both, {}, 3));
  EXPECT_FALSE(feasible({.id = "s", .minutes = 10, .topics = 0b110}, both, {}, 3));
  EXPECT_FALSE(feasible({.id = "s", .minutes = 15}, both, {}, 3));
  EXPECT_FALSE(feasible({.id = "s", .depth = 2, .minutes = 10}, both, {}, 3));
}

class Tracks : public ::testing::Test {
 protected:
  [[nodiscard]] static Step about(Facet facet) {
    Step step{.id = "s"};
    step.weights[index(facet)] = kWholeWeight;
    return step;
  }
};

TEST_F(Tracks, NewTogetherStaysWarmForFourWeeksAndAsksForNoTouch) {
  const Way way{.track = Track::new_together, .began_week = 2};
  EXPECT_EQ(track_rung(way, 5), 3);
  EXPECT_EQ(track_rung(way, 6), 5);
  EXPECT_FALSE(belongs(about(Facet::affection), way, 30));
  EXPECT_TRUE(belongs(about(Facet::mental), way, 2));
}

TEST_F(Tracks, GrownApartBeginsWithTimeTogetherAndLightTalk) {
  const Way way{.track = Track::grown_apart};
  EXPECT_EQ(track_rung(way, 0), 2);
  Step talk = about(Facet::emotional);
  EXPECT_FALSE(belongs(talk, way, 1));
  EXPECT_TRUE(belongs(talk, way, 2));
  talk.kind = StepKind::act;
  EXPECT_TRUE(belongs(talk, way, 0));
}

TEST_F(Tracks, AfterABreachStageByStage) {
  Way way{.track = Track::after_breach};
  Step playful = about(Facet::mental);
  playful.mood = Mood::playful;
  Step romantic = about(Facet::shared_life);
  romantic.mood = Mood::romantic;
  EXPECT_TRUE(mentions_counsellor(way));
  EXPECT_EQ(track_rung(way, 99), 2) << "however long it takes";
  EXPECT_FALSE(belongs(playful, way, 99));
  EXPECT_FALSE(belongs(about(Facet::affection), way, 99));
  way.stage = Stage::understand;
  EXPECT_EQ(track_rung(way, 99), 3);
  EXPECT_TRUE(belongs(playful, way, 99));
  EXPECT_FALSE(belongs(romantic, way, 99));
  way.stage = Stage::rebuild;
  EXPECT_EQ(track_rung(way, 99), 5);
  EXPECT_TRUE(belongs(romantic, way, 99));
}

TEST_F(Tracks, FriendsAndFamilyGetOnlyWhatIsMeantForThem) {
  const Way friends{.track = Track::friends, .kind = PairKind::friends};
  Step for_partners = about(Facet::mental);
  for_partners.pairs = 0b001;
  EXPECT_FALSE(belongs(for_partners, friends, 0));
  EXPECT_FALSE(belongs(about(Facet::affection), friends, 0));
  EXPECT_TRUE(belongs(about(Facet::mental), friends, 0));
  const Way family{.track = Track::family, .kind = PairKind::family};
  EXPECT_FALSE(belongs(about(Facet::affection), family, 0));
}

}  // namespace
}  // namespace hearth::guide
