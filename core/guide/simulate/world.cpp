#include "guide/simulate/world.h"

#include <array>
#include <charconv>
#include <optional>

#include "guide_simulate_embedded.h"

namespace hearth::guide::simulate {
namespace {

struct Entry {
  std::string_view name;
  double World::* member;
  double least, most;
};

constexpr double kMost = 1000;
constexpr std::array kEntries = {
    Entry{"facet_loading", &World::facet_loading, 0, 1},
    Entry{"felt_mean", &World::felt_mean, 0, 10},
    Entry{"felt_sd", &World::felt_sd, 0, 10},
    Entry{"felt_partner_correlation", &World::felt_partner_correlation, 0, 1},
    Entry{"need_mean", &World::need_mean, 0, 10},
    Entry{"need_sd", &World::need_sd, 0, 10},
    Entry{"need_loading", &World::need_loading, 0, 1},
    Entry{"need_partner_correlation", &World::need_partner_correlation, 0, 1},
    Entry{"slow_sd", &World::slow_sd, 0, 10},
    Entry{"slow_half_life_weeks", &World::slow_half_life_weeks, .1, kMost},
    Entry{"report_sd", &World::report_sd, 0, 10},
    Entry{"share_rate", &World::share_rate, 0, 1},
    Entry{"readiness_mean", &World::readiness_mean, 1, 5},
    Entry{"readiness_sd", &World::readiness_sd, 0, 5},
    Entry{"readiness_partner_correlation", &World::readiness_partner_correlation, 0, 1},
    Entry{"readiness_answer_sd", &World::readiness_answer_sd, 0, 5},
    Entry{"readiness_overstated", &World::readiness_overstated, -4, 4},
    Entry{"comfort_overstated", &World::comfort_overstated, -4, 4},
    Entry{"readiness_growth", &World::readiness_growth, 0, 1},
    Entry{"readiness_setback", &World::readiness_setback, 0, 5},
    Entry{"step_effect", &World::step_effect, 0, 10},
    Entry{"effect_spread", &World::effect_spread, 0, 5},
    Entry{"effect_reversed_share", &World::effect_reversed_share, 0, 1},
    Entry{"step_spread", &World::step_spread, 0, 5},
    Entry{"targeting", &World::targeting, 0, 1},
    Entry{"depth_gain", &World::depth_gain, 0, 10},
    Entry{"overshoot_loss", &World::overshoot_loss, 0, 10},
    Entry{"repeat_factor", &World::repeat_factor, 0, 1},
    Entry{"same_facet_factor", &World::same_facet_factor, 0, 1},
    Entry{"completion", &World::completion, 0, 1},
    Entry{"over_budget_factor", &World::over_budget_factor, 0, 1},
    Entry{"over_rung_factor", &World::over_rung_factor, 0, 1},
    Entry{"off_limits_rate", &World::off_limits_rate, 0, 1},
    Entry{"off_limits_factor", &World::off_limits_factor, 0, 1},
    Entry{"budget_short", &World::budget_short, 0, 1},
    Entry{"budget_long", &World::budget_long, 0, 1},
    Entry{"deck_size", &World::deck_size, 1, kMost},
    Entry{"date_minutes", &World::date_minutes, 1, kMost},
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Gives each line, without its remark, to `take` with its number.
template <class Take>
void for_each_line(std::string_view text, Take take) {
  for (int line = 1; !text.empty(); ++line) {
    const auto end = text.find('\n');
    const std::string_view whole = text.substr(0, end);
    take(line, trimmed(whole.substr(0, whole.find('#'))));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

std::string_view file(std::string_view name) {
  for (const auto& one : embedded::guide_simulate()) {
    if (one.name == name) return one.text;
  }
  return {};
}

class Reader {
 public:
  void line(int number, std::string_view text) {
    if (text.empty() || error) return;
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) return fail(number, "not of the form name = value");
    const std::string_view name = trimmed(text.substr(0, equals));
    const std::string_view value = trimmed(text.substr(equals + 1));
    if (name == "world") {
      if (!world.name.empty() || value.empty()) return fail(number, "'world' stands twice or is empty");
      world.name = value;
      return;
    }
    for (std::size_t i = 0; i < kEntries.size(); ++i) {
      if (kEntries[i].name == name) return set(number, i, value);
    }
    fail(number, "'" + std::string(name) + "' has no meaning");
  }
  void end() {
    if (error) return;
    if (world.name.empty()) return fail(0, "'world' is missing");
    for (std::size_t i = 0; i < kEntries.size(); ++i) {
      if (!seen_[i]) return fail(0, "'" + std::string(kEntries[i].name) + "' is missing");
    }
  }

  World world;
  std::optional<WorldError> error;

 private:
  void set(int number, std::size_t entry, std::string_view value) {
    const auto& [name, member, least, most] = kEntries[entry];
    if (seen_[entry]) return fail(number, "'" + std::string(name) + "' stands twice");
    seen_[entry] = true;
    // libc++ 19 reads no floating point with from_chars; these are plain decimals.
    const bool negative = value.starts_with('-');
    if (negative) value.remove_prefix(1);
    double whole = 0;
    double scale = 0;
    for (const char c : value) {
      if (c == '.' && scale == 0) {
        scale = 1;
      } else if (c >= '0' && c <= '9') {
        whole = whole * 10 + (c - '0');
        scale *= 10;
      } else {
        return fail(number, "'" + std::string(name) + "' is no number");
      }
    }
    if (value.empty() || value.size() > 12) return fail(number, "'" + std::string(name) + "' is no number");
    const double read = (negative ? -whole : whole) / (scale == 0 ? 1 : scale);
    if (read < least || read > most) return fail(number, "'" + std::string(name) + "' is out of range");
    world.*member = read;
  }
  void fail(int number, std::string what) { error = WorldError{number, std::move(what)}; }

  std::array<bool, kEntries.size()> seen_{};
};

}  // namespace

std::expected<World, WorldError> read_world(std::string_view text) {
  Reader reader;
  for_each_line(text, [&](int number, std::string_view line) { reader.line(number, line); });
  reader.end();
  if (reader.error) return std::unexpected(*reader.error);
  return reader.world;
}

std::vector<std::string_view> world_names() { return {"W1", "W2", "W3", "W4", "W5", "W6"}; }

std::string_view world_text(std::string_view name) { return file(std::string(name) + ".world"); }

std::string_view seeds_text() { return file("evaluation.seeds"); }

std::vector<std::uint64_t> evaluation_seeds() {
  std::vector<std::uint64_t> seeds;
  for_each_line(seeds_text(), [&](int, std::string_view line) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), seed);
    if (!line.empty() && error == std::errc() && end == line.data() + line.size()) seeds.push_back(seed);
  });
  return seeds;
}

}  // namespace hearth::guide::simulate
