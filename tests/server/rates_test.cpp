// Rates of one address; the household's own requests count too.
#include <format>

#include "tests/members/household.h"

namespace hearth::tests {
namespace {

class Rates : public Household {
 protected:
  static LocalServer::Options few() {
    LocalServer::Options options;
    options.server.api.registrations_per_minute = 3;
    options.server.api.failed_logins_per_minute = 5;
    options.server.api.claims_per_minute = 4;
    options.server.trusted_proxies = server::net::decode_address_blocks("127.0.0.1").value();
    return options;
  }
  Rates() : Household(few()) {}
};

TEST_F(Rates, FailedLoginsAreCountedAndGoodOnesAreNot) {
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(dial.token(alice).empty());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(dial.log_in(Place()).code(), "login_refused");
  EXPECT_EQ(dial.log_in(Place()).status, 429);
  EXPECT_EQ(dial.log_in(alice).code(), "rate");
  server.clock().advance(60 * server::host::kSecond);
  EXPECT_FALSE(dial.token(alice).empty());
}

TEST_F(Rates, RegistrationsAreFewAMinute) {
  const auto token = server.setup_token();
  EXPECT_EQ(dial.register_place(Place(), "AAAA").code(), "setup_refused");  // the third, after Alice and Bob
  EXPECT_EQ(dial.register_place(Place(), token).code(), "rate");
  server.clock().advance(20 * server::host::kSecond);
  EXPECT_EQ(dial.register_place(Place(), token).status, 201);
}

TEST_F(Rates, BehindAProxyEachClientHasItsOwnShare) {
  const auto claim = [&](const std::string& from) {
    return http(server.port(), "POST", "/v1/invites/" + b64(random_id<base::LocatorId>()) + "/claim",
                nlohmann::json{{"seat_token", "AAAA"}, {"claim", b64(random_id<base::Hash32>())}}.dump(),
                {{"X-Forwarded-For", from}})
        .code();
  };
  for (int i = 0; i < 4; ++i) EXPECT_EQ(claim("203.0.113.7"), "invite_unknown");
  EXPECT_EQ(claim("203.0.113.7"), "rate");
  EXPECT_EQ(claim("1.2.3.4, 203.0.113.7"), "rate") << "what the client claims about itself does not help";
  EXPECT_EQ(claim("203.0.113.8"), "invite_unknown");
  // An IPv6 household has very many addresses.
  for (int i = 0; i < 4; ++i) EXPECT_EQ(claim(std::format("2001:db8::{}", i)), "invite_unknown");
  EXPECT_EQ(claim("2001:db8::beef"), "rate");
}

}  // namespace
}  // namespace hearth::tests
