#include "server/auth/sessions.h"

#include "server/auth/tokens.h"
#include "server/host/random.h"

namespace hearth::server::auth {

std::string Sessions::open(Identity identity, std::int64_t now_ms) {
  const auto token = host::random_value<base::Hash32>();
  const auto hash = token_hash(token.view());
  identity.expires_at = now_ms + kSessionLifeMs;
  const std::lock_guard lock(mutex_);
  const auto owner = std::pair(identity.log, identity.device);
  // A device that logs in again and again pushes out its own oldest token.
  while (by_device_.count(owner) >= kSessionsPerDevice) {
    const auto oldest = by_device_.lower_bound(owner);
    by_hash_.erase(oldest->second);
    by_device_.erase(oldest);
  }
  by_hash_.emplace(hash, identity);
  by_device_.emplace(owner, hash);
  return base::to_base64url(token.view());
}

std::optional<Identity> Sessions::find(std::string_view token, std::int64_t now_ms) {
  const auto bytes = base::from_base64url(token);
  if (!bytes || bytes->size() != base::Hash32::kSize) return std::nullopt;
  const auto hash = token_hash(*bytes);
  const std::lock_guard lock(mutex_);
  const auto found = by_hash_.find(hash);
  if (found == by_hash_.end() || found->second.expires_at <= now_ms) return std::nullopt;
  return found->second;
}

void Sessions::close(store::LogNumber log, const base::DeviceId& device) {
  const std::lock_guard lock(mutex_);
  const auto [from, to] = by_device_.equal_range(std::pair(log, device));
  for (auto at = from; at != to; ++at) by_hash_.erase(at->second);
  by_device_.erase(from, to);
}

void Sessions::forget_expired(std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  for (auto at = by_device_.begin(); at != by_device_.end();) {
    const auto found = by_hash_.find(at->second);
    if (found != by_hash_.end() && found->second.expires_at > now_ms) {
      ++at;
      continue;
    }
    if (found != by_hash_.end()) by_hash_.erase(found);
    at = by_device_.erase(at);
  }
}

std::size_t Sessions::count() const {
  const std::lock_guard lock(mutex_);
  return by_hash_.size();
}

}  // namespace hearth::server::auth
