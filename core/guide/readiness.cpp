#include "guide/readiness.h"

#include <algorithm>
#include <cmath>

#include "guide/step.h"

namespace hearth::guide {
namespace {

// Before anything was said; our assumption: between everyday and warm, not sure at all.
constexpr double kPriorMean = 2.5;
constexpr double kPriorPrecision = 1.0;
// An answer beforehand is off by .7 rungs or so, a rating afterwards by one; our assumption.
constexpr double kAnswerPrecision = 1 / (.7 * .7);
constexpr double kComfortPrecision = 1.0;
// A step just at one's readiness is rated between 3 and 4; our assumption.
constexpr double kComfortAtReadiness = 3.5;
constexpr int kComfortable = 3;
constexpr int kOpensAgainAfter = 2;
constexpr std::size_t kRemembered = 12;

}  // namespace

void Readiness::answered(int rung) {
  if (rung < kLightestRung || rung > kTenderestRung) return;
  hear({static_cast<double>(rung), kAnswerPrecision});
}

void Readiness::felt(int depth, int comfort) {
  if (depth < kLightestRung || depth > kTenderestRung || comfort < 1 || comfort > 5) return;
  hear({depth + comfort - kComfortAtReadiness, kComfortPrecision});
  if (comfort < kComfortable) {
    closed_from_ = closed_from_ == 0 ? depth : std::min(closed_from_, depth);
    comfortable_since_ = 0;
  } else if (closed_from_ != 0 && ++comfortable_since_ >= kOpensAgainAfter) {
    closed_from_ = closed_from_ == kTenderestRung ? 0 : closed_from_ + 1;
    comfortable_since_ = 0;
  }
}

void Readiness::hear(Heard heard) {
  heard_.push_back(heard);
  if (heard_.size() > kRemembered) heard_.pop_front();
}

double Readiness::mean() const {
  double sum = kPriorMean * kPriorPrecision;
  double precision = kPriorPrecision;
  for (const Heard& heard : heard_) {
    sum += heard.rung * heard.precision;
    precision += heard.precision;
  }
  return sum / precision;
}

double Readiness::deviation() const {
  double precision = kPriorPrecision;
  for (const Heard& heard : heard_) precision += heard.precision;
  return 1 / std::sqrt(precision);
}

int Readiness::bound() const {
  const int bound = static_cast<int>(std::floor(mean() - deviation()));
  return std::clamp(std::min(bound, open_rung()), kLightestRung, kTenderestRung);
}

int Readiness::open_rung() const {
  return closed_from_ == 0 ? kTenderestRung : std::max(closed_from_ - 1, kLightestRung);
}

}  // namespace hearth::guide
