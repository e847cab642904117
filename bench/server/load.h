// The load generator: one thread, all sockets, as much as the server takes or at a
// fixed rate. It speaks to the server and to the bare probe alike.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace hearth::bench {

// One writer with its messages ready to send, and one who listens.
struct LoadLine {
  std::vector<base::Bytes> writer_greeting;  // messages, sent in order, each answered by one
  std::vector<base::Bytes> listener_greeting;
  std::vector<base::Bytes> frames;  // whole masked frames, sent in order
};

struct LoadOptions {
  std::uint16_t port = 0;
  std::size_t ahead = 64;  // appends under way at once on one socket
  double per_second = 0;   // of all lines together; 0: as many as it takes
};

struct LoadResult {
  std::size_t acknowledged = 0;
  std::size_t delivered = 0;  // events that listeners got
  std::size_t refused = 0;
  double seconds = 0;
  std::vector<double> ack_ms;       // send to acknowledgement
  std::vector<double> delivery_ms;  // send to delivery
};

// Until all frames are answered (and delivered) or a socket breaks.
[[nodiscard]] LoadResult run_load(const LoadOptions& options, const std::vector<LoadLine>& lines);

}  // namespace hearth::bench
