// Losing a device, having two, leaving, taking back: what each keeps and what each
// can no longer do.
#include "tests/protocol/couple_testing.h"

namespace hearth::tests {
namespace {

using ComingBack = Couple;

// From alice's second machine showing its code to both being hers.
void link(Actor& old_one, Actor& new_one, const std::string& server) {
  new_one.join_linking(server);
  Json linking;
  ASSERT_TRUE(new_one.until([&] {
    linking = new_one.ok("device.view").json.value("linking", Json::object());
    return linking.value("code", Json()).is_string();
  }));
  old_one.scan(linking["code"]);
  const auto words = [](Actor& actor) {
    return actor.ok("device.view").json.value("linking", Json::object()).value("own_words", Json::array());
  };
  for (int round = 0; round < 20 && (words(old_one).empty() || words(new_one).empty()); ++round) {
    new_one.live(std::chrono::milliseconds(200));
    old_one.live(std::chrono::milliseconds(200));
  }
  ASSERT_EQ(words(old_one).size(), 2U);
  ASSERT_EQ(words(new_one).size(), 2U);
  const Json olds = words(old_one);
  const Json news = words(new_one);
  old_one.ok("device.confirm", {{"words", news}});
  new_one.ok("device.confirm", {{"words", olds}});
  for (int round = 0; round < 5; ++round) settle(old_one, new_one);
}

TEST_F(ComingBack, TheKitBringsEverythingBackOnAnEmptyDevice) {
  share_from_alice("shared before");
  alice.ok("diary.save", {{"text", "private before"}, {"replaces", nullptr}});
  bob.ok("share.send", {{"text", "from bob"}, {"reply", "witness"}});
  settle(alice, bob);
  const std::string kit = alice.kit();
  alice.ok("diary.save", {{"text", "private after the kit"}, {"replaces", nullptr}});
  settle(alice, bob);
  alice.lose_everything();
  alice.recover(mallory.url(), kit);
  for (const char* text : {"shared before", "private before", "from bob", "private after the kit"}) {
    EXPECT_TRUE(alice.until([&] { return count(alice, text) == 1; })) << text;
  }
  EXPECT_EQ(alice.status().value("partner", ""), "bob");
  // Nothing doubles, and life goes on in both directions.
  share_from_alice("shared afterwards");
  bob.ok("share.send", {{"text", "bob, afterwards"}, {"reply", "witness"}});
  settle(alice, bob);
  EXPECT_EQ(count(bob, "shared afterwards"), 1);
  EXPECT_EQ(count(alice, "bob, afterwards"), 1);
  EXPECT_EQ(alice.same_page(), bob.same_page());
  EXPECT_FALSE(bob.has_notice("injected"));
  EXPECT_FALSE(bob.has_notice("identity_changed"));
}

TEST_F(ComingBack, AWrongKitOpensNothing) {
  alice.kit();
  alice.lose_everything();
  std::string wrong;
  for (int i = 0; i < 11; ++i) wrong += "abandon ";
  alice.recover(mallory.url(), wrong + "about");
  EXPECT_FALSE(alice.status().value("paired", false));
}

TEST_F(ComingBack, ASecondMachineReadsAndWritesAsAlice) {
  share_from_alice("from the first machine");
  alice.ok("diary.save", {{"text", "kept for me"}, {"replaces", nullptr}});
  settle(alice, bob);
  Actor second("alice's second machine", clock);
  ASSERT_NO_FATAL_FAILURE(link(alice, second, mallory.url()));
  EXPECT_TRUE(
      second.until([&] { return count(second, "kept for me") == 1 && count(second, "from the first machine") == 1; }));
  second.ok("share.send", {{"text", "from the second machine"}, {"reply", "witness"}});
  for (int round = 0; round < 3; ++round) {
    second.settle();
    settle(alice, bob);
  }
  EXPECT_EQ(count(bob, "from the second machine"), 1);
  EXPECT_EQ(count(alice, "from the second machine"), 1);
  EXPECT_EQ(bob.story_item("from the second machine").value_or(Json::object()).value("own", true), false);
}

TEST_F(ComingBack, ARevokedMachineCanSendNothingMoreAndReadsNothingNew) {
  Actor second("alice's second machine", clock);
  ASSERT_NO_FATAL_FAILURE(link(alice, second, mallory.url()));
  second.settle();
  std::string id;
  const Json devices = alice.ok("devices.view").json["devices"];
  for (const Json& device : devices) {
    if (!device.value("this", true) && !device.value("kit", false)) id = device["id"];
  }
  ASSERT_FALSE(id.empty()) << devices;
  alice.revoke(id);
  settle(alice, bob);
  share_from_alice("after the revocation");
  settle(alice, bob);
  EXPECT_EQ(count(bob, "after the revocation"), 1);
  second.ok("share.send", {{"text", "from the stolen machine"}, {"reply", "witness"}});
  second.live(std::chrono::seconds(1));
  settle(alice, bob);
  EXPECT_EQ(count(bob, "from the stolen machine"), 0);
  EXPECT_EQ(count(alice, "from the stolen machine"), 0);
  EXPECT_EQ(count(second, "after the revocation"), 0);
}

TEST_F(ComingBack, WhoLeftReadsAndTakesBackAndTheOtherKeepsAll) {
  const std::string event = share_from_alice("said while we were two");
  bob.ok("share.send", {{"text", "bob's words"}, {"reply", "witness"}});
  settle(alice, bob);
  alice.ok("leave");
  settle(alice, bob);
  EXPECT_EQ(count(alice, "bob's words"), 1);
  EXPECT_EQ(count(bob, "said while we were two"), 1);
  EXPECT_EQ(alice.fails("share.send", {{"text", "one more"}, {"reply", "witness"}}), "left");
  EXPECT_EQ(count(bob, "one more"), 0);
  alice.ok("diary.save", {{"text", "my own room is as it was"}, {"replaces", nullptr}});
  alice.ok("erase", {{"event", event}});
  settle(alice, bob);
  EXPECT_EQ(count(bob, "said while we were two"), 0);
  EXPECT_TRUE(bob.status().value("partner_left", false));
}

TEST_F(ComingBack, WhatWasTakenBackIsHiddenForBothAndComesBackWhenUndone) {
  const std::string event = share_from_alice("too much");
  settle(alice, bob);
  ASSERT_EQ(count(bob, "too much"), 1);
  alice.ok("erase", {{"event", event}});
  settle(alice, bob);
  EXPECT_EQ(count(alice, "too much"), 0);
  EXPECT_EQ(count(bob, "too much"), 0);
  EXPECT_FALSE(bob.has_notice("withheld")) << "an erasure is not a body that the host kept back";
  alice.ok("erase.undo", {{"event", event}});
  settle(alice, bob);
  EXPECT_EQ(count(bob, "too much"), 1);
}

TEST_F(ComingBack, NobodyTakesBackWhatTheOtherWrote) {
  const std::string event = share_from_alice("hers to take back");
  settle(alice, bob);
  EXPECT_NE(bob.fails("erase", {{"event", event}}), "");
  settle(alice, bob);
  EXPECT_EQ(count(alice, "hers to take back"), 1);
}

TEST_F(ComingBack, ThePartnerBringsBackWhatWasShared) {
  // Alice loses her device and has no kit: a new alice, invited by bob again.
  share_from_alice("shared long ago");
  bob.ok("share.send", {{"text", "bob, long ago"}, {"reply", "witness"}});
  settle(alice, bob);
  alice.lose_everything();
  alice.init(mallory.url());
  bob.ok("repair.invite");
  Json pairing;
  ASSERT_TRUE(bob.until([&] {
    pairing = bob.ok("pair.view").json.value("pairing", Json::object());
    return pairing.value("link", Json()).is_string();
  }));
  bob.settle();
  alice.ok("pair.join", {{"link", pairing["link"]}});
  for (int round = 0; round < 20 && (own_words(alice).empty() || own_words(bob).empty()); ++round) {
    alice.live(std::chrono::milliseconds(200));
    bob.live(std::chrono::milliseconds(200));
  }
  const Json alices = own_words(alice);
  alice.ok("pair.confirm", {{"words", own_words(bob)}});
  bob.ok("pair.confirm", {{"words", alices}});
  for (int round = 0; round < 5; ++round) settle(alice, bob);
  EXPECT_TRUE(alice.until([&] { return count(alice, "shared long ago") == 1; }));
  EXPECT_EQ(count(alice, "bob, long ago"), 1);
  EXPECT_TRUE(alice.story_item("shared long ago").value_or(Json::object()).value("brought_back", false));
  share_from_alice("and from now on");
  settle(alice, bob);
  EXPECT_EQ(count(bob, "and from now on"), 1);
}

}  // namespace
}  // namespace hearth::tests
