// All that a member does with the server, driven by pump(): after each call, take
// every next step that can be taken, and say when to come back.
// One thread at a time.
#pragma once

#include <map>
#include <memory>

#include "app/core.h"
#include "app/net/carrier.h"
#include "app/net/line.h"
#include "app/net/meeting.h"
#include "app/net/recovery.h"
#include "app/net/registry.h"
#include "app/net/shares.h"

namespace hearth::app::net {

class Sync {
 public:
  explicit Sync(Core& core);
  Sync(const Sync&) = delete;
  Sync& operator=(const Sync&) = delete;

  void pump();
  // The host says that there is a network again (or none).
  void online();
  void offline();
  // Everything anew, as after another server was set.
  void restart();
  // Nothing of the network outlives a lock.
  void forget();

  [[nodiscard]] bool connected() const;  // the personal log's line is live
  [[nodiscard]] bool settled() const;
  // When to call net.tick (unix ms of this device's clock); 0 for never.
  [[nodiscard]] std::int64_t wake_at() const;
  [[nodiscard]] std::string token_of(const base::LogId& log) const;
  // The server has acknowledged all own events of this log.
  [[nodiscard]] bool acknowledged(const base::EventId& event) const;

  Carrier carrier;
  Meeting meeting;
  Recovering recovering;
  Shares shares;

 private:
  void mind_lines();

  Core& core_;
  Registry registry_;
  std::map<base::LogId, std::unique_ptr<Line>> lines_;
  bool offline_ = false;
};

}  // namespace hearth::app::net
