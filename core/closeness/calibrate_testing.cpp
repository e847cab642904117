#include "closeness/calibrate_testing.h"

#include <cmath>
#include <numeric>

#include "closeness/simulate_testing.h"

namespace hearth::closeness {
namespace {

constexpr int kDraws = 99;

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
void count(Random& random, RankCounts& counts, RankOf quantity, double truth, auto draw_one) {
  const double truth_order = random.uniform();
  int rank = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = draw_one();
    rank += value < truth || (value == truth && random.uniform() < truth_order) ? 1 : 0;
  }
  ++counts[quantity][static_cast<std::size_t>(rank * kRankBins / (kDraws + 1))];
}

}  // namespace

double chi_square(const std::array<int, kRankBins>& counts) {
  const double expected = static_cast<double>(std::accumulate(counts.begin(), counts.end(), 0)) / kRankBins;
  double sum = 0;
  for (const int seen : counts) sum += (seen - expected) * (seen - expected) / expected;
  return sum;
}

RankCounts calibrate(std::uint64_t seed, double noise_factor, int replicates, Grid grid) {
  Random random(seed);
  const Couple fresh = *Couple::create({grid, {}, {"conflict"}, History::forget, noise_factor});
  const auto prior = fresh.grid();
  RankCounts counts{};
  constexpr std::array kLengths{5, 20, 60};
  for (int replicate = 0; replicate < replicates; ++replicate) {
    std::vector<double> days;
    double day = 0;
    const int length = kLengths[static_cast<std::size_t>(replicate % 3)];
    for (int i = 0; i < length; ++i) days.push_back(day += .2 + 2.5 * random.uniform());
    const DrawnCouple truth = draw_couple(random, prior, days, Answers::exact);
    Couple couple = fresh;
    for (const Report& report : truth.reports) (void)couple.learn(report);
    // The last occasion may have no report; then nothing is known of its mood yet.
    const bool ends_with_report = !truth.reports.empty() && truth.reports.back().day == days.back();
    const Mixture of_baseline = couple.baseline(Person::a);
    const Mixture of_mood = couple.mood(Person::b);
    const Mixture of_effect = couple.effect(0, Person::a);
    const auto points = couple.grid();
    count(random, counts, baseline, truth.baseline[0], [&] { return draw(random, of_baseline); });
    if (ends_with_report) {
      count(random, counts, mood, truth.mood[1], [&] { return draw(random, of_mood); });
    } else {
      ++counts[mood][static_cast<std::size_t>(random.below(kRankBins))];
    }
    count(random, counts, effect, truth.effect[0], [&] { return draw(random, of_effect); });
    count(random, counts, volatility, truth.rates.volatility[1], [&] {
      double left = random.uniform();
      for (const GridPoint& point : points) {
        left -= point.weight;
        if (left < 0) return point.rates.volatility[1];
      }
      return points.back().rates.volatility[1];
    });
  }
  return counts;
}

Covered cover(std::uint64_t seed, int couples) {
  Random random(seed);
  const Couple fresh = *Couple::create({Grid::shipped, {}, {"conflict"}});
  const auto prior = fresh.grid();
  int of_baseline = 0;
  int of_level = 0;
  for (int replicate = 0; replicate < couples; ++replicate) {
    std::vector<double> days;
    double day = 0;
    for (int i = 0; i < 5 + replicate % 40; ++i) days.push_back(day += .3 + 2 * random.uniform());
    const DrawnCouple drawn = draw_couple(random, prior, days, Answers::gridded);
    Couple couple = fresh;
    for (const Report& report : drawn.reports) (void)couple.learn(report);
    const auto holds = [](const Mixture& mixture, double truth) {
      return truth > mixture.quantile(.1) && truth < mixture.quantile(.9) ? 1 : 0;
    };
    of_baseline += holds(couple.baseline(Person::a), drawn.baseline[0]);
    of_level += holds(couple.level(Person::a), drawn.level[0]);
  }
  return {static_cast<double>(of_baseline) / couples, static_cast<double>(of_level) / couples};
}

}  // namespace hearth::closeness
