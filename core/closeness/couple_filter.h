// One filter of the couple model: two people, with their volatilities and rates
// given (model.md 4.1, 4.2). The states, in this order:
//
//   baseline a, b · slow a, b · mood a, b · noise of this occasion a, b ·
//   for each event type: effect a, b · for each facet in use: own part a, b
//
//   daily closeness of p = μ₀ + B_p + S_p + U_p + E_p        (+ (1 − .11) β_pe on the day of an event)
//   facet f of p         = μ₀ + λ_f (B_p + S_p) + r_pf + U_p + its own noise (+ the same)
//
// Fast mood: dU = −K U dt + dW, K = [[k+c, −c], [−c, k+c]], cov dW = 2k Σ dt with Σ
// the resting covariance without coupling. K's eigenvectors are (1, 1) and
// (1, −1) with rates k and k + 2c, so the step is closed form:
//   Q_Δ(i, j) = Q(i, j) (1 − e^{−(λ_i+λ_j)Δ}) / (λ_i+λ_j) between these directions.
// Reports change the state in Joseph's form. One thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "closeness/interval.h"

namespace hearth::closeness {

enum class Person : bool { a, b };

struct Rates {
  std::array<double, 2> volatility{1, 1};
  double fast = .6;  // k per day
  double slow_sd = .5;
  double coupling = 0;  // c per day
};

struct EventEffect {
  double mean = 0;
  double sd = 1;
};

// What all filters of a couple have in common.
struct Layout {
  std::vector<EventEffect> events;
  std::vector<double> facet_loadings;  // of the facets in use, each in (0, 1]
  double noise_factor = 1;             // 1; tests break the filter with it

  static constexpr std::size_t kBaseline = 0;
  static constexpr std::size_t kSlow = 2;
  static constexpr std::size_t kMood = 4;
  static constexpr std::size_t kNoise = 6;
  static constexpr std::size_t kEffects = 8;
  [[nodiscard]] std::size_t effect(std::size_t event, Person person) const {
    return kEffects + 2 * event + static_cast<std::size_t>(person);
  }
  [[nodiscard]] std::size_t own_part(std::size_t facet, Person person) const {
    return kEffects + 2 * events.size() + 2 * facet + static_cast<std::size_t>(person);
  }
  [[nodiscard]] std::size_t states() const { return kEffects + 2 * events.size() + 2 * facet_loadings.size(); }
};

// A weighted sum of states.
struct Term {
  std::size_t state = 0;
  double factor = 1;
};
struct Combination {
  std::array<Term, 16> terms;  // five parts of a person and the events of a day
  std::size_t count = 0;
  double constant = 0;

  void add(std::size_t state, double factor) { terms[count++] = {state, factor}; }
  [[nodiscard]] std::span<const Term> used() const { return {terms.data(), count}; }
};

struct Moments {
  double mean = 0;
  double variance = 0;
};

class CoupleFilter {
 public:
  CoupleFilter(const Layout& layout, const Rates& rates);

  // Days since the last moment, > 0: a new occasion with new noise.
  void advance(const Layout& layout, double days);
  // mood of `person` += .11 · effect.
  void happen(const Layout& layout, std::size_t event, Person person);
  [[nodiscard]] Moments moments(const Combination& combination) const;
  // A report of the combination + independent noise; gives its log probability
  // (log density for an exact value), and its prediction in `before`.
  double learn(const Combination& seen, double noise_variance, Interval interval, Moments& before);
  double learn(const Combination& seen, double noise_variance, double value, Moments& before);

  [[nodiscard]] const Rates& rates() const { return rates_; }
  // The noise variance of one answer of this person.
  [[nodiscard]] double noise_variance(const Layout& layout, Person person) const;

 private:
  struct Step {
    double days = -1;
    double slow_keep = 0;
    double slow_noise = 0;
    double facet_keep = 0;
    double mood_same = 0;  // F = [[same, other], [other, same]]
    double mood_other = 0;
    std::array<double, 3> mood_noise{};  // aa, ab, bb
  };
  [[nodiscard]] Step step_over(double days) const;
  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return covariance_[row * size_ + column]; }
  double correct(const Combination& seen, double noise_variance, const Correction& correction);
  // Fills cross_ with P h and gives h P hᵀ and the mean.
  Moments prepare(const Combination& seen);

  Rates rates_;
  std::size_t size_;
  std::vector<double> mean_;
  std::vector<double> covariance_;  // row-major, symmetric
  std::vector<double> cross_;
  std::vector<double> rest_;
  Step step_;
};

}  // namespace hearth::closeness
