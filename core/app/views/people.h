// Names and small facts that many views need. No state.
#pragma once

#include <optional>
#include <string>

#include "app/core.h"

namespace hearth::app::views {

[[nodiscard]] std::string own_name(const Core& core);
[[nodiscard]] std::optional<std::string> partner_name(const Core& core);

// Ids as the boundary writes them.
template <class Fixed>
[[nodiscard]] std::string id_text(const Fixed& id) {
  return base::to_base64url(id.view());
}
template <class Fixed>
[[nodiscard]] std::optional<Fixed> id_of(std::string_view text) {
  const auto bytes = base::from_base64url(text);
  if (!bytes) return std::nullopt;
  const auto made = Fixed::from(*bytes);
  return made ? std::optional(*made) : std::nullopt;
}

}  // namespace hearth::app::views
