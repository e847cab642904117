// An invented deck: steps spread evenly over rungs and facets, with minutes and
// topics by chance. Its effects in a world are the world's affair (pair.h).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "guide/simulate/draw.h"
#include "guide/simulate/world.h"
#include "guide/step.h"

namespace hearth::guide::simulate {

struct Deck {
  std::vector<std::string> ids;
  std::vector<Step> steps;    // the last one is the weekly date, which belongs to no deck
  std::vector<double> worth;  // how good each step is in this world; the mean is 1
  [[nodiscard]] int size() const { return static_cast<int>(steps.size()) - 1; }
  [[nodiscard]] int date() const { return size(); }
  [[nodiscard]] std::span<const Step> cards() const { return std::span(steps).first(steps.size() - 1); }
};

[[nodiscard]] Deck make_deck(const World& world, Draw draw);

}  // namespace hearth::guide::simulate
