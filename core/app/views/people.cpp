#include "app/views/people.h"

namespace hearth::app::views {

std::string own_name(const Core& core) {
  const auto& me = core.story.me();
  if (me.profile.get() != nullptr) return me.profile.get()->name;
  return me.personal_profile.get() != nullptr ? me.personal_profile.get()->name : std::string();
}

std::optional<std::string> partner_name(const Core& core) {
  const auto* profile = core.story.partner().profile.get();
  return profile != nullptr ? std::optional(profile->name) : std::nullopt;
}

}  // namespace hearth::app::views
