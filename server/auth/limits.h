// Token buckets: so many at once, so many a minute. Whole numbers and the caller's
// clock, so a test is exact.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace hearth::server::auth {

// One bucket: holds `per_minute` at most and refills by as many a minute.
// 0 a minute means no limit. One thread at a time.
class Bucket {
 public:
  [[nodiscard]] bool take(int per_minute, std::int64_t now_ms);
  // Whether take() would succeed.
  [[nodiscard]] bool has(int per_minute, std::int64_t now_ms) const;

 private:
  static constexpr std::int64_t kPerPiece = 60'000;  // one piece, in (ms · pieces a minute)
  std::int64_t held_ = -1;                           // -1: not used yet, so full
  std::int64_t at_ = 0;
};

// Buckets by name (an address, a locator); forgets those that are full again.
// Any thread.
class Buckets {
 public:
  explicit Buckets(int per_minute) : per_minute_(per_minute) {}
  [[nodiscard]] bool take(std::string_view name, std::int64_t now_ms);
  // Whether take() would succeed: for counting only what fails.
  [[nodiscard]] bool has(std::string_view name, std::int64_t now_ms);

 private:
  static constexpr std::size_t kLimit = 50'000;
  struct Named {
    Bucket bucket;
    std::int64_t used_at = 0;
  };
  int per_minute_;
  std::mutex mutex_;
  std::map<std::string, Named, std::less<>> buckets_;
};

}  // namespace hearth::server::auth
