#include "closeness/monitor.h"

#include <cmath>
#include <format>
#include <map>
#include <optional>
#include <vector>

#include "closeness/text/commands.h"
#include "closeness/text/json_writer.h"
#include "closeness/text/number.h"
#include "closeness/text/table.h"

namespace hearth::closeness::text {
namespace {

constexpr int kWeeksOfAYear = 52;
// Standard deviations. No innovation is that far out, and no sum of them overflows.
constexpr double kFarthest = 1e9;

struct Week {
  double week = 0;
  std::optional<double> innovation;
};

struct Series {
  std::string_view name;
  std::vector<Week> weeks;
};

std::expected<std::vector<Series>, TextError> read_series(std::string_view data) {
  auto table = Table::open(data);
  if (!table) return std::unexpected(table.error());
  if (table->names() != std::vector<std::string_view>{"series", "week", "z"}) {
    return std::unexpected(TextError{0, "the names of the columns are not series,week,z"});
  }
  std::vector<Series> all;
  std::map<std::string_view, std::size_t> places;
  while (true) {
    const auto cells = table->next();
    if (!cells) return std::unexpected(cells.error());
    if (!*cells) return all;
    const auto refuse = [&](std::string reason) { return std::unexpected(TextError{table->row(), std::move(reason)}); };
    const auto& row = **cells;
    if (row[0].empty()) return refuse("the series is missing");
    const auto week = parse_number(row[1]);
    if (!week || *week != std::floor(*week) || std::abs(*week) > 1e9) return refuse("the week is not a whole number");
    std::optional<double> innovation;
    if (!is_missing(row[2])) {
      innovation = parse_number(row[2]);
      if (!innovation) return refuse("z is not a number");
      if (std::abs(*innovation) > kFarthest) return refuse("z is over 1,000,000,000 standard deviations");
    }
    const auto [place, is_new] = places.try_emplace(row[0], all.size());
    if (is_new) all.push_back({row[0], {}});
    auto& weeks = all[place->second].weeks;
    if (!weeks.empty() && *week <= weeks.back().week) {
      return refuse(
          std::format("the week {} comes after {} in the same series", number(*week), number(weeks.back().week)));
    }
    weeks.push_back({*week, innovation});
  }
}

void write_series(JsonWriter& json, const Series& series, const Chart& chart) {
  double statistic = 0;
  std::optional<double> first_alarm;
  json.object().key("series").value(series.name).key("weeks").array();
  for (const Week& week : series.weeks) {
    if (week.innovation) statistic = cusum_step(chart, statistic, *week.innovation);
    const bool alarm = statistic > chart.threshold;
    if (alarm && !first_alarm) first_alarm = week.week;
    json.object().key("week").value(week.week).key("z");
    if (week.innovation) {
      json.value(*week.innovation);
    } else {
      json.null();
    }
    json.key("statistic").value(statistic).key("alarm").truth(alarm).end();
  }
  json.end().key("statistic").value(statistic).key("alarm").truth(first_alarm.has_value()).key("first_alarm_week");
  if (first_alarm) {
    json.value(*first_alarm);
  } else {
    json.null();
  }
  json.end();
}

}  // namespace

std::expected<std::string, TextError> monitor(std::string_view data, int charts) {
  const auto all = read_series(data);
  if (!all) return std::unexpected(all.error());
  const auto chart = chart_among(charts);
  if (!chart) return std::unexpected(TextError{0, std::format("the number of charts is not 1 to {}", kMostCharts)});
  const double in_a_year = alarm_probability(*chart, kWeeksOfAYear).value_or(0);
  JsonWriter json;
  json.object().key("charts").value(charts).key("slack").value(chart->slack).key("threshold").value(chart->threshold);
  json.key("run_length").value(kRunLengthOfOneChart * charts);
  // Of steady series whose innovations are independent N(0, 1).
  json.key("false_alarm_rate").object();
  json.key("per_week").value(1 / (kRunLengthOfOneChart * charts));
  json.key("one_chart_within_a_year").value(in_a_year);
  json.key("any_chart_within_a_year").value(-std::expm1(charts * std::log1p(-in_a_year)));
  json.end().key("series").array();
  for (const Series& series : *all) write_series(json, series, *chart);
  return json.end().end().text();
}

std::expected<std::string, TextError> arl(double slack, double threshold) {
  const auto length = average_run_length({slack, threshold});
  if (!length) {
    return std::unexpected(
        TextError{0,
                  "k is not 0 to 5, or h is not above 0 and up to 40, or the run length is above 10,000,000,000, "
                  "where no digit is sure"});
  }
  JsonWriter json;
  return json.object().key("k").value(slack).key("h").value(threshold).key("arl").value(*length).end().text();
}

}  // namespace hearth::closeness::text
