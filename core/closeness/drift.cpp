#include "closeness/drift.h"

namespace hearth::closeness {

void DriftChart::end_week(const Couple& couple, double innovation, int answers) {
  ++weeks_;
  if (answers > 0) {
    ++answered_;
    if (answered_ > kDriftRunIn) drift_.statistic = cusum_step(kDriftChart, drift_.statistic, innovation);
  }
  drift_.probability_fallen = 0;
  if (drift_.statistic > kDriftChart.threshold && weeks_ > kDriftWeeks) {
    drift_.probability_fallen = couple.probability_fallen(kDriftWeeks);
  }
  drift_.notice = drift_.probability_fallen > kDriftSure;
}

}  // namespace hearth::closeness
