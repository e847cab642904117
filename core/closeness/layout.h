// Which states the filters of one fit have, and in which order. For each person:
//
//   baseline · slow · mood · noise of this occasion ·
//   for each event type: effect on the day · for each facet in use: own part ·
//   for each event type that leaves something behind: its lasting part
//
// Two people (a, b side by side in each) when both are fitted together; one, always
// Person::a, when somebody's own reports are looked at alone.
// Plain data; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace hearth::closeness {

enum class Person : bool { a, b };

struct Rates {
  std::array<double, 2> volatility{1, 1};
  double fast = .6;  // k per day
  double slow_sd = .5;
  double coupling = 0;  // c per day; 0 when there is one person
};

// Prior of what an event does: on its day, and (sd > 0) lastingly on the slow level,
// or on a facet's own part when it was aimed at a facet.
struct EventEffect {
  double mean = 0;
  double sd = 1;
  double lasting_mean = 0;
  double lasting_sd = 0;
};

// What all filters of a fit have in common.
struct Layout {
  std::size_t people = 2;
  std::vector<EventEffect> events;
  std::vector<double> facet_loadings;  // of the facets in use, each in (0, 1]
  double noise_factor = 1;             // 1; tests break the filter with it

  [[nodiscard]] std::size_t baseline(Person person) const { return place(0, person); }
  [[nodiscard]] std::size_t slow(Person person) const { return place(1, person); }
  [[nodiscard]] std::size_t mood(Person person) const { return place(2, person); }
  [[nodiscard]] std::size_t noise(Person person) const { return place(3, person); }
  [[nodiscard]] std::size_t effect(std::size_t event, Person person) const { return place(4 + event, person); }
  [[nodiscard]] std::size_t own_part(std::size_t facet, Person person) const {
    return place(4 + events.size() + facet, person);
  }
  // Precondition: the event leaves something behind.
  [[nodiscard]] std::size_t lasting(std::size_t event, Person person) const {
    return place(4 + events.size() + facet_loadings.size() + lasting_before(event), person);
  }
  [[nodiscard]] std::size_t states() const { return lasting(events.size(), Person::a); }

 private:
  [[nodiscard]] std::size_t place(std::size_t kind, Person person) const {
    return people * kind + static_cast<std::size_t>(person);
  }
  [[nodiscard]] std::size_t lasting_before(std::size_t event) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < event; ++i) count += events[i].lasting_sd > 0 ? 1 : 0;
    return count;
  }
};

// A weighted sum of states.
struct Term {
  std::size_t state = 0;
  double factor = 1;
};
struct Combination {
  std::array<Term, 16> terms;  // five parts of a person and the events of a day
  std::size_t count = 0;
  double constant = 0;

  void add(std::size_t state, double factor) { terms[count++] = {state, factor}; }
  [[nodiscard]] std::span<const Term> used() const { return {terms.data(), count}; }
};

struct Moments {
  double mean = 0;
  double variance = 0;
};

}  // namespace hearth::closeness
