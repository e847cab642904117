// The talk in the app: a session that needs no key, and what each keeps of it alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/testing/world_testing.h"
#include "base/date.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using testing::Host;
using testing::World;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDayMs = 24 * 60 * kMinute;

boundary::TalkKeepArgs an_evening() {
  boundary::TalkKeepArgs args;
  args.kind = "talk";
  args.minutes = 20;
  return args;
}
std::size_t events_in_space(const World& world) {
  std::size_t count = 0;
  for (const auto& [id, log] : world.relay.logs) count += log.space ? log.events.size() : 0;
  return count;
}

class Talk : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");

  void SetUp() override { world.pair(alice, bob); }
  boundary::TalkRoom room(Host& host) { return host.must(boundary::TalkViewArgs{}).talk; }
};

TEST_F(Talk, ASessionGoesOnWithoutAKeyAndLeavesNothing) {
  const std::size_t before = events_in_space(world);
  const auto begun = alice.must(boundary::SessionBeginArgs{"talk", 20, true, true, world.now_ms});
  EXPECT_EQ(begun.session.turns.size(), 8U);
  const auto records = alice.records.size();
  const auto events = alice.events.size();
  alice.reopen_locked();
  EXPECT_EQ(alice.call(boundary::TalkViewArgs{}).error().code, ErrorCode::kLocked);
  auto moved = alice.must(boundary::SessionMoveArgs{begun.state, "look", world.now_ms + kMinute, 0});
  EXPECT_EQ(moved.session.place, 1);
  EXPECT_EQ(moved.session.turns.at(1).who, "first");
  EXPECT_TRUE(moved.session.other_first);
  moved = alice.must(boundary::SessionMoveArgs{moved.state, "stop", world.now_ms + 2 * kMinute, 0});
  EXPECT_EQ(moved.session.end, "stopped");
  EXPECT_EQ(alice.records.size(), records);
  EXPECT_EQ(alice.events.size(), events);
  EXPECT_EQ(events_in_space(world), before);
}

TEST_F(Talk, ASessionThatIsNoneIsRefusedAndChangesNothing) {
  const auto state = alice.must(boundary::SessionBeginArgs{"talk", 20, false, true, world.now_ms}).state;
  EXPECT_FALSE(alice.call(boundary::SessionBeginArgs{"quarrel", 20, false, true, 0}).has_value());
  EXPECT_FALSE(alice.call(boundary::SessionBeginArgs{"talk", 21, false, true, 0}).has_value());
  EXPECT_FALSE(alice.call(boundary::SessionBeginArgs{"talk", 20, false, true, -1}).has_value());
  EXPECT_FALSE(alice.call(boundary::SessionMoveArgs{"1.2.3", "look", world.now_ms, 0}).has_value());
  EXPECT_FALSE(alice.call(boundary::SessionMoveArgs{state, "shout", world.now_ms, 0}).has_value());
  EXPECT_EQ(alice.call(boundary::SessionMoveArgs{state, "resume", world.now_ms, 0}).error().code,
            ErrorCode::kRefusedByRule);
}

TEST_F(Talk, WhatOneKeepsIsTheirsAlone) {
  const std::size_t before = events_in_space(world);
  auto args = an_evening();
  args.heard = 6;
  args.meant = 5;
  args.closer = "closer";
  args.word = " soft ";
  args.learned = "Rain makes Bob quiet.";
  alice.must(args);
  world.settle();
  EXPECT_EQ(events_in_space(world), before);
  EXPECT_TRUE(room(bob).kept.empty());
  const auto kept = room(alice).kept;
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].word, "soft");
  EXPECT_EQ(kept[0].heard, 6);
  EXPECT_EQ(kept[0].closer, "closer");
  EXPECT_FALSE(room(alice).look_back) << "no small thing was promised";
}

TEST_F(Talk, NothingSaidIsNothingKept) {
  EXPECT_EQ(alice.call(an_evening()).error().code, ErrorCode::kEmpty);
  auto args = an_evening();
  args.heard = 8;
  EXPECT_EQ(alice.call(args).error().code, ErrorCode::kBadRequest);
  args = an_evening();
  args.closer = "apart";
  EXPECT_EQ(alice.call(args).error().code, ErrorCode::kBadRequest);
  args = an_evening();
  args.word = std::string(41, 'a');
  EXPECT_EQ(alice.call(args).error().code, ErrorCode::kTooLong);
  EXPECT_TRUE(room(alice).kept.empty());
}

TEST_F(Talk, ASmallThingIsLookedAtNextTimeUntilItIsDoneOrLetGo) {
  auto args = an_evening();
  args.step = "I will ask about Thursday.";
  args.by = "2026-11-05";
  const auto event = alice.must(args).event;
  ASSERT_TRUE(room(alice).look_back);
  EXPECT_EQ(room(alice).look_back->by, "2026-11-05");
  auto seen = alice.must(boundary::TalkLookBackArgs{event, "moved", "2026-11-12"}).talk;
  ASSERT_TRUE(seen.look_back) << "moved is not gone";
  EXPECT_EQ(seen.look_back->by, "2026-11-12");
  seen = alice.must(boundary::TalkLookBackArgs{event, "let_go", {}}).talk;
  EXPECT_FALSE(seen.look_back);
  EXPECT_EQ(seen.kept.at(0).became, "let_go");
  EXPECT_EQ(alice.call(boundary::TalkLookBackArgs{"nobody", "done", {}}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(bob.call(boundary::TalkLookBackArgs{event, "done", {}}).error().code, ErrorCode::kNotFound);
}

TEST_F(Talk, HowHeardOneFeltIsPartOfTheOwnPicture) {
  // Three areas that are well, and talks in which one was not heard.
  for (const char* facet : {"trust", "appreciation", "shared_life", "meaning"}) {
    alice.must(boundary::GuideTellArgs{boundary::Tell::kNeeded, facet, 9});
    alice.must(boundary::GuideTellArgs{boundary::Tell::kFelt, facet, 9});
  }
  const auto lower = [&] { return alice.must(boundary::PictureViewArgs{"12w"}).picture.lower; };
  EXPECT_TRUE(lower().empty());
  for (int day = 0; day < 6; ++day) {
    auto args = an_evening();
    args.heard = 1;
    args.meant = 7;
    alice.must(args);
    world.pass(base::kMillisecondsPerDay);
  }
  const auto found = lower();
  EXPECT_EQ(std::ranges::count(found, "understood"), 1);
  EXPECT_EQ(std::ranges::count(found, "talking"), 0);
}

TEST_F(Talk, PractisingAloneSaysNothingAboutTheTwo) {
  for (const char* facet : {"trust", "appreciation", "shared_life", "meaning"}) {
    alice.must(boundary::GuideTellArgs{boundary::Tell::kFelt, facet, 9});
  }
  for (int day = 0; day < 6; ++day) {
    auto args = an_evening();
    args.kind = "alone";
    args.heard = 1;
    alice.must(args);
    world.pass(base::kMillisecondsPerDay);
  }
  EXPECT_TRUE(alice.must(boundary::PictureViewArgs{"12w"}).picture.lower.empty());
}

TEST_F(Talk, AProposalIsAnsweredByTheOtherAloneAndTakenBackByItsWriterAlone) {
  const auto day = alice.must(boundary::StatusViewArgs{}).status.day;
  boundary::TalkPlanArgs plan{"talk", 20, "walk", day, "20:30", false, "Something small."};
  const auto event = alice.must(plan).event;
  world.settle();
  ASSERT_EQ(room(bob).plans.size(), 1U);
  EXPECT_FALSE(room(bob).plans[0].own);
  EXPECT_EQ(room(bob).plans[0].answer, "");
  EXPECT_EQ(alice.call(boundary::TalkAnswerArgs{event, "yes"}).error().code, ErrorCode::kRefusedByRule);
  bob.must(boundary::TalkAnswerArgs{event, "not_yet"});
  world.settle();
  EXPECT_EQ(room(alice).plans.at(0).answer, "not_yet");
  bob.must(boundary::TalkAnswerArgs{event, "yes"});
  world.settle();
  EXPECT_EQ(room(alice).plans.at(0).answer, "yes") << "the last said is heard";
  EXPECT_FALSE(bob.call(boundary::EraseArgs{event}).has_value());
  alice.must(boundary::EraseArgs{event});
  world.settle();
  EXPECT_TRUE(room(bob).plans.empty());
  EXPECT_EQ(bob.call(boundary::TalkAnswerArgs{event, "yes"}).error().code, ErrorCode::kNotFound);
}

TEST_F(Talk, AProposalIsForADayToComeAndGoesQuietlyWithIt) {
  const auto day = alice.must(boundary::StatusViewArgs{}).status.day;
  EXPECT_EQ(alice.call(boundary::TalkPlanArgs{"talk", 20, "walk", "2020-01-01", "", true, ""}).error().code,
            ErrorCode::kBadRequest);
  for (const char* time : {"24:00", "9:30", "20:60", "20.30", "20:3x"}) {
    EXPECT_FALSE(alice.call(boundary::TalkPlanArgs{"talk", 20, "walk", day, time, true, ""}).has_value()) << time;
  }
  EXPECT_FALSE(alice.call(boundary::TalkPlanArgs{"talk", 20, "moon", day, "", true, ""}).has_value());
  alice.must(boundary::TalkPlanArgs{"talk", 20, "walk", day, "", true, ""});
  EXPECT_EQ(room(alice).plans.size(), 1U);
  world.pass(2 * base::kMillisecondsPerDay);
  EXPECT_TRUE(room(alice).plans.empty()) << "nothing is overdue";
}

TEST_F(Talk, WhatWasKeptCanBeTakenBackAndIsExported) {
  auto args = an_evening();
  args.note = "We laughed about the kettle.";
  const auto event = alice.must(args).event;
  const auto files = alice.must(boundary::ExportArgs{boundary::ExportScope::kMine}).files;
  const bool told = std::ranges::any_of(files, [](const auto& file) {
    return std::string(file.data.begin(), file.data.end()).find("about the kettle") != std::string::npos;
  });
  EXPECT_TRUE(told);
  alice.must(boundary::EraseArgs{event});
  EXPECT_TRUE(room(alice).kept.empty());
}

// Whoever looks for what they wrote, to read it or to take it back, finds this too.
TEST_F(Talk, StandsInTheStoryOfWhoMayReadItAndNumbersForTheGuideDoNot) {
  auto args = an_evening();
  args.note = "We laughed about the kettle.";
  const auto kept = alice.must(args).event;
  const auto day = alice.must(boundary::StatusViewArgs{}).status.day;
  const auto proposed = alice.must(boundary::TalkPlanArgs{"talk", 20, "walk", day, "", false, "By the river?"}).event;
  alice.must(boundary::SignSaveArgs{"", "go quiet", "ask for a walk"});
  alice.must(boundary::GuideTellArgs{boundary::Tell::kReady, "", 2});
  world.settle();
  const auto types = [](Host& host) {
    std::set<std::string> found;
    for (const auto& item : host.must(boundary::StoryViewArgs{}).items) found.insert(item.type);
    return found;
  };
  EXPECT_EQ(types(alice), (std::set<std::string>{"sign", "talk.kept", "talk.plan"}));
  EXPECT_EQ(types(bob), std::set<std::string>{"talk.plan"});
  for (const auto& item : alice.must(boundary::StoryViewArgs{}).items) {
    if (item.event == kept) EXPECT_EQ(item.text, "We laughed about the kettle.");
    if (item.event == proposed) EXPECT_EQ(item.text, "By the river?");
  }
}

TEST_F(Talk, WhatWasLearnedIsAskedAgainAfterFourWeeksOnceAWeekAndForItsOwnerAlone) {
  auto kept = an_evening();
  for (const char* learned : {"likes the window seat", "sings when nobody listens"}) {
    kept.learned = learned;
    alice.must(kept);
  }
  ASSERT_EQ(room(alice).learned.size(), 2U);
  EXPECT_FALSE(room(alice).learned.at(0).ask || room(alice).learned.at(1).ask) << "not on the day itself";
  world.pass(27 * kDayMs);
  EXPECT_FALSE(room(alice).learned.at(1).ask);
  world.pass(kDayMs);
  auto first = room(alice).learned.at(1);
  EXPECT_TRUE(first.ask);
  EXPECT_FALSE(room(alice).learned.at(0).ask) << "one at a time";
  const std::string day = first.day;
  EXPECT_EQ(alice.call(boundary::TalkStillArgs{first.event, "changed", " "}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(boundary::TalkStillArgs{first.event, "perhaps", ""}).error().code, ErrorCode::kBadRequest);
  const auto now = alice.must(boundary::TalkStillArgs{first.event, "changed", "likes the aisle now"}).talk.learned;
  ASSERT_EQ(now.size(), 2U);
  EXPECT_EQ(now.at(0).words, "likes the aisle now");
  ASSERT_EQ(now.at(0).before.size(), 1U);
  EXPECT_EQ(now.at(0).before.at(0).words, first.words);
  EXPECT_EQ(now.at(0).before.at(0).day, day);
  EXPECT_FALSE(now.at(1).ask) << "the next one not before a week is over";
  world.pass(7 * kDayMs);
  const auto second = room(alice).learned.at(1);
  EXPECT_TRUE(second.ask);
  world.settle();
  const std::size_t before = events_in_space(world);
  EXPECT_EQ(alice.must(boundary::TalkStillArgs{second.event, "gone", ""}).talk.learned.size(), 1U);
  alice.reopen();
  EXPECT_EQ(room(alice).learned.size(), 1U);
  world.settle();
  EXPECT_EQ(events_in_space(world), before);
  EXPECT_EQ(bob.call(boundary::TalkStillArgs{first.event, "yes", ""}).error().code, ErrorCode::kNotFound);
}

TEST_F(Talk, TheDaysOfTheWeekWithATalkAreNamedAndNotCounted) {
  auto kept = an_evening();
  kept.word = "soft";
  alice.must(kept);
  alice.must(kept);
  kept.kind = "alone";
  world.pass(kDayMs);
  alice.must(kept);
  EXPECT_EQ(room(alice).days.size(), 1U) << "a day once, and practising alone is no talk";
  world.pass(6 * kDayMs);
  EXPECT_TRUE(room(alice).days.empty());
}

}  // namespace
}  // namespace hearth::app
