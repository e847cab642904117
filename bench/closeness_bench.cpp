// How long the couple model takes: three years of daily reports by two people, one
// more report, and growth with years; then the rate of the notice of
// drift and the calibration, natively. The line in braces is one JSON object.
#ifndef __wasm__
#include <sys/resource.h>
#endif

#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

#include "closeness/calibrate_testing.h"
#include "closeness/couple.h"
#include "closeness/own_picture.h"
#include "closeness/scale.h"
#include "closeness/simulate/steady.h"

namespace {

using namespace hearth::closeness;

// A plain generator, so that every build measures the same reports.
class Draws {
 public:
  double next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state_ >> 11U) / 9007199254740992.0;
  }

 private:
  unsigned long long state_ = 2026;
};

std::vector<Report> reports(int days) {
  Draws draws;
  const Scale scale = Scale::one_to_seven();
  std::vector<Report> made;
  double mood = 0;
  for (int day = 0; day < days; ++day) {
    mood = .55 * mood + 1.5 * (draws.next() - .5);
    for (const Person person : {Person::a, Person::b}) {
      const double answer = std::round(4.2 + mood + 2 * (draws.next() - .5));
      Report report{static_cast<double>(day), person, Facet::closeness, Kind::felt, {}, {}};
      report.answer = Answer{scale.interval(static_cast<int>(std::fmin(std::fmax(answer, 0), 6)))};
      if (draws.next() < .1) report.event = 0;
      made.push_back(report);
    }
  }
  return made;
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

struct Measured {
  double fit_ms = 1e9;
  double report_ms = 1e9;
  std::size_t points = 0;
};

Measured measure(int years) {
  const auto made = reports(365 * years);
  Measured best;
  for (int repeat = 0; repeat < 5; ++repeat) {
    auto couple = Couple::create({Grid::shipped, {}, {"conflict"}});
    if (!couple) return best;
    auto start = std::chrono::steady_clock::now();
    for (const Report& report : made) (void)couple->learn(report);
    best.fit_ms = std::fmin(best.fit_ms, milliseconds_since(start));
    Report more = made.back();
    more.day += 1;
    start = std::chrono::steady_clock::now();
    (void)couple->learn(more);
    (void)couple->level(Person::a).quantile(.9);
    best.report_ms = std::fmin(best.report_ms, milliseconds_since(start));
    best.points = couple->points();
  }
  return best;
}

double measure_own_picture(int years) {
  OwnReports own;
  own.today = hearth::base::Date{20'000 + 365 * years};
  own.events = {"conflict"};
  for (const Report& report : reports(365 * years)) {
    if (report.person != Person::a) continue;
    const double middle = std::fmax(report.answer->interval.low, 0) / 10 * 6;
    own.reports.push_back({.day = hearth::base::Date{20'000 + static_cast<int>(report.day)},
                           .answer = 1 + static_cast<int>(std::ceil(middle)),
                           .event = report.event});
  }
  double best = 1e9;
  for (int repeat = 0; repeat < 5; ++repeat) {
    const auto start = std::chrono::steady_clock::now();
    if (!own_picture(own)) return -1;
    best = std::fmin(best, milliseconds_since(start));
  }
  return best;
}

double peak_mib() {
#ifdef __wasm__
  return static_cast<double>(__builtin_wasm_memory_size(0)) / 16;
#else
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
#endif
}

#ifndef __wasm__
void tell_calibration() {
  const char* const names[] = {"baseline", "mood", "effect", "volatility"};
  for (const double factor : {1.0, .7}) {
    const RankCounts counts = calibrate(20182, factor, 2000, Grid::shipped);
    std::printf("ranks of 2000 replicates, noise × %.1f, χ² (19 df, 0.1 %% point %.1f):", factor, kRankCritical);
    for (std::size_t i = 0; i < kRanks; ++i) std::printf(" %s %.1f", names[i], chi_square(counts[i]));
    std::printf("\n");
  }
  const Covered covered = cover(81, 2000);
  std::printf("80 %% intervals of 2000 couples with rounded reports hold: baseline %.1f %%, level %.1f %%\n",
              100 * covered.baseline, 100 * covered.level);
}

// The worse of daily and weekly reports, of the first and the second year; in 100 steady years.
double tell_drift() {
  double worst = 0;
  for (const double decline : {0.0, 1.0, 2.0, 4.0}) {
    for (const int days : {1, 7}) {
      const auto seen = simulate::watch(
          {.people = decline == 0 ? 5000 : 400, .days_between_reports = days, .decline_per_year = decline, .seed = 46});
      std::printf(
          "notice of drift, reports every %d days, decline %.0f a year on 1–7: %.2f %% in year 1, %.2f %% in "
          "year 2 (the chart alone %.2f %% in year 1), %d people\n",
          days, decline, 100 * seen.share_first(), 100 * seen.share_second(), 100 * seen.share_of_chart(), seen.people);
      if (decline == 0) worst = std::fmax(worst, 100 * std::fmax(seen.share_first(), seen.share_second()));
    }
  }
  return worst;
}
#endif

}  // namespace

int main() {
  (void)std::setvbuf(stdout, nullptr, _IOLBF, 4096);  // it takes minutes: each line when it is known
  for (const int years : {1, 3, 6, 12}) {
    const Measured measured = measure(years);
    std::printf("%2d years: fit %.2f ms, one more report %.3f ms, %zu points left\n", years, measured.fit_ms,
                measured.report_ms, measured.points);
  }
  const Measured three = measure(3);
  const double own_ms = measure_own_picture(3);
  std::printf("own picture of three years, with the smoothed line: %.2f ms\n", own_ms);
  std::printf("peak memory of all this: %.1f MiB\n", peak_mib());
#ifndef __wasm__
  const double notices = tell_drift();
  std::printf("{\"fit_three_years_ms\":%.3f,\"one_more_report_ms\":%.4f,\"notices_in_100_steady_years\":%.2f}\n",
              three.fit_ms, three.report_ms, notices);
  tell_calibration();
#else
  std::printf("{\"fit_three_years_ms\":%.3f,\"one_more_report_ms\":%.4f}\n", three.fit_ms, three.report_ms);
#endif
}
