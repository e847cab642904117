// guide simulate, observe, evaluate: the guide in invented worlds, so that anyone can
// check what is said of it. All that is decided lies in core/guide/simulate.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>
#include <memory>

#include "cli/commands.h"
#include "cli/guide/figures.h"
#include "guide/simulate/policy.h"

namespace hearth::cli {
namespace {

namespace simulate = guide::simulate;

constexpr int kMostCouples = 1'000'000;
constexpr int kMostWeeks = 520;
// What JSON keeps of a whole number everywhere.
constexpr std::int64_t kMostSeed = (std::int64_t{1} << 53U) - 1;
// A run of a second or so per million; beyond this nobody waits.
constexpr std::int64_t kMostCoupleWeeks = 20'000'000;

std::vector<std::string> all_policies() {
  std::vector<std::string> names;
  for (const auto& kind : simulate::policies()) names.emplace_back(kind.name);
  return names;
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= list.size();) {
    const auto comma = std::min(list.find(',', from), list.size());
    parts.push_back(list.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

// The names in a list, or all of them; the first that does not exist is an error.
Outcome<std::vector<std::string>> chosen_of(const std::string& list, const std::vector<std::string>& known,
                                            const std::string& what) {
  if (list == "all") return known;
  std::vector<std::string> names;
  for (const std::string& name : split(list)) {
    if (std::ranges::find(known, name) == known.end()) {
      std::string there;
      for (const std::string& one : known) there += (there.empty() ? "" : ", ") + one;
      return wrong_usage(std::format("There is no {} '{}'. There are: {}.", what, name, there));
    }
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

std::vector<std::string> all_worlds() {
  const auto names = simulate::world_names();
  return {names.begin(), names.end()};
}

struct Wanted {
  int couples = 200, weeks = 12;
  std::string world = "all", policy = "all";
  std::int64_t seed = 1;
};

Outcome<Told> run(const Wanted& wanted) {
  if (std::int64_t{wanted.couples} * wanted.weeks > kMostCoupleWeeks) {
    return wrong_usage(std::format("Couples times weeks is over {}.", kMostCoupleWeeks));
  }
  const auto worlds = chosen_of(wanted.world, all_worlds(), "world");
  if (!worlds) return std::unexpected(worlds.error());
  const auto policies = chosen_of(wanted.policy, all_policies(), "policy");
  if (!policies) return std::unexpected(policies.error());
  std::vector<std::pair<std::string, std::vector<simulate::Told>>> told;
  for (const std::string& name : *worlds) {
    const auto world = simulate::read_world(simulate::world_text(name));
    if (!world)
      return broken("broken_world", std::format("{}: line {}: {}", name, world.error().line, world.error().what));
    told.emplace_back(
        name, simulate::run(*world, *policies, wanted.couples, wanted.weeks, static_cast<std::uint64_t>(wanted.seed)));
  }
  return guide_figures::of_run(told, wanted.couples, wanted.weeks, wanted.seed);
}

struct Observing {
  int pairs = 500, weeks = 26, low = 2;
  std::int64_t seed = 1;
};

Outcome<Told> watch(const Observing& wanted) {
  const auto world = simulate::read_world(simulate::world_text("W1"));
  if (!world) return broken("broken_world", world.error().what);
  const auto seed = static_cast<std::uint64_t>(wanted.seed);
  return guide_figures::of_observer(simulate::observe_steady(wanted.pairs, wanted.weeks, wanted.low, seed),
                                    simulate::observe_lived(*world, wanted.pairs, wanted.weeks, wanted.low, seed),
                                    wanted.weeks, wanted.low, seed);
}

struct Evaluating {
  std::string out;
  std::size_t seeds = 0;  // 0: all
};

constexpr std::uint64_t kObserverSeed = 1;
constexpr int kObservedPairs = 500;
constexpr int kObservedWeeks = 26;

bool can_write(const std::string& file) { return std::ofstream(file, std::ios::binary | std::ios::app).is_open(); }

Outcome<Told> measure(const Evaluating& wanted) {
  if (!can_write(wanted.out)) return broken("cannot_write", std::format("{} cannot be written.", wanted.out));
  auto seeds = simulate::evaluation_seeds();
  const std::size_t all = seeds.size();
  if (wanted.seeds != 0) seeds.resize(std::min(wanted.seeds, all));
  guide_figures::Evaluation evaluation{.seeds = seeds.size(), .command = "hearth guide evaluate --out FILE"};
  if (seeds.size() < all) evaluation.command += std::format(" --seeds {}", seeds.size());
  Told made;
  made.json = {{"out", wanted.out}, {"seeds", seeds.size()}, {"worlds", nlohmann::json::array()}};
  for (const std::string& name : all_worlds()) {
    const auto world = simulate::read_world(simulate::world_text(name));
    if (!world)
      return broken("broken_world", std::format("{}: line {}: {}", name, world.error().line, world.error().what));
    evaluation.worlds.push_back(simulate::evaluate(*world, all_policies(), seeds, evaluation.scale));
    const auto found = guide_figures::verdict(evaluation.worlds.back());
    made.json["worlds"].push_back({{"world", name},
                                   {"difference", found.difference.mean},
                                   {"low", found.difference.low},
                                   {"high", found.difference.high},
                                   {"harms", found.harms.mean},
                                   {"passes", found.passes},
                                   {"wins", found.wins}});
    made.text += std::format("{}: {:+.4f} ({:+.4f} to {:+.4f}), {}\n", name, found.difference.mean,
                             found.difference.low, found.difference.high, found.passes ? "holds" : "does not hold");
    if (!found.passes) made.exit = Exit::kBroken;
  }
  const auto world = simulate::read_world(simulate::world_text("W1"));
  if (!world) return broken("broken_world", world.error().what);
  evaluation.steady = simulate::observe_steady(kObservedPairs, kObservedWeeks, 2, kObserverSeed);
  evaluation.lived = simulate::observe_lived(*world, kObservedPairs, kObservedWeeks, 2, kObserverSeed);
  std::ofstream file(wanted.out, std::ios::binary | std::ios::trunc);
  file << guide_figures::report(evaluation);
  file.close();
  if (!file) return broken("cannot_write", std::format("{} cannot be written.", wanted.out));
  made.text += std::format("written to {}", wanted.out);
  return made;
}

}  // namespace

void add_guide_commands(CLI::App& program, Chosen& chosen) {
  CLI::App& guide =
      add_command(program, chosen, "guide", "the guide in invented worlds, to check what is said of it", {});
  guide.require_subcommand(1);

  auto wanted = std::make_shared<Wanted>();
  CLI::App& simulated = add_command(guide, chosen, "simulate", "ways of choosing the next step, side by side",
                                    [wanted] { return run(*wanted); });
  simulated.add_option("--couples", wanted->couples, "how many pairs (200)")->check(CLI::Range(1, kMostCouples));
  simulated.add_option("--weeks", wanted->weeks, "for how long (12)")->check(CLI::Range(1, kMostWeeks));
  simulated.add_option("--world", wanted->world, "W1 to W6, several with commas, or all");
  simulated.add_option("--policy", wanted->policy, "which ways of choosing, with commas, or all");
  simulated.add_option("--seed", wanted->seed, "of the deck, the people and their luck (1)")
      ->check(CLI::Range(std::int64_t{0}, kMostSeed));

  auto observing = std::make_shared<Observing>();
  CLI::App& observed = add_command(guide, chosen, "observe", "what a partner could work out of the words that are sent",
                                   [observing] { return watch(*observing); });
  observed.add_option("--pairs", observing->pairs, "how many pairs (500)")->check(CLI::Range(1, 100'000));
  observed.add_option("--weeks", observing->weeks, "for how long (26)")->check(CLI::Range(1, kMostWeeks));
  observed.add_option("--low", observing->low, "the lower of the two bounds (2)")->check(CLI::Range(1, 4));
  observed.add_option("--seed", observing->seed, "of the people and their luck (1)")
      ->check(CLI::Range(std::int64_t{0}, kMostSeed));

  auto evaluating = std::make_shared<Evaluating>();
  CLI::App& evaluated = add_command(guide, chosen, "evaluate", "all worlds and all seeds; writes the report",
                                    [evaluating] { return measure(*evaluating); });
  evaluated.add_option("--out", evaluating->out, "the report, a .md file")->required();
  evaluated.add_option("--seeds", evaluating->seeds, "only the first so many seeds (all 200)")
      ->check(CLI::Range(1, 200));
}

}  // namespace hearth::cli
