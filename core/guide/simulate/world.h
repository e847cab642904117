// An invented world, as its file in worlds/ describes it. Reading is strict: every
// name once, none unknown, values in their ranges.
// Plain values; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::guide::simulate {

struct World {
  std::string name;
  double facet_loading = 0, felt_mean = 0, felt_sd = 0, felt_partner_correlation = 0;
  double need_mean = 0, need_sd = 0, need_loading = 0, need_partner_correlation = 0;
  double slow_sd = 0, slow_half_life_weeks = 0, report_sd = 0, share_rate = 0;
  double readiness_mean = 0, readiness_sd = 0, readiness_partner_correlation = 0, readiness_answer_sd = 0;
  double readiness_overstated = 0, comfort_overstated = 0, readiness_growth = 0, readiness_setback = 0;
  double step_effect = 0, effect_spread = 0, effect_reversed_share = 0, step_spread = 0, targeting = 0;
  double depth_gain = 0, overshoot_loss = 0, repeat_factor = 0, same_facet_factor = 0;
  double completion = 0, over_budget_factor = 0, over_rung_factor = 0, off_limits_rate = 0, off_limits_factor = 0;
  double budget_short = 0, budget_long = 0, deck_size = 0, date_minutes = 0;
};

// What is wrong, with its line.
struct WorldError {
  int line = 0;
  std::string what;
};

[[nodiscard]] std::expected<World, WorldError> read_world(std::string_view text);

// The files that the program carries: "W1" … "W6", and the seeds of the evaluation.
[[nodiscard]] std::vector<std::string_view> world_names();
[[nodiscard]] std::string_view world_text(std::string_view name);  // empty: there is none
[[nodiscard]] std::string_view seeds_text();
[[nodiscard]] std::vector<std::uint64_t> evaluation_seeds();

}  // namespace hearth::guide::simulate
