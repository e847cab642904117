// The answer scales that people see, and what an answer says on the model's own
// scale from 0 to 10 (model.md, head: an answer on 1–7 is (answer − 1) · 10/6).
// Pure functions; any thread.
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "closeness/fault.h"
#include "closeness/interval.h"

namespace hearth::closeness {

class Scale {
 public:
  // "1-7" or "0-10" in steps of `step`; the steps must divide the scale evenly
  // into 2 to 1000 steps. out_of_range otherwise.
  [[nodiscard]] static std::expected<Scale, Fault> create(std::string_view name, double step);
  [[nodiscard]] static Scale one_to_seven() { return Scale(1, 7, 6); }
  [[nodiscard]] static Scale zero_to_ten() { return Scale(0, 10, 10); }

  [[nodiscard]] int answers() const { return steps_ + 1; }
  // Which answer a value is, 0 the lowest; nothing when it lies off the scale or
  // more than a millionth of a step off its grid.
  [[nodiscard]] std::optional<int> answer(double value) const;
  // The printed value of an answer.
  [[nodiscard]] double value(int answer) const { return low_ + (high_ - low_) * answer / steps_; }
  // Model units: the answer itself, and the interval that rounds to it.
  [[nodiscard]] double level(int answer) const { return 10.0 * answer / steps_; }
  [[nodiscard]] Interval interval(int answer) const;
  // From the model's 0–10 to the printed scale.
  [[nodiscard]] double printed(double level) const { return low_ + (high_ - low_) * level / 10; }

 private:
  Scale(double low, double high, int steps) : low_(low), high_(high), steps_(steps) {}

  double low_;
  double high_;
  int steps_;
};

}  // namespace hearth::closeness
