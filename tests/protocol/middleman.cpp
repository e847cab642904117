#include "tests/protocol/middleman.h"

#include <sys/socket.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <mutex>
#include <set>
#include <thread>

namespace hearth::tests {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Error = boost::system::error_code;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;
using WebSocket = websocket::stream<tcp::socket>;

PassingRequest passing(const Request& request) {
  PassingRequest result{.method = std::string(request.method_string()),
                        .path = std::string(request.target()),
                        .headers = {},
                        .body = request.body()};
  for (const auto& field : request) {
    std::string name(field.name_string());
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    result.headers[name] = std::string(field.value());
  }
  return result;
}

}  // namespace

struct Middleman::Impl {
  asio::io_context io;
  tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::uint16_t port = acceptor.local_endpoint().port();
  std::atomic<int> target = 0;
  std::atomic<bool> down = false;
  std::atomic<bool> ending = false;

  std::mutex tampering_lock;
  Tampering tampering;

  std::mutex sockets_lock;
  std::set<int> sockets;  // descriptors of both sides, to be cut
  std::vector<std::thread> threads;
  std::thread accepting;

  // Remembers a socket while it lives, so that cut() reaches it.
  class Known {
   public:
    Known(Impl& impl, tcp::socket& socket) : impl_(impl), descriptor_(socket.native_handle()) {
      const std::scoped_lock lock(impl_.sockets_lock);
      impl_.sockets.insert(descriptor_);
    }
    Known(const Known&) = delete;
    Known& operator=(const Known&) = delete;
    ~Known() {
      const std::scoped_lock lock(impl_.sockets_lock);
      impl_.sockets.erase(descriptor_);
    }

   private:
    Impl& impl_;
    int descriptor_;
  };

  void accept() {
    while (!ending) {
      tcp::socket socket(io);
      Error error;
      acceptor.accept(socket, error);
      if (error) return;
      if (down || target == 0) continue;  // closed at once
      const std::scoped_lock lock(sockets_lock);
      threads.emplace_back([this, taken = std::move(socket)]() mutable { serve(std::move(taken)); });
    }
  }

  bool dial(tcp::socket& upstream) {
    Error error;
    upstream.connect(tcp::endpoint(asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(target.load())), error);
    return !error;
  }

  void serve(tcp::socket socket) {
    const Known known(*this, socket);
    Error error;
    beast::flat_buffer buffer;
    Request request;
    http::read(socket, buffer, request, error);
    if (error) return;
    if (websocket::is_upgrade(request)) return relay(std::move(socket), request);
    PassingRequest passed = passing(request);
    PassingAnswer answer;
    std::optional<PassingAnswer> instead;
    {
      const std::scoped_lock lock(tampering_lock);
      if (tampering.instead) instead = tampering.instead(passed);
      if (!instead && tampering.request) tampering.request(passed);
    }
    if (instead) {
      answer = *instead;
    } else {
      request.body() = passed.body;
      request.target(passed.path);
      request.keep_alive(false);
      request.prepare_payload();
      tcp::socket upstream(io);
      if (!dial(upstream)) return;
      const Known known_upstream(*this, upstream);
      http::write(upstream, request, error);
      Response response;
      beast::flat_buffer answer_buffer;
      if (!error) http::read(upstream, answer_buffer, response, error);
      if (error) return;
      answer = {.status = static_cast<int>(response.result_int()), .body = response.body()};
      const std::scoped_lock lock(tampering_lock);
      if (tampering.answer) tampering.answer(passed, answer);
    }
    Response response(static_cast<http::status>(answer.status), 11);
    response.set(http::field::content_type, "application/json");
    response.body() = answer.body;
    response.keep_alive(false);
    response.prepare_payload();
    http::write(socket, response, error);
    socket.shutdown(tcp::socket::shutdown_both, error);
  }

  // Both directions in this one thread, in a context of their own: a stream may be
  // read and written at once, but not by two threads.
  void relay(tcp::socket socket, const Request& request) {
    const std::string path(request.target());
    asio::io_context own(1);
    tcp::socket dialled(own);
    if (!dial(dialled)) return;
    WebSocket client(tcp::socket(own, tcp::v4(), socket.release()));
    WebSocket server(std::move(dialled));
    const Known known_client(*this, client.next_layer());
    const Known known_server(*this, server.next_layer());
    Error error;
    server.set_option(websocket::stream_base::decorator([&](websocket::request_type& upgrade) {
      for (const auto field : {http::field::origin, http::field::user_agent}) {
        if (request.find(field) != request.end()) upgrade.set(field, request[field]);
      }
    }));
    server.handshake(std::string(request[http::field::host]), path, error);
    if (error) return;
    client.accept(request, error);
    if (error) return;
    client.read_message_max(std::size_t{64} << 20U);
    server.read_message_max(std::size_t{64} << 20U);
    asio::co_spawn(own, pump(server, client, path, &Tampering::to_client), asio::detached);
    asio::co_spawn(own, pump(client, server, path, &Tampering::to_server), asio::detached);
    own.run();
  }

  using Hook = std::function<Tampering::Frames(const std::string&, base::Bytes)> Tampering::*;

  asio::awaitable<void> pump(WebSocket& from, WebSocket& to, const std::string& path, Hook hook) {
    Error error;
    while (!error) {
      beast::flat_buffer buffer;
      co_await from.async_read(buffer, asio::redirect_error(asio::use_awaitable, error));
      if (error) break;
      const auto* data = static_cast<const std::uint8_t*>(buffer.cdata().data());
      base::Bytes frame(data, data + buffer.size());
      Tampering::Frames frames;
      {
        const std::scoped_lock lock(tampering_lock);
        const auto& change = tampering.*hook;
        if (change) {
          frames = change(path, std::move(frame));
        } else {
          frames.push_back(std::move(frame));
        }
      }
      for (const base::Bytes& out : frames) {
        to.binary(true);
        co_await to.async_write(asio::buffer(out), asio::redirect_error(asio::use_awaitable, error));
        if (error) break;
      }
    }
    Error ignored;
    from.next_layer().shutdown(tcp::socket::shutdown_both, ignored);
    to.next_layer().shutdown(tcp::socket::shutdown_both, ignored);
  }

  void cut() {
    const std::scoped_lock lock(sockets_lock);
    for (const int descriptor : sockets) ::shutdown(descriptor, SHUT_RDWR);
  }
};

Middleman::Middleman() : impl_(std::make_unique<Impl>()) {
  impl_->accepting = std::thread([impl = impl_.get()] { impl->accept(); });
}

Middleman::~Middleman() {
  impl_->ending = true;
  ::shutdown(impl_->acceptor.native_handle(), SHUT_RDWR);
  impl_->accepting.join();
  impl_->cut();
  for (std::thread& thread : impl_->threads) {
    impl_->cut();
    thread.join();
  }
}

std::string Middleman::url() const { return "http://127.0.0.1:" + std::to_string(impl_->port); }

void Middleman::forward_to(int port) { impl_->target = port; }

void Middleman::set(Tampering tampering) {
  const std::scoped_lock lock(impl_->tampering_lock);
  impl_->tampering = std::move(tampering);
}

void Middleman::cut() { impl_->cut(); }

void Middleman::set_down(bool down) {
  impl_->down = down;
  if (down) cut();
}

}  // namespace hearth::tests
