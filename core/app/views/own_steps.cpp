#include "app/views/own_steps.h"

#include <algorithm>

#include "library/builtin.h"

namespace hearth::app::views {
namespace {

constexpr std::size_t kOwnStepsADay = 3;

// Begun for oneself, or one of the two has left.
bool has_nobody(const Core& core) {
  const auto* begin = core.story.me().begin.get();
  if (begin == nullptr) begin = core.story.me().personal_begin.get();
  const bool solo = begin != nullptr && begin->mode == story::profile::BeginMode::solo;
  return solo || core.keep.left || (core.space() && !core.open_space());
}

// Which time it is; empty: none. With the mark nothing of a chosen one is shown, since
// that would show the mark; who has nobody here sees the same with it and without.
std::string_view time_of(const Core& core) {
  if (!core.keep.left_out && core.keep.on_my_own != 0) return library::kOwnTimes.at(core.keep.on_my_own - 1);
  return has_nobody(core) ? library::kOwnTimes.back() : std::string_view();
}

}  // namespace

std::vector<boundary::OwnStep> own_steps(const Core& core) {
  const std::string_view time = time_of(core);
  if (time.empty()) return {};
  std::vector<const library::OwnStep*> fitting;
  for (const library::OwnStep& step : library::builtin().own_steps) {
    if (step.fits.empty() || library::is_one_of(time, step.fits)) fitting.push_back(&step);
  }
  std::vector<boundary::OwnStep> steps;
  const auto day = static_cast<std::size_t>(core.today().days_since_1970);
  for (std::size_t i = 0; i < std::min(kOwnStepsADay, fitting.size()); ++i) {
    const library::OwnStep& step = *fitting[(day * kOwnStepsADay + i) % fitting.size()];
    steps.push_back({step.id, step.title, step.how, step.source});
  }
  return steps;
}

}  // namespace hearth::app::views
