// Simulation-based calibration (Talts et al. 2018, arXiv 1804.06788): parameters
// drawn from the shipped prior, reports from the parameters; the rank of the truth
// among 99 draws of the posterior must be uniform.
#pragma once

#include <array>
#include <cstdint>

#include "closeness/couple.h"

namespace hearth::closeness {

inline constexpr int kRankBins = 20;
// The 0.1 % point of χ² with 19 degrees of freedom.
inline constexpr double kRankCritical = 43.8;

enum RankOf { baseline, mood, effect, volatility, kRanks };
using RankCounts = std::array<std::array<int, kRankBins>, kRanks>;

// Exact reports, so that each filter of the grid is exact. `noise_factor` other than 1
// breaks the filter.
[[nodiscard]] RankCounts calibrate(std::uint64_t seed, double noise_factor, int replicates, Grid grid);
[[nodiscard]] double chi_square(const std::array<int, kRankBins>& counts);

// Rounded and clipped reports: how many of so many couples have their truth in the
// 80 % interval.
struct Covered {
  double baseline = 0;  // shares
  double level = 0;
};
[[nodiscard]] Covered cover(std::uint64_t seed, int couples);

}  // namespace hearth::closeness
