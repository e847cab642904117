#include "cli/client/network.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>

#include <deque>
#include <format>
#include <set>
#include <utility>

#include "cli/client/wire.h"

namespace hearth::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
namespace websocket = boost::beast::websocket;
using Error = boost::system::error_code;

constexpr auto kConnectPatience = std::chrono::seconds(6);
// A long poll is answered after at most 25 seconds.
constexpr auto kAnswerPatience = std::chrono::seconds(40);
constexpr auto kIdlePatience = std::chrono::seconds(60);
constexpr std::size_t kLargestAnswer = std::size_t{8} << 20U;
constexpr std::size_t kLargestFrame = std::size_t{64} << 20U;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

std::string sentence_for(const Address& server, const Error& error) {
  if (error.category() == asio::error::get_ssl_category()) {
    return std::format(
        "The certificate of {} did not verify ({}). If it comes from an authority of your own, name "
        "that authority's file with --ca.",
        server.origin(), error.message());
  }
  if (error == asio::error::host_not_found || error == asio::error::host_not_found_try_again) {
    return std::format("There is no server by the name of {}.", server.host);
  }
  if (error == beast::error::timeout) return std::format("{} did not answer in time.", server.origin());
  return std::format("{} could not be reached ({}).", server.origin(), error.message());
}

}  // namespace

// One WebSocket.
class Socket : public std::enable_shared_from_this<Socket> {
 public:
  // `told` receives what happens; it must outlive the io_context's run.
  Socket(std::uint64_t id, Wire wire, std::deque<Happening>& told) : id_(id), stream_(std::move(wire)), told_(told) {}

  asio::awaitable<Error> handshake(const Address& server, std::string path) {
    if (const Error refused = co_await stream_.next_layer().connect(server, kConnectPatience)) co_return refused;
    stream_.next_layer().expires_never();
    stream_.set_option(websocket::stream_base::timeout{
        .handshake_timeout = kConnectPatience, .idle_timeout = kIdlePatience, .keep_alive_pings = true});
    stream_.set_option(websocket::stream_base::decorator([origin = server.origin()](websocket::request_type& request) {
      request.set(http::field::origin, origin);
      request.set(http::field::user_agent, "hearth");
    }));
    stream_.read_message_max(kLargestFrame);
    stream_.binary(true);
    const auto [failed] = co_await stream_.async_handshake(server.authority(), path, kAsTuple);
    open_ = !failed;
    co_return failed;
  }

  // Tells every frame until the socket ends.
  asio::awaitable<void> read() {
    for (;;) {
      beast::flat_buffer buffer;
      const auto [ended, size] = co_await stream_.async_read(buffer, kAsTuple);
      if (ended) break;
      const auto* data = static_cast<const std::uint8_t*>(buffer.cdata().data());
      told_.emplace_back(SocketFrame{.id = id_, .data = Bytes(data, data + size)});
    }
    open_ = false;
  }

  void send(Bytes data) {
    queue_.push_back(std::move(data));
    if (std::exchange(writing_, true)) return;
    asio::co_spawn(stream_.get_executor(), write(shared_from_this()), asio::detached);
  }

  void close() {
    if (!open_) return drop();
    stream_.async_close(websocket::close_code::normal, [self = shared_from_this()](Error) {});
  }

  void drop() { stream_.next_layer().close(); }

 private:
  asio::awaitable<void> write(std::shared_ptr<Socket> self) {
    while (!self->queue_.empty()) {
      const Bytes data = std::move(self->queue_.front());
      self->queue_.pop_front();
      const auto [ended, size] = co_await self->stream_.async_write(asio::buffer(data), kAsTuple);
      if (ended) break;  // the reader notices it too, and tells
    }
    self->writing_ = false;
  }

  std::uint64_t id_;
  websocket::stream<Wire> stream_;
  std::deque<Happening>& told_;
  std::deque<Bytes> queue_;
  bool writing_ = false;
  bool open_ = false;
};

struct Network::Impl {
  asio::io_context io{1};
  ssl::context tls{ssl::context::tls_client};
  std::optional<Address> server;
  std::deque<Happening> happenings;
  std::map<std::uint64_t, std::shared_ptr<Socket>> sockets;
  std::set<std::uint64_t> unanswered;
  std::string trouble;
  bool hung_up = false;
  bool knows_authorities = false;

  asio::awaitable<void> exchange(HttpRequest request);
  void open(std::uint64_t id, std::string path);
};

asio::awaitable<void> Network::Impl::exchange(HttpRequest request) {
  const Address address = *server;
  Wire wire(io, tls, address);
  Error error = co_await wire.connect(address, kConnectPatience);
  http::response<http::vector_body<std::uint8_t>> answer;
  if (!error) {
    http::request<http::vector_body<std::uint8_t>> message(http::verb::unknown, request.path, 11);
    message.method_string(request.method);
    message.set(http::field::host, address.authority());
    message.set(http::field::origin, address.origin());
    message.set(http::field::user_agent, "hearth");
    for (const auto& [name, value] : request.headers) message.set(name, value);
    if (request.body) {
      if (message.find(http::field::content_type) == message.end()) {
        message.set(http::field::content_type, "application/json");
      }
      message.body() = std::move(*request.body);
    }
    message.keep_alive(false);
    message.prepare_payload();
    wire.expires_after(kAnswerPatience);
    std::tie(error, std::ignore) = co_await http::async_write(wire, message, kAsTuple);
    if (!error) {
      beast::flat_buffer buffer;
      http::response_parser<http::vector_body<std::uint8_t>> parser;
      parser.body_limit(kLargestAnswer);
      if (request.method == "HEAD") parser.skip(true);
      std::tie(error, std::ignore) = co_await http::async_read(wire, buffer, parser, kAsTuple);
      answer = parser.release();
    }
  }
  if (hung_up) co_return;
  unanswered.erase(request.id);
  if (error) {
    trouble = sentence_for(address, error);
    happenings.emplace_back(Failed{request.id});
    co_return;
  }
  happenings.emplace_back(
      Answered{.id = request.id, .status = static_cast<int>(answer.result_int()), .body = std::move(answer.body())});
  // The answer is complete (it has a length); a polite goodbye would only cost time.
  wire.shut_down();
}

void Network::Impl::open(std::uint64_t id, std::string path) {
  auto socket = std::make_shared<Socket>(id, Wire(io, tls, *server), happenings);
  sockets[id] = socket;
  asio::co_spawn(
      io,
      [this, id, path = std::move(path), socket, address = *server]() -> asio::awaitable<void> {
        const Error failed = co_await socket->handshake(address, path);
        if (hung_up) co_return;
        unanswered.erase(id);
        if (failed) {
          trouble = sentence_for(address, failed);
          sockets.erase(id);
          happenings.emplace_back(Failed{id});
          co_return;
        }
        happenings.emplace_back(SocketOpened{id});
        co_await socket->read();
        if (hung_up) co_return;
        sockets.erase(id);
        happenings.emplace_back(SocketClosed{id});
      },
      asio::detached);
}

Network::Network(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

Network::~Network() {
  if (impl_) (void)hang_up();
}

Outcome<Network> Network::create(const std::optional<std::filesystem::path>& authorities) {
  auto impl = std::make_unique<Impl>();
  Error error;
  impl->tls.set_verify_mode(ssl::verify_peer, error);
  SSL_CTX_set_min_proto_version(impl->tls.native_handle(), TLS1_2_VERSION);
  if (authorities) {
    impl->tls.load_verify_file(authorities->string(), error);
    if (error) {
      return wrong_usage(std::format("{} holds no certificate authority that can be used ({}).", authorities->string(),
                                     error.message()));
    }
  }
  return Network(std::move(impl));
}

void Network::set_server(Address server) {
  // Reading the system's authorities takes a while, so only who needs them does. A
  // machine without any still has --ca.
  if (server.scheme == Scheme::kHttps && !std::exchange(impl_->knows_authorities, true)) {
    Error ignored;
    impl_->tls.set_default_verify_paths(ignored);
  }
  impl_->server = std::move(server);
}

bool Network::has_server() const { return impl_->server.has_value(); }

void Network::request(HttpRequest request) {
  if (!impl_->server) {
    impl_->happenings.emplace_back(Failed{request.id});
    return;
  }
  impl_->unanswered.insert(request.id);
  asio::co_spawn(impl_->io, impl_->exchange(std::move(request)), asio::detached);
}

void Network::open_socket(std::uint64_t id, std::string path) {
  if (!impl_->server) {
    impl_->happenings.emplace_back(Failed{id});
    return;
  }
  impl_->unanswered.insert(id);
  impl_->open(id, std::move(path));
}

void Network::send(std::uint64_t id, Bytes data) {
  if (const auto socket = impl_->sockets.find(id); socket != impl_->sockets.end())
    socket->second->send(std::move(data));
}

void Network::close_socket(std::uint64_t id) {
  if (const auto socket = impl_->sockets.find(id); socket != impl_->sockets.end()) socket->second->close();
}

std::optional<Happening> Network::wait(std::chrono::steady_clock::time_point until) {
  while (impl_->happenings.empty()) {
    if (impl_->io.stopped()) impl_->io.restart();
    if (impl_->io.run_one_until(until) == 0 && impl_->happenings.empty()) {
      if (std::chrono::steady_clock::now() >= until) return std::nullopt;
      // Nothing is under way: nothing will happen before the time is up.
      if (impl_->io.stopped()) return std::nullopt;
    }
  }
  Happening next = std::move(impl_->happenings.front());
  impl_->happenings.pop_front();
  return next;
}

bool Network::waiting_for_answers() const { return !impl_->unanswered.empty() || !impl_->happenings.empty(); }

const std::string& Network::last_trouble() const { return impl_->trouble; }

std::vector<Happening> Network::hang_up() {
  impl_->hung_up = true;
  std::vector<Happening> lost(impl_->happenings.begin(), impl_->happenings.end());
  for (const auto& [id, socket] : impl_->sockets) {
    socket->drop();
    impl_->unanswered.erase(id);
    lost.emplace_back(SocketClosed{id});
  }
  for (const std::uint64_t id : impl_->unanswered) lost.emplace_back(Failed{id});
  impl_->sockets.clear();
  impl_->happenings.clear();
  impl_->unanswered.clear();
  return lost;
}

}  // namespace hearth::cli
