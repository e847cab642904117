#include "log/handshake.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/words.h"
#include "codec/writer.h"
#include "log/world_testing.h"
#include "vault/entropy.h"
#include "verify/hash.h"

namespace hearth::log {
namespace {

using base::as_bytes;
using base::Bytes;

Bytes hello(std::string_view text) { return base::to_bytes(as_bytes(text)); }

class Words : public ::testing::Test {
 protected:
  Words() { vault::initialise(); }
  // Hands over what each has to say until both are quiet.
  static void carry(Handshake& a, Handshake& b) {
    for (int round = 0; round < 4; ++round) {
      for (const auto& message : a.take_outbox()) static_cast<void>(b.receive(message));
      for (const auto& message : b.take_outbox()) static_cast<void>(a.receive(message));
    }
  }
  Handshake invite(Purpose purpose = Purpose::pair) {
    return Handshake::invite(purpose, secret.duplicate(), hello("alice"), entropy);
  }
  Handshake join(Purpose purpose = Purpose::pair) {
    return Handshake::join(purpose, secret.duplicate(), hello("bob"), entropy);
  }
  vault::SeededEntropy entropy{testing::seed(5)};
  vault::PairingSecret secret = vault::PairingSecret::draw(entropy);
};

TEST_F(Words, HonestHandshakeEndsWithTheAdmission) {
  auto a = invite();
  auto b = join();
  EXPECT_FALSE(a.own_words());
  carry(a, b);
  ASSERT_EQ(a.phase(), Phase::check);
  ASSERT_EQ(b.phase(), Phase::check);
  EXPECT_EQ(a.transcript(), b.transcript());
  EXPECT_EQ(base::as_text(b.other_hello()), "alice");
  EXPECT_EQ(base::as_text(a.other_hello()), "bob");
  EXPECT_NE(*a.own_words(), *b.own_words());

  EXPECT_EQ(a.admit(hello("keys")).error(), base::Error::refused_by_rule);
  ASSERT_TRUE(a.confirm(*b.own_words()));
  EXPECT_EQ(a.phase(), Phase::waiting_other);
  EXPECT_EQ(a.admit(hello("keys")).error(), base::Error::refused_by_rule);
  ASSERT_TRUE(b.confirm(*a.own_words(), as_bytes("attached")));
  carry(a, b);
  EXPECT_EQ(a.phase(), Phase::confirmed);
  EXPECT_EQ(base::as_text(a.other_attachment()), "attached");
  ASSERT_TRUE(a.admit(hello("keys")));
  carry(a, b);
  EXPECT_EQ(b.phase(), Phase::done);
  EXPECT_EQ(base::as_text(b.admission()), "keys");
}

TEST_F(Words, ChoicesHoldTheOthersWordsAmongOthers) {
  auto a = invite();
  auto b = join();
  carry(a, b);
  const auto choices = a.choices();
  ASSERT_EQ(choices.size(), 4U);
  EXPECT_EQ(std::ranges::count(choices, *b.own_words()), 1);
  EXPECT_EQ(std::set<TwoWords>(choices.begin(), choices.end()).size(), 4U);
}

TEST_F(Words, FourLettersInAnyCaseAreEnough) {
  auto a = invite();
  auto b = join();
  carry(a, b);
  auto typed = *b.own_words();
  for (auto& word : typed) {
    word = word.substr(0, 4);
    for (auto& c : word) c = static_cast<char>(c - 'a' + 'A');
  }
  EXPECT_TRUE(a.confirm(typed));
}

TEST_F(Words, OwnWordsTypedInsteadOfTheOthersEndTheInvite) {
  auto a = invite();
  auto b = join();
  carry(a, b);
  EXPECT_EQ(a.confirm(*a.own_words()).error(), base::Error::wrong_words);
  EXPECT_EQ(a.phase(), Phase::mismatch);
  EXPECT_FALSE(a.admit(hello("keys")));
  carry(a, b);
  EXPECT_EQ(b.phase(), Phase::mismatch);  // told so, by the other
}

TEST_F(Words, OtherSecretDoesNotTakePart) {
  auto a = invite();
  auto b = Handshake::join(Purpose::pair, vault::PairingSecret::draw(entropy), hello("mallory"), entropy);
  carry(a, b);
  EXPECT_EQ(b.phase(), Phase::failed);
  EXPECT_FALSE(a.own_words());
}

TEST_F(Words, LinkDoesNotPassForPairing) {
  auto a = invite(Purpose::link);
  auto b = join(Purpose::pair);
  carry(a, b);
  EXPECT_EQ(b.phase(), Phase::failed);
}

TEST_F(Words, EveryAlteredByteOfEveryMessageIsNoticed) {
  const auto run = [&](int altered_message, std::size_t at) {
    auto a = invite();
    auto b = join();
    int index = 0;
    for (int round = 0; round < 3; ++round) {
      for (auto message : a.take_outbox()) {
        if (index++ == altered_message && at < message.size()) message[at] ^= 1;
        static_cast<void>(b.receive(message));
      }
      for (auto message : b.take_outbox()) {
        if (index++ == altered_message && at < message.size()) message[at] ^= 1;
        static_cast<void>(a.receive(message));
      }
    }
    return a.phase() == Phase::check && b.phase() == Phase::check;
  };
  EXPECT_TRUE(run(-1, 0));
  for (int message = 0; message < 3; ++message) {
    for (std::size_t at = 0; at < 50; ++at) ASSERT_FALSE(run(message, at)) << message << " " << at;
  }
}

// mallory knows the link. She sits between alice and bob and plays bob to alice and
// alice to bob, with keys of her own. She has committed to alice's side of bob's
// session before she sees his nonce, and sends hers to alice before she sees
// alice's: each session is one try of 2^-44, and here are 100,000 of them.
TEST_F(Words, SubstitutedKeysAreNeverAcceptedInAHundredThousandTries) {
  int one_role_alike = 0;
  for (int attempt = 0; attempt < 100'000; ++attempt) {
    auto alice = invite();
    auto mallory_as_bob = Handshake::join(Purpose::pair, secret.duplicate(), hello("mallory"), entropy);
    auto mallory_as_alice = Handshake::invite(Purpose::pair, secret.duplicate(), hello("mallory"), entropy);
    auto bob = join();
    for (const auto& message : alice.take_outbox()) ASSERT_TRUE(mallory_as_bob.receive(message));
    for (const auto& message : mallory_as_alice.take_outbox()) ASSERT_TRUE(bob.receive(message));
    for (const auto& message : mallory_as_bob.take_outbox()) ASSERT_TRUE(alice.receive(message));
    for (const auto& message : bob.take_outbox()) ASSERT_TRUE(mallory_as_alice.receive(message));
    for (const auto& message : mallory_as_alice.take_outbox()) ASSERT_TRUE(bob.receive(message));
    const bool alice_hears_right = alice.choices().empty() || [&] {
      auto copy = *Handshake::restore(alice.save().reveal());
      return copy.confirm(*bob.own_words()).has_value();
    }();
    const bool bob_hears_right = bob.own_words() && [&] {
      auto copy = *Handshake::restore(bob.save().reveal());
      return copy.confirm(*alice.own_words()).has_value();
    }();
    one_role_alike += alice_hears_right || bob_hears_right ? 1 : 0;
    ASSERT_FALSE(alice_hears_right && bob_hears_right) << "attempt " << attempt;
  }
  // One role alone has 22 bits: two such sessions in a hundred thousand would be luck.
  EXPECT_LE(one_role_alike, 2);
}

// mallory knows the secret and so makes valid MACs; she opened nothing yet and now
// would rather have another nonce.
TEST_F(Words, OtherNonceThanTheCommittedOneIsRefusedEvenWithAValidMac) {
  auto a = invite();
  auto b = join();
  const auto first = a.take_outbox().front();
  ASSERT_TRUE(b.receive(first));
  const auto second = b.take_outbox().front();
  const std::array purpose{std::uint8_t{0}};
  auto running = verify::hash("pair-begin", {purpose});
  for (const auto& message : {first, second}) running = verify::hash("pair-running", {running.view(), message});
  const auto role_key = verify::keyed_hash(secret.reveal(), "pair-role", {as_bytes("inviter")});
  codec::Writer writer;
  writer.u8(1).u8(3).bytes(Bytes(32, 5));
  const auto mac = verify::keyed_hash(role_key.view(), "pair-mac", {running.view(), writer.data()});
  writer.fixed(mac);
  EXPECT_EQ(b.receive(writer.data()).error(), base::Error::verification_failed);
  EXPECT_EQ(b.phase(), Phase::failed);
}

// She also cannot look for another opening of a commitment that fits her wish.
TEST_F(Words, AnotherNonceDoesNotOpenTheCommitment) {
  auto a = invite();
  auto b = join();
  for (const auto& message : a.take_outbox()) ASSERT_TRUE(b.receive(message));
  for (const auto& message : b.take_outbox()) ASSERT_TRUE(a.receive(message));
  auto opening = a.take_outbox().front();
  for (int attempt = 0; attempt < 1000; ++attempt) {
    auto copy = *Handshake::restore(b.save().reveal());
    auto forged = opening;
    forged[10 + static_cast<std::size_t>(attempt % 30)] ^= static_cast<std::uint8_t>(1 + attempt % 255);
    ASSERT_FALSE(copy.receive(forged));
  }
}

TEST_F(Words, HandshakeGoesOnAfterARestart) {
  auto a = invite();
  auto b = join();
  for (const auto& message : a.take_outbox()) ASSERT_TRUE(b.receive(message));
  auto b_again = Handshake::restore(b.save().reveal());
  ASSERT_TRUE(b_again);
  auto a_again = Handshake::restore(a.save().reveal());
  ASSERT_TRUE(a_again);
  carry(*a_again, *b_again);
  EXPECT_EQ(a_again->phase(), Phase::check);
  EXPECT_EQ(a_again->transcript(), b_again->transcript());
}

TEST_F(Words, SpokenWordsAreReadHoweverTheyAreTyped) {
  const auto words = draw_spoken_words(entropy);
  ASSERT_EQ(words.size(), 6U);
  std::string typed;
  for (const auto& word : words) typed += " - " + word + ",\n";
  EXPECT_EQ(parse_spoken_words(typed), words);
  EXPECT_EQ(parse_spoken_words(spoken_text(words)), words);
  EXPECT_EQ(parse_spoken_words(spoken_text(words) + " zoo").error(), base::Error::wrong_words);
  EXPECT_EQ(parse_spoken_words("one two").error(), base::Error::wrong_words);
  EXPECT_EQ(parse_spoken_words("").error(), base::Error::wrong_words);
}

TEST_F(Words, SpokenSecretDependsOnTheServer) {
  EXPECT_NE(spoken_salt("https://one.example"), spoken_salt("https://two.example"));
}

TEST_F(Words, AddressTellsNothingOfTheOtherKeys) {
  const auto address = address_of(secret);
  EXPECT_NE(base::to_hex(address.locator.view()), base::to_hex(address.seat_token.view()).substr(0, 32));
  EXPECT_EQ(address_of(secret).locator, address.locator);
}

}  // namespace
}  // namespace hearth::log
