// The room for talking: the session as it is drawn, and what its owner kept of talks.
#pragma once

#include "app/core.h"
#include "talk/session.h"

namespace hearth::app::views {

[[nodiscard]] boundary::Session session_view(const talk::Session& session);
[[nodiscard]] boundary::TalkRoom talk_room(const Core& core);

}  // namespace hearth::app::views
