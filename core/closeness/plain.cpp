#include "closeness/plain.h"

#include <algorithm>

#include "base/order.h"

namespace hearth::closeness {
double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  base::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<PlainWeek> weekly(std::span<const PlainPoint> points, base::Date first, base::Date last) {
  std::vector<PlainWeek> weeks;
  for (base::Date monday = base::monday_of(first); monday <= last; monday = monday + 7) {
    PlainWeek week{.monday = monday};
    std::vector<double> values;
    bool any_shared = false;
    for (const PlainPoint& point : points) {
      if (base::monday_of(point.day) != monday) continue;
      values.push_back(point.felt);
      any_shared = any_shared || point.shared;
    }
    week.points = static_cast<int>(values.size());
    if (!values.empty()) {
      week.median = median_of(values);
      week.all_hidden = !any_shared;
    }
    weeks.push_back(week);
  }
  return weeks;
}

std::optional<double> needed_in(std::span<const NeededPoint> needed, base::Date monday) {
  std::optional<NeededPoint> last;
  for (const NeededPoint& point : needed) {
    if (point.day > monday + 6) continue;
    if (!last || last->day <= point.day) last = point;
  }
  return last ? std::optional(last->needed) : std::nullopt;
}

std::vector<bool> enough(std::span<const PlainWeek> weeks) {
  std::vector<bool> holds(weeks.size(), false);
  const std::size_t stretch = std::min<std::size_t>(kEnoughWeeks, weeks.size());
  for (std::size_t start = 0; stretch > 0 && start + stretch <= weeks.size(); ++start) {
    int points = 0;
    for (std::size_t i = start; i < start + stretch; ++i) points += weeks[i].points;
    if (points < kEnoughPoints) continue;
    for (std::size_t i = start; i < start + stretch; ++i) holds[i] = true;
  }
  return holds;
}

}  // namespace hearth::closeness
