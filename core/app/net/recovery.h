// Back from a recovery kit: log in as the kit, read the whole personal log, become
// a person again on a new device. What was read is handed on, so that nothing is
// fetched twice.
// One thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/core.h"
#include "app/net/carrier.h"
#include "app/net/frames.h"
#include "app/net/login.h"
#include "app/net/retry.h"

namespace hearth::app::net {

class Recovering {
 public:
  enum class Phase : std::uint8_t { none, reaching, reading, done, failed };

  Recovering(Core& core, Carrier& carrier) : core_(core), carrier_(carrier) {}
  Recovering(const Recovering&) = delete;
  Recovering& operator=(const Recovering&) = delete;

  void begin(const vault::KitSecret& kit);
  void pump();
  void hurry() { retry_.now(); }

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] std::int64_t restored() const { return static_cast<std::int64_t>(read_.size()); }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  [[nodiscard]] std::int64_t wake_at() const { return phase_ == Phase::reaching && !busy_ ? retry_.at_ms() : 0; }
  [[nodiscard]] bool under_way() const { return phase_ == Phase::reaching || phase_ == Phase::reading; }

  // Called with the person and all events of the personal log.
  std::function<void(std::unique_ptr<log::Person>, std::vector<StoredEvent>)> on_recovered;

 private:
  void logged_in(const Session& session);
  void heard(base::ByteView data);
  void lost();
  void fail(std::string_view reason);
  void complete();

  Core& core_;
  Carrier& carrier_;
  Phase phase_ = Phase::none;
  Retry retry_;
  bool busy_ = false;
  std::string reason_;
  std::optional<vault::KitSecret> kit_;
  std::unique_ptr<log::Recovery> recovery_;
  base::LogId log_;
  std::string token_;
  std::int64_t socket_ = 0;
  std::vector<StoredEvent> read_;
};

}  // namespace hearth::app::net
