#include "server/config.h"

#include <gtest/gtest.h>

namespace hearth::server {
namespace {

TEST(Config, WithoutAnythingItServesThisMachineAlone) {
  const auto config = read_config({}, {});
  ASSERT_TRUE(config.has_value()) << config.error();
  EXPECT_EQ(config->listen_address, "127.0.0.1");
  EXPECT_EQ(config->listen_port, 8080);
  EXPECT_EQ(config->appends_per_minute, 120);
  EXPECT_EQ(config->space_bytes, 500LL * 1024 * 1024);
  EXPECT_EQ(config->home(), "http://localhost:8080");
}

TEST(Config, AFlagWinsOverTheEnvironmentAndEachSaysWhereItCameFrom) {
  const auto config = read_config({{"listen", "0.0.0.0:9000"}},
                                  {{"HEARTH_LISTEN", "127.0.0.1:1"}, {"HEARTH_BASE_URL", "https://hearth.example/"}});
  ASSERT_TRUE(config.has_value()) << config.error();
  EXPECT_EQ(config->listen_port, 9000);
  EXPECT_EQ(config->home(), "https://hearth.example");
  EXPECT_EQ(config->values.at("listen").source, Source::flag);
  EXPECT_EQ(config->values.at("base-url").source, Source::environment);
  EXPECT_EQ(config->values.at("data").source, Source::standard);
}

TEST(Config, AnUnknownVariableIsAnErrorThatNamesTheNearestOne) {
  const auto config = read_config({}, {{"HEARTH_BASEURL", "https://x.example"}, {"PATH", "/bin"}});
  ASSERT_FALSE(config.has_value());
  EXPECT_EQ(config.error(), "HEARTH_BASEURL is not a setting of this program. Did you mean HEARTH_BASE_URL?");
  EXPECT_TRUE(read_config({}, {{"HEARTH_PASSPHRASE_FILE", "/x"}}).has_value()) << "the client's own";
}

TEST(Config, EachWrongValueIsNamedWithWhereItStands) {
  const auto config = read_config({{"tls-cert", "a.pem"}, {"threads", "many"}},
                                  {{"HEARTH_LISTEN", "8080"}, {"HEARTH_BASE_URL", "https://x.example/sub"}});
  ASSERT_FALSE(config.has_value());
  EXPECT_NE(config.error().find("HEARTH_LISTEN (8080) is not like"), std::string::npos);
  EXPECT_NE(config.error().find("HEARTH_BASE_URL (https://x.example/sub)"), std::string::npos);
  EXPECT_NE(config.error().find("--threads (many)"), std::string::npos);
  EXPECT_NE(config.error().find("--tls-key"), std::string::npos);
}

}  // namespace
}  // namespace hearth::server
