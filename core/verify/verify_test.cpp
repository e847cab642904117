#include <gtest/gtest.h>

#include <sodium.h>

#include "verify/hash.h"
#include "verify/login.h"
#include "verify/signature.h"

namespace hearth::verify {
namespace {

using base::as_bytes;

TEST(Hash, AgreesWithBlake2bOverTheWrittenOutInput) {
  const std::string input = std::string("\x0d\0\0\0hearth/1/test\x02\0\0\0ab\0\0\0\0", 27);
  base::Hash32 expected;
  crypto_generichash(expected.bytes.data(), 32, as_bytes(input).data(), input.size(), nullptr, 0);
  EXPECT_EQ(hash("test", {as_bytes("ab"), as_bytes("")}), expected);
}

TEST(Hash, OtherSplitsLabelsAndKeysGiveOtherHashes) {
  const auto ab = hash("test", {as_bytes("a"), as_bytes("b")});
  EXPECT_NE(ab, hash("test", {as_bytes("ab")}));
  EXPECT_NE(ab, hash("test", {as_bytes("ab"), as_bytes("")}));
  EXPECT_NE(ab, hash("text", {as_bytes("a"), as_bytes("b")}));
  EXPECT_NE(ab, keyed_hash(ab.view(), "test", {as_bytes("a"), as_bytes("b")}));
}

TEST(Equal, ComparesAllBytes) {
  EXPECT_TRUE(equal(as_bytes("lantern"), as_bytes("lantern")));
  EXPECT_FALSE(equal(as_bytes("lantern"), as_bytes("lanterm")));
  EXPECT_FALSE(equal(as_bytes("lantern"), as_bytes("lanter")));
  EXPECT_TRUE(equal({}, {}));
}

class Login : public testing::Test {
 protected:
  Login() {
    std::array<std::uint8_t, 32> seed{};
    seed[0] = 5;
    crypto_sign_seed_keypair(key.bytes.data(), secret.data(), seed.data());
    statement.origin = "http://localhost:8080";
    statement.action = "session";
    statement.nonce.bytes[1] = 3;
    sign();
  }
  void sign() {
    const auto digest = hash("login", {encode(statement)});
    crypto_sign_detached(signature.bytes.data(), nullptr, digest.bytes.data(), 32, secret.data());
  }
  base::SigningPublicKey key;
  std::array<std::uint8_t, 64> secret{};
  LoginStatement statement;
  base::Signature signature;
};

TEST_F(Login, SignedStatementIsAccepted) { EXPECT_TRUE(login_matches(key, statement, signature)); }

TEST_F(Login, AnyOtherStatementIsRefused) {
  auto other = statement;
  other.origin = "http://localhost:8081";
  EXPECT_FALSE(login_matches(key, other, signature));
  other = statement;
  other.action = "device.add";
  EXPECT_FALSE(login_matches(key, other, signature));
  other = statement;
  other.log.bytes[0] ^= 1;
  EXPECT_FALSE(login_matches(key, other, signature));
  other = statement;
  other.device.bytes[0] ^= 1;
  EXPECT_FALSE(login_matches(key, other, signature));
  other = statement;
  other.challenge.bytes[0] ^= 1;
  EXPECT_FALSE(login_matches(key, other, signature));
  other = statement;
  other.nonce.bytes[0] ^= 1;
  EXPECT_FALSE(login_matches(key, other, signature));
  other = statement;
  other.extra = as_bytes("x");
  EXPECT_FALSE(login_matches(key, other, signature));
}

TEST_F(Login, AnyOtherKeyOrSignatureIsRefused) {
  auto wrong = key;
  wrong.bytes[0] ^= 1;
  EXPECT_FALSE(login_matches(wrong, statement, signature));
  signature.bytes[40] ^= 1;
  EXPECT_FALSE(login_matches(key, statement, signature));
}

}  // namespace
}  // namespace hearth::verify
