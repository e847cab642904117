// One invented pair in a world: what is true of them, what they say, and what a step
// does. Everything a policy may see goes through what they say.
// One thread at a time.
#pragma once

#include <array>
#include <vector>

#include "guide/readiness.h"
#include "guide/simulate/deck.h"
#include "guide/simulate/draw.h"
#include "guide/simulate/world.h"
#include "guide/word.h"

namespace hearth::guide::simulate {

using Levels = std::array<double, kFacetCount>;

// What a person said about all facets in one week.
struct Report {
  int week = 0;
  Levels felt{};
  Levels needed{};
};

struct Person {
  // True, and known to nobody.
  Levels felt{}, slow{}, needed{}, response{};
  double readiness = 0;
  // Known to the person's own device.
  Readiness said_readiness;
  Topics off_limits = 0;
  Budget budget = Budget::usual;
  bool shares = false;  // shows the numbers to the other
  std::vector<Report> reports;
};

struct Outcome {
  bool carried_out = false;
  bool harmful = false;  // more than one rung too deep for one of them
};

class Pair {
 public:
  Pair(const World& world, const Deck& deck, Draw draw);

  // A week begins: the slow level moves, and every fourth week both say how it is.
  void begin_week(int week);
  // A step of the deck is offered in a place (0, 1, …) of this week.
  Outcome offer(int step, int place);

  // Unmet need, as worlds/README.md defines it.
  [[nodiscard]] double unmet() const { return (unmet(0) + unmet(1)) / 2; }
  [[nodiscard]] double unmet(int who) const;
  [[nodiscard]] const Person& person(int who) const { return people_[static_cast<std::size_t>(who)]; }
  [[nodiscard]] std::array<Person, 2>& people() { return people_; }
  [[nodiscard]] int week() const { return week_; }

 private:
  void report(std::size_t who);
  [[nodiscard]] double chance(const Step& step) const;
  void move(std::size_t who, const Step& step, double worth);
  [[nodiscard]] double variety(int step) const;

  const World* world_;
  const Deck* deck_;
  Draw draw_;
  int week_ = 0;
  std::array<Person, 2> people_;
  std::vector<int> offered_;
};

}  // namespace hearth::guide::simulate
