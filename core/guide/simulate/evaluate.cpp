#include "guide/simulate/evaluate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hearth::guide::simulate {
namespace {

constexpr std::array<std::pair<Field, std::vector<double> Row::*>, 6> kFields = {{
    {&Lived::reduction, &Row::reduction},
    {&Lived::least_reduction, &Row::least_reduction},
    {&Lived::harms, &Row::harms},
    {&Lived::offered, &Row::offered},
    {&Lived::done, &Row::done},
    {&Lived::minutes, &Row::minutes},
}};

}  // namespace

WorldResult::WorldResult(std::string world, const std::vector<std::string>& policies) : world_(std::move(world)) {
  rows_.reserve(policies.size());
  for (const std::string& policy : policies) rows_.push_back({.policy = policy});
}

void WorldResult::add(const std::vector<Told>& seed) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    for (const auto& [from, to] : kFields) (rows_[i].*to).push_back(mean(values(seed[i], from)));
  }
}

const Row& WorldResult::row(std::string_view policy) const { return *std::ranges::find(rows_, policy, &Row::policy); }

Estimate WorldResult::difference(std::string_view one, std::string_view other, std::vector<double> Row::* field) const {
  const auto& first = row(one).*field;
  const auto& second = row(other).*field;
  std::vector<double> differences;
  differences.reserve(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(first[i] - second[i]);
  return estimate_of(differences);
}

WorldResult evaluate(const World& world, const std::vector<std::string>& policies,
                     const std::vector<std::uint64_t>& seeds, Scale scale) {
  WorldResult result(world.name, policies);
  for (const std::uint64_t seed : seeds) result.add(run(world, policies, scale.couples, scale.weeks, seed));
  return result;
}

}  // namespace hearth::guide::simulate
