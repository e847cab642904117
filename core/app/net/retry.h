// When to try again: after 1, 2, 4 … at most 120 seconds, with up to a quarter more,
// so that many devices do not come back in step.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/entropy.h"

namespace hearth::app::net {

class Retry {
 public:
  [[nodiscard]] bool due(std::int64_t now_ms) const { return now_ms >= at_ms_; }
  [[nodiscard]] std::int64_t at_ms() const { return at_ms_; }
  void reset() { *this = Retry(); }
  void now() { at_ms_ = 0; }
  void later(std::int64_t now_ms, base::Entropy& entropy) {
    const std::int64_t wait = std::min<std::int64_t>(std::int64_t{1000} << std::min(tries_, 7), 120'000);
    std::uint8_t chance[1] = {0};
    entropy.fill(chance);
    at_ms_ = now_ms + wait + wait * chance[0] / 1024;
    ++tries_;
  }
  void after(std::int64_t now_ms, std::int64_t wait_ms) { at_ms_ = now_ms + wait_ms; }

 private:
  std::int64_t at_ms_ = 0;
  int tries_ = 0;
};

}  // namespace hearth::app::net
