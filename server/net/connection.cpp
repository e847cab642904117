#include "server/net/connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <format>

#include "server/host/log.h"
#include "server/net/api.h"
#include "server/net/worker.h"

namespace hearth::server::net {
namespace {

namespace asio = boost::asio;
using std::chrono::seconds;

constexpr seconds kHeadTime{10};  // TLS, request line and headers
constexpr seconds kBodyTime{20};
constexpr seconds kIdleTime{60};    // between requests
constexpr seconds kAnswerTime{60};  // longer than the longest poll
constexpr seconds kHelloTime{10};
constexpr seconds kQuietTime{45};  // then a ping
constexpr seconds kPongTime{30};
constexpr seconds kGoodbyeTime{3};

constexpr std::size_t kOutputHigh = 1024 * 1024;       // stop reading what would add to it
constexpr std::size_t kOutputLimit = 4 * 1024 * 1024;  // too slow: closed
constexpr std::ptrdiff_t kInFlightLimit = 1024 * 1024;
constexpr std::size_t kKeptCapacity = 4 * 1024;  // an idle socket holds no more

void append(base::Bytes& out, std::string_view text) { base::append(out, base::as_bytes(text)); }

}  // namespace

ServerConnection::ServerConnection(Api& api, Worker& worker, std::unique_ptr<Channel> channel, std::string peer)
    : api_(api), worker_(worker), channel_(std::move(channel)), peer_(std::move(peer)) {
  allow(kHeadTime);
}

ServerConnection::~ServerConnection() = default;

void ServerConnection::allow(seconds time) { deadline_ = std::chrono::steady_clock::now() + time; }

void ServerConnection::start() {
  auto self = shared_from_this();
  worker_.add(self);
  asio::co_spawn(worker_.context, run(), [self](const std::exception_ptr& failure) {
    if (failure) host::log(host::LogLevel::error, "a connection ended by a fault of this program");
    self->closing_ = true;
    if (self->session_) self->session_->detach();
    self->channel_->abort();
    self->worker_.remove(self);
  });
}

asio::awaitable<void> ServerConnection::run() {
  if (!co_await channel_->handshake()) co_return;
  if (co_await serve_http() == Next::socket) co_await serve_socket();
}

asio::awaitable<ServerConnection::Next> ServerConnection::serve_http() {
  base::Bytes left;
  for (;;) {
    auto request = co_await read_request(left);
    if (!request) co_return Next::end;
    allow(kAnswerTime);
    api_.complete(*request, peer_);
    if (request->path == "/v1/socket") {
      const bool upgraded = co_await upgrade(*request);
      co_return upgraded&& left.empty() ? Next::socket : Next::end;
    }
    const auto connection = request->keep_alive ? Connection::keep : Connection::close;
    auto response = co_await api_.handle(*request, worker_);
    if (!co_await answer(*request, std::move(response), connection)) co_return Next::end;
    if (connection == Connection::close || leaving_) co_return Next::end;
  }
}

asio::awaitable<std::optional<Request>> ServerConnection::read_request(base::Bytes& left) {
  RequestReader reader;
  idle_ = left.empty();
  allow(idle_ ? kIdleTime : kHeadTime);
  for (;;) {
    if (!left.empty()) {
      const auto used = reader.feed(left);
      left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(used));
    }
    if (reader.state() == RequestReader::State::done) break;
    if (reader.state() == RequestReader::State::refused) {
      Request nobody;
      nobody.method = Method::get;
      co_await answer(nobody, reader.refused(), Connection::close);
      co_return std::nullopt;
    }
    if (reader.wants_continue()) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      if (!co_await channel_->send_all(base::as_bytes(kContinue))) co_return std::nullopt;
    }
    const auto data = co_await channel_->receive();
    if (data.empty()) co_return std::nullopt;
    if (idle_) {
      // One deadline for the whole request: a trickle does not lengthen it.
      idle_ = false;
      allow(kBodyTime);
    }
    left.insert(left.end(), data.begin(), data.end());
  }
  co_return reader.take();
}

asio::awaitable<bool> ServerConnection::answer(const Request& request, Response response, Connection connection) {
  api_.finish(request, response);
  base::Bytes bytes;
  const auto head = encode_head(response, connection, http_date(api_.now_ms()));
  bytes.reserve(head.size() + response.body.size());
  append(bytes, head);
  if (request.method != Method::head && response.status != 304) append(bytes, response.body);
  const bool sent = co_await channel_->send_all(bytes);
  if (sent && connection == Connection::close) channel_->finish();
  co_return sent;
}

asio::awaitable<bool> ServerConnection::upgrade(const Request& request) {
  if (const auto refused = api_.refuse_socket(request)) {
    co_await answer(request, *refused, Connection::close);
    co_return false;
  }
  const auto head = std::format(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: {}\r\n\r\n",
      accept_key(request.header("sec-websocket-key")));
  co_return co_await channel_->send_all(base::as_bytes(head));
}

asio::awaitable<void> ServerConnection::serve_socket() {
  session_ = api_.open_session(worker_, *this);
  reader_.emplace(Role::server, relay::kClientMessageLimit);
  allow(kHelloTime);
  for (;;) {
    if (!closing_ && is_full()) co_await rest_a_while();
    const auto data = co_await channel_->receive();
    if (data.empty()) break;
    if (closing_) continue;  // until the other side closes, or the deadline
    if (session_->said_hello()) allow(kQuietTime);
    pinged_ = false;
    if (const auto read = reader_->feed(data, *this); !read) {
      close(static_cast<std::uint16_t>(read.error()), "");
    }
  }
}

asio::awaitable<void> ServerConnection::rest_a_while() {
  while (!closing_ && is_full()) {
    pause_ = std::make_unique<asio::steady_timer>(worker_.context, std::chrono::hours(1));
    co_await pause_->async_wait(asio::as_tuple(asio::use_awaitable));
  }
  pause_.reset();
}

bool ServerConnection::is_full() const {
  return in_flight_ > kInFlightLimit || out_.size() + sending_.size() > kOutputHigh;
}

void ServerConnection::go_on() {
  if (pause_ && (closing_ || !is_full())) pause_->cancel();
}

void ServerConnection::send(base::ByteView message) {
  if (closing_) return;
  if (out_.size() + sending_.size() + message.size() > kOutputLimit) {
    closing_ = true;
    channel_->abort();
    go_on();
    return;
  }
  append_message(out_, message);
  queued();
}

void ServerConnection::close(std::uint16_t code, std::string_view reason) {
  if (closing_) return;
  closing_ = true;
  append_close(out_, static_cast<CloseCode>(code), reason);
  allow(kGoodbyeTime);
  queued();
  go_on();
}

void ServerConnection::in_flight(std::ptrdiff_t bytes) {
  in_flight_ += bytes;
  go_on();
}

void ServerConnection::on_message(base::ByteView message) { session_->on_message(message); }

void ServerConnection::on_ping(base::ByteView payload) {
  // Answers to a flood of pings are bounded like everything else.
  if (out_.size() + sending_.size() > kOutputLimit) return;
  append_pong(out_, payload);
  queued();
}

void ServerConnection::on_pong() {}

void ServerConnection::on_close(std::uint16_t) { close(static_cast<std::uint16_t>(CloseCode::normal), ""); }

bool ServerConnection::wants_more() const { return !closing_; }

void ServerConnection::queued() {
  if (marked_ || writing_) return;
  marked_ = true;
  worker_.has_output(shared_from_this());
}

void ServerConnection::flush() {
  marked_ = false;
  if (writing_ || out_.empty()) return;
  const auto sent = channel_->send_now(out_);
  if (sent == out_.size()) {
    if (out_.capacity() > kKeptCapacity) {
      out_ = {};
    } else {
      out_.clear();
    }
    if (closing_) channel_->finish();
    go_on();
    return;
  }
  out_.erase(out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(sent));
  writing_ = true;
  asio::co_spawn(worker_.context, write_rest(), [self = shared_from_this()](const std::exception_ptr&) {
    self->writing_ = false;
    self->go_on();
  });
}

asio::awaitable<void> ServerConnection::write_rest() {
  while (!out_.empty()) {
    sending_ = std::move(out_);
    out_ = {};
    const bool sent = co_await channel_->send_all(sending_);
    sending_ = {};
    if (!sent) {
      closing_ = true;
      channel_->abort();
      co_return;
    }
    go_on();
  }
  if (closing_) channel_->finish();
}

void ServerConnection::go_away() {
  if (session_) {
    close(static_cast<std::uint16_t>(CloseCode::going_away), "restart");
  } else if (idle_) {
    channel_->abort();
  } else {
    leaving_ = true;
    allow(kGoodbyeTime);
  }
}

void ServerConnection::on_late(std::chrono::steady_clock::time_point) {
  if (session_ && session_->said_hello() && !closing_ && !pinged_) {
    pinged_ = true;
    append_ping(out_);
    queued();
    allow(kPongTime);
    return;
  }
  closing_ = true;
  channel_->abort();
  go_on();
}

}  // namespace hearth::server::net
