// Own items, early signs, hard days, and what the picture says of them: to whom, and when.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/testing/two_testing.h"
#include "base/date.h"
#include "guide/facet.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::Tell;
using testing::events_in_space;
using testing::Host;
using testing::look_in;
using testing::pace;
using testing::picture;
using testing::tell;
using testing::today;
using testing::World;

boundary::Area area(Host& host, std::string_view facet) {
  for (const auto& one : pace(host).areas) {
    if (one.facet == facet) return one;
  }
  return {};
}
std::vector<std::string> asked(Host& host) {
  std::vector<std::string> facets;
  for (const auto& one : pace(host).areas) {
    if (one.ask) facets.push_back(one.facet);
  }
  return facets;
}

class OwnItems : public testing::Two {};

TEST_F(OwnItems, TwoAreasAreAskedADayUntilAllWereSaidAndThenNoneForFourWeeks) {
  EXPECT_TRUE(today(alice).guide.wider);
  std::set<std::string> said;
  for (int day = 0; day < 5; ++day) {
    for (const std::string& facet : asked(alice)) {
      EXPECT_TRUE(said.insert(facet).second) << facet;
      tell(alice, Tell::kNeeded, 8, facet);
      tell(alice, Tell::kFelt, 6, facet);
    }
    EXPECT_TRUE(asked(alice).empty()) << "two are enough for a day";
    EXPECT_FALSE(today(alice).guide.wider);
    a_day();
  }
  EXPECT_EQ(said.size(), guide::kFacetCount);
  a_day(20);
  EXPECT_TRUE(asked(alice).empty());
  EXPECT_FALSE(area(alice, "trust").ask_needed);
  a_day(9);
  EXPECT_EQ(asked(alice).size(), 2U);
  EXPECT_TRUE(area(alice, "trust").ask_needed);
}

TEST_F(OwnItems, AnAreaThatDoesNotMatterIsNotAskedAgain) {
  const auto first = asked(alice);
  ASSERT_EQ(first.size(), 2U);
  tell(alice, Tell::kUnasked, 1, first[0]);
  EXPECT_FALSE(std::ranges::contains(asked(alice), first[0]));
  tell(alice, Tell::kUnasked, 0, first[0]);
  EXPECT_TRUE(std::ranges::contains(asked(alice), first[0]));
}

TEST(OwnItemsOfFriends, AreNeverAboutTouch) {
  World world;
  Host& alice = world.host("Alice");
  alice.set_up(std::nullopt);
  EXPECT_EQ(pace(alice).areas.size(), guide::kFacetCount);
  World other;
  Host& bob = other.host("Bob");
  Host& carol = other.host("Carol");
  other.pair(bob, carol, boundary::Track::kFriend);
  for (const auto& one : pace(bob).areas) EXPECT_NE(one.facet, "affection");
  EXPECT_EQ(pace(bob).areas.size(), guide::kFacetCount - 1);
  EXPECT_FALSE(std::ranges::contains(pace(bob).way.tracks, "new_together"));
  EXPECT_EQ(carol.call(boundary::WayChooseArgs{"new_together", "steady", false}).error().code, ErrorCode::kBadRequest);
}

TEST_F(OwnItems, NumbersTravelByTheirOwnersTapAloneAndAreTakenBackByIt) {
  const std::size_t before = events_in_space(world);
  tell(alice, Tell::kNeeded, 9, "talking");
  tell(alice, Tell::kFelt, 3, "talking");
  tell(alice, Tell::kUnderstood, 5);
  tell(alice, Tell::kConflict, 5);
  alice.must(boundary::SignSaveArgs{"", "go quiet at dinner", "ask for a walk"});
  world.settle();
  EXPECT_EQ(events_in_space(world), before) << "all of it is private";
  EXPECT_FALSE(area(bob, "talking").theirs_felt);

  tell(alice, Tell::kNumbers, 1, "talking");
  world.settle();
  EXPECT_EQ(area(bob, "talking").theirs_felt, 3);
  EXPECT_EQ(area(bob, "talking").theirs_needed, 9);
  EXPECT_FALSE(area(bob, "talking").shared) << "sharing is each person's own";
  tell(alice, Tell::kFelt, 4, "talking");
  tell(alice, Tell::kFelt, 2, "trust");
  world.settle();
  EXPECT_EQ(area(bob, "talking").theirs_felt, 4);
  EXPECT_FALSE(area(bob, "trust").theirs_felt) << "facet by facet";

  tell(alice, Tell::kNumbers, 0, "talking");
  world.settle();
  EXPECT_FALSE(area(bob, "talking").theirs_felt);
  const std::size_t taken_back = events_in_space(world);
  tell(alice, Tell::kFelt, 1, "talking");
  world.settle();
  EXPECT_EQ(events_in_space(world), taken_back);
}

TEST_F(OwnItems, APairOfNumbersThatWasNeverSaidDoesNotTravel) {
  tell(alice, Tell::kNeeded, 9, "talking");
  tell(alice, Tell::kFelt, 2, "talking");
  tell(alice, Tell::kNumbers, 1, "talking");
  world.settle();
  const std::size_t before = events_in_space(world);
  tell(alice, Tell::kNeeded, 3, "talking");
  world.settle();
  EXPECT_EQ(events_in_space(world), before);
  tell(alice, Tell::kFelt, 8, "talking");
  world.settle();
  EXPECT_EQ(events_in_space(world), before + 1);
  EXPECT_EQ(area(bob, "talking").theirs_felt, 8);
  EXPECT_EQ(area(bob, "talking").theirs_needed, 3);
}

TEST_F(OwnItems, AnAreaThatIsNotAskedAboutIsNotSharedAnyMore) {
  tell(alice, Tell::kNeeded, 9, "talking");
  tell(alice, Tell::kFelt, 2, "talking");
  tell(alice, Tell::kNumbers, 1, "talking");
  world.settle();
  ASSERT_TRUE(area(bob, "talking").theirs_felt);
  tell(alice, Tell::kUnasked, 1, "talking");
  world.settle();
  EXPECT_FALSE(area(bob, "talking").theirs_felt);
  EXPECT_FALSE(area(alice, "talking").shared);
  tell(alice, Tell::kUnasked, 0, "talking");
  const std::size_t before = events_in_space(world);
  tell(alice, Tell::kFelt, 1, "talking");
  world.settle();
  EXPECT_EQ(events_in_space(world), before) << "sharing begins anew with a tap";
}

TEST_F(OwnItems, NothingOfAnEndedSpaceGoesToAnotherPerson) {
  tell(alice, Tell::kNeeded, 9, "talking");
  tell(alice, Tell::kFelt, 2, "talking");
  tell(alice, Tell::kNumbers, 1, "talking");
  world.settle();
  alice.must(boundary::LeaveArgs{});
  world.settle();
  EXPECT_EQ(alice.call(boundary::PairInviteArgs{false, {}}).error().code, ErrorCode::kLeft);
  EXPECT_EQ(alice.call(boundary::PairJoinArgs{"https://hearth.test/pair#x", {}, {}}).error().code, ErrorCode::kLeft);
  EXPECT_EQ(alice.call(boundary::GuideTellArgs{Tell::kNumbers, "trust", 1}).error().code, ErrorCode::kLeft);
}

TEST(OwnItemsAlone, CannotBeSharedWithNobody) {
  World world;
  Host& alice = world.host("Alice");
  alice.set_up(world.relay.setup_token);
  world.settle();
  tell(alice, Tell::kFelt, 2, "talking");
  EXPECT_EQ(alice.call(boundary::GuideTellArgs{Tell::kNumbers, "talking", 1}).error().code, ErrorCode::kNotPaired);
}

TEST_F(OwnItems, OneAnswerIsNoTwoMonths) {
  tell(alice, Tell::kNeeded, 10, "trust");
  tell(alice, Tell::kFelt, 0, "trust");
  for (int day = 0; day < 8 * 7; ++day) {
    if (day % 7 == 0) look_in(alice, 4);
    a_day();
    EXPECT_TRUE(picture(alice).wide.empty()) << day;
  }
}

TEST_F(OwnItems, SharedNumbersBringStepsAboutWhatIsLackingToBothAlike) {
  for (const auto& facet : guide::kFacetIds) {
    const bool lacking = facet == "appreciation";
    tell(alice, Tell::kNeeded, lacking ? 10 : 5, std::string(facet));
    tell(alice, Tell::kFelt, lacking ? 0 : 5, std::string(facet));
    tell(alice, Tell::kNumbers, 1, std::string(facet));
  }
  world.settle();
  int told = 0;
  for (int day = 0; day < 56; ++day) {
    a_day();
    const auto a = today(alice).guide.step;
    const auto b = today(bob).guide.step;
    ASSERT_EQ(a.has_value(), b.has_value());
    if (!a) continue;
    EXPECT_EQ(a->id, b->id);
    EXPECT_EQ(a->why, b->why);
    if (std::ranges::contains(a->why, "shared_numbers")) {
      EXPECT_EQ(a->facet, "appreciation");
      ++told;
    }
    alice.must(boundary::StepTellArgs{a->id, "done"});
  }
  EXPECT_GE(told, 1);
}

// ---- early signs

TEST_F(OwnItems, EarlySignsAreLookedBackAtEveryFourWeeksByTheirOwnerAlone) {
  EXPECT_FALSE(today(alice).guide.look_back);
  auto signs = alice.must(boundary::SignSaveArgs{"", " go quiet at dinner ", "ask for a walk"}).pace.signs;
  ASSERT_EQ(signs.size(), 1U);
  EXPECT_EQ(signs[0].notice, "go quiet at dinner");
  alice.must(boundary::SignSaveArgs{"", "stay up late", ""});
  EXPECT_FALSE(today(alice).guide.look_back) << "not on the day on which it was written";
  a_day(28);
  EXPECT_TRUE(today(alice).guide.look_back);
  EXPECT_FALSE(today(bob).guide.look_back);
  tell(alice, Tell::kNoticed, 1, signs[0].id);
  EXPECT_FALSE(today(alice).guide.look_back);
  EXPECT_EQ(pace(alice).signs[0].noticed, today(alice).day);
  EXPECT_FALSE(pace(alice).signs[1].noticed);
  alice.reopen();
  EXPECT_EQ(pace(alice).signs.size(), 2U);
  alice.must(boundary::SignSaveArgs{signs[0].id, "go quiet", "ask for a walk"});
  EXPECT_EQ(pace(alice).signs[0].notice, "go quiet");
  alice.must(boundary::SignSaveArgs{signs[0].id, "", ""});
  EXPECT_EQ(pace(alice).signs.size(), 1U);
  EXPECT_EQ(alice.call(boundary::SignSaveArgs{"", "  ", "x"}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(boundary::SignSaveArgs{"nosuch", "x", ""}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(alice.call(boundary::SignSaveArgs{"", std::string(401, 'x'), ""}).error().code, ErrorCode::kTooLong);
  EXPECT_TRUE(pace(bob).signs.empty());
}

// ---- hard days

TEST_F(OwnItems, AHardDayBringsRestAndSmallHelpToWhoMarkedItAndNothingElseToTheOther) {
  const auto before = today(bob);
  ASSERT_TRUE(before.guide.step);
  const std::size_t sent = events_in_space(world);
  tell(alice, Tell::kConflict, 5);
  world.settle();
  EXPECT_EQ(today(alice).guide.care, "day");
  EXPECT_FALSE(today(alice).guide.step);
  if (const auto view = today(alice); view.exchange) EXPECT_EQ(view.exchange->question.depth, 1);
  EXPECT_EQ(events_in_space(world), sent);
  EXPECT_EQ(today(bob).guide.step->id, before.guide.step->id);
  EXPECT_EQ(today(bob).guide.care, "");
  tell(alice, Tell::kSeen, 1, "day");
  EXPECT_EQ(today(alice).guide.care, "");
  a_day(3);
  EXPECT_EQ(today(alice).guide.care, "");
  tell(alice, Tell::kConflict, 6);
  EXPECT_EQ(today(alice).guide.care, "day") << "what was put away was that of the other day";
  tell(alice, Tell::kSeen, 1, "day");
  EXPECT_EQ(today(alice).guide.care, "");
}

TEST_F(OwnItems, ManyHardDaysStopDeeperStepsAndNameCounsellingOnlyToWhoMarkedThem) {
  for (Host* host : {&alice, &bob}) {
    for (int i = 0; i < 6; ++i) tell(*host, Tell::kReady, 5);
  }
  for (int day = 0; day < 14; ++day) {
    tell(alice, Tell::kConflict, day % 3 == 0 ? 1 : 5);
    a_day();
  }
  EXPECT_EQ(today(alice).guide.care, "chronic");
  EXPECT_EQ(today(bob).guide.care, "");
  EXPECT_FALSE(today(alice).deeper);
  for (int day = 0; day < 14; ++day) {
    if (const auto step = today(alice).guide.step) EXPECT_LE(step->depth, 2);
    tell(alice, Tell::kConflict, 5);
    a_day();
  }
  tell(alice, Tell::kSeen, 1, "conflict");
  EXPECT_NE(today(alice).guide.care, "chronic") << "it can be put away";
  tell(alice, Tell::kSeen, 0, "conflict");
  tell(alice, Tell::kLeftOut, 1);
  EXPECT_EQ(today(alice).guide.care, "") << "after the mark no counselling for two is suggested";
}

// ---- what the picture says

TEST_F(OwnItems, AWideGapIsNamedAfterTwoMonthsToItsOwnerAlone) {
  for (int week = 0; week < 10; ++week) {
    for (Host* host : {&alice, &bob}) look_in(*host, 5);
    if (week % 2 == 0) {
      tell(alice, Tell::kNeeded, 10, "appreciation");
      tell(alice, Tell::kFelt, 1, "appreciation");
      tell(bob, Tell::kNeeded, 6, "appreciation");
      tell(bob, Tell::kFelt, 6, "appreciation");
    }
    if (week == 2) EXPECT_TRUE(picture(alice).wide.empty()) << "one month is too little";
    a_day(7);
  }
  EXPECT_EQ(picture(alice).wide, std::vector<std::string>{"appreciation"});
  EXPECT_TRUE(picture(bob).wide.empty());
  tell(alice, Tell::kSeen, 1, "wide");
  EXPECT_TRUE(picture(alice).wide.empty());
  for (int month = 0; month < 2; ++month) {
    a_day(28);
    tell(alice, Tell::kFelt, 1, "appreciation");
    tell(alice, Tell::kNeeded, 10, "appreciation");
  }
  EXPECT_EQ(picture(alice).wide.size(), 1U) << "after eight weeks it may be said again";
}

TEST_F(OwnItems, AnAreaIsNamedLowerOnlyWhenItIsSureEnoughAndAmongOthers) {
  for (int week = 0; week < 6; ++week) {
    for (int day = 0; day < 3; ++day) {
      look_in(alice, 6);
      a_day();
    }
    for (const char* facet : {"emotional", "mental", "trust", "talking"}) {
      tell(alice, Tell::kFelt, facet == std::string_view("talking") ? 2 : 8, facet);
      tell(bob, Tell::kFelt, 7, facet);
    }
    if (week == 0) EXPECT_TRUE(picture(bob).lower.empty());
    a_day(4);
  }
  EXPECT_EQ(picture(alice).lower, std::vector<std::string>{"talking"});
  EXPECT_TRUE(picture(bob).lower.empty()) << "nothing of it is known there";
}

TEST_F(OwnItems, WhatSeemsToBringCloserIsSaidAfterFiveDaysOfOnesOwnAndNeverOfHardDays) {
  int thanked = 0;
  for (int day = 0; day < 48; ++day) {
    const bool closer = day % 6 == 4;
    look_in(alice, closer ? 7 : 4);
    look_in(bob, closer ? 7 : 3);
    if (closer) {
      alice.must(boundary::ThanksSaveArgs{"You made the coffee.", "", false});
      tell(bob, Tell::kConflict, 5);
      ++thanked;
    }
    a_day();
    if (thanked < 5) EXPECT_TRUE(picture(alice).closer.empty()) << thanked << " days tell too little";
  }
  EXPECT_EQ(picture(alice).closer, std::vector<std::string>{"gratitude"});
  EXPECT_TRUE(picture(bob).closer.empty()) << "neither what alice did nor that hard days were followed by closeness";
}

TEST_F(OwnItems, LookingInLessOftenIsSaidToThatPersonAlone) {
  for (int day = 0; day < 28; ++day) {
    for (Host* host : {&alice, &bob}) look_in(*host, 5);
    a_day();
  }
  for (int day = 0; day < 28; ++day) {
    look_in(bob, 5);
    a_day();
  }
  EXPECT_EQ(picture(alice).signs, std::vector<std::string>{"less"});
  EXPECT_TRUE(picture(bob).signs.empty());
  tell(alice, Tell::kSeen, 1, "less");
  EXPECT_TRUE(picture(alice).signs.empty());
}

TEST_F(OwnItems, WhatMakesNoSenseIsRefused) {
  const auto code = [&](Tell what, std::int64_t value, const std::string& id) {
    const auto told = alice.call(boundary::GuideTellArgs{what, id, value});
    return told ? std::string_view("accepted") : boundary::code(told.error().code);
  };
  EXPECT_EQ(code(Tell::kFelt, 11, "trust"), "bad_request");
  EXPECT_EQ(code(Tell::kFelt, 5, "weather"), "bad_request");
  EXPECT_EQ(code(Tell::kFelt, 5, ""), "bad_request");
  EXPECT_EQ(code(Tell::kUnderstood, 0, ""), "bad_request");
  EXPECT_EQ(code(Tell::kConflict, 8, ""), "bad_request");
  EXPECT_EQ(code(Tell::kConflict, 5, "trust"), "bad_request");
  EXPECT_EQ(code(Tell::kNoticed, 1, "nosuch"), "bad_request");
  EXPECT_EQ(code(Tell::kNumbers, 2, "trust"), "bad_request");
}

}  // namespace
}  // namespace hearth::app
