#include "cli/client/address.h"

#include <gtest/gtest.h>

namespace hearth::cli {
namespace {

TEST(Address, IsWrittenAsABrowserWritesIt) {
  EXPECT_EQ(parse_address("HTTP://Localhost:8080/").value().origin(), "http://localhost:8080");
  EXPECT_EQ(parse_address("https://Hearth.Example.org").value().origin(), "https://hearth.example.org");
  EXPECT_EQ(parse_address("https://hearth.example.org:443").value().origin(), "https://hearth.example.org");
  EXPECT_EQ(parse_address("http://[::1]:8080").value().origin(), "http://[::1]:8080");
  EXPECT_EQ(parse_address("http://[::1]:8080").value().host, "::1");
}

TEST(Address, WithAPathIsRefusedSinceAnOriginIsNeverShared) {
  const auto address = parse_address("https://example.org/hearth");
  ASSERT_FALSE(address);
  EXPECT_EQ(address.error().exit, Exit::kWrongUsage);
}

TEST(Address, ThatIsNoneIsRefused) {
  for (const char* text : {"", "localhost:8080", "ftp://x", "http://", "http://a b", "http://x:0", "http://x:70000",
                           "http://x:", "http://[::1", "http://[::1]8080", "http://user@x"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

TEST(SecretLink, GivesTheServerAndTheSecretBehindTheHash) {
  const auto link = parse_secret_link("http://localhost:8080/setup#abc_DEF-123");
  ASSERT_TRUE(link) << link.error().message;
  EXPECT_EQ(link->server, "http://localhost:8080");
  EXPECT_EQ(link->secret, "abc_DEF-123");
}

TEST(SecretLink, MayNameWhatItCarries) {
  EXPECT_EQ(parse_secret_link("http://localhost:8080/#setup=abc").value().secret, "abc");
  EXPECT_FALSE(parse_secret_link("http://localhost:8080/#setup="));
}

TEST(SecretLink, MayBeTheSecretAlone) {
  const auto link = parse_secret_link("abc_DEF-123");
  ASSERT_TRUE(link);
  EXPECT_EQ(link->server, "");
  EXPECT_EQ(link->secret, "abc_DEF-123");
}

TEST(SecretLink, ThatLostItsEndSaysSo) {
  EXPECT_FALSE(parse_secret_link("http://localhost:8080/setup"));
  EXPECT_FALSE(parse_secret_link("http://localhost:8080/setup#"));
}

}  // namespace
}  // namespace hearth::cli
