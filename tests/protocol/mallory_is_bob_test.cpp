// Mallory is the host and bob as well: she has the server and all of bob's keys. She
// can lie to bob's own screen; she cannot put words into alice's mouth where alice
// looks.
#include "log/derive.h"
#include "tests/protocol/couple_testing.h"
#include "tests/protocol/forger.h"
#include "vault/box.h"

namespace hearth::tests {
namespace {

class MalloryIsBob : public Couple {
 protected:
  LedgerEvent alices_last() {
    Ledger ledger(server.database());
    const auto bobs_member = forger->space().member;
    std::optional<LedgerEvent> last;
    for (LedgerEvent& event : ledger.events(LogKind::kSpace)) {
      const auto header = event.read();
      if (header.owner != bobs_member && header.stream == envelope::Stream::shared) last = event;
    }
    EXPECT_TRUE(last);
    return *last;
  }

  std::optional<Forger> forger;
};

TEST_F(MalloryIsBob, AForgeryInAlicesNameIsReadByWhoeverHoldsTheKeysThatMadeIt) {
  // The twin: the forgery is well made. On bob's own screen it stands in her name,
  // which is what "can prove it to no one" means.
  share_from_alice("really mine");
  forger.emplace(bob);
  alice.offline();
  Ledger(server.database()).insert(forger->in_alices_name(alices_last(), "never said"));
  bob.settle();
  bob.stop();
  bob.restart();
  bob.settle();
  EXPECT_EQ(count(bob, "never said"), 1);
}

TEST_F(MalloryIsBob, AForgeryInAlicesNameIsRefusedOnHerOwnDevice) {
  share_from_alice("really mine");
  forger.emplace(bob);
  alice.offline();
  Ledger(server.database()).insert(forger->in_alices_name(alices_last(), "never said"));
  alice.online();
  alice.settle();
  EXPECT_EQ(count(alice, "really mine"), 1);
  EXPECT_EQ(count(alice, "never said"), 0);
  EXPECT_TRUE(alice.has_notice("injected")) << ::testing::PrintToString(alice.notices());
}

TEST_F(MalloryIsBob, AForgeryInAlicesNameIsRefusedAfterSheCameBackFromHerKit) {
  const std::string kit = alice.kit();
  share_from_alice("really mine");
  forger.emplace(bob);
  alice.lose_everything();
  Ledger(server.database()).insert(forger->in_alices_name(alices_last(), "never said"));
  alice.recover(mallory.url(), kit);
  EXPECT_TRUE(alice.until([&] { return count(alice, "really mine") == 1; }));
  EXPECT_EQ(count(alice, "never said"), 0);
  EXPECT_TRUE(alice.has_notice("injected")) << ::testing::PrintToString(alice.notices());
  // And she writes on.
  share_from_alice("and I go on");
  EXPECT_EQ(count(alice, "and I go on"), 1);
}

TEST_F(MalloryIsBob, SheCannotOpenEarlyWhatAliceSealed) {
  forger.emplace(bob);
  const Json sealed = alice.seal(alice.todays_question(), "not before you have answered");
  for (int round = 0; round < 3; ++round) settle(alice, bob);
  EXPECT_EQ(bob.fails("exchange.open", {{"id", sealed.at("id")}}), "not_open_yet");
  EXPECT_EQ(count(bob, "not before you have answered"), 0);
  // All that alice's device has sent opens under keys that bob holds, and the answer
  // is in none of it: its key has not left her device.
  const auto& space = forger->space();
  const auto identities = vault::agree(space.owner->exchange, space.partner->identity.exchange);
  ASSERT_TRUE(identities);
  int opened = 0;
  for (const LedgerEvent& event : Ledger(server.database()).events(LogKind::kSpace)) {
    const auto header = event.read();
    if (header.owner == space.member || header.stream != envelope::Stream::shared) continue;
    const auto* epoch = space.epochs.find(header.key_id);
    ASSERT_NE(epoch, nullptr);
    const auto key = log::author_key(*epoch, {.identities = *identities,
                                              .own_identity = space.identity.exchange,
                                              .other_identity = space.partner->identity.exchange,
                                              .space = space.log,
                                              .epoch = header.key_id,
                                              .stream = header.stream,
                                              .author = header.owner});
    const auto inside = vault::decrypt(key, envelope::encode_core(header), event.body);
    ASSERT_TRUE(inside);
    const std::string text(inside->reveal().begin(), inside->reveal().end());
    EXPECT_EQ(text.find("not before you have answered"), std::string::npos);
    EXPECT_EQ(text.find("exchange.release"), std::string::npos);
    if (text.find("exchange.seal") != std::string::npos) ++opened;
  }
  EXPECT_EQ(opened, 1) << "the sealed event itself is readable, its box is not";
}

}  // namespace
}  // namespace hearth::tests
