// How often the notice of drift comes to people with whom nothing is wrong: they are
// drawn from the shipped prior, their level moves as slowly as the model assumes, and
// their reports go through the shipped filters and the shipped rule. Then the same
// with a decline, to see how late the notice comes.
// Pure function; any thread.
#pragma once

#include <cstdint>

namespace hearth::closeness::simulate {

struct Plan {
  int people = 1000;
  int days_between_reports = 7;  // 1 or 7
  double decline_per_year = 0;   // on 1–7, from the end of the first half year on
  std::uint64_t seed = 1;
};

struct Seen {
  int people = 0;
  int first_year = 0;        // people who saw the notice in their first 52 weeks
  int second_year = 0;       // in the 52 after, whether or not before
  int chart_first_year = 0;  // people whose chart alone fired in the first year
  double median_delay = 0;   // weeks from the begin of a decline to the first notice after it; 0 if most saw none

  [[nodiscard]] double share_first() const { return static_cast<double>(first_year) / people; }
  [[nodiscard]] double share_second() const { return static_cast<double>(second_year) / people; }
  [[nodiscard]] double share_of_chart() const { return static_cast<double>(chart_first_year) / people; }
};

[[nodiscard]] Seen watch(const Plan& plan);

}  // namespace hearth::closeness::simulate
