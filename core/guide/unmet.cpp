#include "guide/unmet.h"

#include <algorithm>

namespace hearth::guide {
namespace {

constexpr std::int64_t kPoint = 64;
constexpr std::int64_t kQuarterPoint = kPoint / 4;
constexpr int kMostQuarters = 40;
constexpr int kLatest = 4;

// Before anything was shared: a point is lacking, give or take 2.3; our assumption.
constexpr std::int64_t kPriorMean = kPoint;
constexpr std::int64_t kPriorDeviation = 149;
// How much more a facet may be lacking that a person's word wishes for, seeing that
// five wishes in six are chance; our assumption.
constexpr std::int64_t kWished = kPoint / 2;

// In tenths of a squared point: a facet's own part of the gap has variance 1.9
// (facets load .87 on the general factor, model.md 2; needs .6, our assumption), an
// answer about felt and needed has an error of 4.5. How noisy a person's answers
// really are is seen in how far their facets lie apart, which should be 1.9 + 4.5 / n
// for means of n answers; that expectation weighs as much as what is seen of nine facets.
constexpr std::int64_t kOwn = 19;
constexpr std::int64_t kError = 45;
constexpr std::int64_t kTenth = kPoint * kPoint / 10;
constexpr std::int64_t kExpectationWeight = 8;
// What is left of a facet's own deviation, in 64ths, by the number of answers.
constexpr std::array<std::int64_t, kLatest + 1> kDeviation = {149, 74, 65, 58, 54};

// 4096 (zΦ(z) + φ(z)) at z = −4, −3.75 … 4.
constexpr std::array<std::int64_t, 33> kTable = {
    0,    0,    0,    1,    2,    4,    8,    17,   35,   66,    120,   207,   341,   537,   810,   1173, 1634,
    2197, 2858, 3609, 4437, 5327, 6264, 7234, 8227, 9233, 10248, 11268, 12290, 13313, 14336, 15360, 16384};
constexpr std::int64_t kTableUnit = 4096;

struct Answers {
  int count = 0;
  std::int64_t sum = 0;  // 64ths
};

// The latest answers of one person about one facet; the span is in any order.
Answers latest(std::span<const SharedGap> shared, int member, Facet facet, int week) {
  std::array<const SharedGap*, kLatest> kept{};
  int count = 0;
  for (const SharedGap& gap : shared) {
    if (gap.member != member || gap.facet != facet || gap.week >= week || gap.last_week < week) continue;
    if (count < kLatest) {
      kept.at(static_cast<std::size_t>(count++)) = &gap;
      continue;
    }
    const SharedGap*& oldest = *std::ranges::min_element(kept, {}, [](const SharedGap* one) { return one->week; });
    if (oldest->week < gap.week) oldest = &gap;
  }
  Answers answers{.count = count};
  for (int i = 0; i < count; ++i) {
    const int quarters = kept.at(static_cast<std::size_t>(i))->quarter_points;
    answers.sum += std::clamp(quarters, -kMostQuarters, kMostQuarters) * kQuarterPoint;
  }
  return answers;
}

// The variance of a person's facets about their mean, in squared 64ths: what is
// expected and what is seen, weighed. Never under a facet's own part.
std::int64_t distance(const std::array<Answers, kFacetCount>& answers, std::int64_t general, int known, int count) {
  if (known == 0) return kOwn * kTenth;
  const std::int64_t expected = (kOwn + kError * known / count) * kTenth;
  std::int64_t squares = 0;
  for (const Answers& facet : answers) {
    if (facet.count == 0) continue;
    const std::int64_t own = facet.sum / facet.count - general;
    squares += own * own;
  }
  return std::max(kOwn * kTenth, (expected * kExpectationWeight + squares) / (kExpectationWeight + known - 1));
}

}  // namespace

std::int64_t expected_unmet(std::int64_t mean, std::int64_t deviation) {
  // Places of the table are quarters of z; 256 parts between two of them.
  const std::int64_t place = (mean * 4 * 256) / deviation + 16 * 256;
  if (place <= 0) return 0;
  if (place >= 32 * 256) return mean;
  const auto below = static_cast<std::size_t>(place / 256);
  const std::int64_t part = place % 256;
  const std::int64_t value = kTable.at(below) + (kTable.at(below + 1) - kTable.at(below)) * part / 256;
  return value * deviation / kTableUnit;
}

Unmet unmet_of(std::span<const SharedGap> shared, int member, const Word& word, int week) {
  std::array<Answers, kFacetCount> answers;
  std::int64_t general = 0;
  int known = 0;
  int count = 0;
  for (std::size_t f = 0; f < kFacetCount; ++f) {
    answers.at(f) = latest(shared, member, static_cast<Facet>(f), week);
    if (answers.at(f).count == 0) continue;
    general += answers.at(f).sum / answers.at(f).count;
    count += answers.at(f).count;
    ++known;
  }
  general = known == 0 ? kPriorMean : general / known;
  const std::int64_t apart = distance(answers, general, known, count);
  Unmet unmet{};
  for (std::size_t f = 0; f < kFacetCount; ++f) {
    const Answers& facet = answers.at(f);
    if (facet.count == 0) {
      const bool wished = known == 0 && index(word.wish) == f;
      unmet.at(f) = expected_unmet(general, kPriorDeviation) + (wished ? kWished : 0);
      continue;
    }
    const std::int64_t own = facet.sum / facet.count - general;
    const std::int64_t mean = general + own * kOwn * kTenth / apart;
    unmet.at(f) = expected_unmet(mean, kDeviation.at(static_cast<std::size_t>(facet.count)));
  }
  return unmet;
}

}  // namespace hearth::guide
