// What the two said to each other in passing, as long as it is of the moment; what lies
// on the shelf and stands on the board, until one of them says it is over.
#pragma once

#include "app/core.h"

namespace hearth::app::views {

[[nodiscard]] boundary::Signals signals(const Core& core);

// Its writer, and of what is of both either of them.
[[nodiscard]] bool may_end(const story::Entry<story::signal::Say>& entry, log::Author author);
// By one who may say so.
[[nodiscard]] bool is_over(const Core& core, const story::Entry<story::signal::Say>& entry);
// An own wish for reassurance.
[[nodiscard]] bool may_say_helped(const story::Entry<story::signal::Say>& entry);

}  // namespace hearth::app::views
