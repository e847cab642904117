#include "base/bytes.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/ids.h"
#include "base/secret.h"

#include <set>
#include <sstream>

namespace hearth::base {
namespace {

TEST(Hex, EveryByteComesBack) {
  Bytes all(256);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
  EXPECT_EQ(from_hex(to_hex(all)), all);
}

TEST(Hex, UpperCaseOddLengthAndOtherCharactersAreRefused) {
  EXPECT_EQ(from_hex("0A").error(), Error::shape);
  EXPECT_EQ(from_hex("abc").error(), Error::shape);
  EXPECT_EQ(from_hex("0g").error(), Error::shape);
}

TEST(Base64Url, EveryLengthComesBack) {
  Bytes bytes;
  for (int length = 0; length < 70; ++length) {
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes) << length;
    bytes.push_back(static_cast<std::uint8_t>(length * 37 + 200));
  }
}

TEST(Base64Url, KnownAnswersOfRfc4648) {
  EXPECT_EQ(to_base64url(as_bytes("foobar")), "Zm9vYmFy");
  EXPECT_EQ(to_base64url(as_bytes("fooba")), "Zm9vYmE");
  EXPECT_EQ(to_base64url(Bytes{0xfb, 0xff}), "-_8");
}

TEST(Base64Url, PaddingOtherAlphabetAndLooseBitsAreRefused) {
  EXPECT_EQ(from_base64url("Zg==").error(), Error::shape);
  EXPECT_EQ(from_base64url("+/8").error(), Error::shape);
  EXPECT_EQ(from_base64url("Zh").error(), Error::shape);  // 'f' with a loose bit set
  EXPECT_EQ(from_base64url("A").error(), Error::shape);
}

TEST(Utf8, WellFormedTextIsAccepted) {
  EXPECT_TRUE(is_utf8(as_bytes("Grüße, 你好, 🏡")));
  EXPECT_TRUE(is_utf8({}));
}

TEST(Utf8, BrokenOverlongAndSurrogateFormsAreRefused) {
  EXPECT_FALSE(is_utf8(Bytes{0x80}));
  EXPECT_FALSE(is_utf8(Bytes{0xc0, 0x80}));
  EXPECT_FALSE(is_utf8(Bytes{0xe0, 0x80, 0x80}));
  EXPECT_FALSE(is_utf8(Bytes{0xed, 0xa0, 0x80}));
  EXPECT_FALSE(is_utf8(Bytes{0xf4, 0x90, 0x80, 0x80}));
  EXPECT_FALSE(is_utf8(Bytes{0xe4, 0xbd}));
}

TEST(Fixed, OtherLengthsAreRefused) {
  EXPECT_EQ(EventId::from(Bytes(15)).error(), Error::shape);
  EXPECT_TRUE(EventId::from(Bytes(16)).has_value());
}

TEST(SecretBytes, PrintsAsRedacted) {
  std::ostringstream out;
  out << SecretBytes(as_bytes("lantern river"));
  EXPECT_EQ(out.str(), "[redacted]");
}

TEST(SecretBytes, MovingEmptiesTheSource) {
  SecretBytes first(as_bytes("lantern"));
  const SecretBytes second = std::move(first);
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that is the point
  EXPECT_EQ(as_text(second.reveal()), "lantern");
}

TEST(Error, EveryCodeHasItsOwnName) {
  std::set<std::string_view> names;
  for (int i = 0; i < kErrorCount; ++i) names.insert(code(static_cast<Error>(i)));
  EXPECT_EQ(names.size(), kErrorCount);
}

}  // namespace
}  // namespace hearth::base
