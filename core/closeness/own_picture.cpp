#include "closeness/own_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/order.h"
#include "closeness/couple.h"
#include "closeness/drift.h"
#include "closeness/need.h"
#include "closeness/scale.h"
#include "closeness/sign.h"

namespace hearth::closeness {
namespace {

constexpr double kLow = .1;  // ends of the 80 % interval
constexpr double kHigh = .9;
constexpr double kSteps = .6;  // of 1–7 in one unit of 0–10

Estimate difference(const Mixture& mixture) {
  return {kSteps * mixture.mean(), kSteps * mixture.quantile(kLow), kSteps * mixture.quantile(kHigh)};
}

Estimate level(const Mixture& mixture) {
  const Estimate steps = difference(mixture);
  const auto printed = [](double value) { return std::clamp(1 + value, 1.0, 7.0); };
  return {printed(steps.mean), printed(steps.low), printed(steps.high)};
}

// By day, each with either an event or an answer: what happened on a day is known
// before its answers are read, whichever was written first.
std::expected<std::vector<OwnReport>, Fault> in_order(const OwnReports& own) {
  constexpr std::size_t kMostReports = 1U << 20U;
  constexpr double kPlaces = 2.0 * kMostReports;
  if (own.reports.size() > kMostReports) return std::unexpected(Fault::shape);
  // The order as one number each: day, then event or answer, then place.
  std::vector<double> keys;
  for (std::size_t i = 0; i < own.reports.size(); ++i) {
    const OwnReport& report = own.reports[i];
    if (report.day > own.today) continue;
    const double key = report.day.days_since_1970 * kPlaces + static_cast<double>(i);
    if (report.event) keys.push_back(key);
    if (report.answer) keys.push_back(key + kMostReports);
  }
  base::sort(keys);
  std::vector<OwnReport> rows;
  for (const double key : keys) {
    const double place = key - std::floor(key / kPlaces) * kPlaces;
    const bool is_answer = place >= kMostReports;
    OwnReport row = own.reports[static_cast<std::size_t>(place) % kMostReports];
    if (is_answer) {
      row.event.reset();
    } else {
      row.kind = Kind::felt;
      row.answer.reset();
    }
    rows.push_back(row);
  }
  return rows;
}

// Reads one person's reports in the order of their days.
class Reading {
 public:
  [[nodiscard]] static std::expected<Reading, Fault> create(OwnReports& own) {
    Setup setup{.grid = Grid::own, .facets = {}, .events = std::move(own.events), .history = History::keep};
    for (const OwnReport& report : own.reports) {
      if (report.kind == Kind::felt && report.answer && report.facet != Facet::closeness &&
          !std::ranges::contains(setup.facets, report.facet)) {
        setup.facets.push_back(report.facet);
      }
    }
    auto couple = Couple::create(setup);
    if (!couple) return std::unexpected(couple.error());
    return Reading(std::move(*couple));
  }

  std::expected<void, Fault> learn(const OwnReport& report) {
    Report felt{day_of(report.day), Person::a, report.facet, Kind::felt, {}, report.event};
    if (report.answer) {
      const Scale scale = report.scale == AnswerScale::one_to_seven ? Scale::one_to_seven() : Scale::zero_to_ten();
      const auto answer = scale.answer(*report.answer);
      if (!answer) return std::unexpected(Fault::out_of_range);
      const Interval interval = scale.interval(*answer);
      Heard& heard = heard_[static_cast<std::size_t>(report.facet)];
      if (report.kind == Kind::felt) {
        felt.answer = Answer{interval};
        heard.felt = true;
      } else {
        heard.need.learn(felt.day, interval);
      }
    }
    const auto learned = couple_.learn(felt);
    if (!learned) return std::unexpected(learned.error());
    if (report.event) count_event(*report.event, report.day);
    return {};
  }

  // The end of a week, at which its answers are complete.
  void end_week(base::Date day, DriftChart& chart, int answers) {
    chart.end_week(couple_, couple_.mark(day_of(day)).value_or(0), answers);
  }
  void end_today(base::Date today) { (void)couple_.mark(day_of(today)); }

  [[nodiscard]] const Couple& couple() const { return couple_; }

  [[nodiscard]] std::vector<Association> associations() const {
    std::vector<Association> made;
    for (std::size_t event = 0; event < days_.size(); ++event) {
      if (days_[event].count == 0) continue;
      const Mixture effect = couple_.effect(event, Person::a);
      made.push_back({event, days_[event].count, difference(effect), may_say_effect(effect, days_[event].count)});
    }
    return made;
  }

  [[nodiscard]] std::vector<OwnFacet> facets(base::Date today) const {
    std::vector<OwnFacet> made;
    for (std::size_t index = 0; index < heard_.size(); ++index) {
      const Heard& heard = heard_[index];
      OwnFacet view{.facet = static_cast<Facet>(index)};
      const bool is_daily = view.facet == Facet::closeness;
      const bool is_needed = heard.need.answers() > 0;
      if (!is_needed && (is_daily || !heard.felt)) continue;
      const Mixture felt = is_daily ? couple_.level(Person::a) : couple_.facet(view.facet, Person::a);
      if (heard.felt) view.felt = level(felt);
      if (heard.felt && !is_daily) {
        view.lower_than_other_areas = may_say_lower(couple_.facet_own_part(view.facet, Person::a));
      }
      if (is_needed) {
        const Mixture needed = heard.need.level(day_of(today));
        view.needed = level(needed);
        if (heard.felt) {
          const Mixture between = gap(needed, felt);
          view.gap = difference(between);
          view.probability_wide_gap = probability_of_wide_gap(between);
        }
      }
      made.push_back(view);
    }
    return made;
  }

 private:
  struct Heard {
    bool felt = false;
    Need need;
  };
  struct Days {
    int count = 0;
    base::Date last;
  };

  explicit Reading(Couple couple) : couple_(std::move(couple)), days_(couple_.setup().events.size()) {}

  static double day_of(base::Date day) { return day.days_since_1970; }

  void count_event(std::size_t event, base::Date day) {
    Days& days = days_[event];
    if (days.count == 0 || days.last != day) ++days.count;
    days.last = day;
  }

  Couple couple_;
  std::array<Heard, kFacetCount> heard_;
  std::vector<Days> days_;
};

}  // namespace

std::expected<OwnPicture, Fault> own_picture(OwnReports own) {
  auto rows = in_order(own);
  if (!rows) return std::unexpected(rows.error());
  own.reports = std::move(*rows);
  auto reading = Reading::create(own);
  if (!reading) return std::unexpected(reading.error());

  OwnPicture picture;
  DriftChart chart;
  auto next = own.reports.begin();
  const base::Date first = own.reports.empty() ? own.today : next->day;
  for (base::Date monday = base::monday_of(first); monday <= own.today; monday = monday + 7) {
    OwnWeek week{.monday = monday, .answers = 0, .level = {}};
    for (; next != own.reports.end() && next->day < monday + 7; ++next) {
      if (const auto learned = reading->learn(*next); !learned) return std::unexpected(learned.error());
      week.answers += next->answer && next->facet == Facet::closeness && next->kind == Kind::felt ? 1 : 0;
    }
    if (monday + 6 <= own.today) {
      reading->end_week(monday + 6, chart, week.answers);
    } else {
      reading->end_today(own.today);
    }
    picture.weeks.push_back(week);
  }
  const std::vector<Mixture> levels = reading->couple().looked_back();
  for (std::size_t i = 0; i < levels.size(); ++i) picture.weeks[i].level = level(levels[i]);
  picture.now = picture.weeks.back().level;
  picture.associations = reading->associations();
  picture.facets = reading->facets(own.today);
  picture.drift = chart.drift();
  return picture;
}

}  // namespace hearth::closeness
