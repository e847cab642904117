// A server's store, committer and members without a network, on a disk that can
// lose its power: quick enough to be cut off hundreds of times.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "server/auth/sessions.h"
#include "server/host/clock.h"
#include "server/relay/board.h"
#include "server/relay/committer.h"
#include "server/relay/session.h"
#include "server/store/sqlite/sqlite_store.h"
#include "tests/members/actor.h"

namespace hearth::tests {

// A member's socket: keeps what it is sent.
class Inbox final : public server::relay::Outlet {
 public:
  void send(base::ByteView message) override {
    if (auto decoded = decode_server_message(message)) messages.push_back(std::move(*decoded));
  }
  void close(std::uint16_t, std::string_view) override { closed = true; }
  void in_flight(std::ptrdiff_t bytes) override { waiting += bytes; }

  std::deque<ServerMessage> messages;
  bool closed = false;
  std::ptrdiff_t waiting = 0;
};

class Machine {
 public:
  // Nothing when the store cannot be opened.
  [[nodiscard]] static std::unique_ptr<Machine> start(server::store::sqlite::StoreOptions options);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine() {
    if (committer_) committer_->stop();
  }

  // Makes the log and seat of a place, straight in the store; false when it failed.
  [[nodiscard]] bool settle(const Place& place, server::store::LogKind kind);
  // A member's session after hello.
  struct Connected {
    Inbox inbox;
    std::shared_ptr<server::relay::Session> session;
  };
  [[nodiscard]] std::unique_ptr<Connected> connect(const Place& place);
  // Hands out answers until nothing is under way or `patience` is over.
  void run(const std::vector<Connected*>& members, std::chrono::milliseconds patience);
  [[nodiscard]] std::vector<Event> all_events(const base::LogId& log);
  [[nodiscard]] server::relay::Committer& committer() { return *committer_; }

 private:
  Machine() = default;
  std::unique_ptr<server::store::sqlite::SqliteStore> store_;
  std::unique_ptr<server::store::Writer> writer_;
  std::unique_ptr<server::store::Reader> reader_;
  server::host::SystemClock clock_;
  server::auth::Sessions sessions_;
  server::relay::Board board_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::shared_ptr<const server::relay::Delivery>> deliveries_;
  std::unique_ptr<server::relay::Committer> committer_;
};

}  // namespace hearth::tests
