// How an exchange looks to the one who looks. What the partner has not given away
// shows in no field: whoever has not answered sees the same, whatever the other did.
#pragma once

#include <vector>

#include "app/core.h"
#include "app/net/sync.h"
#include "app/views/questions.h"
#include "story/exchange/state.h"
#include "story/mend/mend.h"

namespace hearth::app::views {

[[nodiscard]] story::exchange::State state_of(const Core& core, const base::ExchangeId& id);

[[nodiscard]] boundary::Exchange exchange_view(const Core& core, const net::Sync& sync, const Askable& asked);
[[nodiscard]] boundary::Exchange exchange_view(const Core& core, const net::Sync& sync, const Askable& asked,
                                               const base::ExchangeId& id);
// By id; nothing for one that was never answered and is not of the last days.
[[nodiscard]] std::optional<Askable> asked_by_id(const Core& core, const base::ExchangeId& id);

// All that have a place on the shelf, newest first. The sides of a mend have none.
[[nodiscard]] std::vector<boundary::Exchange> shelf(const Core& core, const net::Sync& sync);
// Those that wait for something: sealed, both sealed, not today's.
[[nodiscard]] std::vector<boundary::Exchange> open_exchanges(const Core& core, const net::Sync& sync,
                                                             const std::string& without);
[[nodiscard]] boundary::Today today_view(const Core& core, const net::Sync& sync);

}  // namespace hearth::app::views
