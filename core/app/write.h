// The events that the log writes itself, because they carry keys: sealing,
// withdrawing, taking back, leaving. In the demo, where there is no log, they are
// told to the story alone.
#pragma once

#include "app/core.h"
#include "app/views/questions.h"

namespace hearth::app::write {

Outcome<base::EventId> seal(Core& core, const views::Askable& asked, const std::string& words);
Outcome<void> withdraw(Core& core, const base::ExchangeId& exchange, const base::EventId& seal);
// Gives when it can no longer be undone (unix ms).
Outcome<std::int64_t> erase(Core& core, const base::EventId& event);
Outcome<void> undo_erase(Core& core, const base::EventId& event);

}  // namespace hearth::app::write
