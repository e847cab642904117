// A client that can say anything: plain blocking sockets to 127.0.0.1, HTTP and
// WebSocket frames by hand, also wrong ones. For tests only. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "server/net/websocket.h"

namespace hearth::tests {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Reply {
  int status = 0;                              // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
  // The code of a refusal, empty when it is none.
  [[nodiscard]] std::string code() const;
};

// A TCP connection; closes itself.
class Wire {
 public:
  explicit Wire(std::uint16_t port);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  [[nodiscard]] bool connected() const { return file_ >= 0; }
  bool send(std::string_view bytes);
  bool send(base::ByteView bytes) { return send(base::as_text(bytes)); }
  // Some bytes; empty at the end or after `timeout`.
  [[nodiscard]] std::string receive(std::chrono::milliseconds timeout = std::chrono::seconds(5));
  [[nodiscard]] Reply read_reply(std::chrono::milliseconds timeout = std::chrono::seconds(30));
  void set_receive_buffer(int bytes);
  // Ends at once, with a reset: a vanished client.
  void vanish();

 private:
  int file_ = -1;
  std::string left_;
};

// One request on a connection of its own. A Host header is added unless given.
[[nodiscard]] Reply http(std::uint16_t port, std::string_view method, std::string_view path, std::string_view body = {},
                         const Headers& headers = {});
[[nodiscard]] Reply post(std::uint16_t port, std::string_view path, const nlohmann::json& body,
                         std::string_view authorization = {});
[[nodiscard]] Reply get(std::uint16_t port, std::string_view path, std::string_view authorization = {});

// A WebSocket after its handshake.
class Socket final : private server::net::MessageSink {
 public:
  explicit Socket(std::uint16_t port, const Headers& headers = {});
  ~Socket() override = default;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  [[nodiscard]] bool open() const { return open_; }
  bool send(base::ByteView message);
  bool send_raw(base::ByteView frame) { return wire_.send(frame); }
  // The next message, or nothing when the socket was closed or `timeout` passed.
  [[nodiscard]] std::optional<base::Bytes> receive(std::chrono::milliseconds timeout = std::chrono::seconds(10));
  // The code that the server closed with, once receive() gave nothing.
  [[nodiscard]] std::uint16_t close_code() const { return close_code_; }
  [[nodiscard]] Wire& wire() { return wire_; }

 private:
  void on_message(base::ByteView message) override { messages_.emplace_back(message.begin(), message.end()); }
  void on_ping(base::ByteView payload) override;
  void on_pong() override {}
  void on_close(std::uint16_t code) override { close_code_ = code; }
  [[nodiscard]] bool wants_more() const override { return true; }

  Wire wire_;
  server::net::MessageReader reader_;
  std::vector<base::Bytes> messages_;
  std::size_t next_ = 0;
  bool open_ = false;
  std::uint16_t close_code_ = 0;
};

}  // namespace hearth::tests
