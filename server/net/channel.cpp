#include "server/net/channel.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <vector>

namespace hearth::server::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

class PlainChannel final : public Channel {
 public:
  PlainChannel(tcp::socket socket, std::span<std::uint8_t> scratch) : socket_(std::move(socket)), scratch_(scratch) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(tcp::no_delay(true), ignored);
  }

  asio::awaitable<bool> handshake() override { co_return true; }

  asio::awaitable<std::span<std::uint8_t>> receive() override {
    for (;;) {
      // The buffer is shared, so wait first and read when there is something.
      if (more_waits_) {
        co_await asio::post(socket_.get_executor(), asio::use_awaitable);
      } else {
        const auto [waited] = co_await socket_.async_wait(tcp::socket::wait_read, kAsTuple);
        if (waited) co_return std::span<std::uint8_t>();
      }
      error_code error;
      const auto got = socket_.read_some(asio::buffer(scratch_.data(), scratch_.size()), error);
      more_waits_ = !error && got == scratch_.size();
      if (error == asio::error::would_block) continue;
      co_return scratch_.first(error ? 0 : got);
    }
  }

  std::size_t send_now(base::ByteView bytes) override {
    error_code error;
    const auto sent = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    return error ? 0 : sent;
  }

  asio::awaitable<bool> send_all(base::ByteView bytes) override {
    const auto [error, sent] = co_await asio::async_write(socket_, asio::buffer(bytes.data(), bytes.size()), kAsTuple);
    co_return !error;
  }

  void finish() override {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
  }

  void abort() override {
    error_code ignored;
    socket_.close(ignored);
  }

 private:
  tcp::socket socket_;
  std::span<std::uint8_t> scratch_;
  bool more_waits_ = false;
};

class TlsChannel final : public Channel {
 public:
  TlsChannel(tcp::socket socket, std::shared_ptr<asio::ssl::context> context)
      : context_(std::move(context)), stream_(std::move(socket), *context_), buffer_(16 * 1024) {
    error_code ignored;
    stream_.next_layer().set_option(tcp::no_delay(true), ignored);
  }

  asio::awaitable<bool> handshake() override {
    const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAsTuple);
    co_return !error;
  }

  asio::awaitable<std::span<std::uint8_t>> receive() override {
    const auto [error, got] = co_await stream_.async_read_some(asio::buffer(buffer_), kAsTuple);
    co_return std::span(buffer_).first(error ? 0 : got);
  }

  std::size_t send_now(base::ByteView) override { return 0; }

  asio::awaitable<bool> send_all(base::ByteView bytes) override {
    const auto [error, sent] = co_await asio::async_write(stream_, asio::buffer(bytes.data(), bytes.size()), kAsTuple);
    co_return !error;
  }

  void finish() override {
    error_code ignored;
    stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
  }

  void abort() override {
    error_code ignored;
    stream_.next_layer().close(ignored);
  }

 private:
  std::shared_ptr<asio::ssl::context> context_;
  asio::ssl::stream<tcp::socket> stream_;
  std::vector<std::uint8_t> buffer_;
};

}  // namespace

std::unique_ptr<Channel> make_plain_channel(tcp::socket socket, std::span<std::uint8_t> scratch) {
  return std::make_unique<PlainChannel>(std::move(socket), scratch);
}

std::unique_ptr<Channel> make_tls_channel(tcp::socket socket, std::shared_ptr<asio::ssl::context> context) {
  return std::make_unique<TlsChannel>(std::move(socket), std::move(context));
}

}  // namespace hearth::server::net
