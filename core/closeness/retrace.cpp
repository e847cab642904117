#include "closeness/retrace.h"

namespace hearth::closeness {

Retrace::Retrace(const Layout& layout, const CoupleFilter& filter, const Combination& now)
    : layout_(layout),
      filter_(filter),
      size_(filter.states()),
      left_(filter.trail().size()),
      vector_(size_),
      matrix_(size_ * size_),
      now_(size_),
      product_(size_) {
  for (const Term& term : now.used()) now_[term.state] = term.factor;
}

std::span<const double> Retrace::step_back() {
  left_ -= size_ + 2;
  return {&filter_.trail()[left_], size_ + 2};
}

void Retrace::undo_advance(double days) {
  if (step_.days != days) step_ = step_over(layout_, filter_.rates(), days);
  const double* const keep = step_.keep.data();
  for (std::size_t row = 0; row < size_; ++row) {
    vector_[row] *= keep[row];
    now_[row] *= keep[row];
    for (std::size_t column = 0; column < size_; ++column) at(row, column) *= keep[row] * keep[column];
  }
  if (step_.mood_other == 0) return;
  const std::size_t mood = layout_.mood(Person::a);
  const double other = step_.mood_other / step_.keep[mood];
  mix_moods(other, vector_[mood], vector_[mood + 1]);
  mix_moods(other, now_[mood], now_[mood + 1]);
  for (std::size_t column = 0; column < size_; ++column) mix_moods(other, at(mood, column), at(mood + 1, column));
  for (std::size_t row = 0; row < size_; ++row) mix_moods(other, at(row, mood), at(row, mood + 1));
}

void Retrace::undo_carry_over(std::size_t from, std::size_t to, double share) {
  vector_[from] += share * vector_[to];
  now_[from] += share * now_[to];
  for (std::size_t column = 0; column < size_; ++column) at(from, column) += share * at(to, column);
  for (std::size_t row = 0; row < size_; ++row) at(row, from) += share * at(row, to);
}

void Retrace::undo_report(const Combination& seen) {
  const std::span<const double> left = step_back();
  const double shift = left[0];
  const double shrink = left[1];
  const double* const cross = left.data() + 2;
  double of_vector = 0;
  double of_now = 0;
  double of_matrix = 0;
  for (std::size_t row = 0; row < size_; ++row) {
    of_vector += cross[row] * vector_[row];
    of_now += cross[row] * now_[row];
    double sum = 0;
    for (std::size_t column = 0; column < size_; ++column) sum += at(row, column) * cross[column];
    product_[row] = sum;
    of_matrix += cross[row] * sum;
  }
  const double square = shrink + shrink * shrink * of_matrix;
  for (const Term& term : seen.used()) {
    vector_[term.state] -= term.factor * (shift + shrink * of_vector);
    now_[term.state] -= term.factor * shrink * of_now;
    for (std::size_t i = 0; i < size_; ++i) {
      at(term.state, i) -= shrink * term.factor * product_[i];
      at(i, term.state) -= shrink * term.factor * product_[i];
    }
    for (const Term& other : seen.used()) at(term.state, other.state) += square * term.factor * other.factor;
  }
}

Looked Retrace::undo_mark() {
  const std::span<const double> left = step_back();
  const double* const cross = left.data() + 2;
  Looked looked{left[0], left[1], 0};
  for (std::size_t row = 0; row < size_; ++row) {
    looked.mean -= cross[row] * vector_[row];
    looked.covariance += cross[row] * now_[row];
    for (std::size_t column = 0; column < size_; ++column) {
      looked.variance -= cross[row] * at(row, column) * cross[column];
    }
  }
  return looked;
}

}  // namespace hearth::closeness
