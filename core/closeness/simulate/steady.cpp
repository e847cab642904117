#include "closeness/simulate/steady.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "closeness/defaults.h"
#include "closeness/drift.h"
#include "closeness/elementary.h"
#include "closeness/scale.h"
#include "closeness/simulate/draws.h"

namespace hearth::closeness::simulate {
namespace {

using namespace defaults;

constexpr int kWeeks = 104;
constexpr int kWeeksOfAYear = 52;
constexpr int kDaysOfAWeek = 7;
constexpr int kDaysBeforeDecline = 182;
constexpr double kSteps = .6;  // of 1–7 in one unit of 0–10

// An Ornstein–Uhlenbeck process, looked at day by day; starts at rest.
class Wander {
 public:
  Wander(double rate, double sd, Draws& draws)
      : keep_(exponential(-rate)), fresh_(sd * std::sqrt(1 - keep_ * keep_)), value_(sd * draws.normal()) {}
  double next(Draws& draws) { return value_ = keep_ * value_ + fresh_ * draws.normal(); }
  [[nodiscard]] double value() const { return value_; }

 private:
  double keep_;
  double fresh_;
  double value_;
};

const Rates& draw_rates(const std::vector<GridPoint>& prior, Draws& draws) {
  double left = draws.uniform();
  for (const GridPoint& point : prior) {
    left -= point.weight;
    if (left < 0) return point.rates;
  }
  return prior.back().rates;
}

Answer answered(double value) {
  const Scale scale = Scale::one_to_seven();
  const int nearest = static_cast<int>(std::floor(value * (scale.answers() - 1) / 10 + .5));
  return {scale.interval(std::clamp(nearest, 0, scale.answers() - 1))};
}

struct Years {
  bool first = false;
  bool second = false;
  bool chart_first = false;
  int delay = 0;  // weeks; 0: none
};

Years live(const Couple& fresh, const Plan& plan, Draws& draws) {
  Couple couple = fresh;
  DriftChart chart;
  const Rates rates = draw_rates(couple.grid(), draws);
  const double volatility = rates.volatility[0];
  const double baseline = kBaselineMean + kBaselineSd * draws.normal();
  Wander slow(std::numbers::ln2 / kSlowHalfLifeDays, rates.slow_sd, draws);
  Wander mood(rates.fast, kFastSd * volatility, draws);
  Years years;
  for (int week = 0; week < kWeeks; ++week) {
    for (int day = kDaysOfAWeek * week; day < kDaysOfAWeek * (week + 1); ++day) {
      if (day > 0) {
        slow.next(draws);
        mood.next(draws);
      }
      if (day % plan.days_between_reports != 0) continue;
      const double fallen = std::max(day - kDaysBeforeDecline, 0) / 365.25 * plan.decline_per_year / kSteps;
      const double noise = kNoiseSd * volatility * draws.normal();
      Report report{static_cast<double>(day), Person::a, Facet::closeness, Kind::felt, {}, {}};
      report.answer = answered(baseline + slow.value() + mood.value() + noise - fallen);
      (void)couple.learn(report);
    }
    chart.end_week(couple, couple.mark(kDaysOfAWeek * week + 6).value_or(0), 1);
    if (week < kWeeksOfAYear && chart.drift().statistic > kDriftChart.threshold) years.chart_first = true;
    if (!chart.drift().notice) continue;
    (week < kWeeksOfAYear ? years.first : years.second) = true;
    const int since = week - kDaysBeforeDecline / kDaysOfAWeek;
    if (since >= 0 && years.delay == 0) years.delay = since + 1;
  }
  return years;
}

}  // namespace

Seen watch(const Plan& plan) {
  const auto fresh = Couple::create({.grid = Grid::own, .facets = {}, .events = {}, .history = History::keep});
  Seen seen;
  if (!fresh) return seen;
  Draws draws(plan.seed);
  std::vector<int> delays;
  for (; seen.people < plan.people; ++seen.people) {
    const Years years = live(*fresh, plan, draws);
    seen.first_year += years.first ? 1 : 0;
    seen.second_year += years.second ? 1 : 0;
    seen.chart_first_year += years.chart_first ? 1 : 0;
    if (years.delay > 0) delays.push_back(years.delay);
  }
  if (2 * static_cast<int>(delays.size()) > plan.people) {
    const auto middle = delays.begin() + plan.people / 2;
    std::nth_element(delays.begin(), middle, delays.end());
    seen.median_delay = *middle;
  }
  return seen;
}

}  // namespace hearth::closeness::simulate
