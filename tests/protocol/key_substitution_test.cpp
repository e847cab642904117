// Mallory knows the invite's secret (the link lay in a mailbox) and sits between the
// two. She can speak to each in the other's name, but not make both read the same
// words: what she would have to choose is fixed before she learns what it depends on.
//
//   alice ◀── handshake 1 ──▶ mallory ◀── handshake 2 ──▶ bob
#include <gtest/gtest.h>

#include "log/handshake.h"
#include "vault/entropy.h"

namespace hearth::tests {
namespace {

using log::Handshake;
using log::Phase;
using log::Purpose;

base::Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }

void carry(Handshake& from, Handshake& to) {
  for (const base::Bytes& message : from.take_outbox()) ASSERT_TRUE(to.receive(message));
}

// Both of Mallory's handshakes, up to the words. She finishes the one with alice first
// and so knows its words before she chooses what to send to bob.
struct Attempt {
  Handshake alice;
  Handshake to_alice;
  Handshake to_bob;
  Handshake bob;
};

Attempt attempt(base::ByteView shared, base::Entropy& entropy) {
  const auto again = [&] { return *vault::PairingSecret::from(shared); };
  Attempt made{.alice = Handshake::invite(Purpose::pair, again(), bytes("alice's keys"), entropy),
               .to_alice = Handshake::join(Purpose::pair, again(), bytes("mallory's keys"), entropy),
               .to_bob = Handshake::invite(Purpose::pair, again(), bytes("mallory's keys"), entropy),
               .bob = Handshake::join(Purpose::pair, again(), bytes("bob's keys"), entropy)};
  carry(made.alice, made.to_alice);
  carry(made.to_alice, made.alice);
  carry(made.alice, made.to_alice);
  carry(made.to_bob, made.bob);
  carry(made.bob, made.to_bob);
  carry(made.to_bob, made.bob);
  return made;
}

class KeySubstitution : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { vault::initialise(); }
};

TEST_F(KeySubstitution, ByOneWhoKnowsTheLinkIsAcceptedInNoneOfAHundredThousandTries) {
  constexpr int kTries = 100'000;
  const base::Bytes seed = bytes("key substitution, 100,000 tries!");
  vault::SeededEntropy entropy(seed);
  base::Bytes shared(32);
  entropy.fill(shared);
  int accepted = 0;
  for (int i = 0; i < kTries; ++i) {
    Attempt tried = attempt(shared, entropy);
    const auto alices = tried.alice.own_words();
    const auto bobs = tried.bob.own_words();
    ASSERT_TRUE(alices && bobs);
    // Each reads out their own words; the other confirms what they hear.
    const bool bob_accepts = tried.bob.confirm(*alices).has_value();
    const bool alice_accepts = tried.alice.confirm(*bobs).has_value();
    if (bob_accepts && alice_accepts) ++accepted;
  }
  EXPECT_EQ(accepted, 0);
}

TEST_F(KeySubstitution, WithoutMalloryTheSameTwoAcceptEachOther) {
  // The twin that shows that the test above can tell.
  const base::Bytes seed = bytes("two people and nobody in between");
  vault::SeededEntropy entropy(seed);
  base::Bytes shared(32);
  entropy.fill(shared);
  Handshake alice = Handshake::invite(Purpose::pair, *vault::PairingSecret::from(shared), bytes("a"), entropy);
  Handshake bob = Handshake::join(Purpose::pair, *vault::PairingSecret::from(shared), bytes("b"), entropy);
  carry(alice, bob);
  carry(bob, alice);
  carry(alice, bob);
  EXPECT_TRUE(bob.confirm(*alice.own_words()));
  EXPECT_TRUE(alice.confirm(*bob.own_words()));
}

TEST_F(KeySubstitution, ANonceThatIsNotTheOneCommittedToEndsTheHandshake) {
  const base::Bytes seed = bytes("a nonce other than the committed");
  vault::SeededEntropy entropy(seed);
  base::Bytes shared(32);
  entropy.fill(shared);
  // Mallory waits for bob's nonce and then opens another handshake's nonce to him.
  Handshake first = Handshake::invite(Purpose::pair, *vault::PairingSecret::from(shared), bytes("m"), entropy);
  Handshake second = Handshake::invite(Purpose::pair, *vault::PairingSecret::from(shared), bytes("m"), entropy);
  Handshake bob = Handshake::join(Purpose::pair, *vault::PairingSecret::from(shared), bytes("b"), entropy);
  carry(first, bob);
  const auto answers = bob.take_outbox();
  (void)second.take_outbox();
  for (const auto& answer : answers) (void)second.receive(answer);
  bool refused = second.phase() == Phase::failed;
  for (const auto& message : second.take_outbox()) refused = !bob.receive(message) || refused;
  EXPECT_TRUE(refused);
  EXPECT_NE(bob.phase(), Phase::check);
}

}  // namespace
}  // namespace hearth::tests
