// Simulation-based calibration (Talts et al. 2018, arXiv 1804.06788): parameters
// drawn from the shipped prior, reports from the parameters; the rank of the truth
// among 99 draws of the posterior must be uniform. And a filter that was broken on
// purpose must be caught by the same test.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <iostream>
#include <numeric>

#include "closeness/simulate_testing.h"

namespace hearth::closeness {
namespace {

constexpr int kDraws = 99;
constexpr int kBins = 20;
// The 0.1 % point of χ² with 19 degrees of freedom.
constexpr double kCritical = 43.8;

enum Quantity { baseline, mood, effect, volatility, kQuantities };
using Counts = std::array<std::array<int, kBins>, kQuantities>;

double draw(Random& random, const Mixture& mixture) {
  double left = random.uniform();
  const Mixture::Part* chosen = &mixture.parts.back();
  for (const auto& part : mixture.parts) {
    left -= part.weight;
    if (left < 0) {
      chosen = &part;
      break;
    }
  }
  return chosen->mean + std::sqrt(chosen->variance) * random.normal();
}

// The truth's place among the draws. Equal values, which a grid gives, are put in
// order by a second, random number, so that their ranks are uniform too.
void count(Random& random, Counts& counts, Quantity quantity, double truth, auto draw_one) {
  const double truth_order = random.uniform();
  int rank = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = draw_one();
    rank += value < truth || (value == truth && random.uniform() < truth_order) ? 1 : 0;
  }
  ++counts[quantity][static_cast<std::size_t>(rank * kBins / (kDraws + 1))];
}

double chi_square(const std::array<int, kBins>& counts) {
  const double expected = static_cast<double>(std::accumulate(counts.begin(), counts.end(), 0)) / kBins;
  double sum = 0;
  for (const int seen : counts) sum += (seen - expected) * (seen - expected) / expected;
  return sum;
}

Counts calibrate(std::uint64_t seed, double noise_factor, int replicates) {
  Random random(seed);
  const Couple fresh = *Couple::create({Grid::shipped, {}, {"conflict"}, History::forget, noise_factor});
  const auto prior = fresh.grid();
  Counts counts{};
  constexpr std::array kLengths{5, 20, 60};
  for (int replicate = 0; replicate < replicates; ++replicate) {
    std::vector<double> days;
    double day = 0;
    const int length = kLengths[static_cast<std::size_t>(replicate % 3)];
    for (int i = 0; i < length; ++i) days.push_back(day += .2 + 2.5 * random.uniform());
    const DrawnCouple truth = draw_couple(random, prior, days, Answers::exact);
    Couple couple = fresh;
    for (const Report& report : truth.reports) EXPECT_TRUE(couple.learn(report));
    // The last occasion may have no report; then nothing is known of its mood yet.
    const bool ends_with_report = !truth.reports.empty() && truth.reports.back().day == days.back();
    const Mixture of_baseline = couple.baseline(Person::a);
    const Mixture of_mood = couple.mood(Person::b);
    const Mixture of_effect = couple.effect(0, Person::a);
    const auto grid = couple.grid();
    count(random, counts, baseline, truth.baseline[0], [&] { return draw(random, of_baseline); });
    if (ends_with_report) {
      count(random, counts, mood, truth.mood[1], [&] { return draw(random, of_mood); });
    } else {
      ++counts[mood][static_cast<std::size_t>(random.below(kBins))];
    }
    count(random, counts, effect, truth.effect[0], [&] { return draw(random, of_effect); });
    count(random, counts, volatility, truth.rates.volatility[1], [&] {
      double left = random.uniform();
      for (const GridPoint& point : grid) {
        left -= point.weight;
        if (left < 0) return point.rates.volatility[1];
      }
      return grid.back().rates.volatility[1];
    });
  }
  return counts;
}

TEST(Calibration, RanksOfTheTruthAreUniform) {
  const Counts counts = calibrate(20181, 1, 500);
  for (int quantity = 0; quantity < kQuantities; ++quantity) {
    EXPECT_LT(chi_square(counts[static_cast<std::size_t>(quantity)]), kCritical) << quantity;
    std::cout << "chi-square " << quantity << ": " << chi_square(counts[static_cast<std::size_t>(quantity)]) << '\n';
  }
}

TEST(Calibration, FilterThatTrustsReportsTooMuchIsCaught) {
  const Counts counts = calibrate(20181, .7, 300);
  double worst = 0;
  for (const auto& quantity : counts) {
    worst = std::max(worst, chi_square(quantity));
    std::cout << "chi-square " << chi_square(quantity) << '\n';
  }
  EXPECT_GT(worst, kCritical);
}

}  // namespace
}  // namespace hearth::closeness
