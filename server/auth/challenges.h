// Challenges for logins: random, for one log and device, good once and for 60 s.
// The same answer for a device that does not exist. Any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>

#include "base/ids.h"
#include "verify/login.h"

namespace hearth::server::auth {

inline constexpr std::int64_t kChallengeLifeMs = 60'000;
inline constexpr std::size_t kChallengeLimit = 20'000;  // the oldest make room

class Challenges {
 public:
  [[nodiscard]] verify::Challenge issue(const base::LogId& log, const base::DeviceId& device, std::int64_t now_ms);

  // True when it was issued for exactly these and is still good; then, and also
  // when it was issued for others, it is gone.
  [[nodiscard]] bool take(const verify::Challenge& challenge, const base::LogId& log, const base::DeviceId& device,
                          std::int64_t now_ms);

 private:
  struct Issued {
    base::LogId log;
    base::DeviceId device;
    std::int64_t expires_at = 0;
  };
  void forget_old(std::int64_t now_ms);

  std::mutex mutex_;
  std::map<verify::Challenge, Issued> issued_;
  std::deque<std::pair<std::int64_t, verify::Challenge>> order_;  // by expiry
};

}  // namespace hearth::server::auth
