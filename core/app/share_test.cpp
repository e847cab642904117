// What may come back to a shared text: first a thank-you, then as much as was asked
// for. And hints on wording, for who writes alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/testing/world_testing.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using testing::Host;
using testing::World;

class Sharing : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");

  void SetUp() override { world.pair(alice, bob); }
};

// What a member may answer now to a text that was shared.
std::vector<std::string> may(Host& host, const std::string& event) {
  for (const auto& share : host.must(boundary::TodayViewArgs{}).today.shares) {
    if (share.event == event) return share.may;
  }
  return {"not there"};
}
std::string reason_of(Host& host, const std::string& share, std::string kind, std::string text) {
  auto said = host.call(boundary::ShareReplyArgs{share, std::move(kind), std::move(text)});
  if (said) return "";
  EXPECT_EQ(said.error().code, ErrorCode::kRefusedByRule);
  const auto* reason = said.error().detail.find("reason");
  return reason == nullptr ? "none" : *reason->text();
}

TEST_F(Sharing, FirstComesAThankYouAndThenAsMuchAsTheOtherAskedFor) {
  using Kinds = std::vector<std::string>;
  const auto witness = alice.must(boundary::ShareSendArgs{"hear me", boundary::ReplyMode::kWitness}).event;
  const auto ask = alice.must(boundary::ShareSendArgs{"ask me", boundary::ReplyMode::kAsk}).event;
  const auto ideas = alice.must(boundary::ShareSendArgs{"what now", boundary::ReplyMode::kIdeas}).event;
  world.settle();
  for (const auto& share : {witness, ask, ideas}) {
    EXPECT_EQ(may(bob, share), Kinds{"thank_you"});
    EXPECT_EQ(may(alice, share), Kinds{});
    EXPECT_EQ(reason_of(bob, share, "heard", ""), "thanks_first");
    EXPECT_EQ(reason_of(bob, share, "question", "since when?"), "thanks_first");
    EXPECT_EQ(reason_of(alice, share, "thank_you", ""), "event");
    bob.must(boundary::ShareReplyArgs{share, "thank_you", ""});
    EXPECT_EQ(reason_of(bob, share, "thank_you", ""), "said_already");
  }
  EXPECT_EQ(may(bob, witness), (Kinds{"heard", "said_back"}));
  EXPECT_EQ(may(bob, ask), (Kinds{"heard", "said_back", "question"}));
  EXPECT_EQ(may(bob, ideas), (Kinds{"heard", "said_back", "question", "idea"}));
  EXPECT_EQ(reason_of(bob, witness, "idea", "Sleep."), "no_ideas");
  EXPECT_EQ(reason_of(bob, ask, "idea", "Sleep."), "no_ideas");
  bob.must(boundary::ShareReplyArgs{ideas, "idea", "A walk to the old bridge."});
  bob.must(boundary::ShareReplyArgs{ideas, "idea", "Or none today."});
  world.settle();
  for (const auto& share : alice.must(boundary::TodayViewArgs{}).today.shares) {
    ASSERT_FALSE(share.replies.empty());
    EXPECT_EQ(share.replies.at(0).kind, "thank_you");
    if (share.event == ideas) EXPECT_EQ(share.replies.at(2).text, "Or none today.");
  }
}

TEST_F(Sharing, JustHearMeLetsNoQuestionBack) {
  const auto witness = alice.must(boundary::ShareSendArgs{"hear me", boundary::ReplyMode::kWitness}).event;
  const auto ask = alice.must(boundary::ShareSendArgs{"ask me", boundary::ReplyMode::kAsk}).event;
  world.settle();
  for (const auto& share : {witness, ask}) bob.must(boundary::ShareReplyArgs{share, "thank_you", ""});
  EXPECT_EQ(reason_of(bob, witness, "question", "why?"), "witness_only");
  for (const char* asks :
       {"You were tired. Since when?", "\u00bfCansada", "\u7d2f\uff1f", "\u0645\u062a\u0639\u0628\u061f"}) {
    EXPECT_EQ(reason_of(bob, witness, "said_back", asks), "witness_only") << asks;
    EXPECT_EQ(reason_of(bob, ask, "said_back", asks), "") << asks;
  }
  bob.must(boundary::ShareReplyArgs{witness, "said_back", "You were tired, and nobody saw it."});
  bob.must(boundary::ShareReplyArgs{witness, "heard", ""});
  EXPECT_EQ(bob.call(boundary::ShareReplyArgs{witness, "said_back", " "}).error().code, ErrorCode::kEmpty);
  bob.must(boundary::ShareReplyArgs{ask, "question", "since when?"});
  EXPECT_EQ(bob.call(boundary::ShareReplyArgs{ask, "question", " "}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(bob.call(boundary::ShareReplyArgs{ask, "verdict", "x"}).error().code, ErrorCode::kBadRequest);
  world.settle();
  EXPECT_EQ(alice.must(boundary::TodayViewArgs{}).today.shares.at(0).replies.back().text, "since when?");
}

std::size_t bytes_at_the_server(const World& world) {
  std::size_t bytes = 0;
  for (const auto& [id, log] : world.relay.logs) {
    for (const auto& event : log.events) bytes += event.header.size() + event.body.size();
  }
  return bytes;
}

TEST_F(Sharing, HintsAreForWhoWritesAloneAndNothingOfTheTextIsKept) {
  world.settle();
  const std::size_t sent = bytes_at_the_server(world);
  const auto records = alice.records;
  const auto events = alice.events.size();
  const auto blame = alice.must(boundary::WordingLookArgs{"It is your fault. You should rest.", false}).hints;
  ASSERT_EQ(blame.size(), 1U);
  EXPECT_EQ(blame[0].kind, "blame");
  EXPECT_EQ(blame[0].from, 6);
  EXPECT_EQ(blame[0].to, 16);
  EXPECT_FALSE(blame[0].offer.empty());
  const auto reply = alice.must(boundary::WordingLookArgs{"It is your fault. You should rest.", true}).hints;
  ASSERT_EQ(reply.size(), 2U);
  EXPECT_EQ(reply[1].kind, "advice");
  EXPECT_EQ(alice.records, records);
  EXPECT_EQ(alice.events.size(), events);
  world.settle();
  EXPECT_EQ(bytes_at_the_server(world), sent);
  alice.reopen_locked();
  EXPECT_EQ(alice.call(boundary::WordingLookArgs{"your fault", false}).error().code, ErrorCode::kLocked);
}

TEST_F(Sharing, HintsAreOffUntilChosenAndTheChoiceIsTheOwnersOnAllTheirDevices) {
  auto settings = alice.must(boundary::StatusViewArgs{}).status.settings;
  EXPECT_FALSE(settings.wording);
  settings.wording = true;
  alice.must(boundary::SettingsSetArgs{settings});
  alice.reopen();
  EXPECT_TRUE(alice.must(boundary::StatusViewArgs{}).status.settings.wording);
  world.settle();
  EXPECT_FALSE(bob.must(boundary::StatusViewArgs{}).status.settings.wording);
  settings.wording = false;
  alice.must(boundary::SettingsSetArgs{settings});
  EXPECT_FALSE(alice.must(boundary::StatusViewArgs{}).status.settings.wording);
}

TEST_F(Sharing, DrillsInListeningAreThereForOneAloneAndForBoth) {
  const auto drills = alice.must(boundary::TalkDrillsArgs{}).drills;
  EXPECT_GE(drills.size(), 8U);
  for (const char* whom : {"alone", "both"}) {
    EXPECT_TRUE(std::ranges::any_of(drills, [&](const auto& drill) { return drill.whom == whom; })) << whom;
  }
}

}  // namespace
}  // namespace hearth::app
