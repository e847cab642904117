#include "app/views/people.h"

namespace hearth::app::views {

std::string own_name(const Core& core) {
  const auto& me = core.story.me();
  // The own log goes first: a closed space still says the name of the day on which it was closed.
  if (me.personal_profile.get() != nullptr) return me.personal_profile.get()->name;
  return me.profile.get() != nullptr ? me.profile.get()->name : std::string();
}

std::optional<std::string> partner_name(const Core& core) {
  const auto* profile = core.story.partner().profile.get();
  return profile != nullptr ? std::optional(profile->name) : std::nullopt;
}

}  // namespace hearth::app::views
