// One member's socket on one log: says hello, pages through what it missed, then
// hears of new events as they are committed; appends and erases. Lives on its
// worker's thread.
//
//   client                     session                   committer
//     hello  ─────────────────▶ token, cursor
//     ◀───────────────── welcome
//     page … page ───────────▶ reads (own thread)
//     ◀────────── events, more=0: from here on live
//     append ────────────────▶ shape, owner, hash ─────▶ chain, quota, commit
//     ◀──────────────────── ack  ◀────────────────────── after the flush
//     ◀───────────────── events (others' appends)
#pragma once

#include <memory>
#include <string_view>

#include "server/auth/sessions.h"
#include "server/host/clock.h"
#include "server/relay/delivery.h"
#include "server/relay/frames.h"
#include "server/store/store.h"

namespace hearth::server::relay {

class Committer;
class Board;

// Where a session's messages go: the socket. `send` copies, never blocks; the
// socket closes itself when its reader is too slow.
class Outlet {
 public:
  Outlet() = default;
  Outlet(const Outlet&) = delete;
  Outlet& operator=(const Outlet&) = delete;
  virtual ~Outlet() = default;
  virtual void send(base::ByteView message) = 0;
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
  // An append was handed to the committer, or came back: for back-pressure.
  virtual void in_flight(std::ptrdiff_t bytes) = 0;
};

struct SessionContext {
  auth::Sessions& sessions;
  store::Reader& reader;  // this worker's
  Committer& committer;
  Board& board;  // this worker's
  const host::Clock& clock;
  std::size_t worker = 0;
};

class Session final : public std::enable_shared_from_this<Session> {
 public:
  Session(const SessionContext& context, Outlet& outlet) : context_(context), outlet_(&outlet) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() = default;

  void on_message(base::ByteView message);
  // The socket is gone: nothing is sent any more; appends on their way still land.
  void detach();

  // From the committer, through this worker's thread.
  void on_outcome(const Outcome& outcome);
  void on_push(const Push& push);
  void on_revoked();

  [[nodiscard]] std::size_t worker() const { return context_.worker; }
  [[nodiscard]] const auth::Identity& identity() const { return identity_; }
  [[nodiscard]] bool said_hello() const { return said_hello_; }

 private:
  void on(const Hello& hello);
  void on(const Append& append);
  void on(const PageRequest& request);
  void on(const Erase& erase);
  void on(const Unerase& unerase);
  void refuse(std::uint32_t ref, base::Error error);
  void fail(std::string_view code, std::uint16_t close_code);

  SessionContext context_;
  Outlet* outlet_;  // null once detached
  auth::Identity identity_;
  bool said_hello_ = false;
  bool live_ = false;
  std::int64_t cursor_ = 0;  // number of the newest event sent or passed over
};

}  // namespace hearth::server::relay
