// A connection's bytes, plain or under TLS. Belongs to its worker's thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <span>

#include "base/bytes.h"

namespace boost::asio::ssl {
class context;
}

namespace hearth::server::net {

class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;

  // Before anything else. False: the other side speaks no TLS.
  virtual boost::asio::awaitable<bool> handshake() = 0;
  // The next bytes, empty at the end. They are writable and stay until this
  // coroutine waits for anything again: the memory is the worker's and shared.
  virtual boost::asio::awaitable<std::span<std::uint8_t>> receive() = 0;
  // Writes as much as goes without waiting; says how much.
  virtual std::size_t send_now(base::ByteView bytes) = 0;
  virtual boost::asio::awaitable<bool> send_all(base::ByteView bytes) = 0;
  // No more will be sent.
  virtual void finish() = 0;
  // At once; whoever waits is woken with an end.
  virtual void abort() = 0;
};

[[nodiscard]] std::unique_ptr<Channel> make_plain_channel(boost::asio::ip::tcp::socket socket,
                                                          std::span<std::uint8_t> scratch);
// `context` is kept alive by it.
[[nodiscard]] std::unique_ptr<Channel> make_tls_channel(boost::asio::ip::tcp::socket socket,
                                                        std::shared_ptr<boost::asio::ssl::context> context);

}  // namespace hearth::server::net
