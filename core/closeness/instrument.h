// Arithmetic of questionnaires: reliable change, the scoring rules of the two
// Couples Satisfaction Index forms (no text of any scale is here), and how far a
// person's own events may move an estimate away from the prior.
// Pure functions; any thread.
#pragma once

#include <expected>
#include <span>

#include "closeness/fault.h"

namespace hearth::closeness {

// Jacobson & Truax 1991, J Consult Clin Psychol 59, 12–19.
struct ReliableChange {
  double standard_error = 0;  // s √(1 − r)
  double difference_sd = 0;   // √2 · standard error
  double index = 0;           // (after − before) / difference_sd; beyond ±1.96 is more than noise
};
// out_of_range: sd <= 0, reliability outside [0, 1), or something not finite.
[[nodiscard]] std::expected<ReliableChange, Fault> reliable_change(double sd, double reliability, double before,
                                                                   double after);

// The same paper's cut-offs between a distressed and a general population:
// a: two sd above the distressed mean, b: two sd below the general mean, c: where
// both are equally near. Higher is better.
struct Cutoffs {
  double a = 0;
  double b = 0;
  double c = 0;
};
[[nodiscard]] Cutoffs change_cutoffs(double distressed_mean, double distressed_sd, double general_mean,
                                     double general_sd);

// Funk & Rogge 2007, J Fam Psychol 21, 572–583. The first item counts 0–6, the
// others 0–5, with the points printed beside each answer; the sum is the score.
// [REC] ranges 0–21 and 0–81, cut-offs 13.5 and 51.5.
enum class SatisfactionForm : bool { csi4, csi16 };
struct Satisfaction {
  int score = 0;
  int highest = 0;
  bool below_cutoff = false;  // notable dissatisfaction, as the authors word it
  double within_noise = 0;    // a change up to this many points says nothing; 0 where no figure is known
};
// shape: not 4 or 16 answers; out_of_range: points outside an item's range.
[[nodiscard]] std::expected<Satisfaction, Fault> score_satisfaction(SatisfactionForm form, std::span<const int> points);

// How much own data count against the prior after n events of one type:
// weight n/(n + σ²/τ²), posterior sd τ √(1 − weight) (model.md 4.5).
struct Shrinkage {
  double weight = 0;
  double posterior_sd = 0;
};
[[nodiscard]] Shrinkage event_shrinkage(double between_sd, double within_sd, int events);

}  // namespace hearth::closeness
