// The sealed exchange against a host and a partner who follow no rule.
#include <gtest/gtest.h>

#include "codec/writer.h"
#include "log/exchange.h"
#include "log/mallory_testing.h"
#include "vault/box.h"

namespace hearth::log {
namespace {

using testing::Actor;
using testing::Forger;
using testing::Mallory;

class Sealed : public Mallory {
 protected:
  Sealed() {
    seal = *alice.person().seal(alice.space(), "q", 1, 0, "alice's answer", alice.now(), alice.entropy());
    alice.sync();
    bob.sync();
    exchange = *alice.person().exchange_id(alice.space(), "q", 1, 0);
  }
  std::size_t releases(Actor& actor, Author who) {
    std::size_t count = 0;
    for (const auto& event : actor.opened(actor.space())) {
      count += event.type == "exchange.release" && event.who == who ? 1 : 0;
    }
    return count;
  }
  base::EventId seal;
  base::ExchangeId exchange;
};

TEST_F(Sealed, KeyDoesNotLeaveBeforeTheOthersAnswerIsThere) {
  for (int round = 0; round < 3; ++round) alice.sync();
  EXPECT_EQ(releases(alice, Author::me), 0U);
  EXPECT_FALSE(bob.find(seal)->answer);
}

TEST_F(Sealed, ForgedAnswerFromTheHostDoesNotFreeTheKey) {
  // Without the keys of the space, in bob's name.
  auto header = *envelope::decode(host.log(alice.space()).back().header);
  const auto bobs_device = bob.person().device(bob.space());
  const auto tail = testing::tail_of(host, bob.space(), bobs_device, Stream::shared);
  header.owner = bob.person().member(bob.space());
  header.device = bobs_device;
  header.sequence = tail.sequence + 1;
  header.previous = tail.link;
  header.event.bytes[0] ^= 1;
  static_cast<void>(
      give(alice, alice.space(), {.header = envelope::encode(header), .body = host.log(alice.space()).back().body}));
  alice.sync();
  EXPECT_EQ(releases(alice, Author::me), 0U);
}

TEST_F(Sealed, WithdrawnAnswerOfTheOtherDoesNotFreeTheKey) {
  const auto theirs = bob.person().seal(bob.space(), "q", 1, 0, "bob's", bob.now(), bob.entropy());
  ASSERT_TRUE(theirs);
  ASSERT_TRUE(bob.person().withdraw(bob.space(), exchange, bob.now(), bob.entropy()));
  bob.send();
  alice.sync();
  EXPECT_EQ(releases(alice, Author::me), 0U);
  EXPECT_EQ(alice.person().exchange(alice.space(), exchange).theirs, ExchangeStep::withdrawn);
}

TEST_F(Sealed, WithdrawnOwnAnswerIsNotReleased) {
  ASSERT_TRUE(alice.person().withdraw(alice.space(), exchange, alice.now(), alice.entropy()));
  ASSERT_TRUE(bob.person().seal(bob.space(), "q", 1, 0, "bob's", bob.now(), bob.entropy()));
  bob.send();
  alice.sync();
  EXPECT_EQ(releases(alice, Author::me), 0U);
  EXPECT_EQ(alice.person().exchange(alice.space(), exchange).own, ExchangeStep::withdrawn);
}

TEST_F(Sealed, ReleasedAnswerCannotBeWithdrawn) {
  ASSERT_TRUE(bob.person().seal(bob.space(), "q", 1, 0, "bob's", bob.now(), bob.entropy()));
  bob.sync();
  alice.sync();
  EXPECT_EQ(alice.person().withdraw(alice.space(), exchange, alice.now(), alice.entropy()).error(),
            base::Error::refused_by_rule);
}

TEST_F(Sealed, SealingTwiceIsRefused) {
  EXPECT_EQ(alice.person().seal(alice.space(), "q", 1, 0, "again", alice.now(), alice.entropy()).error(),
            base::Error::already_sealed);
}

TEST_F(Sealed, SealedAgainAfterWithdrawingUsesAnotherKey) {
  ASSERT_TRUE(alice.person().withdraw(alice.space(), exchange, alice.now(), alice.entropy()));
  const auto again = alice.person().seal(alice.space(), "q", 1, 0, "better", alice.now(), alice.entropy());
  ASSERT_TRUE(again);
  Forger as_alice(alice, host);
  const auto key = seal_key(*as_alice.generations().find(as_alice.generations().current()));
  EXPECT_NE(base::to_bytes(answer_key(key, exchange, seal).reveal()),
            base::to_bytes(answer_key(key, exchange, *again).reveal()));
}

TEST_F(Sealed, WrongKeyIsRefusedAndNamed) {
  // bob's modified client answers and then gives away another key.
  const auto theirs = bob.person().seal(bob.space(), "q", 1, 0, "bob's", bob.now(), bob.entropy());
  ASSERT_TRUE(theirs);
  bob.send();
  Forger as_bob(bob, host);
  ReleasePayload payload{.exchange = exchange, .seal = *theirs};
  payload.key.bytes[0] = 1;
  const auto forged = as_bob.mine(kReleaseType, encode(payload));
  alice.sync();
  const auto receipt = give(alice, alice.space(), forged);
  EXPECT_TRUE(has(receipt, "wrong_release"));
  EXPECT_TRUE(receipt.opened.empty());
  EXPECT_EQ(alice.person().exchange(alice.space(), exchange).theirs, ExchangeStep::sealed);
}

// bob's modified client commits to one key and boxes under another, so as to choose
// later what he had answered.
TEST_F(Sealed, KeyThatOpensTheBoxButWasNotCommittedToIsRefused) {
  Forger as_bob(bob, host);
  const auto event = bob.entropy().draw<base::EventId>();
  const auto key = vault::AnswerKey::draw(bob.entropy());
  SealPayload sealed{.question = "q", .version = 1, .round = 0};
  sealed.box = vault::encrypt(key, box_place(bob.space(), exchange, as_bob.space().member, event),
                              pad_answer("one of two answers").reveal(), bob.entropy());
  sealed.commitment.bytes[0] = 1;
  const auto seal_event = as_bob.shared({.owner = as_bob.space().member,
                                         .device = as_bob.space().device,
                                         .type = std::string(kSealType),
                                         .payload = encode(sealed),
                                         .event = event});
  host.append(alice.space(), seal_event.header, seal_event.body);
  alice.sync();  // a junk answer counts as an answer: a limit that is told
  EXPECT_EQ(releases(alice, Author::me), 1U);
  const ReleasePayload payload{.exchange = exchange, .seal = event, .key = *base::Hash32::from(key.reveal())};
  const auto receipt = give(alice, alice.space(), as_bob.mine(kReleaseType, encode(payload)));
  EXPECT_TRUE(has(receipt, "wrong_release"));
  EXPECT_TRUE(receipt.opened.empty());
}

TEST_F(Sealed, ReleaseOfTheOthersSealIsRefused) {
  Forger as_bob(bob, host);
  const ReleasePayload payload{.exchange = exchange, .seal = seal};
  const auto receipt = give(alice, alice.space(), as_bob.mine(kReleaseType, encode(payload)));
  EXPECT_TRUE(receipt.opened.empty());
  EXPECT_EQ(receipt.error, base::Error::not_yours);
}

TEST_F(Sealed, BoxesHideTheLengthOfAnAnswer) {
  const auto other =
      alice.person().seal(alice.space(), "q2", 1, 0, std::string(3000, 'x'), alice.now(), alice.entropy());
  ASSERT_TRUE(other);
  alice.sync();
  const auto& store = alice.store()[alice.space()];
  EXPECT_EQ(store.at(seal).body.size(), store.at(*other).body.size());
}

TEST_F(Sealed, NobodyErasesWhatTheOtherWrote) {
  EXPECT_EQ(bob.person().erase(bob.space(), seal, bob.now(), bob.entropy()).error(), base::Error::not_yours);
  Forger as_bob(bob, host);
  codec::Writer payload;
  payload.fixed(seal).fixed(alice.find(seal)->link);
  const auto receipt = give(alice, alice.space(), as_bob.mine("erase", payload.data()));
  EXPECT_EQ(receipt.verdict, Verdict::set_aside);
  EXPECT_TRUE(receipt.opened.empty());
}

}  // namespace
}  // namespace hearth::log
