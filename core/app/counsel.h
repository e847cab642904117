// How it stands with what two people show a counsellor: what is in it, who has said
// what, and the bytes that go out. Reads the story and what is kept; says nothing.
#pragma once

#include <optional>

#include "app/core.h"
#include "story/counsel/document.h"

namespace hearth::app::counsel {

using Proposal = story::Entry<story::counsel::Propose>;

enum class Agreed : std::uint8_t { waits, yes, no };

struct Standing {
  bool both = false;                         // it stands in the space and takes two
  Agreed agreed = Agreed::waits;             // one's own alone: yes from the beginning
  bool ended = false;                        // taken back, revoked, or one of the two has left
  const story::counsel::Key* key = nullptr;  // the maker's devices alone have it
  const story::counsel::Made* made = nullptr;
  const KeptShare* kept = nullptr;
};

// Null for an event that is no proposal.
[[nodiscard]] const Proposal* find(const Core& core, std::string_view event);
[[nodiscard]] Standing standing(const Core& core, const Proposal& proposal);

// What was chosen, as far as this person can read it now; what was taken back since is
// not in it. Private things beside it are the proposer's alone.
[[nodiscard]] std::vector<story::counsel::Item> items(const Core& core, const Proposal& proposal);
[[nodiscard]] story::counsel::Document document(const Core& core, const Proposal& proposal, const base::Date& made_on);

// What stands behind # in a link.
[[nodiscard]] std::string secret(const story::counsel::Key& key);

// The bytes for the server; none when there is nothing (left) to show, it is too much,
// or it may not go out (any more).
[[nodiscard]] std::optional<base::Bytes> sealed(const Core& core, const Proposal& proposal);

// What events alone bring about on this device: the second key for a link that this
// person said yes to; an end for one that they said no to. Runs after every call.
void mind(Core& core);

}  // namespace hearth::app::counsel
