// The evaluation: all policies in all worlds over many seeds, each seed a new deck
// and new pairs. What is kept of a seed are means over its pairs, so that intervals
// are those between seeds.
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "guide/simulate/run.h"

namespace hearth::guide::simulate {

struct Scale {
  int couples = 200;
  int weeks = 12;
};

// One policy in one world, over all seeds.
struct Row {
  std::string policy;
  std::vector<double> reduction, least_reduction, harms, offered, done, minutes;
};

class WorldResult {
 public:
  WorldResult(std::string world, const std::vector<std::string>& policies);
  void add(const std::vector<Told>& seed);

  [[nodiscard]] const std::string& world() const { return world_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const Row& row(std::string_view policy) const;
  // Paired by seed.
  [[nodiscard]] Estimate difference(std::string_view one, std::string_view other,
                                    std::vector<double> Row::* field) const;

 private:
  std::string world_;
  std::vector<Row> rows_;
};

[[nodiscard]] WorldResult evaluate(const World& world, const std::vector<std::string>& policies,
                                   const std::vector<std::uint64_t>& seeds, Scale scale);

}  // namespace hearth::guide::simulate
