// WebSocket frames (RFC 6455) without I/O: bytes in, messages out. Our own and not
// Beast's stream, because one read may hold many messages and one write many
// answers (one system call for each burst instead of each message), because an
// idle socket then needs no buffer at all, and because it can be fuzzed alone.
// No extensions. One thread at a time.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

#include "base/bytes.h"

namespace hearth::server::net {

// Why a socket is closed (RFC 6455, 7.4.1).
enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol = 1002,
  unsupported = 1003,
  refused = 1008,
  too_large = 1009,
  fault = 1011,
  try_later = 1013,
};

enum class Role : std::uint8_t { server, client };  // who reads; clients mask what they send

class MessageSink {
 public:
  MessageSink() = default;
  MessageSink(const MessageSink&) = delete;
  MessageSink& operator=(const MessageSink&) = delete;
  virtual ~MessageSink() = default;
  // The views are valid during the call.
  virtual void on_message(base::ByteView message) = 0;
  virtual void on_ping(base::ByteView payload) = 0;
  virtual void on_pong() = 0;
  virtual void on_close(std::uint16_t code) = 0;
  // False stops the reading after the current message.
  [[nodiscard]] virtual bool wants_more() const = 0;
};

// decoder: websocket. Frames of the other side, whole messages to the sink.
class MessageReader {
 public:
  MessageReader(Role role, std::size_t message_limit) : role_(role), limit_(message_limit) {}

  // Takes all of `data` (and writes to it: the mask is taken off in place). An
  // error is what to close with.
  [[nodiscard]] std::expected<void, CloseCode> feed(std::span<std::uint8_t> data, MessageSink& sink);

  // What waits for the rest of a frame or message.
  [[nodiscard]] std::size_t held() const { return pending_.size() + message_.size(); }

 private:
  struct Frame;
  [[nodiscard]] std::expected<std::size_t, CloseCode> read_frame(std::span<std::uint8_t> data, Frame& frame);
  [[nodiscard]] std::expected<std::size_t, CloseCode> read_all(std::span<std::uint8_t> data, MessageSink& sink);
  [[nodiscard]] std::expected<void, CloseCode> take(const Frame& frame, MessageSink& sink);

  Role role_;
  std::size_t limit_;
  bool in_message_ = false;  // between the first and the last frame of one
  bool closed_ = false;
  std::size_t needed_ = 0;  // bytes that the pending frame has in all, when known
  base::Bytes pending_;     // the beginning of a frame
  base::Bytes message_;     // the frames of a message so far
};

// Adds one whole message, as the server sends it.
void append_message(base::Bytes& out, base::ByteView message);
void append_ping(base::Bytes& out);
void append_pong(base::Bytes& out, base::ByteView payload);
void append_close(base::Bytes& out, CloseCode code, std::string_view reason);
// The same as a client sends it, under `mask`.
void append_masked_message(base::Bytes& out, base::ByteView message, std::uint32_t mask);
void append_masked_close(base::Bytes& out, std::uint32_t mask);
void append_masked_pong(base::Bytes& out, base::ByteView payload, std::uint32_t mask);

// The answer to Sec-WebSocket-Key.
[[nodiscard]] std::string accept_key(std::string_view key);

}  // namespace hearth::server::net
