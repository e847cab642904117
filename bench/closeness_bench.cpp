// How long the couple model takes: three years of daily reports by two people, one
// more report, and growth with years. The last line is one JSON object.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

#include "closeness/couple.h"
#include "closeness/scale.h"

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

}  // namespace

int main() {
  for (const int years : {1, 3, 6, 12}) {
    const Measured measured = measure(years);
    std::printf("%2d years: fit %.2f ms, one more report %.3f ms, %zu points left\n", years, measured.fit_ms,
                measured.report_ms, measured.points);
  }
  const Measured three = measure(3);
  std::printf("{\"fit_three_years_ms\":%.3f,\"one_more_report_ms\":%.4f}\n", three.fit_ms, three.report_ms);
}
