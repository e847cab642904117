// What goes into and comes out of the log: drafts in, envelopes to store and
// send, opened events and notices out. No behaviour here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "envelope/header.h"

namespace hearth::log {

using envelope::Stream;

enum class Author : std::uint8_t { me, partner };

// brought_back: read with keys that the partner handed over, in the archive of a
// lost space; the own tag could not be checked.
enum class Provenance : std::uint8_t { direct, brought_back };

// An event that was verified and opened. Total order: `before`.
struct Opened {
  base::EventId id;
  base::LogId log;
  Stream stream = Stream::shared;
  base::MemberId author;
  base::DeviceId device;
  Author who = Author::me;
  std::uint64_t logical = 0;
  std::int64_t authored_ms = 0;
  std::string type;
  std::uint16_t type_version = 1;
  base::Bytes payload;  // UTF-8 JSON for story's types and for exchange.* and erase*
  base::Hash32 link;    // of this event's header: `erase` names it
  Provenance provenance = Provenance::direct;
  // The text of a sealed answer: on an own exchange.seal at once, on the partner's
  // exchange.release after its key was verified against the commitment.
  std::optional<std::string> answer;
};

// (logical, authored, id): the same on every device, whatever the arrival.
[[nodiscard]] bool before(const Opened& a, const Opened& b);

// What someone wants to say. In a personal log it becomes a private event, in a
// space a shared one.
struct Draft {
  std::string type;  // at most 64 bytes
  std::uint16_t type_version = 1;
  base::Bytes payload;
};

// An envelope of this device: store it, then send it, verbatim each time.
struct Outgoing {
  base::LogId log;
  base::EventId event;
  Stream stream = Stream::shared;
  std::uint64_t sequence = 0;
  base::Bytes header;
  base::Bytes body;
  // What the story folds; empty for control events.
  std::optional<Opened> opened;
};

enum class Verdict : std::uint8_t {
  accepted,   // verified (and opened, unless its body is erased); store it
  duplicate,  // known already, same bytes
  held,       // waits for an earlier event or a key; store it
  set_aside,  // unknown version or type, or a candidate for a place that is taken; store it, show nothing
  refused,    // not authentic or not well-formed; do not store it, see notices
};

// Something that a person may need to know. `code` is stable; the language files
// have the sentence (docs/protocol.md, "What the client does").
//   altered            bytes of an event are not what its author wrote
//   injected           an event in someone's name that they did not write
//   replayed           an event id that already belongs to other bytes
//   forked             one device wrote two different events in one place
//   withheld           an event that others have seen is missing, or a body is gone
//   identity_changed   someone else's identity stands where a pinned one did
//   wrong_release      the key of a sealed answer does not open it
//   device_added       an own device (detail: device) · kit_used · device_revoked
//   partner_left
struct Notice {
  std::string_view code;
  base::LogId log;
  base::EventId event;
  base::DeviceId device;

  friend bool operator==(const Notice&, const Notice&) = default;
};

struct Receipt {
  Verdict verdict = Verdict::refused;
  std::optional<base::Error> error;  // why it was refused, held or set aside
  std::vector<Opened> opened;        // this one, and held ones that it set free
  std::vector<Notice> notices;
};

// Where a reader stands in a log: the server's number and the link of the header
// that has it; zeros before anything.
struct Cursor {
  std::uint64_t number = 0;
  base::Hash32 link;
};

struct DeviceInfo {
  base::DeviceId id;
  base::MemberId member;
  base::SigningPublicKey key;
  bool this_device = false;
  bool own = false;
  bool kit = false;
  bool revoked = false;
  std::int64_t added_ms = 0;
};

}  // namespace hearth::log
