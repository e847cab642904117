// The socket's messages, for someone who sits between a client and its server.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "envelope/header.h"

namespace hearth::tests {

using base::Bytes;
using base::ByteView;

namespace message {
inline constexpr std::uint8_t kHello = 0x01;
inline constexpr std::uint8_t kAppend = 0x02;
inline constexpr std::uint8_t kPage = 0x03;
inline constexpr std::uint8_t kErase = 0x04;
inline constexpr std::uint8_t kWelcome = 0x81;
inline constexpr std::uint8_t kAck = 0x82;
inline constexpr std::uint8_t kRefuse = 0x83;
inline constexpr std::uint8_t kEvents = 0x84;
}  // namespace message

[[nodiscard]] std::uint8_t kind_of(ByteView frame);

struct WireEvent {
  std::uint64_t number = 0;
  std::uint8_t flags = 0;
  Bytes header;
  Bytes body;

  [[nodiscard]] envelope::Header read() const;  // aborts when it is none
};

struct WireEvents {
  std::vector<WireEvent> events;
  bool more = false;
};

// Abort the test program when the frame is another.
[[nodiscard]] WireEvents decode_events(ByteView frame);
[[nodiscard]] Bytes encode_events(const WireEvents& events);

struct WireAppend {
  std::uint32_t ref = 0;
  std::uint8_t wake = 0;
  Bytes header;
  Bytes body;
};
[[nodiscard]] WireAppend decode_append(ByteView frame);
[[nodiscard]] Bytes encode_append(const WireAppend& append);

}  // namespace hearth::tests
