#include "cli/client/surroundings.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/process.h"

namespace hearth::cli {
namespace {

constexpr std::int64_t kJanuary2026 = 1'768'478'400'000;  // 2026-01-15T12:00Z
constexpr std::int64_t kJuly2026 = 1'784'116'800'000;     // 2026-07-15T12:00Z

TEST(OffsetMinutes, FollowsDaylightSaving) {
  EXPECT_EQ(offset_minutes("Europe/Berlin", kJanuary2026), 60);
  EXPECT_EQ(offset_minutes("Europe/Berlin", kJuly2026), 120);
  EXPECT_EQ(offset_minutes("Australia/Lord_Howe", kJuly2026), 630);
  EXPECT_EQ(offset_minutes("America/New_York", kJanuary2026), -300);
}

TEST(OffsetMinutes, ChangesInTheVeryMinuteInWhichTheClocksDo) {
  constexpr std::int64_t kSpring2026 = 1'774'746'000'000;  // 2026-03-29T01:00Z
  EXPECT_EQ(offset_minutes("Europe/Berlin", kSpring2026 - 1), 60);
  EXPECT_EQ(offset_minutes("Europe/Berlin", kSpring2026), 120);
}

TEST(OffsetMinutes, KnowsNoZoneThatIsNone) {
  for (const char* zone : {"", "Nowhere/Atall", "/etc/passwd", "../../etc/passwd", "Europe"}) {
    EXPECT_FALSE(offset_minutes(zone, kJuly2026)) << zone;
  }
}

TEST(OffsetMinutes, LeavesTheZoneOfTheProcessAlone) {
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "(none)" : before;
  (void)offset_minutes("Asia/Tokyo", kJuly2026);
  const char* after = std::getenv("TZ");
  EXPECT_EQ(after == nullptr ? std::string("(none)") : after, kept);
}

TEST(LocalZone, IsAZoneThatIsKnown) { EXPECT_TRUE(offset_minutes(local_zone(), kJuly2026)); }

TEST(Entropy, IsNotTheSameTwice) {
  const auto surroundings = real_surroundings();
  const Bytes first = surroundings.entropy(64);
  EXPECT_EQ(first.size(), 64U);
  EXPECT_NE(first, surroundings.entropy(64));
}

TEST(Passphrase, IsTheFileWithoutItsLineEnd) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "p", "a b  c \n");
  EXPECT_EQ(*read_passphrase((folder / "p").string()), "a b  c ");
  tests::write_file(folder / "p", "dos\r\n");
  EXPECT_EQ(*read_passphrase((folder / "p").string()), "dos");
}

TEST(Passphrase, MayComeFromTheEnvironment) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "p", "from afar");
  ::setenv("HEARTH_PASSPHRASE_FILE", (folder / "p").c_str(), 1);
  const auto read = read_passphrase("");
  ::unsetenv("HEARTH_PASSPHRASE_FILE");
  EXPECT_EQ(*read, "from afar");
}

TEST(Passphrase, ThatIsMissingOrEmptyIsSaidClearly) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "empty", "\n");
  tests::write_file(folder / "huge", std::string(5000, 'x'));
  ::unsetenv("HEARTH_PASSPHRASE_FILE");
  for (const std::string& file :
       {std::string(), (folder / "none").string(), (folder / "empty").string(), (folder / "huge").string()}) {
    const auto read = read_passphrase(file);
    ASSERT_FALSE(read) << file;
    EXPECT_EQ(read.error().exit, Exit::kWrongUsage);
    EXPECT_NE(read.error().message.find(file.empty() ? "HEARTH_PASSPHRASE_FILE" : file), std::string::npos);
  }
}

}  // namespace
}  // namespace hearth::cli
