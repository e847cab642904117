// Carries the handshake of a pairing, or of the linking of an own device, through
// the invite's message box at the server:
//
//   inviter: (space registered) -> invite made -> messages both ways -> both
//            confirmed -> the joiner's seat registered -> admitted
//   joiner:  invite claimed -> messages both ways -> admitted
//
// What was said is the handshake's (core/log); how far it came is in Keep::meeting,
// so a program that ends in between goes on where it was.
// One thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/core.h"
#include "app/net/carrier.h"
#include "app/net/retry.h"

namespace hearth::app::net {

class Meeting {
 public:
  Meeting(Core& core, Carrier& carrier, std::function<std::string(const base::LogId&)> token_of)
      : core_(core), carrier_(carrier), token_of_(std::move(token_of)) {}
  Meeting(const Meeting&) = delete;
  Meeting& operator=(const Meeting&) = delete;

  void pump();
  void hurry() { retry_.now(); }
  // Ends it for both: the invite is destroyed at the server when it can be.
  void end(MeetingEnd end, std::string_view reason);

  // The handshake under way, of the person or of a device that is to become one.
  [[nodiscard]] log::Handshake* handshake() const;
  Outcome<void> confirm(const log::TwoWords& words);

  // A device that is not linked yet; there is no person then.
  std::unique_ptr<log::Person::NewDevice> new_device;
  // Called when the new device was admitted.
  std::function<void()> on_linked;

  // Waits only for the other person.
  [[nodiscard]] bool settled() const;
  [[nodiscard]] std::int64_t wake_at() const;
  [[nodiscard]] bool under_way() const;

 private:
  [[nodiscard]] KeptMeeting& kept() { return core_.keep.meeting; }
  [[nodiscard]] bool inviter() const { return core_.keep.meeting.role == MeetingRole::inviter; }
  [[nodiscard]] std::string authorization();
  [[nodiscard]] std::string path();
  void make_invite(const std::string& token);
  void claim();
  [[nodiscard]] const base::Bytes* next_message() const;
  void post_next();
  void poll();
  void heard(const Answer& answer);
  void register_seat();
  void admit();
  void finish();
  void trouble(const Answer& answer);
  void after_step();
  // An answer counts only for the meeting that asked: a cancelled one's must not end the next.
  [[nodiscard]] Carrier::OnAnswer of_this(Carrier::OnAnswer then);

  Core& core_;
  Carrier& carrier_;
  std::function<std::string(const base::LogId&)> token_of_;
  Retry retry_;
  bool busy_ = false;  // making, claiming, posting, registering
  bool polling_ = false;
  std::uint64_t turn_ = 0;  // rises when a meeting ends
};

}  // namespace hearth::app::net
