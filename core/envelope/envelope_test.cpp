#include <gtest/gtest.h>

#include "envelope/header.h"
#include "envelope/padding.h"

namespace hearth::envelope {
namespace {

using base::Error;

Header example() {
  Header header;
  header.stream = Stream::shared;
  header.log.bytes[0] = 1;
  header.owner.bytes[0] = 2;
  header.event.bytes[0] = 3;
  header.device.bytes[0] = 4;
  header.sequence = 5;
  header.previous.bytes[0] = 6;
  header.key_id.bytes[0] = 7;
  header.own_tag.bytes[0] = 8;
  const base::Bytes body{1, 2, 3};
  header.body_hash = body_hash(body);
  header.body_length = 3;
  return header;
}

TEST(Header, ComesBackAndHasItsFixedSizes) {
  const auto bytes = encode(example());
  EXPECT_EQ(bytes.size(), kHeaderSize);
  EXPECT_EQ(encode_core(example()).size(), kCoreSize);
  EXPECT_EQ(decode(bytes), example());
}

TEST(Header, CoreIsItsBeginning) {
  auto bytes = encode(example());
  bytes.resize(kCoreSize);
  EXPECT_EQ(bytes, encode_core(example()));
}

TEST(Header, AnyOtherLengthIsRefused) {
  auto bytes = encode(example());
  bytes.push_back(0);
  EXPECT_EQ(decode(bytes).error(), Error::shape);
  for (std::size_t length = 0; length < kHeaderSize; ++length) {
    EXPECT_FALSE(decode(base::ByteView(bytes).first(length))) << length;
  }
}

TEST(Header, AnotherVersionIsUnknownNotBroken) {
  auto bytes = encode(example());
  bytes[0] = 2;
  EXPECT_EQ(decode(bytes).error(), Error::unknown_version);
}

TEST(Header, UnknownStreamIsRefused) {
  auto bytes = encode(example());
  bytes[1] = 3;
  EXPECT_EQ(decode(bytes).error(), Error::shape);
}

TEST(Header, SequenceAndPreviousLinkMustFit) {
  auto header = example();
  header.sequence = 0;
  EXPECT_EQ(decode(encode(header)).error(), Error::shape);
  header.sequence = 1;
  EXPECT_EQ(decode(encode(header)).error(), Error::shape);
  header.previous = {};
  EXPECT_TRUE(decode(encode(header)));
  header.sequence = 2;
  EXPECT_EQ(decode(encode(header)).error(), Error::shape);
}

TEST(Header, BodyOverTheLimitIsRefused) {
  auto header = example();
  header.body_length = kBodyLimit + 1;
  EXPECT_EQ(decode(encode(header)).error(), Error::too_large);
}

TEST(Header, EveryChangedBitChangesTheLink) {
  const auto bytes = encode(example());
  const auto expected = link(bytes);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto changed = bytes;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    ASSERT_NE(link(changed), expected) << bit;
  }
}

TEST(Body, OtherBytesOrLengthAreNoticed) {
  const auto header = example();
  EXPECT_TRUE(check_body(header, base::Bytes{1, 2, 3}));
  EXPECT_EQ(check_body(header, base::Bytes{1, 2, 4}).error(), Error::hash_mismatch);
  EXPECT_EQ(check_body(header, base::Bytes{1, 2}).error(), Error::hash_mismatch);
  EXPECT_EQ(check_body(header, base::Bytes(kBodyLimit + 1)).error(), Error::too_large);
}

TEST(Padme, NeverShrinksAddsAtMostTwelvePercentAndIsMonotone) {
  std::size_t before = 0;
  for (std::size_t length = 0; length < 70'000; ++length) {
    const auto padded = padme(length);
    ASSERT_GE(padded, length);
    ASSERT_LE(static_cast<double>(padded), static_cast<double>(length) * 1.12 + 1);
    ASSERT_GE(padded, before);
    before = padded;
  }
}

TEST(Padme, KnownAnswers) {
  EXPECT_EQ(padme(9), 10U);
  EXPECT_EQ(padme(1025), 1088U);
  EXPECT_EQ(padded_plaintext(1), 512U);
}

}  // namespace
}  // namespace hearth::envelope
