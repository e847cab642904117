// What a commit tells the workers: answers for the sessions that asked, and new
// events for all who listen. Made by the committing thread, read by the workers.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "server/relay/frames.h"
#include "server/store/records.h"

namespace hearth::server::relay {

class Session;

using SharedMessage = std::shared_ptr<const base::Bytes>;

// The answer to one append, erase or unerase.
struct Outcome {
  std::shared_ptr<Session> session;
  std::uint32_t ref = 0;
  bool accepted = false;
  std::int64_t number = 0;
  Novelty novelty = Novelty::fresh;
  base::Error error = base::Error::shape;
  std::uint64_t expected = 0;
  std::ptrdiff_t bytes = 0;  // that were in flight
};

// New events of one log, first to last without a gap. A session that wrote some
// of them gets those of the others only: its own were acknowledged.
struct Push {
  store::LogNumber log = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  SharedMessage all;
  std::vector<std::pair<const Session*, SharedMessage>> without_own;  // null: nothing else was there
};

// A device that may no longer speak.
struct Revoked {
  store::LogNumber log = 0;
  base::DeviceId device;
};

struct Delivery {
  std::vector<std::vector<Outcome>> outcomes;  // by worker
  std::vector<Push> pushes;
  std::vector<Revoked> revoked;
};

}  // namespace hearth::server::relay
