#include "server/net/origins.h"

#include <gtest/gtest.h>

namespace hearth::server::net {
namespace {

TEST(BaseUrl, TakesANameAndNothingMore) {
  EXPECT_EQ(decode_base_url("https://Hearth.Example/")->origin(), "https://hearth.example");
  EXPECT_EQ(decode_base_url("http://localhost:8080")->origin(), "http://localhost:8080");
  EXPECT_EQ(decode_base_url("https://[::1]:8443")->origin(), "https://[::1]:8443");
  EXPECT_EQ(decode_base_url("https://a.example:443")->origin(), "https://a.example");
  for (const auto* wrong : {"", "hearth.example", "ftp://a.example", "https://", "https://a.example/path",
                            "https://user@a.example", "https://a.example?x", "https://a b.example", "https://a:0",
                            "https://a:65536", "https://[::1", "https://[1.2.3.4]", "https://a.example:80x"}) {
    EXPECT_FALSE(decode_base_url(wrong).has_value()) << wrong;
  }
}

Origins behind(std::string_view url, std::string_view proxies, std::uint16_t port = 8080) {
  OriginOptions options{.base_url = std::nullopt, .port = port};
  if (!url.empty()) options.base_url = decode_base_url(url).value();
  options.trusted_proxies = decode_address_blocks(proxies).value();
  return Origins(std::move(options));
}

TEST(Origins, OnLocalhostOnlyLocalNamesWithThePortAreAnswered) {
  const auto origins = behind("", "");
  EXPECT_EQ(origins.dialled("localhost:8080", "", false), "http://localhost:8080");
  EXPECT_EQ(origins.dialled("127.0.0.1:8080", "", false), "http://127.0.0.1:8080");
  EXPECT_EQ(origins.dialled("[::1]:8080", "", false), "http://[::1]:8080");
  for (const auto* wrong : {"", "localhost", "localhost:81", "evil.example:8080", "localhost.evil.example:8080",
                            "localhost:8080:8080", "localhost:8080@evil", "10.0.0.7:8080"}) {
    EXPECT_EQ(origins.dialled(wrong, "", false), std::nullopt) << wrong;
  }
}

TEST(Origins, ItsOwnNameCountsWithTheSchemeThatPeopleDial) {
  const auto origins = behind("https://hearth.example", "127.0.0.1");
  EXPECT_EQ(origins.dialled("hearth.example", "", true), "https://hearth.example");
  EXPECT_EQ(origins.dialled("hearth.example:443", "", true), "https://hearth.example");
  EXPECT_EQ(origins.dialled("other.example", "https", true), std::nullopt);
}

TEST(Origins, ACertificatesNamesAreItsNames) {
  OriginOptions options{.base_url = std::nullopt, .port = 8443, .transport = OriginOptions::Transport::tls};
  options.tls_names = {"hearth.lan", "*.home.example"};
  const Origins origins(std::move(options));
  EXPECT_EQ(origins.dialled("hearth.lan:8443", "", false), "https://hearth.lan:8443");
  EXPECT_EQ(origins.dialled("a.home.example:8443", "", false), "https://a.home.example:8443");
  EXPECT_EQ(origins.dialled("a.b.home.example:8443", "", false), std::nullopt);
  EXPECT_EQ(origins.dialled("home.example:8443", "", false), std::nullopt);
}

TEST(Origins, APageOfAnotherOriginGetsNothing) {
  EXPECT_TRUE(Origins::allows("", "http://localhost:8080"));
  EXPECT_TRUE(Origins::allows("http://LOCALHOST:8080", "http://localhost:8080"));
  for (const auto* wrong : {"null", "https://localhost:8080", "http://localhost:80801", "http://localhost"}) {
    EXPECT_FALSE(Origins::allows(wrong, "http://localhost:8080")) << wrong;
  }
}

TEST(Proxies, TheClientIsTheLastAddressThatNoTrustedProxyAdded) {
  const auto trusted = decode_address_blocks("127.0.0.1, 10.0.0.0/8").value();
  EXPECT_EQ(forwarded_client("203.0.113.7", trusted), "203.0.113.7");
  EXPECT_EQ(forwarded_client("1.1.1.1, 203.0.113.7, 10.1.2.3", trusted), "203.0.113.7")
      << "what the client wrote itself does not count";
  EXPECT_EQ(forwarded_client("10.9.9.9", trusted), "10.9.9.9");
  EXPECT_EQ(forwarded_client("203.0.113.7, nonsense", trusted), std::nullopt);
  EXPECT_EQ(forwarded_client("", trusted), std::nullopt);
}

TEST(Proxies, BlocksAreReadStrictly) {
  EXPECT_TRUE(contains(decode_address_blocks("fd00::/8")->front(), "fd12::1"));
  EXPECT_FALSE(contains(decode_address_blocks("10.0.0.0/9")->front(), "10.200.0.1"));
  EXPECT_TRUE(contains(decode_address_blocks("127.0.0.1")->front(), "::ffff:127.0.0.1"));
  for (const auto* wrong : {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "x", "10.0.0"}) {
    EXPECT_FALSE(decode_address_blocks(wrong).has_value()) << wrong;
  }
}

}  // namespace
}  // namespace hearth::server::net
