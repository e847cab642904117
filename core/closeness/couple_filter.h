// One filter of the couple model: one or two people, with their volatilities and
// rates given (model.md 4.1, 4.2). With the states of layout.h:
//
//   daily closeness of p = μ₀ + B_p + S_p + U_p + E_p        (+ (1 − .11) β_pe on the day of an event)
//   facet f of p         = μ₀ + λ_f (B_p + S_p) + r_pf + U_p + its own noise (+ the same)
//
// Fast mood: dU = −K U dt + dW, K = [[k+c, −c], [−c, k+c]], cov dW = 2k Σ dt with Σ
// the resting covariance without coupling. K's eigenvectors are (1, 1) and
// (1, −1) with rates k and k + 2c, so the step is closed form:
//   Q_Δ(i, j) = Q(i, j) (1 − e^{−(λ_i+λ_j)Δ}) / (λ_i+λ_j) between these directions.
// Reports change the state in Joseph's form. A filter that keeps a trail can be
// gone back over with retrace.h. One thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "closeness/interval.h"
#include "closeness/layout.h"

namespace hearth::closeness {

// How the states move in a span of days.
struct Step {
  double days = -1;
  std::vector<double> keep;  // the factor of each state
  double mood_other = 0;     // what one's mood takes from the partner's
  double slow_noise = 0;
  double facet_keep = 0;
  std::array<double, 3> mood_noise{};  // aa, ab, bb
};
[[nodiscard]] Step step_over(const Layout& layout, const Rates& rates, double days);
// Each mood takes its share of what the other was before.
inline void mix_moods(double other, double& a, double& b) {
  const double before = a;
  a += other * b;
  b += other * before;
}

// A person's level: baseline and slow, the mood of the day left out.
[[nodiscard]] Combination level_of(const Layout& layout, Person person);

class CoupleFilter {
 public:
  CoupleFilter(const Layout& layout, const Rates& rates);

  // Days since the last moment, > 0: a new occasion with new noise.
  void advance(const Layout& layout, double days);
  // One state is added to another, times `share`.
  void carry_over(std::size_t from, std::size_t to, double share);
  [[nodiscard]] Moments moments(const Combination& combination) const;
  // A report of the combination + independent noise; gives its log probability
  // (log density for an exact value), and its prediction in `before`.
  double learn(const Combination& seen, double noise_variance, Interval interval, Moments& before);
  double learn(const Combination& seen, double noise_variance, double value, Moments& before);

  [[nodiscard]] const Rates& rates() const { return rates_; }
  // The noise variance of one answer of this person.
  [[nodiscard]] double noise_variance(const Layout& layout, Person person) const;

  // From here on the trail is kept: for each report its shift and shrink (see
  // interval.h) and P h; for each mark the mean and variance of its combination a,
  // and P a.
  void keep_trail() { keeps_trail_ = true; }
  // Gives the standardised innovation of that person's level (baseline + slow) since
  // the mark before: how far the reports between moved it, in units in which steady
  // people give independent N(0, 1). 0 when nothing was reported or marked before.
  double mark(const Layout& layout, Person person);
  [[nodiscard]] const std::vector<double>& trail() const { return trail_; }
  [[nodiscard]] std::size_t states() const { return size_; }

 private:
  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return covariance_.data()[row * size_ + column]; }
  double correct(const Combination& seen, double noise_variance, const Correction& correction);
  // Fills cross_ with P h and gives h P hᵀ and the mean.
  Moments prepare(const Combination& seen);
  void leave(double first, double second);

  // What the last mark foretells of baseline and slow level.
  struct Outlook {
    double baseline = 0;
    double slow = 0;
    double of_baseline = 0;  // variances, covariance
    double of_slow = 0;
    double of_both = 0;
    bool is_known = false;
  };

  Rates rates_;
  std::size_t size_;
  bool keeps_trail_ = false;
  std::vector<double> mean_;
  std::vector<double> covariance_;  // row-major, symmetric
  std::vector<double> cross_;
  std::vector<double> rest_;
  std::vector<double> trail_;
  Step step_;
  Outlook outlook_;
};

}  // namespace hearth::closeness
