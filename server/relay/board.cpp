#include "server/relay/board.h"

#include <algorithm>

#include "server/relay/session.h"

namespace hearth::server::relay {

void Board::add(store::LogNumber log, Session& session) { by_log_[log].push_back(&session); }

void Board::remove(store::LogNumber log, const Session& session) {
  const auto found = by_log_.find(log);
  if (found == by_log_.end()) return;
  std::erase(found->second, &session);
  if (found->second.empty()) by_log_.erase(found);
}

std::size_t Board::listeners(store::LogNumber log) const {
  const auto found = by_log_.find(log);
  return found == by_log_.end() ? 0 : found->second.size();
}

void Board::deliver(const Delivery& delivery, std::size_t worker) {
  for (const auto& outcome : delivery.outcomes[worker]) outcome.session->on_outcome(outcome);
  for (const auto& push : delivery.pushes) {
    const auto found = by_log_.find(push.log);
    if (found == by_log_.end()) continue;
    // A session may leave while it is told (its socket is too slow): walk a copy.
    const auto sessions = found->second;
    for (auto* session : sessions) session->on_push(push);
  }
  for (const auto& revoked : delivery.revoked) {
    const auto found = by_log_.find(revoked.log);
    if (found == by_log_.end()) continue;
    const auto sessions = found->second;
    for (auto* session : sessions) {
      if (session->identity().device == revoked.device) session->on_revoked();
    }
  }
}

}  // namespace hearth::server::relay
