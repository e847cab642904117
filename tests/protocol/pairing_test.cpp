// Inviting, joining, and all that can go wrong between two people and their words.
#include "tests/protocol/couple_testing.h"

namespace hearth::tests {
namespace {

class Pairing : public ::testing::Test {
 protected:
  void SetUp() override {
    mallory.forward_to(server.port());
    alice.init(mallory.url(), server.setup_link());
    bob.init(mallory.url());
  }

  std::string link_of_invite() {
    alice.ok("pair.invite", {{"long", false}, {"kind", "partner"}});
    Json pairing;
    EXPECT_TRUE(alice.until([&] {
      pairing = alice.ok("pair.view").json.value("pairing", Json::object());
      return pairing.value("link", Json()).is_string();
    }));
    alice.settle();
    invitation = pairing;
    return pairing.value("link", std::string());
  }

  Clock clock;
  Middleman mallory;
  ServerProcess server{ServerWishes{.base_url = mallory.url(), .more_arguments = {}, .environment = {}}};
  Actor alice{"alice", clock};
  Actor bob{"bob", clock};
  Actor carol{"carol", clock};
  Json invitation;
};

TEST_F(Pairing, BySixSpokenWordsLeadsToOneSpace) {
  link_of_invite();
  const auto words = invitation.value("words", std::vector<std::string>());
  ASSERT_EQ(words.size(), 6U);
  std::string spoken;
  for (const std::string& word : words) spoken += word + " ";
  bob.ok("pair.join", {{"words", spoken}, {"server", mallory.url()}});
  for (int round = 0; round < 20 && (own_words(alice).empty() || own_words(bob).empty()); ++round) {
    bob.live(std::chrono::milliseconds(200));
    alice.live(std::chrono::milliseconds(200));
  }
  ASSERT_EQ(own_words(bob).size(), 2U);
  alice.ok("pair.confirm", {{"words", own_words(bob)}});
  bob.ok("pair.confirm", {{"words", own_words(alice)}});
  settle(alice, bob);
  EXPECT_TRUE(bob.until([&] { return bob.status().value("paired", false); }));
}

TEST_F(Pairing, WrongWordsDestroyTheInvitationForBoth) {
  ASSERT_NO_FATAL_FAILURE(knock(alice, bob));
  const Json alices = own_words(alice);
  EXPECT_EQ(alice.fails("pair.confirm", {{"words", {"abandon", "zoo"}}}), "wrong_words");
  alice.settle();
  EXPECT_EQ(pairing_phase(alice), "mismatch");
  bob.ok("pair.confirm", {{"words", alices}});
  EXPECT_TRUE(bob.until([&] {
    const std::string phase = pairing_phase(bob);
    return phase == "mismatch" || phase == "failed" || phase == "expired" || phase == "used";
  })) << pairing_phase(bob);
  EXPECT_FALSE(alice.status().value("paired", true));
  EXPECT_FALSE(bob.status().value("paired", true));
}

TEST_F(Pairing, AThirdPersonFindsTheInvitationUsed) {
  const std::string link = link_of_invite();
  bob.ok("pair.join", {{"link", link}});
  bob.settle();
  carol.init(mallory.url());
  carol.ok("pair.join", {{"link", link}});
  EXPECT_TRUE(carol.until([&] { return pairing_phase(carol) == "used"; })) << pairing_phase(carol);
  EXPECT_FALSE(carol.status().value("paired", true));
  // And the two are not disturbed.
  for (int round = 0; round < 20 && (own_words(alice).empty() || own_words(bob).empty()); ++round) {
    bob.live(std::chrono::milliseconds(200));
    alice.live(std::chrono::milliseconds(200));
  }
  alice.ok("pair.confirm", {{"words", own_words(bob)}});
  bob.ok("pair.confirm", {{"words", own_words(alice)}});
  settle(alice, bob);
  EXPECT_TRUE(bob.until([&] { return bob.status().value("paired", false); }));
}

TEST_F(Pairing, AnInvitationIsGoneAfterItsTime) {
  const std::string link = link_of_invite();
  Ledger(server.database()).run("UPDATE invites SET expires_at = 1");
  bob.ok("pair.join", {{"link", link}});
  EXPECT_TRUE(bob.until([&] { return pairing_phase(bob) == "expired"; })) << pairing_phase(bob);
}

TEST_F(Pairing, AUsedInvitationIsNoDoorForSomeoneElseLater) {
  const std::string link = link_of_invite();
  bob.ok("pair.join", {{"link", link}});
  bob.settle();
  for (int round = 0; round < 20 && (own_words(alice).empty() || own_words(bob).empty()); ++round) {
    bob.live(std::chrono::milliseconds(200));
    alice.live(std::chrono::milliseconds(200));
  }
  alice.ok("pair.confirm", {{"words", own_words(bob)}});
  bob.ok("pair.confirm", {{"words", own_words(alice)}});
  settle(alice, bob);
  carol.init(mallory.url());
  carol.ok("pair.join", {{"link", link}});
  EXPECT_TRUE(carol.until([&] {
    const std::string phase = pairing_phase(carol);
    return phase == "used" || phase == "expired";
  })) << pairing_phase(carol);
  EXPECT_FALSE(carol.status().value("paired", true));
}

TEST_F(Pairing, TheProcessesMayEndAtEveryStep) {
  const std::string link = link_of_invite();
  alice.stop();
  bob.ok("pair.join", {{"link", link}});
  bob.settle();
  bob.stop();
  alice.restart();
  alice.live(std::chrono::milliseconds(300));
  const Json alices = own_words(alice);
  ASSERT_EQ(alices.size(), 2U);
  alice.stop();
  bob.restart();
  bob.live(std::chrono::milliseconds(300));
  const Json bobs = own_words(bob);
  ASSERT_EQ(bobs.size(), 2U);
  bob.ok("pair.confirm", {{"words", alices}});
  bob.settle();
  bob.stop();
  alice.restart();
  EXPECT_EQ(own_words(alice), alices) << "the words stay the same";
  alice.ok("pair.confirm", {{"words", bobs}});
  alice.live(std::chrono::milliseconds(300));
  alice.settle();
  alice.stop();
  bob.restart();
  EXPECT_TRUE(bob.until([&] { return bob.status().value("paired", false); })) << pairing_phase(bob);
  alice.restart();
  settle(alice, bob);
  EXPECT_TRUE(alice.status().value("paired", false));
}

TEST_F(Pairing, WhatTheHostPutsIntoTheMessagesEndsTheHandshake) {
  const std::string link = link_of_invite();
  // Mallory swaps the ends of the first message: not knowing the secret, she cannot
  // make its MAC.
  mallory.set({.answer = [](const PassingRequest& request, PassingAnswer& answer) {
    if (request.path.find("/messages") == std::string::npos || request.method != "GET") return;
    Json body = Json::parse(answer.body, nullptr, false);
    if (!body.is_object() || !body.contains("messages")) return;
    for (Json& message : body["messages"]) {
      std::string data = message.value("data", std::string());
      if (data.size() > 8) std::swap(data[2], data[data.size() - 3]);
      message["data"] = data;
    }
    answer.body = body.dump();
  }});
  bob.ok("pair.join", {{"link", link}});
  EXPECT_TRUE(bob.until([&] { return pairing_phase(bob) == "failed"; })) << pairing_phase(bob);
  EXPECT_FALSE(bob.status().value("paired", true));
}

}  // namespace
}  // namespace hearth::tests
