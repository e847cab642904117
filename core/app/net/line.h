// The line to one log at the server:
//
//   idle -> logging in -> opening -> greeting -> paging -> live
//
// Reads the log to its end, then hears what comes and sends what is unsent, in
// order and verbatim, until each is acknowledged. Lost anywhere, it begins again
// after a while; nothing is lost with it, since what is unsent is stored.
// One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "app/core.h"
#include "app/net/carrier.h"
#include "app/net/frames.h"
#include "app/net/login.h"
#include "app/net/retry.h"

namespace hearth::app::net {

class Line {
 public:
  Line(Core& core, Carrier& carrier, const base::LogId& log) : core_(core), carrier_(carrier), log_(log) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // Takes the next step when there is one.
  void pump();
  // Tries at once instead of after a while.
  void hurry() { retry_.now(); }
  // Drops the socket and the token, as after a change of keys.
  void restart();

  [[nodiscard]] bool live() const { return stage_ == Stage::live; }
  // All read, all sent.
  [[nodiscard]] bool settled() const;
  // For requests over HTTP; empty when there is none that is still good.
  [[nodiscard]] std::string token() const;
  [[nodiscard]] std::int64_t wake_at() const { return stage_ == Stage::idle ? retry_.at_ms() : pause_until_ms_; }
  // The server said no to this device: "login_refused" and the like; empty otherwise.
  [[nodiscard]] const std::string& refused() const { return refused_; }

 private:
  enum class Stage : std::uint8_t { idle, logging_in, opening, greeting, paging, live };
  // What a reference number stands for.
  struct Sent {
    base::EventId event;
    bool erasure = false;
  };

  void logged_in(const Session& session);
  void opened();
  void heard(base::ByteView data);
  void lost();
  void give_up_socket();
  void ask_page();
  void take(const Welcome& welcome);
  void take(const Ack& ack);
  void take(const Refusal& refusal);
  void take(const Events& events);
  void take(const Closing& closing);
  void take_event(const Delivered& delivered);
  void read_to_the_end();
  void send_unsent();
  void send_erasures();
  void resync();

  Core& core_;
  Carrier& carrier_;
  base::LogId log_;
  Stage stage_ = Stage::idle;
  Retry retry_;
  std::string token_;
  std::int64_t token_until_ms_ = 0;
  std::int64_t socket_ = 0;
  std::int64_t pause_until_ms_ = 0;  // sends nothing before
  std::uint32_t next_ref_ = 1;
  std::map<std::uint32_t, Sent> sent_;
  std::set<base::EventId> asked_;  // of the host: own envelopes that the server has lost
  int resyncs_ = 0;
  std::string refused_;
};

}  // namespace hearth::app::net
