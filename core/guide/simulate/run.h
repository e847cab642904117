// Many pairs in one world under several policies, all with the same people and the
// same luck.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guide/simulate/world.h"

namespace hearth::guide::simulate {

// A mean with its 95 % interval (normal).
struct Estimate {
  double mean = 0, low = 0, high = 0;
};
[[nodiscard]] Estimate estimate_of(const std::vector<double>& values);

// Of one pair under one policy.
struct Lived {
  double reduction = 0;        // of unmet need
  double least_reduction = 0;  // of the one of the two who gained less
  double harms = 0, offered = 0, done = 0, minutes = 0;
};

struct Told {
  std::string policy;
  std::vector<Lived> pairs;  // in the order of the pairs, the same for all policies
};

// Precondition: the policies exist, couples and weeks are positive.
[[nodiscard]] std::vector<Told> run(const World& world, const std::vector<std::string>& policies, int couples,
                                    int weeks, std::uint64_t seed);

// The values of one field, and the differences of two policies pair by pair.
using Field = double Lived::*;
[[nodiscard]] std::vector<double> values(const Told& told, Field field);
[[nodiscard]] std::vector<double> differences(const Told& one, const Told& other, Field field);
[[nodiscard]] double mean(const std::vector<double>& values);

}  // namespace hearth::guide::simulate
