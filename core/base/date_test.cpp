#include "base/date.h"

#include <gtest/gtest.h>

namespace hearth::base {
namespace {

constexpr std::int64_t kHour = 3'600'000;

std::int64_t at(std::string_view date, std::int64_t hours) {
  return from_iso(date)->days_since_1970 * kMillisecondsPerDay + hours * kHour;
}

TEST(Date, EveryDayOfFourHundredYearsComesBack) {
  for (std::int32_t day = -50'000; day < 100'000; ++day) {
    const Date date{day};
    ASSERT_EQ(make_date(parts_of(date)), date);
    ASSERT_EQ(from_iso(to_iso(date)), date);
  }
}

TEST(Date, DaysThatDoNotExistAreRefused) {
  EXPECT_FALSE(from_iso("2026-02-29"));
  EXPECT_TRUE(from_iso("2028-02-29"));
  EXPECT_FALSE(from_iso("2026-13-01"));
  EXPECT_FALSE(from_iso("2026-1-01"));
  EXPECT_FALSE(from_iso("2026-04-31"));
  EXPECT_FALSE(from_iso("2026-04-3x"));
}

TEST(Date, TheDayBeginsAtFourOClock) {
  EXPECT_EQ(to_iso(day_of(at("2026-11-21", 3) + 59 * kMillisecondsPerMinute, 0)), "2026-11-20");
  EXPECT_EQ(to_iso(day_of(at("2026-11-21", 4), 0)), "2026-11-21");
}

TEST(Date, TheZoneMovesTheDay) {
  // 20:00 UTC is 05:00 of the next day in Tokyo.
  EXPECT_EQ(to_iso(day_of(at("2026-11-21", 20), 9 * 60)), "2026-11-22");
  EXPECT_EQ(to_iso(day_of(at("2026-11-21", 20), -8 * 60)), "2026-11-21");
}

TEST(Date, BeforeTheEpochRoundsDown) { EXPECT_EQ(to_iso(calendar_date(-1, 0)), "1969-12-31"); }

TEST(Date, WeeksBeginOnMonday) {
  const auto saturday = *from_iso("2026-11-21");
  EXPECT_EQ(weekday(saturday), 6);
  EXPECT_EQ(to_iso(monday_of(saturday)), "2026-11-16");
  EXPECT_EQ(monday_of(*from_iso("2026-11-16")), *from_iso("2026-11-16"));
  EXPECT_EQ(weekday(*from_iso("1969-12-28")), 7);
}

}  // namespace
}  // namespace hearth::base
