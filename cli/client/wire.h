// A connection to the server, with TLS or without, as one type of stream. What speaks
// HTTP or WebSocket over it is compiled once and not for each of the two; that halves
// the time of the program's slowest file.
// A model of Beast's AsyncStream. One thread at a time.
#pragma once

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/client/address.h"

namespace hearth::cli {

class Wire {
 public:
  using Error = boost::system::error_code;
  using executor_type = boost::asio::any_io_executor;

  // `tls` must outlive it; it is asked for only when the server's address is https.
  Wire(boost::asio::io_context& io, boost::asio::ssl::context& tls, const Address& server);

  // Finds the server, connects, and over TLS proves that it is the one of that name.
  boost::asio::awaitable<Error> connect(const Address& server, std::chrono::seconds patience);

  executor_type get_executor() { return tcp().get_executor(); }
  // How long what begins from now on may take.
  void expires_after(std::chrono::seconds patience) { tcp().expires_after(patience); }
  void expires_never() { tcp().expires_never(); }
  // Ends the connection without a goodbye.
  void shut_down();
  void close();

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_initiate<Token, Signature>(
        [this](auto handler, std::vector<boost::asio::mutable_buffer> into) {
          read(std::move(into), held(std::move(handler)));
        },
        token, listed<boost::asio::mutable_buffer>(buffers));
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_initiate<Token, Signature>(
        [this](auto handler, std::vector<boost::asio::const_buffer> from) {
          write(std::move(from), held(std::move(handler)));
        },
        token, listed<boost::asio::const_buffer>(buffers));
  }

 private:
  using Signature = void(Error, std::size_t);
  using Handler = std::function<Signature>;
  using Plain = boost::beast::tcp_stream;
  using Tls = boost::beast::ssl_stream<Plain>;

  // Beast's handlers can only be moved; all run on the one thread of the io_context.
  template <class Moved>
  static Handler held(Moved handler) {
    auto kept = std::make_shared<Moved>(std::move(handler));
    return [kept = std::move(kept)](Error error, std::size_t size) { std::move (*kept)(error, size); };
  }
  template <class Buffer, class Buffers>
  static std::vector<Buffer> listed(const Buffers& buffers) {
    return {boost::asio::buffer_sequence_begin(buffers), boost::asio::buffer_sequence_end(buffers)};
  }
  Plain& tcp() { return tls_ ? tls_->next_layer() : *plain_; }
  void read(std::vector<boost::asio::mutable_buffer> into, Handler handler);
  void write(std::vector<boost::asio::const_buffer> from, Handler handler);

  // One of the two.
  std::unique_ptr<Plain> plain_;
  std::unique_ptr<Tls> tls_;
};

// What Beast asks of a stream of one's own when a WebSocket ends.
void beast_close_socket(Wire& wire);
void teardown(boost::beast::role_type role, Wire& wire, Wire::Error& error);
template <class Token>
auto async_teardown(boost::beast::role_type role, Wire& wire, Token&& token) {
  return boost::asio::async_initiate<Token, void(Wire::Error)>(
      [role, &wire](auto handler) {
        Wire::Error error;
        teardown(role, wire, error);
        boost::asio::post(wire.get_executor(), boost::beast::bind_front_handler(std::move(handler), error));
      },
      token);
}

}  // namespace hearth::cli
