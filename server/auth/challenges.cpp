#include "server/auth/challenges.h"

#include "server/host/random.h"

namespace hearth::server::auth {

verify::Challenge Challenges::issue(const base::LogId& log, const base::DeviceId& device, std::int64_t now_ms) {
  const auto challenge = host::random_value<verify::Challenge>();
  const std::lock_guard lock(mutex_);
  forget_old(now_ms);
  issued_.emplace(challenge, Issued{log, device, now_ms + kChallengeLifeMs});
  order_.emplace_back(now_ms + kChallengeLifeMs, challenge);
  return challenge;
}

bool Challenges::take(const verify::Challenge& challenge, const base::LogId& log, const base::DeviceId& device,
                      std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const auto found = issued_.find(challenge);
  if (found == issued_.end()) return false;
  const auto issued = found->second;
  issued_.erase(found);
  return issued.log == log && issued.device == device && issued.expires_at > now_ms;
}

void Challenges::forget_old(std::int64_t now_ms) {
  while (!order_.empty() && (order_.front().first <= now_ms || order_.size() >= kChallengeLimit)) {
    issued_.erase(order_.front().second);
    order_.pop_front();
  }
}

}  // namespace hearth::server::auth
