#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "base/words.h"
#include "vault/box.h"
#include "vault/entropy.h"
#include "vault/kit.h"
#include "vault/local_vault.h"
#include "vault/sign.h"
#include "verify/signature.h"

namespace hearth::vault {
namespace {

using base::as_bytes;
using base::as_text;
using base::Bytes;
using base::Error;

Bytes seed(std::uint8_t first) {
  Bytes bytes(64, 7);
  bytes[0] = first;
  return bytes;
}

class Vault : public testing::Test {
 protected:
  Vault() { initialise(); }
  SeededEntropy entropy{seed(1)};
};

TEST_F(Vault, SelfTestPasses) { EXPECT_TRUE(self_test()); }

// The answer is that of Debian's program `argon2` (the reference code):
//   echo -n lantern | argon2 riversalt1234567 -id -t 3 -k 65536 -p 1 -l 32 -r
TEST_F(Vault, StretchingAgreesWithTheReferenceProgram) {
  Salt salt{};
  std::ranges::copy(as_bytes("riversalt1234567"), salt.begin());
  EXPECT_EQ(base::to_hex(stretch("lantern", salt)->reveal()),
            "ca23f82171b99ef3ad6e7799a8581108956264e4ed9aee012b08e091c34dbf3a");
}

TEST_F(Vault, EntropyNeverGivesTheSameBytesTwiceAndDependsOnTheSeed) {
  std::set<base::EventId> seen;
  SeededEntropy other(seed(2));
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(seen.insert(entropy.draw<base::EventId>()).second);
    EXPECT_TRUE(seen.insert(other.draw<base::EventId>()).second);
  }
}

TEST_F(Vault, KeysPrintAsRedacted) {
  std::ostringstream out;
  out << VaultKey::draw(entropy);
  EXPECT_EQ(out.str(), "[redacted]");
}

TEST_F(Vault, BoxOpensOnlyWithItsKeyItsAssociatedDataAndUnchanged) {
  const auto key = AuthorKey::draw(entropy);
  const auto box = encrypt(key, as_bytes("core"), as_bytes("hello"), entropy);
  EXPECT_EQ(as_text(decrypt(key, as_bytes("core"), box)->reveal()), "hello");
  EXPECT_EQ(decrypt(key, as_bytes("cord"), box).error(), Error::wrong_key);
  EXPECT_EQ(decrypt(AuthorKey::draw(entropy), as_bytes("core"), box).error(), Error::wrong_key);
  for (std::size_t i = 0; i < box.size(); ++i) {
    auto changed = box;
    changed[i] ^= 1;
    EXPECT_FALSE(decrypt(key, as_bytes("core"), changed)) << i;
    EXPECT_FALSE(decrypt(key, as_bytes("core"), base::ByteView(box).first(i))) << i;
  }
}

TEST_F(Vault, EmptyPlaintextComesBack) {
  const auto key = AuthorKey::draw(entropy);
  EXPECT_TRUE(decrypt(key, {}, encrypt(key, {}, {}, entropy))->empty());
}

class StuckEntropy final : public base::Entropy {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = 42;
  }
};

TEST_F(Vault, RepeatedEntropyDoesNotRepeatANonceWithOtherText) {
  StuckEntropy stuck;
  const auto key = AuthorKey::draw(entropy);
  const auto nonce = [&](std::string_view core, std::string_view text) {
    auto box = encrypt(key, as_bytes(core), as_bytes(text), stuck);
    box.resize(kNonceSize);
    return box;
  };
  EXPECT_EQ(nonce("core", "hello"), nonce("core", "hello"));
  EXPECT_NE(nonce("core", "hello"), nonce("core", "hellp"));
  EXPECT_NE(nonce("core", "hello"), nonce("cord", "hello"));
}

TEST_F(Vault, SealedToADeviceOpensThereAndNowhereElse) {
  const auto robin = ExchangeSecret::draw(entropy);
  const auto mallory = ExchangeSecret::draw(entropy);
  const auto sealed = seal_to(public_key(robin), as_bytes("transcript"), as_bytes("epoch"), entropy);
  ASSERT_TRUE(sealed);
  EXPECT_EQ(as_text(open_sealed(robin, as_bytes("transcript"), *sealed)->reveal()), "epoch");
  EXPECT_EQ(open_sealed(mallory, as_bytes("transcript"), *sealed).error(), Error::wrong_key);
  EXPECT_EQ(open_sealed(robin, as_bytes("other transcript"), *sealed).error(), Error::wrong_key);
  for (std::size_t length = 0; length < sealed->size(); ++length) {
    EXPECT_FALSE(open_sealed(robin, as_bytes("transcript"), base::ByteView(*sealed).first(length)));
  }
}

TEST_F(Vault, SealedWithTwoIdentitiesDoesNotOpenWithoutThem) {
  const auto alice = ExchangeSecret::draw(entropy);
  const auto bob = ExchangeSecret::draw(entropy);
  const auto device = ExchangeSecret::draw(entropy);
  const auto both = agree(alice, public_key(bob));
  const auto same = agree(bob, public_key(alice));
  ASSERT_TRUE(both && same);
  const auto sealed = seal_to(public_key(device), {}, as_bytes("epoch"), entropy, &*both);
  EXPECT_TRUE(open_sealed(device, {}, *sealed, &*same));
  EXPECT_FALSE(open_sealed(device, {}, *sealed));
}

TEST_F(Vault, PublicKeyOfSmallOrderIsRefused) {
  const auto own = ExchangeSecret::draw(entropy);
  base::ExchangePublicKey zero;
  EXPECT_EQ(agree(own, zero).error(), Error::bad_scalar);
  zero.bytes[0] = 1;
  EXPECT_EQ(agree(own, zero).error(), Error::bad_scalar);
  EXPECT_EQ(seal_to(zero, {}, as_bytes("x"), entropy).error(), Error::bad_scalar);
}

TEST_F(Vault, SignatureIsForItsPurposeAlone) {
  const auto secret = SigningSecret::draw(entropy);
  const auto signature = sign(secret, "control", {as_bytes("leave")});
  EXPECT_TRUE(verify::signature_matches(public_key(secret), "control", {as_bytes("leave")}, signature));
  EXPECT_FALSE(verify::signature_matches(public_key(secret), "login", {as_bytes("leave")}, signature));
  EXPECT_FALSE(verify::signature_matches(public_key(secret), "control", {as_bytes("leav"), as_bytes("e")}, signature));
}

TEST_F(Vault, UnlocksWithTheSamePassphraseKeyAfterRewrapping) {
  const auto vault = LocalVault::create(entropy);
  const auto record = vault.encrypt("records", "person", as_bytes("secret"), entropy);
  const auto salt = draw_salt(entropy);
  const auto old_key = PassphraseKey::draw(entropy);
  const auto new_key = PassphraseKey::draw(entropy);
  const auto wrapped = vault.wrap(old_key, salt, entropy);
  EXPECT_EQ(LocalVault::salt_of(wrapped), salt);
  const auto rewrapped = LocalVault::unlock(wrapped, old_key)->wrap(new_key, draw_salt(entropy), entropy);
  EXPECT_EQ(LocalVault::unlock(rewrapped, old_key).error(), Error::wrong_key);
  const auto again = LocalVault::unlock(rewrapped, new_key);
  ASSERT_TRUE(again);
  EXPECT_EQ(as_text(again->decrypt("records", "person", record)->reveal()), "secret");
}

TEST_F(Vault, RecordOpensOnlyInItsOwnPlace) {
  const auto vault = LocalVault::create(entropy);
  const auto record = vault.encrypt("records", "person", as_bytes("secret"), entropy);
  EXPECT_FALSE(vault.decrypt("records", "draft", record));
  EXPECT_FALSE(vault.decrypt("events", "person", record));
}

TEST_F(Vault, DamagedVaultRecordIsRefused) {
  const auto key = PassphraseKey::draw(entropy);
  auto wrapped = LocalVault::create(entropy).wrap(key, draw_salt(entropy), entropy);
  for (std::size_t length = 0; length < wrapped.size(); ++length) {
    EXPECT_FALSE(LocalVault::unlock(base::ByteView(wrapped).first(length), key)) << length;
  }
  wrapped[0] = 2;
  EXPECT_EQ(LocalVault::unlock(wrapped, key).error(), Error::unknown_version);
}

// The word lists of the BIP-39 test vectors for these 128 bits.
TEST_F(Vault, KitWordsAreThoseOfBip39) {
  const auto words_of = [](std::uint8_t fill) {
    std::string text;
    for (const auto& word : kit_words(*KitSecret::from(Bytes(16, fill)))) text += (text.empty() ? "" : " ") + word;
    return text;
  };
  EXPECT_EQ(words_of(0x00),
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about");
  EXPECT_EQ(words_of(0x7f), "legal winner thank year wave sausage worth useful legal winner thank yellow");
  EXPECT_EQ(words_of(0xff), "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong");
}

TEST_F(Vault, KitComesBackHoweverItIsTyped) {
  const auto kit = KitSecret::draw(entropy);
  const auto words = kit_words(kit);
  std::string plain;
  std::string numbered = "HEARTH RECOVERY KIT\nKeep this sheet where only you find it.\n\n";
  std::string shouted;
  for (std::size_t i = 0; i < words.size(); ++i) {
    plain += words[i] + " ";
    numbered += std::to_string(i + 1) + ". " + words[i] + (i % 3 == 2 ? "\n" : "   ");
    for (const char c : words[i].substr(0, 4)) shouted += static_cast<char>(c - 'a' + 'A');
    shouted += ",  ";
  }
  for (const auto& text : {plain, numbered, shouted}) {
    const auto back = parse_kit(text);
    ASSERT_TRUE(back) << text;
    EXPECT_EQ(base::to_bytes(back->reveal()), base::to_bytes(kit.reveal()));
  }
}

TEST_F(Vault, KitThatIsWrongSaysWhatIsWrong) {
  const std::string eleven = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo ";
  EXPECT_EQ(parse_kit(eleven).error().fault, KitFault::wrong_count);
  EXPECT_EQ(parse_kit(eleven).error().count, 11U);
  EXPECT_EQ(parse_kit("").error().fault, KitFault::wrong_count);
  const auto unknown = parse_kit("zoo zoo lantrn zoo zoo zoo zoo zoo zoo zoo zoo wrong").error();
  EXPECT_EQ(unknown.fault, KitFault::unknown_word);
  EXPECT_EQ(unknown.position, 3U);
  EXPECT_EQ(unknown.word, "lantrn");
  EXPECT_EQ(parse_kit(eleven + "zoo").error().fault, KitFault::checksum);
}

TEST_F(Vault, KitKeysAreItsOwn) {
  const auto kit = KitSecret::draw(entropy);
  const auto other = KitSecret::draw(entropy);
  EXPECT_EQ(kit_device(kit), kit_device(kit.duplicate()));
  EXPECT_NE(kit_device(kit), kit_device(other));
  EXPECT_NE(base::to_bytes(kit_signing_secret(kit).reveal()), base::to_bytes(kit_exchange_secret(kit).reveal()));
}

TEST_F(Vault, StrengthGrowsWithTheWordsAndNotWithRepetition) {
  EXPECT_EQ(passphrase_strength(""), 0);
  EXPECT_EQ(passphrase_strength("password"), 0);
  EXPECT_EQ(passphrase_strength("aaaaaaaaaaaaaaaaaaaa"), 0);
  EXPECT_EQ(passphrase_strength("12345678901234"), 0);
  EXPECT_LE(passphrase_strength("river river river river river"), 0);
  EXPECT_GE(passphrase_strength("river lantern copper window"), 2);
  EXPECT_EQ(passphrase_strength("river lantern copper window orbit maple thunder"), 4);
}

}  // namespace
}  // namespace hearth::vault
