// What `hearth guide` tells: figures of a simulation as JSON, as lines and as the
// report docs/guide-evaluation.md.
#pragma once

#include <string>
#include <vector>

#include "cli/told.h"
#include "guide/simulate/evaluate.h"
#include "guide/simulate/observe.h"

namespace hearth::cli::guide_figures {

namespace simulate = guide::simulate;

// SHA-256 in hex, as sha256sum gives it.
[[nodiscard]] std::string sha256(std::string_view text);

// One world, one seed: intervals are those between pairs.
[[nodiscard]] Told of_run(const std::vector<std::pair<std::string, std::vector<simulate::Told>>>& worlds, int couples,
                          int weeks, std::uint64_t seed);
[[nodiscard]] Told of_observer(const simulate::Guessed& steady, const simulate::Guessed& lived, int weeks, int low,
                               std::uint64_t seed);

struct Evaluation {
  simulate::Scale scale;
  std::size_t seeds = 0;
  std::string command;
  std::vector<simulate::WorldResult> worlds;
  simulate::Guessed steady, lived;
};
// Markdown.
[[nodiscard]] std::string report(const Evaluation& evaluation);

// May the planner stand beside the gated deck with the same margin in this world?
struct Verdict {
  simulate::Estimate difference;
  simulate::Estimate harms;  // planner minus gated deck
  bool passes = false;       // lower bound of the difference >= −.02, and no more harms
  bool wins = false;         // lower bound over 0
};
[[nodiscard]] Verdict verdict(const simulate::WorldResult& world);

}  // namespace hearth::cli::guide_figures
