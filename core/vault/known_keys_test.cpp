// Known answers for what is made from a base point's multiples, since the module of
// the app makes them by another way than the native program (wasm/small_base_multiple.c).
#include <gtest/gtest.h>
#include <sodium.h>

#include <array>

#include "base/bytes.h"

namespace hearth::vault {
namespace {

using Bytes32 = std::array<unsigned char, 32>;

// RFC 8032, 7.1, tests 1 and 2.
TEST(KnownKeys, SignaturesAreThoseOfRfc8032) {
  struct Known {
    const char* seed;
    const char* key;
    std::vector<unsigned char> message;
    const char* signature;
  };
  const Known known[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
       {},
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2"
       "465"
       "5141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
       {0x72},
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302ae"
       "eb0"
       "0d291612bb0c00"},
  };
  for (const Known& one : known) {
    Bytes32 seed{};
    ASSERT_EQ(sodium_hex2bin(seed.data(), 32, one.seed, 64, nullptr, nullptr, nullptr), 0);
    Bytes32 key{};
    std::array<unsigned char, 64> secret{};
    ASSERT_EQ(crypto_sign_seed_keypair(key.data(), secret.data(), seed.data()), 0);
    EXPECT_EQ(base::to_hex(key), one.key);
    std::array<unsigned char, 64> signature{};
    ASSERT_EQ(crypto_sign_detached(signature.data(), nullptr, one.message.data(), one.message.size(), secret.data()),
              0);
    EXPECT_EQ(base::to_hex(signature), one.signature);
  }
}

TEST(KnownKeys, PublicKeysOfExchangeAreMultiplesOfNine) {
  Bytes32 nine{};
  nine[0] = 9;
  for (int i = 0; i < 50; ++i) {
    Bytes32 secret{};
    for (std::size_t place = 0; place < secret.size(); ++place) {
      secret[place] = static_cast<unsigned char>(31 * i + 7 * static_cast<int>(place) * (i + 1));
    }
    Bytes32 made{};
    Bytes32 expected{};
    ASSERT_EQ(crypto_scalarmult_base(made.data(), secret.data()), 0);
    ASSERT_EQ(crypto_scalarmult(expected.data(), secret.data(), nine.data()), 0);
    EXPECT_EQ(made, expected) << i;
  }
}

}  // namespace
}  // namespace hearth::vault
