#include "server/host/log.h"

#include <gtest/gtest.h>

namespace hearth::server::host {
namespace {

TEST(Log, ALineBreakInAValueDoesNotForgeASecondLine) {
  const auto line = log_line(LogFormat::text, LogLevel::info, "T", "request", {{"path", "/a\nT error forged"}});
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(line, "T info request path=/a\\u000aT error forged");
}

TEST(Log, JsonKeepsNumbersAsNumbersAndEscapesQuotes) {
  EXPECT_EQ(log_line(LogFormat::json, LogLevel::warning, "T", "a \"b\"", {{"status", 404}, {"who", "x"}}),
            R"({"time":"T","level":"warning","what":"a \"b\"","status":404,"who":"x"})");
}

TEST(Log, AnAddressLosesThePartThatNamesOneMachine) {
  EXPECT_EQ(truncated("203.0.113.77"), "203.0.113.0");
  EXPECT_EQ(truncated("2001:db8:1:2:3:4:5:6"), "2001:db8:1::");
  EXPECT_EQ(truncated("fe80::1"), "fe80::");
  EXPECT_EQ(truncated("::ffff:203.0.113.77"), "::ffff:203.0.113.0");
  EXPECT_EQ(truncated("nonsense"), "?");
}

}  // namespace
}  // namespace hearth::server::host
