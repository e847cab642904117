// The couple model: filters on a small grid of volatilities and rates, each
// weighted by how well it foretold the reports so far (model.md 4.3). No
// optimiser, no randomness; works from the first report, wide and honest. All
// that is said about a person is a mixture over the grid.
// One thread at a time; copies are independent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "closeness/couple_filter.h"
#include "closeness/facet.h"
#include "closeness/fault.h"
#include "closeness/mixture.h"

namespace hearth::closeness {

// What was answered: an interval of the 0–10 scale, or (tests, other software) the
// exact value with its low and high alike.
struct Answer {
  Interval interval;

  [[nodiscard]] bool is_exact() const { return interval.low == interval.high; }
};

struct Report {
  double day = 0;
  Person person = Person::a;
  Facet facet = Facet::closeness;  // also what a finished step was for
  Kind kind = Kind::felt;
  std::optional<Answer> answer;      // nothing: only an event happened
  std::optional<std::size_t> event;  // which of Setup::events
};

enum class Grid : std::uint8_t {
  shipped,  // two people: points without weight are dropped as reports come
  full,     // the reference: all 648 points, all kept
  own,      // one person's reports alone, without the partner: 54 points, dropped as above
};

enum class History : bool { forget, keep };

inline constexpr std::size_t kMostEvents = 8;

struct Setup {
  Grid grid = Grid::shipped;
  std::vector<Facet> facets;        // that will be reported as felt, without closeness
  std::vector<std::string> events;  // at most kMostEvents types; known ids have their own prior
  History history = History::forget;
  double noise_factor = 1;  // 1; a test breaks the filter with it
};

// What was expected of a report, before it was seen.
struct Forecast {
  Mixture answer;              // on the 0–10 scale, not yet rounded or clipped
  double log_probability = 0;  // of what was then answered
};

struct GridPoint {
  Rates rates;
  double weight = 0;
};

class Couple {
 public:
  // shape: too many events, or closeness among the facets, or a facet twice.
  [[nodiscard]] static std::expected<Couple, Fault> create(const Setup& setup);

  // Reports in the order of their days; those of one day are one occasion. Gives
  // the forecast when there was an answer.
  // time_order: an earlier day; not_finite; out_of_range: an event, facet or person
  // that was not set up. Nothing changes then.
  [[nodiscard]] std::expected<std::optional<Forecast>, Fault> learn(const Report& report);

  // Only when history is kept: a moment on the way that will be looked back at, after
  // the reports of its day that were learned. Gives the standardised innovation of
  // Person::a's level since the mark before (see couple_filter.h).
  [[nodiscard]] std::expected<double, Fault> mark(double day);
  // Person::a's level at each mark, as all reports together say. No marks: nothing.
  [[nodiscard]] std::vector<Mixture> looked_back() const;
  // The probability that Person::a's level at the last mark lies below that `marks`
  // marks before. Precondition: 1 <= marks < number of marks, and nothing was learned
  // since the last.
  [[nodiscard]] double probability_fallen(std::size_t marks) const;

  // About a person now, i.e. at the last occasion; on the 0–10 scale.
  [[nodiscard]] Mixture baseline(Person person) const;
  [[nodiscard]] Mixture level(Person person) const;               // baseline + slow: the mood of the day left out
  [[nodiscard]] Mixture today(Person person) const;               // with the mood
  [[nodiscard]] Mixture facet(Facet facet, Person person) const;  // a facet that was set up
  [[nodiscard]] Mixture facet_own_part(Facet facet, Person person) const;  // below 0: lower than the other areas
  [[nodiscard]] Mixture effect(std::size_t event, Person person) const;
  [[nodiscard]] Mixture mood(Person person) const;

  [[nodiscard]] std::vector<GridPoint> grid() const;
  [[nodiscard]] double log_likelihood() const { return log_likelihood_; }
  [[nodiscard]] const Setup& setup() const { return setup_; }
  [[nodiscard]] std::size_t points() const { return filters_.size(); }

 private:
  Couple() = default;
  // What was done to all filters, so that it can be gone back over.
  struct Done {
    enum class What : std::uint8_t { advance, carry_over, report, mark } what;
    std::size_t from = 0;  // carry_over; report: which of seen_
    std::size_t to = 0;
    double amount = 0;  // days or share
  };

  void begin_occasion(double day);
  void mark_event(const Report& report);
  void carry_over(std::size_t from, std::size_t to, double share);
  void prune();
  // Calls back with each mark of each filter, the last first, as far back as `marks`.
  void look_back(std::size_t marks, auto&& at_mark) const;
  [[nodiscard]] Combination seen(const Report& report, std::size_t facet) const;
  [[nodiscard]] Mixture mixture(const Combination& combination) const;
  [[nodiscard]] std::optional<std::size_t> facet_index(Facet facet) const;

  [[nodiscard]] bool keeps_history() const { return setup_.history == History::keep; }

  Setup setup_;
  Layout layout_;
  std::vector<CoupleFilter> filters_;
  std::vector<double> log_weights_;  // normalised
  std::optional<double> day_;
  std::vector<std::size_t> events_today_[2];
  bool noise_used_[2] = {false, false};  // the occasion's noise belongs to one answer
  std::vector<Done> done_;
  std::vector<Combination> seen_;
  std::size_t marks_ = 0;
  int reports_ = 0;
  double log_likelihood_ = 0;
};

}  // namespace hearth::closeness
