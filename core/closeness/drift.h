// The notice "the last two months look lower than your usual": a chart on the weekly
// innovations of the owner's own level, and the fall itself (model.md 4.6). Both must
// hold.
// One thread at a time.
#pragma once

#include "closeness/couple.h"
#include "closeness/monitor.h"

namespace hearth::closeness {

// In words: the chart (slack .25, threshold 7.341) fires, and the level lies with
// probability above .9 below that of eight weeks ago. (model.md asks for a fall of
// more than .5 in those weeks: hardly anyone who drifts falls so fast, docs/decisions.md.)
inline constexpr Chart kDriftChart{.25, 7.341};
inline constexpr std::size_t kDriftWeeks = 8;
inline constexpr double kDriftSure = .9;
// The first weeks tell where somebody stands, not where they go: the chart begins
// after four weeks with answers. [ASSUME]
inline constexpr int kDriftRunIn = 4;

// Of 100 steady people so many see the notice once in a year: what is said beside it.
// The worst of daily and weekly reports, first and second year, in `./dev bench
// closeness` (bench/results.md: 3.94), to the next whole number; a test holds the
// three together.
inline constexpr int kNoticesInHundredSteadyYears = 4;

struct Drift {
  bool notice = false;
  double statistic = 0;
  double probability_fallen = 0;  // computed once the chart says so, else 0
};

class DriftChart {
 public:
  // At the end of a week that was just marked: its innovation and its answers. A week
  // without answers leaves the chart as it is.
  void end_week(const Couple& couple, double innovation, int answers);
  // As of the last week.
  [[nodiscard]] const Drift& drift() const { return drift_; }

 private:
  Drift drift_;
  std::size_t weeks_ = 0;
  int answered_ = 0;
};

}  // namespace hearth::closeness
