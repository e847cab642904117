// One client's connection: requests and answers, and after /v1/socket the
// messages of a relay session. Bounded in time (deadlines, swept once a second)
// and in memory (a slow reader is closed and catches up by number later).
// Belongs to its worker's thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>

#include "server/net/channel.h"
#include "server/net/http.h"
#include "server/net/websocket.h"
#include "server/relay/session.h"

namespace hearth::server::net {

class Api;
class Worker;

class ServerConnection final : public std::enable_shared_from_this<ServerConnection>,
                               private relay::Outlet,
                               private MessageSink {
 public:
  ServerConnection(Api& api, Worker& worker, std::unique_ptr<Channel> channel, std::string peer);
  ~ServerConnection() override;

  // Serves until the end; the connection keeps itself alive.
  void start();

  void flush();
  void go_away();
  [[nodiscard]] bool is_late(std::chrono::steady_clock::time_point now) const { return now >= deadline_; }
  void on_late(std::chrono::steady_clock::time_point now);

 private:
  enum class Next : std::uint8_t { end, socket };
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<Next> serve_http();
  boost::asio::awaitable<std::optional<Request>> read_request(base::Bytes& left);
  boost::asio::awaitable<bool> answer(const Request& request, Response response, Connection connection);
  boost::asio::awaitable<bool> upgrade(const Request& request);
  boost::asio::awaitable<void> serve_socket();
  boost::asio::awaitable<void> write_rest();
  boost::asio::awaitable<void> rest_a_while();
  void allow(std::chrono::seconds time);

  // relay::Outlet
  void send(base::ByteView message) override;
  void close(std::uint16_t code, std::string_view reason) override;
  void in_flight(std::ptrdiff_t bytes) override;
  // MessageSink
  void on_message(base::ByteView message) override;
  void on_ping(base::ByteView payload) override;
  void on_pong() override;
  void on_close(std::uint16_t code) override;
  [[nodiscard]] bool wants_more() const override;

  void queued();
  void go_on();
  [[nodiscard]] bool is_full() const;

  Api& api_;
  Worker& worker_;
  std::unique_ptr<Channel> channel_;
  std::string peer_;
  std::chrono::steady_clock::time_point deadline_;

  // As a socket.
  std::shared_ptr<relay::Session> session_;
  std::optional<MessageReader> reader_;
  base::Bytes out_;      // waits
  base::Bytes sending_;  // under way
  bool writing_ = false;
  bool marked_ = false;   // the worker will flush it
  bool closing_ = false;  // a close frame is out or the socket is dead
  bool pinged_ = false;
  bool idle_ = true;      // between two requests
  bool leaving_ = false;  // the server stops: no further request
  std::ptrdiff_t in_flight_ = 0;
  std::unique_ptr<boost::asio::steady_timer> pause_;
};

}  // namespace hearth::server::net
