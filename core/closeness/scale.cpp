#include "closeness/scale.h"

#include <cmath>

namespace hearth::closeness {

std::expected<Scale, Fault> Scale::create(std::string_view name, double step) {
  const double low = name == "1-7" ? 1 : 0;
  const double high = name == "1-7" ? 7 : 10;
  if ((name != "1-7" && name != "0-10") || !(step > 0)) return std::unexpected(Fault::out_of_range);
  const double steps = std::round((high - low) / step);
  if (!(steps >= 2 && steps <= 1000) || std::abs(steps * step - (high - low)) > 1e-9) {
    return std::unexpected(Fault::out_of_range);
  }
  return Scale(low, high, static_cast<int>(steps));
}

std::optional<int> Scale::answer(double value) const {
  const double place = (value - low_) / (high_ - low_) * steps_;
  const double nearest = std::round(place);
  if (!(std::abs(place - nearest) <= 1e-6) || nearest < 0 || nearest > steps_) return std::nullopt;
  return static_cast<int>(nearest);
}

Interval Scale::interval(int answer) const {
  const double half = 5.0 / steps_;
  return {answer == 0 ? -kInfinity : level(answer) - half, answer == steps_ ? kInfinity : level(answer) + half};
}

}  // namespace hearth::closeness
