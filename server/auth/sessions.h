// Sessions: short-lived tokens bound to one device in one log. In memory only and
// as hashes, so neither a backup nor a restart keeps any. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "server/store/records.h"

namespace hearth::server::auth {

inline constexpr std::int64_t kSessionLifeMs = 15 * 60'000;
inline constexpr std::size_t kSessionsPerDevice = 8;

// Who speaks, as proved by a login.
struct Identity {
  store::LogNumber log = 0;
  base::LogId log_id;
  store::LogKind kind = store::LogKind::personal;
  base::DeviceId device;
  store::DeviceKind device_kind = store::DeviceKind::member;
  int place = 1;
  std::int64_t expires_at = 0;
};

class Sessions {
 public:
  // The token, base64url of 32 random bytes.
  [[nodiscard]] std::string open(Identity identity, std::int64_t now_ms);
  [[nodiscard]] std::optional<Identity> find(std::string_view token, std::int64_t now_ms);
  // All tokens of a device end now.
  void close(store::LogNumber log, const base::DeviceId& device);
  void forget_expired(std::int64_t now_ms);
  [[nodiscard]] std::size_t count() const;

 private:
  mutable std::mutex mutex_;
  std::map<base::Hash32, Identity> by_hash_;
  std::multimap<std::pair<store::LogNumber, base::DeviceId>, base::Hash32> by_device_;
};

}  // namespace hearth::server::auth
