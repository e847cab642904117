#include "cli/guide/figures.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <format>

#include "guide/simulate/policy.h"

namespace hearth::cli::guide_figures {
namespace {

using simulate::Estimate;
using simulate::Lived;
using simulate::Row;

constexpr double kLeastDifference = -.02;

nlohmann::json to_json(const Estimate& estimate) {
  return {{"mean", estimate.mean}, {"low", estimate.low}, {"high", estimate.high}};
}

nlohmann::json to_json(const simulate::Guessed& guessed) {
  return {{"right", guessed.right}, {"of", guessed.of}, {"share", to_json(guessed.share)}};
}

Estimate over_pairs(const simulate::Told& told, simulate::Field field) {
  return simulate::estimate_of(simulate::values(told, field));
}

const simulate::Told* find(const std::vector<simulate::Told>& told, std::string_view policy) {
  const auto found = std::ranges::find(told, policy, &simulate::Told::policy);
  return found == told.end() ? nullptr : &*found;
}

std::string interval(const Estimate& estimate) {
  return std::format("{:.3f} ({:.3f} to {:.3f})", estimate.mean, estimate.low, estimate.high);
}

}  // namespace

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) hex += std::format("{:02x}", digest[i]);
  return hex;
}

Told of_run(const std::vector<std::pair<std::string, std::vector<simulate::Told>>>& worlds, int couples, int weeks,
            std::uint64_t seed) {
  Told made;
  made.json = {{"couples", couples}, {"weeks", weeks}, {"seed", seed}, {"worlds", nlohmann::json::array()}};
  for (const auto& [name, told] : worlds) {
    const std::string hash = sha256(simulate::world_text(name));
    nlohmann::json world = {{"world", name}, {"sha256", hash}, {"policies", nlohmann::json::array()}};
    made.text += std::format("{}{}: reduction of unmet need, harms, offers and done steps per pair\n",
                             made.text.empty() ? "" : "\n", name);
    const simulate::Told* deck = find(told, simulate::kGatedDeckMargin);
    for (const simulate::Told& policy : told) {
      const Estimate reduction = over_pairs(policy, &Lived::reduction);
      nlohmann::json row = {{"policy", policy.policy},
                            {"reduction", to_json(reduction)},
                            {"least_reduction", to_json(over_pairs(policy, &Lived::least_reduction))},
                            {"harms", to_json(over_pairs(policy, &Lived::harms))},
                            {"offered", simulate::mean(simulate::values(policy, &Lived::offered))},
                            {"done", simulate::mean(simulate::values(policy, &Lived::done))},
                            {"minutes", simulate::mean(simulate::values(policy, &Lived::minutes))},
                            {"over_gated_deck_margin", nullptr}};
      if (deck != nullptr) {
        row["over_gated_deck_margin"] =
            to_json(simulate::estimate_of(simulate::differences(policy, *deck, &Lived::reduction)));
      }
      made.text +=
          std::format("  {:<23} {:>24}  {:5.2f} {:5.1f} {:5.1f}\n", policy.policy, interval(reduction),
                      row["harms"]["mean"].get<double>(), row["offered"].get<double>(), row["done"].get<double>());
      world["policies"].push_back(std::move(row));
    }
    made.json["worlds"].push_back(std::move(world));
  }
  if (made.text.ends_with('\n')) made.text.pop_back();
  return made;
}

Told of_observer(const simulate::Guessed& steady, const simulate::Guessed& lived, int weeks, int low,
                 std::uint64_t seed) {
  Told made;
  made.json = {{"low", low},   {"high", low + 1},           {"weeks", weeks},
               {"seed", seed}, {"steady", to_json(steady)}, {"lived", to_json(lived)}};
  made.text = std::format(
      "A bound of {} from {}, after {} weeks: right in {} of {} pairs, {}.\n"
      "When the bound moves with what people answer: {} of {}, {}.",
      low, low + 1, weeks, steady.right, steady.of, interval(steady.share), lived.right, lived.of,
      interval(lived.share));
  return made;
}

Verdict verdict(const simulate::WorldResult& world) {
  Verdict verdict;
  verdict.difference = world.difference(simulate::kPlanner, simulate::kGatedDeckMargin, &Row::reduction);
  verdict.harms = world.difference(simulate::kPlanner, simulate::kGatedDeckMargin, &Row::harms);
  verdict.passes = verdict.difference.low >= kLeastDifference && verdict.harms.mean <= 0;
  verdict.wins = verdict.difference.low > 0;
  return verdict;
}

}  // namespace hearth::cli::guide_figures
