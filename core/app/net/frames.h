// The client's half of the socket's messages (docs/server-api.md): one byte that
// says which, then the codec's form. No state; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/ids.h"

namespace hearth::app::net {

enum class Wake : std::uint8_t { quiet = 0, wake = 1 };

[[nodiscard]] base::Bytes hello(std::string_view token, std::uint64_t after, const base::Hash32& link);
[[nodiscard]] base::Bytes append(std::uint32_t ref, Wake wake, base::ByteView header, base::ByteView body);
[[nodiscard]] base::Bytes page(std::uint64_t after, std::uint32_t max);
[[nodiscard]] base::Bytes erase(std::uint32_t ref, const base::EventId& event, const base::Hash32& link);
[[nodiscard]] base::Bytes unerase(std::uint32_t ref, const base::EventId& event);

struct Welcome {
  std::int64_t server_time = 0;
  std::uint64_t last_number = 0;
  bool cursor_known = false;
};
struct Ack {
  std::uint32_t ref = 0;
  std::uint64_t number = 0;
  bool duplicate = false;
};
struct Refusal {
  std::uint32_t ref = 0;
  std::string code;
  std::uint64_t expected = 0;
};
struct Delivered {
  std::uint64_t number = 0;
  bool body_erased = false;
  base::ByteView header;  // views into the message
  base::ByteView body;
};
struct Events {
  std::vector<Delivered> events;
  bool more = false;
};
struct Closing {
  std::string code;
};
using ServerMessage = std::variant<Welcome, Ack, Refusal, Events, Closing>;

inline constexpr std::uint32_t kMaximumPage = 500;

// decoder: server_message. What a server says; Error::shape for anything else.
[[nodiscard]] std::expected<ServerMessage, base::Error> decode_server_message(base::ByteView message);

}  // namespace hearth::app::net
