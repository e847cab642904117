#include "closeness/text/reports.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>
#include <optional>

#include "closeness/text/number.h"
#include "closeness/text/table.h"

namespace hearth::closeness::text {
namespace {

constexpr std::size_t kLongestEvent = 64;
constexpr double kLatestDay = 1e7;

using Cells = std::vector<std::string_view>;
using Failed = std::unexpected<std::string>;

enum Column { couple, person, time_days, facet, kind, value, event, kColumns };

std::expected<std::optional<std::size_t>, std::string> event_index(CoupleReports& of, std::string_view name) {
  if (name.empty()) return std::nullopt;
  if (name.size() > kLongestEvent) return Failed("the event's name is longer than 64 bytes");
  const auto found = std::ranges::find(of.events, name);
  const auto index = static_cast<std::size_t>(found - of.events.begin());
  if (found == of.events.end()) {
    if (of.events.size() == kMostEvents) return Failed("a ninth kind of event in one couple; eight can be learned");
    of.events.push_back(name);
  }
  return index;
}

std::expected<ReadReport, std::string> read(const Cells& cells, const Scale& scale, CoupleReports& of) {
  ReadReport read;
  if (cells[person] != "a" && cells[person] != "b") return Failed("the person is not a or b");
  read.report.person = cells[person] == "a" ? Person::a : Person::b;
  const auto day = parse_number(cells[time_days]);
  if (!day || std::abs(*day) > kLatestDay) return Failed("time_days is not a number of days");
  read.report.day = *day;
  const auto asked = facet_with_id(cells[facet]);
  if (!asked) return Failed(std::format("the facet '{}' is not known", cells[facet].substr(0, kLongestEvent)));
  read.report.facet = *asked;
  if (cells[kind] != "felt" && cells[kind] != "needed") return Failed("the kind is not felt or needed");
  read.report.kind = cells[kind] == "felt" ? Kind::felt : Kind::needed;
  if (!is_missing(cells[value])) {
    const auto printed = parse_number(cells[value]);
    if (!printed) return Failed("the value is not a number");
    const auto answer = scale.answer(*printed);
    if (!answer) {
      return Failed(std::format("the value {} is not an answer of the scale from {} to {} in its steps",
                                number(*printed), number(scale.value(0)), number(scale.value(scale.answers() - 1))));
    }
    read.answer = *answer;
    read.report.answer = Answer{scale.interval(*answer)};
  }
  auto index = event_index(of, cells[event] == "NA" ? std::string_view() : cells[event]);
  if (!index) return Failed(index.error());
  read.report.event = *index;
  return read;
}

}  // namespace

std::expected<std::vector<CoupleReports>, TextError> parse_reports(std::string_view data, const Scale& scale) {
  auto table = Table::open(data);
  if (!table) return std::unexpected(table.error());
  if (table->names() != Cells{"couple", "person", "time_days", "facet", "kind", "value", "event"}) {
    return std::unexpected(
        TextError{0, "the names of the columns are not couple,person,time_days,facet,kind,value,event"});
  }
  std::vector<CoupleReports> all;
  std::vector<std::array<std::optional<double>, 2>> last_days;
  std::map<std::string_view, std::size_t> places;
  while (true) {
    const auto cells = table->next();
    if (!cells) return std::unexpected(cells.error());
    if (!*cells) break;
    const auto refuse = [&](std::string reason) { return std::unexpected(TextError{table->row(), std::move(reason)}); };
    const Cells& row = **cells;
    if (row[couple].empty()) return refuse("the couple is missing");
    const auto [place, is_new] = places.try_emplace(row[couple], all.size());
    if (is_new) {
      all.push_back({row[couple], {}, {}, {}});
      last_days.emplace_back();
    }
    CoupleReports& of = all[place->second];
    auto made = read(row, scale, of);
    if (!made) return refuse(made.error());
    made->row = table->row();
    auto& last = last_days[place->second][static_cast<std::size_t>(made->report.person)];
    if (last && made->report.day < *last) {
      return refuse(
          std::format("the time {} comes after {} of the same person", number(made->report.day), number(*last)));
    }
    last = made->report.day;
    const Facet asked = made->report.facet;
    const bool is_new_facet = made->report.kind == Kind::felt && made->report.answer && asked != Facet::closeness &&
                              !std::ranges::contains(of.facets, asked);
    if (is_new_facet) of.facets.push_back(asked);
    of.reports.push_back(*made);
  }
  for (CoupleReports& of : all) {
    std::ranges::stable_sort(of.reports, {}, [](const ReadReport& read) { return read.report.day; });
  }
  return all;
}

}  // namespace hearth::closeness::text
