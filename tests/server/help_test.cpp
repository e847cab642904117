// The host's own help entries, as whoever reaches the server gets them.
#include "tests/members/household.h"

namespace hearth::tests {
namespace {

constexpr const char* kEntries = R"({"entries":[{"name":"Praxis","kind":"counsellor"}]})";

class HostHelp : public Household {
 protected:
  static LocalServer::Options options() {
    LocalServer::Options options;
    options.server.api.help = kEntries;
    return options;
  }
  HostHelp() : Household(options()) {}
};

TEST_F(HostHelp, AreHandedOutAsTheyAreAndNotTwiceToWhoHasThem) {
  const auto first = get(server.port(), "/v1/help");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, kEntries);
  EXPECT_EQ(first.headers.at("cache-control"), "no-cache");
  const auto tag = first.headers.at("etag");
  const auto again = http(server.port(), "GET", "/v1/help", {}, {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(http(server.port(), "GET", "/v1/help", {}, {{"If-None-Match", "\"other\""}}).status, 200);
}

using NoHostHelp = Household;

TEST_F(NoHostHelp, IsAnEmptyList) { EXPECT_EQ(get(server.port(), "/v1/help").body, R"({"entries":[]})"); }

}  // namespace
}  // namespace hearth::tests
