#include "closeness/instrument.h"

#include <cmath>
#include <numbers>

namespace hearth::closeness {

std::expected<ReliableChange, Fault> reliable_change(double sd, double reliability, double before, double after) {
  if (!(sd > 0) || !(reliability >= 0 && reliability < 1) || !std::isfinite(sd + before + after)) {
    return std::unexpected(Fault::out_of_range);
  }
  ReliableChange change;
  change.standard_error = sd * std::sqrt(1 - reliability);
  change.difference_sd = std::numbers::sqrt2 * change.standard_error;
  change.index = (after - before) / change.difference_sd;
  return change;
}

Cutoffs change_cutoffs(double distressed_mean, double distressed_sd, double general_mean, double general_sd) {
  return {distressed_mean + 2 * distressed_sd, general_mean - 2 * general_sd,
          (general_sd * distressed_mean + distressed_sd * general_mean) / (general_sd + distressed_sd)};
}

std::expected<Satisfaction, Fault> score_satisfaction(SatisfactionForm form, std::span<const int> points) {
  const bool is_short = form == SatisfactionForm::csi4;
  if (points.size() != (is_short ? 4U : 16U)) return std::unexpected(Fault::shape);
  Satisfaction result;
  for (std::size_t item = 0; item < points.size(); ++item) {
    const int highest = item == 0 ? 6 : 5;
    if (points[item] < 0 || points[item] > highest) return std::unexpected(Fault::out_of_range);
    result.score += points[item];
    result.highest += highest;
  }
  result.below_cutoff = result.score < (is_short ? 13.5 : 51.5);
  result.within_noise = is_short ? 3 : 0;
  return result;
}

Shrinkage event_shrinkage(double between_sd, double within_sd, int events) {
  const double ratio = within_sd * within_sd / (between_sd * between_sd);
  const double weight = events / (events + ratio);
  return {weight, between_sd * std::sqrt(1 - weight)};
}

}  // namespace hearth::closeness
