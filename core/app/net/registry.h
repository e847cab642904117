// What has to be arranged with the server before and besides the logs themselves:
// registering the personal log, making a space, adding this device to a log that a
// sibling made, revoking, leaving, letting a partner who lost everything read again. One request at a time, in this order; each can be
// repeated without harm.
// One thread at a time.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/core.h"
#include "app/net/carrier.h"
#include "app/net/retry.h"

namespace hearth::app::net {

class Registry {
 public:
  // `token_of` gives the bearer token of a log, empty when there is none right now.
  Registry(Core& core, Carrier& carrier, std::function<std::string(const base::LogId&)> token_of)
      : core_(core), carrier_(carrier), token_of_(std::move(token_of)) {}
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  void pump();
  void hurry() { retry_.now(); }
  [[nodiscard]] bool settled() const { return !busy_ && !has_work(); }
  [[nodiscard]] std::int64_t wake_at() const { return busy_ || !has_work() ? 0 : retry_.at_ms(); }

 private:
  [[nodiscard]] bool has_work() const;
  bool register_personal();
  bool register_space(const base::LogId& log);
  void add_this_device(const base::LogId& log);
  void do_seat_task();
  [[nodiscard]] bool arranged(const base::LogId& log) const;
  // A partner's new device that the server should let read an archive.
  [[nodiscard]] std::optional<log::Person::Reader> next_reader() const;
  void let_read(const log::Person::Reader& reader);
  void finish(const Answer& answer, const std::function<void()>& done, const std::function<void(std::string)>& refused);

  Core& core_;
  Carrier& carrier_;
  std::function<std::string(const base::LogId&)> token_of_;
  Retry retry_;
  bool busy_ = false;
};

// The devices of a registration as JSON.
[[nodiscard]] Json devices_json(const std::vector<log::Registration::Device>& devices);

}  // namespace hearth::app::net
