// The native build and WebAssembly say the same: both run this test, and both must come
// within a relative 5e-10 of the numbers in tests/data/closeness-digest.txt, so within
// 1e-9 of each other. HEARTH_WRITE_DIGEST=1 writes the file anew.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "closeness/file_testing.h"
#include "closeness/monitor.h"
#include "closeness/own_picture.h"
#include "closeness/scale.h"
#include "closeness/simulate/draws.h"
#include "closeness/simulate/steady.h"
#include "closeness/text/commands.h"

namespace hearth::closeness {
namespace {

constexpr const char* kFile = "tests/data/closeness-digest.txt";

std::vector<double> numbers_in(const std::string& json) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != ':' && json[i] != '[' && json[i] != ',') continue;
    char* end = nullptr;
    const double value = std::strtod(&json[i + 1], &end);
    if (end != &json[i + 1]) numbers.push_back(value);
  }
  return numbers;
}

void add(std::vector<double>& all, const Estimate& estimate) {
  all.insert(all.end(), {estimate.mean, estimate.low, estimate.high});
}

std::vector<double> results() {
  std::vector<double> all;
  simulate::Draws draws(64);
  std::string table = "couple,person,time_days,facet,kind,value,event\n";
  OwnReports own;
  own.today = *base::from_iso("2026-11-21");
  own.events = {"conflict", "walk"};
  for (int day = 0; day < 240; ++day) {
    for (const char* person : {"a", "b"}) {
      if (draws.uniform() < .2) continue;
      const int answer = 1 + static_cast<int>(7 * draws.uniform());
      const bool conflict = draws.uniform() < .1;
      table += std::string("one,") + person + "," + std::to_string(day) + ",,felt," + std::to_string(answer) +
               (conflict ? ",conflict\n" : ",\n");
      OwnReport report{.day = own.today - (240 - day), .answer = answer};
      if (conflict) report.event = 0;
      own.reports.push_back(report);
    }
    if (day % 30 != 0) continue;
    const int needed = static_cast<int>(11 * draws.uniform());
    own.reports.push_back({own.today - (240 - day), Facet::trust, Kind::needed, needed, {}, AnswerScale::zero_to_ten});
    own.reports.push_back(
        {own.today - (240 - day), Facet::trust, Kind::felt, 10 - needed, 1, AnswerScale::zero_to_ten});
  }
  const auto fitted = text::fit(table, Scale::one_to_seven(), text::Predictions::include);
  EXPECT_TRUE(fitted);
  all = numbers_in(fitted.value_or(""));
  const auto picture = own_picture(own);
  EXPECT_TRUE(picture);
  for (const OwnWeek& week : picture->weeks) add(all, week.level);
  for (const Association& association : picture->associations) add(all, association.effect);
  for (const OwnFacet& facet : picture->facets) add(all, facet.gap.value_or(Estimate{}));
  all.push_back(picture->drift.statistic);
  for (const double h : {3.0, 7.341, 12.481}) all.push_back(average_run_length({.25, h}).value_or(-1));
  all.push_back(
      simulate::watch({.people = 20, .days_between_reports = 1, .decline_per_year = 4, .seed = 5}).share_first());
  return all;
}

TEST(Digest, ResultsAreThoseOfTheCommittedFile) {
  const std::vector<double> all = results();
  if (std::getenv("HEARTH_WRITE_DIGEST") != nullptr) {
    std::FILE* const file = std::fopen(kFile, "wb");
    ASSERT_NE(file, nullptr);
    for (const double value : all) (void)std::fprintf(file, "%.17g\n", value);
    (void)std::fclose(file);
  }
  std::istringstream file(text_of(kFile));
  std::vector<double> known;
  for (std::string line; std::getline(file, line);) known.push_back(std::strtod(line.c_str(), nullptr));
  ASSERT_EQ(all.size(), known.size());
  ASSERT_GT(all.size(), 1000U);
  double worst = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double apart = std::abs(all[i] - known[i]) / std::max(std::abs(known[i]), 1e-3);
    worst = std::max(worst, apart);
    EXPECT_LE(apart, 5e-10) << "number " << i;
  }
  std::cout << all.size() << " numbers, furthest apart " << worst << " of themselves\n";
}

}  // namespace
}  // namespace hearth::closeness
