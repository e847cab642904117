// What someone who means ill can learn: a partner who holds the unlocked phone, reads an
// export, compares what both devices send and show before and after a mark, or watches
// for a limit that nobody told them. Each test lives the same days twice from one seed;
// the two worlds differ in one private thing alone.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "app/testing/two_testing.h"
#include "base/date.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::Tell;
using testing::events_in_space;
using testing::guide;
using testing::Host;
using testing::kDay;
using testing::tell;
using testing::today;
using testing::World;

template <class Result>
std::string json_of(const Result& result) {
  boundary::Blobs blobs;
  return story::json::write(boundary::encode(result, blobs)) + "\n";
}

// Everything that a person's app can show, in every room.
std::string screens_of(Host& host) {
  return json_of(host.must(boundary::TodayViewArgs{})) + json_of(host.must(boundary::ShelfViewArgs{})) +
         json_of(host.must(boundary::TalkViewArgs{})) + json_of(host.must(boundary::SignalViewArgs{})) +
         json_of(host.must(boundary::AgreementViewArgs{})) + json_of(host.must(boundary::PageViewArgs{})) +
         json_of(host.must(boundary::MendViewArgs{})) + json_of(host.must(boundary::ThanksViewArgs{})) +
         json_of(host.must(boundary::PictureViewArgs{"12w"})) + json_of(host.must(boundary::StoryViewArgs{})) +
         json_of(host.must(boundary::GuideViewArgs{})) + json_of(host.must(boundary::StatusViewArgs{}));
}
// All that the server has of the space, or of everything, in the order in which it got it.
std::string bytes_of(const World& world, bool personal_too) {
  std::string all;
  for (const auto& [id, log] : world.relay.logs) {
    if (!log.space && !personal_too) continue;
    for (const auto& event : log.events) all += base::to_hex(event.header) + " " + base::to_hex(event.body) + "\n";
  }
  return all;
}
std::string text_of_files(const std::vector<boundary::ExportFile>& files) {
  std::string all;
  for (const auto& file : files) all += std::string(file.data.begin(), file.data.end());
  return all;
}
// All that a person takes along, with the passphrase.
std::string export_of(Host& host) {
  host.must(boundary::ReauthArgs{host.passphrase_key});
  return text_of_files(host.must(boundary::ExportArgs{boundary::ExportScope::kAll}).files);
}
boundary::AgreementProposeArgs screens_off(const std::string& day) {
  boundary::AgreementProposeArgs args;
  args.kind = "screens";
  args.lines = {{"places", "the table"}, {"hours", "after nine"}};
  args.review = day;
  return args;
}
std::string later(Host& host, std::int32_t days) {
  return base::to_iso(*base::from_iso(host.must(boundary::StatusViewArgs{}).status.day) + days);
}

// A life in every room: what both say, and what Alice keeps for herself.
void live_a_day(World& world, Host& alice, Host& bob, int day) {
  if (day == 0) {
    alice.must(screens_off(later(alice, 40)));
    bob.must(boundary::MendInviteArgs{"hurt", "About Tuesday."});
    bob.must(boundary::SignalSayArgs{"load", "the move", "", {}, 0});
  }
  if (day % 9 == 0) alice.must(boundary::SignalSayArgs{"carrying", "work", "", {}, 0});
  if (day % 12 == 0) bob.must(boundary::SignalSayArgs{"support", "", "listen", {}, 0});
  world.settle();
  if (day == 3) {
    for (const auto& offered : bob.must(boundary::AgreementViewArgs{}).agreements.agreements) {
      bob.must(boundary::AgreementAnswerArgs{offered.event, "yes"});
    }
    for (const auto& mend : alice.must(boundary::MendViewArgs{}).room.mends) {
      alice.must(boundary::MendAnswerArgs{mend.event, "yes", later(alice, 1), "20:30"});
      alice.must(boundary::ExchangeSealArgs{"mend/" + mend.event, "my side"});
      bob.must(boundary::ExchangeSealArgs{"mend/" + mend.event, "their side"});
    }
    world.settle();
    for (const auto& mend : bob.must(boundary::MendViewArgs{}).room.mends) {
      if (mend.exchange) bob.must(boundary::ExchangeOpenArgs{mend.exchange->id});
    }
  }
  for (const auto& said : alice.must(boundary::SignalViewArgs{}).signals.now) {
    if (!said.own && said.answers.empty()) alice.must(boundary::SignalAnswerArgs{said.event, "here", "", "", ""});
  }
  alice.must(boundary::PageSaveArgs{"mixed", {{"feelings", "torn"}, {"words", "day " + std::to_string(day)}}, {}});
  if (day % 15 == 0) alice.must(boundary::MendAgainArgs{"the dishes"});
  tell(alice, Tell::kUnderstood, 1 + day % 7);
  world.settle();
}

TEST(RedTeam, BeforeAndAfterTheMarkAllThatIsSentAndShownToThePartnerInEveryRoomIsThatOfTheLightestPace) {
  std::string sent[2];
  std::string shown[2];
  std::string exported[2];
  for (const std::size_t marked : {0U, 1U}) {
    World world(11);
    Host& alice = world.host("Alice");
    Host& bob = world.host("Bob");
    world.pair(alice, bob);
    tell(alice, marked == 1 ? Tell::kLeftOut : Tell::kPace, 1);
    for (int day = 0; day < 60; day += 3) {
      static_cast<void>(screens_of(alice));
      live_a_day(world, alice, bob, day);
      shown[marked] += screens_of(bob);
      world.pass(3 * kDay);
    }
    sent[marked] = bytes_of(world, true);
    exported[marked] = export_of(bob);
  }
  EXPECT_TRUE(sent[0] == sent[1]) << "the server received something else";
  EXPECT_TRUE(shown[0] == shown[1]) << "the partner saw something else";
  EXPECT_TRUE(exported[0] == exported[1]) << "the partner's export holds something else";
  for (const char* room : {"the move", "my side", "the table", "work"}) {
    EXPECT_NE(shown[1].find(room), std::string::npos) << room << " was never shown: the test says nothing";
  }
}

// Read by someone else, an own export tells all that is private; it does not tell of the mark.
TEST(RedTeam, TheOwnExportWithTheMarkIsThatOfTheLightestPace) {
  std::string exported[2];
  for (const std::size_t marked : {0U, 1U}) {
    World world(12);
    Host& alice = world.host("Alice");
    Host& bob = world.host("Bob");
    world.pair(alice, bob);
    tell(alice, marked == 1 ? Tell::kLeftOut : Tell::kPace, 1);
    for (int day = 0; day < 15; day += 3) {
      live_a_day(world, alice, bob, day);
      world.pass(3 * kDay);
    }
    exported[marked] = export_of(alice);
  }
  EXPECT_NE(exported[1].find("the dishes"), std::string::npos) << "nothing private is in it: the test says nothing";
  EXPECT_TRUE(exported[0] == exported[1]);
}

class RedTeamAtHome : public testing::Two {};

// Whoever picks up the unlocked phone a while later gets no file, no kit, no new device.
TEST_F(RedTeamAtHome, AnUnlockedPhoneGivesNoExportNoKitAndNoDeviceWithoutThePassphrase) {
  world.pass(6 * 60'000);
  const auto refused = [](const auto& result) { return result ? ErrorCode::kBadRequest : result.error().code; };
  EXPECT_EQ(refused(alice.call(boundary::ExportArgs{boundary::ExportScope::kShared})), ErrorCode::kReauthNeeded);
  EXPECT_EQ(refused(alice.call(boundary::KitMakeArgs{})), ErrorCode::kReauthNeeded);
  const base::Bytes wrong(32, 9);
  EXPECT_EQ(refused(alice.call(boundary::ReauthArgs{wrong})), ErrorCode::kWrongKey);
  EXPECT_EQ(refused(alice.call(boundary::DeviceScanArgs{"AAAA", wrong})), ErrorCode::kWrongKey);
  EXPECT_FALSE(alice.call(boundary::PassphraseChangeArgs{wrong, wrong, base::Bytes(16, 1)}).has_value());
  EXPECT_EQ(refused(alice.call(boundary::ExportArgs{boundary::ExportScope::kShared})), ErrorCode::kReauthNeeded);
}

// Each is kept by one person alone: no byte of it, and not that it happened, reaches the other.
TEST_F(RedTeamAtHome, WhatOneKeepsAloneLeavesTheSpaceAndTheOthersScreensAsTheyWere) {
  live_a_day(world, alice, bob, 0);
  live_a_day(world, alice, bob, 3);
  const auto agreed = alice.must(boundary::AgreementViewArgs{}).agreements.agreements.at(0).event;
  const auto mend = alice.must(boundary::MendViewArgs{}).room.mends.at(0).event;
  const auto question = today(alice).exchange->question.id;
  const std::vector<std::pair<const char*, std::function<void()>>> alone = {
      {"a page", [&] { alice.must(boundary::PageSaveArgs{"stress", {{"sources", "secret work"}}, {}}); }},
      {"a review", [&] { alice.must(boundary::AgreementReviewArgs{agreed, "change", later(alice, 60)}); }},
      {"the same again", [&] { alice.must(boundary::MendAgainArgs{"secret quarrel"}); }},
      {"a pass", [&] { alice.must(boundary::ExchangePassArgs{question}); }},
      {"a closed topic", [&] { tell(alice, Tell::kTopic, 1, "money"); }},
      {"a look-in", [&] { testing::look_in(alice, 1); }},
      {"a hard day", [&] { tell(alice, Tell::kConflict, 4); }},
      {"a diary page", [&] { alice.must(boundary::DiarySaveArgs{"secret diary", {}}); }},
      {"a time of one's own", [&] { tell(alice, Tell::kOnMyOwn, 2); }},
      {"the mark", [&] { tell(alice, Tell::kLeftOut, 1); }},
      {"an export",
       [&] {
         alice.must(boundary::ReauthArgs{alice.passphrase_key});
         alice.must(boundary::ExportArgs{boundary::ExportScope::kAll});
       }},
  };
  // What stands in the other's views by the hour alone is taken after the same wait.
  world.settle();
  for (const auto& [what, act] : alone) {
    const std::string bytes = bytes_of(world, false);
    const std::string screens = screens_of(bob);
    act();
    world.settle();
    EXPECT_TRUE(bytes_of(world, false) == bytes) << what << " reached the space";
    EXPECT_TRUE(screens_of(bob) == screens) << what << " shows on the other's screens";
  }
  const std::string theirs = export_of(bob);
  EXPECT_EQ(theirs.find("secret"), std::string::npos);
  EXPECT_NE(theirs.find("my side"), std::string::npos) << "an export of nothing: the test says nothing";
  EXPECT_EQ(alice.must(boundary::MendViewArgs{}).room.mends.at(0).event, mend);
}

}  // namespace
}  // namespace hearth::app
