// The room for mending as the one who looks sees it: what a mend has come to, its
// promises, "the same again", and the slower way after a breach of trust.
#pragma once

#include "app/core.h"
#include "app/net/sync.h"
#include "app/views/questions.h"
#include "story/mend/state.h"

namespace hearth::app::views {

using Mending = story::Entry<story::mend::Invite>;

// Null for none, and for one that was taken back.
[[nodiscard]] const Mending* find_mend(const Core& core, const base::EventId& mend);
[[nodiscard]] story::mend::State mend_state(const Core& core, const Mending& mend);
// The two are still together in the space in which it stands.
[[nodiscard]] bool is_live(const Core& core, const base::EventId& event);
[[nodiscard]] bool may(const Core& core, const Mending& mend, story::mend::Move move);

// The question that a side answers, when this person may write one.
[[nodiscard]] std::optional<Askable> mend_askable(const Core& core, std::string_view question);

// Both are on the slower way.
[[nodiscard]] bool is_on_the_slower_way(const Core& core);
// A step of it can be begun: both said that they are ready, nothing is paused, and the
// sides of the step before it were opened.
[[nodiscard]] bool is_step_open(const Core& core, story::mend::Kind step);

[[nodiscard]] boundary::MendRoom mend_room(const Core& core, const net::Sync& sync);

}  // namespace hearth::app::views
