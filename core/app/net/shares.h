// Links for a counsellor at the server: puts them there, gives the second key, ends
// them, and hears how it stands with those that are there. What is to be done is in
// Keep::shares, so it outlives being offline and a restart; one request at a time, and
// each can be repeated without harm.
// One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "app/core.h"
#include "app/net/carrier.h"
#include "app/net/login.h"
#include "app/net/retry.h"

namespace hearth::app::net {

class Shares {
 public:
  Shares(Core& core, Carrier& carrier, std::function<std::string(const base::LogId&)> token_of)
      : core_(core), carrier_(carrier), token_of_(std::move(token_of)) {}
  Shares(const Shares&) = delete;
  Shares& operator=(const Shares&) = delete;

  void pump();
  void hurry();
  // Somebody looks at the list: ask the server how it stands, if that was a while ago.
  void look() { looks_ = true; }
  void forget();

  // Nothing that could be done now.
  [[nodiscard]] bool settled() const;
  [[nodiscard]] std::int64_t wake_at() const;

 private:
  [[nodiscard]] KeptShare* find(const base::ShareId& share);
  [[nodiscard]] KeptShare* next();
  // A token that is still good; none while one is being asked for.
  [[nodiscard]] std::string authorization(const base::LogId& log);
  void tell(const KeptShare& share, const std::string& token);
  void told(const base::ShareId& share, ShareWish wish, const Answer& answer);
  void say_made(const KeptShare& share);
  void ask();
  void heard(const base::LogId& log, const Answer& answer);
  void drop_old();
  [[nodiscard]] bool waits() const;

  Core& core_;
  Carrier& carrier_;
  std::function<std::string(const base::LogId&)> token_of_;
  Retry retry_;
  bool busy_ = false;
  bool looks_ = false;
  std::int64_t looked_ms_ = 0;
  std::map<base::LogId, Session> sessions_;  // once the line's own token is too old
};

}  // namespace hearth::app::net
