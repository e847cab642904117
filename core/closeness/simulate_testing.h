// Couples drawn from the model's own prior, for calibration and comparison.
#pragma once

#include <array>
#include <vector>

#include "closeness/couple.h"
#include "closeness/random_testing.h"

namespace hearth::closeness {

struct DrawnCouple {
  Rates rates;
  std::array<double, 2> baseline{};  // 0–10
  std::array<double, 2> mood{};      // at the last occasion
  std::array<double, 2> level{};     // at the last occasion
  std::array<double, 2> effect{};    // of event 0
  std::vector<Report> reports;
};

enum class Answers : bool { exact, gridded };

// `days` are the occasions, increasing. Each person answers at 85 in 100 of them;
// event 0 ("conflict") happens on one in six. Rates from the grid's prior.
[[nodiscard]] DrawnCouple draw_couple(Random& random, const std::vector<GridPoint>& prior,
                                      const std::vector<double>& days, Answers answers);

}  // namespace hearth::closeness
