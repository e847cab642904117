#include "base/date.h"

namespace hearth::base {
namespace {

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

Date date_of_wall_minutes(std::int64_t minutes) { return {static_cast<std::int32_t>(floor_divide(minutes, 24 * 60))}; }

std::int64_t wall_minutes(std::int64_t unix_ms, std::int32_t offset_minutes) {
  return floor_divide(unix_ms, kMillisecondsPerMinute) + offset_minutes;
}

}  // namespace

Date day_of(std::int64_t unix_ms, std::int32_t offset_minutes) {
  return date_of_wall_minutes(wall_minutes(unix_ms, offset_minutes) - kDayBeginsAtMinute);
}

Date calendar_date(std::int64_t unix_ms, std::int32_t offset_minutes) {
  return date_of_wall_minutes(wall_minutes(unix_ms, offset_minutes));
}

int weekday(Date date) {
  // 1970-01-01 was a Thursday (4).
  const std::int64_t from_monday = static_cast<std::int64_t>(date.days_since_1970) + 3;
  return static_cast<int>(from_monday - floor_divide(from_monday, 7) * 7) + 1;
}

Date monday_of(Date date) { return date - (weekday(date) - 1); }

Date make_date(YearMonthDay parts) {
  const std::int64_t y = parts.month <= 2 ? parts.year - 1 : parts.year;
  const std::int64_t era = floor_divide(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month_from_march = (parts.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + parts.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {static_cast<std::int32_t>(era * 146'097 + day_of_era - 719'468)};
}

YearMonthDay parts_of(Date date) {
  const std::int64_t z = static_cast<std::int64_t>(date.days_since_1970) + 719'468;
  const std::int64_t era = floor_divide(z, 146'097);
  const std::int64_t day_of_era = z - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<std::int32_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const auto month = static_cast<std::int32_t>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  const auto year = static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  return {year, month, day};
}

std::string to_iso(Date date) {
  const auto parts = parts_of(date);
  // By hand: std::format would bring locales into the browser's module.
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t end, std::int32_t value, int digits) {
    for (int i = 0; i < digits; ++i, value /= 10) text[--end] = static_cast<char>('0' + value % 10);
  };
  put(4, parts.year, 4);
  put(7, parts.month, 2);
  put(10, parts.day, 2);
  return text;
}

std::expected<Date, Error> from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::unexpected(Error::shape);
  std::int32_t numbers[3] = {0, 0, 0};
  int part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return std::unexpected(Error::shape);
    numbers[part] = numbers[part] * 10 + (text[i] - '0');
  }
  if (numbers[1] < 1 || numbers[1] > 12 || numbers[2] < 1 || numbers[2] > 31) return std::unexpected(Error::shape);
  const Date date = make_date({numbers[0], numbers[1], numbers[2]});
  const auto back = parts_of(date);
  // 31 April would come back as 1 May.
  if (back.month != numbers[1] || back.day != numbers[2]) return std::unexpected(Error::shape);
  return date;
}

}  // namespace hearth::base
