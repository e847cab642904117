// Calendar days of a pair. A day begins at 04:00 in the zone that the pair chose,
// so that what is written after midnight still belongs to the evening.
// Proleptic Gregorian calendar; algorithms: Howard Hinnant, "chrono-Compatible
// Low-Level Date Algorithms" (days_from_civil, civil_from_days).
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::base {

inline constexpr std::int64_t kMillisecondsPerMinute = 60'000;
inline constexpr std::int64_t kMillisecondsPerDay = 86'400'000;
inline constexpr std::int64_t kDayBeginsAtMinute = 4 * 60;

// A calendar date; arithmetic in whole days. Years 0000 to 9999 can be written.
struct Date {
  std::int32_t days_since_1970 = 0;

  friend auto operator<=>(const Date&, const Date&) = default;
  friend Date operator+(Date date, std::int32_t days) { return {date.days_since_1970 + days}; }
  friend Date operator-(Date date, std::int32_t days) { return {date.days_since_1970 - days}; }
  friend std::int32_t operator-(Date a, Date b) { return a.days_since_1970 - b.days_since_1970; }
};

struct YearMonthDay {
  std::int32_t year = 1970;
  std::int32_t month = 1;  // 1..12
  std::int32_t day = 1;    // 1..31
};

// The day that a moment belongs to: the date of its wall clock, four hours back.
// `offset_minutes` is minutes east of UTC at that moment in the pair's zone.
[[nodiscard]] Date day_of(std::int64_t unix_ms, std::int32_t offset_minutes);

// The wall-clock date itself, without the 04:00 rule.
[[nodiscard]] Date calendar_date(std::int64_t unix_ms, std::int32_t offset_minutes);

// 1 = Monday … 7 = Sunday (ISO 8601).
[[nodiscard]] int weekday(Date date);
[[nodiscard]] Date monday_of(Date date);

[[nodiscard]] Date make_date(YearMonthDay parts);
[[nodiscard]] YearMonthDay parts_of(Date date);

// "2026-11-21"
[[nodiscard]] std::string to_iso(Date date);
// decoder: iso_date. Exactly that form and a day that exists, else Error::shape.
[[nodiscard]] std::expected<Date, Error> from_iso(std::string_view text);

}  // namespace hearth::base
