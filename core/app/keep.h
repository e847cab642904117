// What the app itself keeps on a device besides the logs: which server, what was
// registered there, what is still to be done there, notices. One encrypted record.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/share.h"
#include "story/json/value.h"

namespace hearth::app {

enum class KitState : std::uint8_t { none, later, saved };

// A notice for the owner of this device alone.
struct KeptNotice {
  std::string code;
  std::string detail;  // JSON text
  bool dismissed = false;
};

// Something that the server has still to be told, signed by a seat.
enum class SeatAction : std::uint8_t { add_device, revoke_device, leave };
struct SeatTask {
  SeatAction action = SeatAction::add_device;
  base::LogId log;
  base::DeviceId device;
  base::SigningPublicKey key;
  std::int32_t tries = 0;
};

// An erasure (or its undoing) that the server has still to be told.
struct EraseTask {
  base::LogId log;
  base::EventId event;
  base::Hash32 link;
  bool undo = false;
};

// A link for a counsellor: what the server has still to be told of it, and what it
// said. The document is made from the story each time, so that what is taken back
// meanwhile does not go.
enum class ShareWish : std::uint8_t { none, post, confirm, remove };
struct KeptShare {
  base::LogId log;
  base::ShareId share;
  base::EventId proposal;
  std::int64_t expires_at = 0;  // unix ms
  ShareWish wish = ShareWish::none;
  bool there = false;      // at the server, as far as is known
  bool confirmed = false;  // by the other too
  bool fetched = false;
  bool refused = false;  // the server takes it not
};

// Where a pairing (or the linking of an own device) stands; the handshake itself is
// in the person's record.
enum class MeetingRole : std::uint8_t { none, inviter, joiner };
enum class MeetingEnd : std::uint8_t { open, done, expired, used, mismatch, failed };
struct KeptMeeting {
  MeetingRole role = MeetingRole::none;
  MeetingEnd end = MeetingEnd::open;
  bool linking = false;  // an own device, not a partner
  bool long_lived = false;
  std::string kind = "partner";
  std::vector<std::string> words;  // spoken
  std::string secret;              // base64url, of a link or QR code that is shown
  std::int64_t expires_at = 0;
  std::int64_t last = 0;   // the number of the last message that was read
  bool created = false;    // the invite stands at the server
  bool claimed = false;    // the joiner has it
  bool seat_done = false;  // the joiner's seat (or the new device) is registered
  bool admitted = false;
  std::string claim;  // base64url, the joiner's
  std::string reason;
};

struct Keep {
  std::string server;       // base URL without a slash at the end; empty: local only
  std::string setup_token;  // base64url; gone once used
  bool register_refused = false;
  std::string register_reason;
  KitState kit = KitState::none;
  std::set<base::LogId> registered;                          // this device can log in to them
  std::set<base::LogId> begun_here;                          // made on this device: to be created at the server
  std::set<std::pair<base::LogId, base::DeviceId>> readers;  // of archives, that the server knows of
  std::vector<SeatTask> seat_tasks;
  std::vector<EraseTask> erase_tasks;
  std::vector<KeptShare> shares;
  std::vector<KeptNotice> notices;
  KeptMeeting meeting;
  std::int64_t clock_ahead_ms = 0;  // the server's clock minus this device's
  std::int64_t last_synced_ms = 0;
  bool left = false;
  // The mark on the Safety page: nothing joint is suggested to this person. Never
  // sent, never exported, not in another record: its being there would tell.
  bool left_out = false;
  // A time for oneself alone, chosen on the page of the own pace: the same, but that
  // small things for one are shown. A place in library::kOwnTimes from 1 on; 0: none.
  std::size_t on_my_own = 0;
  // Nothing for two is suggested on this device.
  [[nodiscard]] bool nothing_joint() const { return left_out || on_my_own != 0; }
  std::string device_name;

  // Adds the notice unless it is there already (dismissed or not).
  bool notice(std::string_view code, std::string detail);
  // Takes away those of that code about the log: what they told is so no more.
  bool take_back_notice(std::string_view code, const base::LogId& log);
};

[[nodiscard]] story::json::Value to_json(const Keep& keep);
// decoder: app_keep. Anything missing has its default; what is malformed is as if missing.
[[nodiscard]] Keep parse_keep(const story::json::Value& json);

}  // namespace hearth::app
