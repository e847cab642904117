// A time of one's own: small things for one person, and for the other nothing but the
// lightest pace. And words after which help is offered, to who writes them alone.
#include <gtest/gtest.h>

#include <set>

#include "app/testing/two_testing.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::Tell;
using testing::guide;
using testing::Host;
using testing::kDay;
using testing::pace;
using testing::picture;
using testing::tell;
using testing::today;
using testing::World;

std::string shown_to(Host& host) {
  boundary::Blobs blobs;
  return story::json::write(boundary::encode(today(host), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::ShelfViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::StoryViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::StatusViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::PictureViewArgs{"12w"}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::GuideViewArgs{}), blobs));
}
// All that the server has, of both, in the order in which it came.
std::string all_bytes(const World& world) {
  std::string all;
  for (const auto& [id, log] : world.relay.logs) {
    all += base::to_hex(id.view()) + (log.space ? " space\n" : " personal\n");
    for (const auto& event : log.events) all += base::to_hex(event.header) + " " + base::to_hex(event.body) + "\n";
  }
  return all;
}

class OnMyOwn : public testing::Two {};

TEST_F(OnMyOwn, ThingsForOneAreShownAndNothingForTwo) {
  EXPECT_TRUE(guide(alice).own.empty());
  EXPECT_EQ(pace(alice).on_my_own, "");
  for (int time = 1; time <= 4; ++time) {
    tell(alice, Tell::kOnMyOwn, time);
    const auto view = today(alice);
    EXPECT_EQ(view.guide.own.size(), 3U);
    EXPECT_FALSE(view.guide.step);
    EXPECT_FALSE(view.exchange);
    EXPECT_FALSE(view.deeper);
    EXPECT_FALSE(picture(alice).drift_to_other);
  }
  EXPECT_EQ(pace(alice).on_my_own, "own");
  EXPECT_TRUE(today(bob).exchange);
  EXPECT_TRUE(guide(bob).own.empty());
  alice.reopen();
  EXPECT_EQ(pace(alice).on_my_own, "own");
  tell(alice, Tell::kOnMyOwn, 0);
  EXPECT_TRUE(guide(alice).own.empty());
  EXPECT_TRUE(today(alice).exchange);
  EXPECT_TRUE(pace(alice).lightest) << "the setting stays until its owner changes it";
}

TEST_F(OnMyOwn, OtherThingsComeOnOtherDaysAndWithTheMarkNone) {
  tell(alice, Tell::kOnMyOwn, 3);
  std::set<std::string> seen;
  for (int day = 0; day < 6; ++day) {
    for (const auto& step : guide(alice).own) {
      EXPECT_FALSE(step.how.empty());
      seen.insert(step.id);
    }
    a_day();
  }
  EXPECT_GE(seen.size(), 9U);
  EXPECT_TRUE(seen.contains("o-like-a-wave")) << "those of its time are among them";
  tell(alice, Tell::kLeftOut, 1);
  EXPECT_TRUE(guide(alice).own.empty()) << "with the mark nothing shows that something was chosen";
}

TEST_F(OnMyOwn, WhoIsHereForThemselvesOrWasLeftHasThingsForOneWithTheMarkAndWithout) {
  EXPECT_TRUE(guide(alice).own.empty());
  alice.must(boundary::BeginArgs{boundary::BeginMode::kSolo});
  const auto own = guide(alice).own;
  EXPECT_EQ(own.size(), 3U);
  tell(alice, Tell::kLeftOut, 1);
  ASSERT_EQ(guide(alice).own.size(), 3U);
  EXPECT_EQ(guide(alice).own.at(0).id, own.at(0).id) << "the mark changes nothing that could show it";
  EXPECT_TRUE(guide(bob).own.empty());
  alice.must(boundary::LeaveArgs{});
  world.settle();
  EXPECT_EQ(guide(alice).own.size(), 3U);
  EXPECT_EQ(guide(bob).own.size(), 3U) << "whose space of two has ended has a care of their own too";
}

// The worlds differ in one tap alone: "lightest pace" here, a time of one's own there.
TEST(OnMyOwnSeenFromOutside, EverythingSentAndShownToThePartnerIsByteForByteThatOfTheLightestPace) {
  constexpr int kWorlds = 5;
  std::string sent[kWorlds];
  std::string shown[kWorlds];
  for (int time = 0; time < kWorlds; ++time) {
    World world(7);
    Host& alice = world.host("Alice");
    Host& bob = world.host("Bob");
    world.pair(alice, bob);
    for (int i = 0; i < 4; ++i) tell(alice, Tell::kReady, 4);
    for (int i = 0; i < 4; ++i) tell(bob, Tell::kReady, 4);
    tell(alice, time == 0 ? Tell::kPace : Tell::kOnMyOwn, time == 0 ? 1 : time);
    world.settle();
    for (int day = 0; day < 8 * 7; day += 3) {
      world.pass(3 * kDay);
      static_cast<void>(shown_to(alice));
      tell(alice, Tell::kUnderstood, 1 + day % 7);
      if (day % 9 == 0) tell(alice, Tell::kConflict, day % 5);
      world.settle();
      shown[time] += shown_to(bob) + "\n";
      if (const auto view = guide(bob); view.step) bob.must(boundary::StepTellArgs{view.step->id, "done"});
      world.settle();
    }
    sent[time] = all_bytes(world);
  }
  for (int time = 1; time < kWorlds; ++time) {
    EXPECT_TRUE(sent[0] == sent[time]) << "the server received something else, " << time;
    EXPECT_TRUE(shown[0] == shown[time]) << "the partner saw something else, " << time;
  }
  EXPECT_NE(shown[0].find("\"step\":{"), std::string::npos) << "nothing was ever offered: the test says nothing";
}

TEST_F(OnMyOwn, ItStaysOnItsDeviceAndOutOfTheExportAndTheNamesOfRecords) {
  tell(alice, Tell::kOnMyOwn, 3);
  world.settle();
  std::set<std::string> names;
  for (const auto& [name, value] : alice.records) names.insert(name);
  EXPECT_EQ(names, (std::set<std::string>{"app", "person", "vault"}));
  for (const auto& file : alice.must(boundary::ExportArgs{boundary::ExportScope::kAll}).files) {
    for (const char* word : {"on_my_own", "habit", "o-"}) {
      EXPECT_EQ(base::as_text(file.data).find(word), std::string::npos) << file.name << ": " << word;
    }
  }
  for (const int value : {-1, 5}) {
    EXPECT_EQ(alice.call(boundary::GuideTellArgs{Tell::kOnMyOwn, "", value}).error().code, ErrorCode::kBadRequest);
  }
}

// ---- words after which help is offered

TEST_F(OnMyOwn, HelpIsOfferedForHeavyWordsAndNothingIsKeptOrSentOfIt) {
  const std::string before = all_bytes(world);
  const auto records = alice.records;
  const auto events = alice.events;
  EXPECT_TRUE(alice.must(boundary::HelpOfferArgs{"Some days I just want to die."}).offer);
  EXPECT_FALSE(alice.must(boundary::HelpOfferArgs{"Some days I just want to sleep."}).offer);
  world.settle();
  EXPECT_EQ(all_bytes(world), before);
  EXPECT_EQ(alice.records, records);
  EXPECT_EQ(alice.events, events);
  // Writing goes on as it was: sealed, opened, like any other answer.
  const std::string question = today(alice).exchange->question.id;
  const auto sealed = alice.must(boundary::ExchangeSealArgs{question, "Some days I just want to die."}).exchange;
  EXPECT_EQ(sealed.phase, boundary::ExchangePhase::kSealed);
  alice.must(boundary::DiarySaveArgs{"Some days I just want to die.", {}});
}

}  // namespace
}  // namespace hearth::app
