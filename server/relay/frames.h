// The messages of the socket, as docs/server-api.md lays them out: one byte that
// says which, then the codec's form. No state; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>
#include <variant>

#include "base/error.h"
#include "base/ids.h"
#include "envelope/header.h"

namespace hearth::server::relay {

// From the client. Views point into the message.
struct Hello {
  std::string_view token;
  std::uint64_t after = 0;
  base::Hash32 link;  // of the header at `after`; zeros at 0
};
enum class Wake : std::uint8_t { quiet = 0, wake = 1 };
struct Append {
  std::uint32_t ref = 0;
  Wake wake = Wake::quiet;
  base::ByteView header;
  base::ByteView body;
};
struct PageRequest {
  std::uint64_t after = 0;
  std::uint32_t max = 0;
};
struct Erase {
  std::uint32_t ref = 0;
  base::EventId event;
  base::Hash32 link;
};
struct Unerase {
  std::uint32_t ref = 0;
  base::EventId event;
};
using ClientMessage = std::variant<Hello, Append, PageRequest, Erase, Unerase>;

// The longest message that a client may send. A body a little over its own limit
// still comes through, so that the append can be refused by its number.
inline constexpr std::size_t kClientMessageLimit = envelope::kBodyLimit + 64 * 1024;
inline constexpr std::size_t kTokenLimit = 128;

// decoder: client_message. What a client says on the socket. Error::shape for anything else.
[[nodiscard]] std::expected<ClientMessage, base::Error> decode_client_message(base::ByteView message);

// To the client.
enum class Cursor : std::uint8_t { lost = 0, known = 1 };
enum class Novelty : std::uint8_t { fresh = 0, duplicate = 1 };
enum class More : std::uint8_t { none = 0, waiting = 1 };
inline constexpr std::uint8_t kBodyErased = 1;
inline constexpr std::uint8_t kBeingErased = 2;

[[nodiscard]] base::Bytes encode_welcome(std::int64_t server_time, std::int64_t last_number, Cursor cursor);
[[nodiscard]] base::Bytes encode_ack(std::uint32_t ref, std::int64_t number, Novelty novelty);
[[nodiscard]] base::Bytes encode_refusal(std::uint32_t ref, std::string_view code, std::uint64_t expected);
[[nodiscard]] base::Bytes encode_error(std::string_view code);

// Builds one `events` message.
class EventsMessage {
 public:
  EventsMessage();
  void add(std::int64_t number, std::uint8_t flags, base::ByteView header, base::ByteView body);
  [[nodiscard]] std::uint32_t count() const { return count_; }
  [[nodiscard]] base::Bytes finish(More more);

 private:
  void put(std::uint64_t value, int bytes);
  base::Bytes bytes_;
  std::uint32_t count_ = 0;
};

}  // namespace hearth::server::relay
