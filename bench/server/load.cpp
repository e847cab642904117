#include "bench/server/load.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "bench/server/measure.h"
#include "codec/reader.h"
#include "server/net/websocket.h"

namespace hearth::bench {
namespace {

constexpr std::uint8_t kAck = 0x82;
constexpr std::uint8_t kRefuse = 0x83;
constexpr std::uint8_t kEvents = 0x84;
constexpr std::uint8_t kAcks = 0x92;  // the bare probe's: u32 how many

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "load: %s\n", why);
  std::exit(1);
}

// When each append of a line was sent.
struct Times {
  std::vector<Clock::time_point> sent;
};

class Line final : private server::net::MessageSink {
 public:
  enum class Kind : std::uint8_t { writer, listener };
  Line(Kind kind, std::uint16_t port, const std::vector<base::Bytes>& greeting, Times& times, LoadResult& result)
      : kind_(kind), times_(times), result_(result), reader_(server::net::Role::client, 16 * 1024 * 1024) {
    file_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(file_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) give_up("no connection");
    const auto request = "GET /v1/socket HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
                         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    send_all(base::as_bytes(request));
    std::string head;
    char byte = 0;
    while (!head.ends_with("\r\n\r\n")) {
      if (::recv(file_, &byte, 1, 0) != 1) give_up("no handshake");
      head += byte;
    }
    for (const auto& message : greeting) {
      base::Bytes frame;
      server::net::append_masked_message(frame, message, 0x11223344U);
      send_all(frame);
      const auto before = answers_;
      while (answers_ == before) receive(0);
    }
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() override { ::close(file_); }

  [[nodiscard]] int file() const { return file_; }
  void receive(int flags) {
    static std::vector<std::uint8_t> buffer(512 * 1024);
    const auto got = ::recv(file_, buffer.data(), buffer.size(), flags);
    if (got < 0 && flags != 0) return;
    if (got <= 0) give_up("the server closed a socket");
    if (!reader_.feed(std::span(buffer).first(static_cast<std::size_t>(got)), *this)) give_up("bad frames");
  }
  // Sends the next frames of the line, at most `allowed`, together.
  std::size_t send(const std::vector<base::Bytes>& frames, std::size_t allowed) {
    base::Bytes together;
    std::size_t count = 0;
    const auto now = Clock::now();
    while (count < allowed && sent_ < frames.size()) {
      base::append(together, frames[sent_]);
      times_.sent.push_back(now);
      ++sent_;
      ++count;
    }
    if (count > 0) send_all(together);
    return count;
  }
  [[nodiscard]] std::size_t under_way() const { return sent_ - answered_; }
  [[nodiscard]] std::size_t sent() const { return sent_; }
  [[nodiscard]] std::size_t heard() const { return heard_; }
  [[nodiscard]] std::size_t answered() const { return answered_; }

 private:
  void send_all(base::ByteView bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) give_up("cannot send");
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
  }
  void answered(Clock::time_point now) {
    result_.ack_ms.push_back(std::chrono::duration<double, std::milli>(now - times_.sent[answered_]).count());
    ++answered_;
    ++result_.acknowledged;
  }
  void on_message(base::ByteView message) override {
    ++answers_;
    const auto now = Clock::now();
    codec::Reader reader(message);
    const auto type = reader.u8();
    if (kind_ == Kind::writer && (type == kAck || type == kAcks) && sent_ > 0) {
      for (auto count = type == kAck ? 1U : reader.u32(); count > 0; --count) answered(now);
    } else if (type == kRefuse) {
      ++result_.refused;
      ++answered_;
      if (result_.refused == 1)
        std::fprintf(stderr, "load: refused: %s\n", std::string(message.begin() + 9, message.end() - 8).c_str());
    } else if (type == kEvents && kind_ == Kind::listener && live_) {
      for (auto count = reader.u32(); count > 0; --count) {
        result_.delivery_ms.push_back(std::chrono::duration<double, std::milli>(now - times_.sent[heard_]).count());
        ++heard_;
        ++result_.delivered;
      }
    }
  }
  void on_ping(base::ByteView) override {}
  void on_pong() override {}
  void on_close(std::uint16_t) override {}
  [[nodiscard]] bool wants_more() const override { return true; }

  Kind kind_;
  Times& times_;
  LoadResult& result_;
  server::net::MessageReader reader_;
  int file_ = -1;
  std::size_t sent_ = 0;
  std::size_t answered_ = 0;
  std::size_t heard_ = 0;
  std::size_t answers_ = 0;

 public:
  bool live_ = false;
};

}  // namespace

LoadResult run_load(const LoadOptions& options, const std::vector<LoadLine>& lines) {
  LoadResult result;
  std::vector<Times> times(lines.size());
  std::vector<std::unique_ptr<Line>> writers;
  std::vector<std::unique_ptr<Line>> listeners;
  const int poll = ::epoll_create1(0);
  std::size_t total = 0;
  const auto watch = [&](Line& line, std::size_t index) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, line.file(), &event);
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    listeners.push_back(
        std::make_unique<Line>(Line::Kind::listener, options.port, lines[i].listener_greeting, times[i], result));
    listeners.back()->live_ = true;
    writers.push_back(
        std::make_unique<Line>(Line::Kind::writer, options.port, lines[i].writer_greeting, times[i], result));
    watch(*writers.back(), 2 * i);
    watch(*listeners.back(), 2 * i + 1);
    total += lines[i].frames.size();
  }
  result.ack_ms.reserve(total);
  result.delivery_ms.reserve(total);
  for (std::size_t i = 0; i < lines.size(); ++i) times[i].sent.reserve(lines[i].frames.size());

  const auto began = Clock::now();
  std::size_t sent = 0;
  std::size_t turn = 0;
  std::vector<epoll_event> events(256);
  while (result.acknowledged + result.refused < total || result.delivered + result.refused < total) {
    if (options.per_second > 0) {
      // One after the other, as time passes.
      const auto due = std::min(total, static_cast<std::size_t>(seconds_since(began) * options.per_second));
      for (; sent < due; ++turn) sent += writers[turn % lines.size()]->send(lines[turn % lines.size()].frames, 1);
    } else {
      for (std::size_t i = 0; i < lines.size(); ++i) {
        // In bursts: a socket that has room for few waits until there is more.
        const auto room = options.ahead - std::min(options.ahead, writers[i]->under_way());
        if (room * 4 >= options.ahead) sent += writers[i]->send(lines[i].frames, room);
      }
    }
    const int ready =
        ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), options.per_second > 0 ? 0 : 100);
    for (int e = 0; e < ready; ++e) {
      const auto index = events[static_cast<std::size_t>(e)].data.u64;
      auto& line = index % 2 == 0 ? *writers[index / 2] : *listeners[index / 2];
      line.receive(MSG_DONTWAIT);
    }
    if (seconds_since(began) > 120) give_up("it takes too long");
  }
  result.seconds = seconds_since(began);
  ::close(poll);
  return result;
}

}  // namespace hearth::bench
