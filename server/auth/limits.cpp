#include "server/auth/limits.h"

#include <algorithm>

namespace hearth::server::auth {

bool Bucket::take(int per_minute, std::int64_t now_ms) {
  if (per_minute <= 0) return true;
  const auto full = kPerPiece * per_minute;
  if (held_ < 0) {
    held_ = full;
    at_ = now_ms;
  }
  // A clock set back gives nothing and takes nothing.
  const auto passed = std::clamp<std::int64_t>(now_ms - at_, 0, kPerPiece);
  held_ = std::min(full, held_ + passed * per_minute);
  at_ = now_ms;
  if (held_ < kPerPiece) return false;
  held_ -= kPerPiece;
  return true;
}

bool Bucket::has(int per_minute, std::int64_t now_ms) const {
  auto copy = *this;
  return copy.take(per_minute, now_ms);
}

bool Buckets::has(std::string_view name, std::int64_t now_ms) {
  if (per_minute_ <= 0) return true;
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(name);
  return found == buckets_.end() || found->second.bucket.has(per_minute_, now_ms);
}

bool Buckets::take(std::string_view name, std::int64_t now_ms) {
  if (per_minute_ <= 0) return true;
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(name);
  if (found == buckets_.end()) {
    if (buckets_.size() >= kLimit) {
      std::erase_if(buckets_, [&](const auto& named) { return now_ms - named.second.used_at >= 60'000; });
      // Still full: somebody tries very many names at once; nobody gets a new one.
      if (buckets_.size() >= kLimit) return false;
    }
    found = buckets_.emplace(std::string(name), Named{}).first;
  }
  found->second.used_at = now_ms;
  return found->second.bucket.take(per_minute_, now_ms);
}

}  // namespace hearth::server::auth
