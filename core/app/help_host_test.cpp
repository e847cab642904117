// The host's own help entries, as the app hears of them: checked whole, with no vault.
#include <gtest/gtest.h>

#include "app/testing/world_testing.h"

namespace hearth::app {
namespace {

boundary::Outcome<boundary::HelpHostResult> hear(std::string_view body) {
  testing::World world;
  return world.host("Alice").call(boundary::HelpHostArgs{base::to_bytes(base::as_bytes(body))});
}

TEST(HelpOfTheHost, IsReadByWhoeverHasNoVault) {
  const auto heard = hear(
      R"({"entries":[{"name":"Praxis","kind":"counsellor","whom":"","phone":"030 12","url":"","note":"","languages":["de"]}]})");
  ASSERT_TRUE(heard.has_value());
  ASSERT_EQ(heard->entries.size(), 1U);
  EXPECT_EQ(heard->entries[0].phone, "030 12");
  EXPECT_TRUE(hear(R"({"entries":[]})")->entries.empty());
}

TEST(HelpOfTheHost, IsRefusedWholeWhenAnythingOfItIsUnfit) {
  const auto refused = hear(
      R"({"entries":[{"name":"112","kind":"emergency","whom":"","phone":"112","url":"","note":"","languages":[]}]})");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, boundary::ErrorCode::kBadRequest);
  EXPECT_FALSE(hear("<html>").has_value());
}

}  // namespace
}  // namespace hearth::app
