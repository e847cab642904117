// Who may add what to a log, and what has to come next. Pure: the state of a log
// goes in, a verdict comes out, and `accept` moves the state on. Used by the
// committing thread alone.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "base/error.h"
#include "envelope/header.h"
#include "server/auth/limits.h"
#include "server/store/records.h"

namespace hearth::server::relay {

struct Limits {
  int appends_per_minute = 120;                    // a member; 0: no limit
  std::int64_t space_bytes = 500LL * 1024 * 1024;  // a log
};

// One log as the committing thread holds it between commits.
struct LogState {
  struct Device {
    int place = 1;
    store::DeviceKind kind = store::DeviceKind::member;
    bool revoked = false;
    std::array<store::ChainRecord, envelope::kStreamCount> chains;
    std::array<bool, envelope::kStreamCount> changed{};
  };
  struct Seat {
    bool exists = false;
    bool ended = false;
    std::optional<base::MemberId> member;
    auth::Bucket bucket;
  };
  store::LogRecord log;
  std::int64_t bytes = 0;
  std::array<Seat, 2> seats;  // by place - 1
  std::map<base::DeviceId, Device> devices;
};

[[nodiscard]] LogState state_of(const store::LogRecords& records);

// The answer to one append, before it is looked for among the old ones.
struct Verdict {
  enum class Kind : std::uint8_t {
    next,  // comes next in its chain: put it in
    old,   // its place in the chain is taken: the same event again, or a conflict
    refused,
  };
  Kind kind = Kind::refused;
  base::Error error = base::Error::shape;  // of a refusal
  std::uint64_t expected = 0;              // the sequence that would come next
};

struct Arrival {
  const envelope::Header* header = nullptr;
  base::DeviceId device;   // that logged in
  std::int64_t bytes = 0;  // header and body
};

// The rate is counted here, so each arrival is judged once.
[[nodiscard]] Verdict judge(LogState& state, const Arrival& arrival, const Limits& limits, std::int64_t now_ms);

// After the verdict `next` and a successful insert: the chain goes on.
void accept(LogState& state, const Arrival& arrival, const base::Hash32& link);

}  // namespace hearth::server::relay
