// Who listens on this worker, by log. Used on the worker's thread alone.
#pragma once

#include <unordered_map>
#include <vector>

#include "server/relay/delivery.h"

namespace hearth::server::relay {

class Board {
 public:
  void add(store::LogNumber log, Session& session);
  void remove(store::LogNumber log, const Session& session);
  [[nodiscard]] std::size_t listeners(store::LogNumber log) const;

  // Hands out what a commit brought; `worker` is this worker's index.
  void deliver(const Delivery& delivery, std::size_t worker);

 private:
  std::unordered_map<store::LogNumber, std::vector<Session*>> by_log_;
};

}  // namespace hearth::server::relay
