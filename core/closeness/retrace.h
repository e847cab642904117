// Back over the trail of one filter: what all reports together say about an earlier
// moment. This is the Rauch–Tung–Striebel smoother on the moment-matched reports, in
// the form of Bryson and Frazier, which inverts nothing (Bierman 1973, Fixed interval
// smoothing with discrete measurements, Int. J. Control 18): with F the step, h a
// report, g = P h before it and C = I − shrink · g hᵀ,
//
//   λ ← Cᵀ λ − shift · h,  Λ ← Cᵀ Λ C + shrink · h hᵀ     back over a report
//   λ ← Fᵀ λ,              Λ ← Fᵀ Λ F                     back over a step
//   mean − (P a)ᵀ λ,       variance − (P a)ᵀ Λ (P a)      of a at a mark
//
// and ψ, which starts as `now` and moves like λ without the shift, gives what an
// earlier moment has in common with now: (P a)ᵀ ψ.
// The undo functions mirror the filter's, in reverse order. One thread at a time.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "closeness/couple_filter.h"

namespace hearth::closeness {

struct Looked {
  double mean = 0;
  double variance = 0;
  double covariance = 0;  // with `now`, given all reports
};

class Retrace {
 public:
  // Borrows the filter, which keeps still meanwhile.
  Retrace(const Layout& layout, const CoupleFilter& filter, const Combination& now);

  void undo_advance(double days);
  void undo_carry_over(std::size_t from, std::size_t to, double share);
  void undo_report(const Combination& seen);
  [[nodiscard]] Looked undo_mark();

 private:
  // The last entry of the trail: two numbers, then one for each state.
  std::span<const double> step_back();
  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return matrix_.data()[row * size_ + column]; }

  const Layout& layout_;
  const CoupleFilter& filter_;
  std::size_t size_;
  std::size_t left_;
  std::vector<double> vector_;  // λ
  std::vector<double> matrix_;  // Λ, row-major
  std::vector<double> now_;     // ψ
  std::vector<double> product_;
  Step step_;
};

}  // namespace hearth::closeness
