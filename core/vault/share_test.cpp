// A document sealed for a third person: what opens it, and what its length tells.
#include "vault/share.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "vault/box.h"
#include "vault/entropy.h"

namespace hearth::vault {
namespace {

class Share : public ::testing::Test {
 protected:
  const base::Bytes seed = base::Bytes(64, 9);
  SeededEntropy entropy{seed};
  ShareKey key = ShareKey::draw(entropy);
  base::ShareId id = entropy.draw<base::ShareId>();
  const base::Bytes document = base::to_bytes(base::as_bytes("a document"));
};

TEST_F(Share, OpensWithItsKeyAndItsIdAlone) {
  const auto body = *seal_share(key, id, document);
  const auto opened = open_share(key, id, body);
  ASSERT_TRUE(opened.has_value());
  EXPECT_TRUE(std::ranges::equal(opened->reveal(), document));
  EXPECT_EQ(open_share(ShareKey::draw(entropy), id, body).error(), base::Error::wrong_key);
  EXPECT_FALSE(open_share(key, entropy.draw<base::ShareId>(), body).has_value());
  EXPECT_EQ(open_share(key, id, {}).error(), base::Error::wrong_key);
}

TEST_F(Share, AnyChangedByteIsNoticed) {
  const auto body = *seal_share(key, id, document);
  for (std::size_t at = 0; at < body.size(); at += at < 64 ? 1 : 97) {
    auto changed = body;
    changed[at] ^= 0x10;
    EXPECT_FALSE(open_share(key, id, changed).has_value()) << at;
  }
}

TEST_F(Share, TheSameDocumentGivesTheSameBytesAndOtherTextAnotherNonce) {
  const auto body = *seal_share(key, id, document);
  EXPECT_EQ(*seal_share(key, id, document), body);
  const auto other = *seal_share(key, id, base::as_bytes("a documenT"));
  EXPECT_FALSE(std::ranges::equal(base::ByteView(other).first(kNonceSize), base::ByteView(body).first(kNonceSize)));
}

TEST_F(Share, ItsLengthSaysLittleAndHasAnEnd) {
  EXPECT_EQ(seal_share(key, id, {})->size(), seal_share(key, id, base::Bytes(4000))->size());
  EXPECT_EQ(seal_share(key, id, base::Bytes(5000))->size(), seal_share(key, id, base::Bytes(5020))->size());
  EXPECT_EQ(seal_share(key, id, base::Bytes(base::kShareLimit)).error(), base::Error::too_large);
  EXPECT_EQ(open_share(key, id, base::Bytes(base::kShareLimit + 1)).error(), base::Error::too_large);
  EXPECT_LE(seal_share(key, id, base::Bytes(240 * 1024))->size(), base::kShareLimit);
}

}  // namespace
}  // namespace hearth::vault
