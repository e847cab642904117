// What a store keeps, in plain values. The relay decides (who may, what comes
// next); a store only remembers. Numbers of logs are the store's own short names
// for log ids and never leave the server.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/share.h"
#include "envelope/header.h"

namespace hearth::server::store {

// Why a store could not do it.
enum class Trouble : std::uint8_t {
  full,          // no room on the disk, or the file cannot grow
  unreadable,    // damaged, or an error of the disk
  busy,          // another program holds it for too long
  cannot_open,   // not there, or not allowed
  newer_schema,  // written by a newer program
  failed,        // anything else: a fault of this program
};

struct Problem {
  Trouble trouble = Trouble::failed;
  std::string detail;  // for the log and the doctor; no contents of anybody's
};

template <class Value>
using Result = std::expected<Value, Problem>;

using LogNumber = std::int64_t;

enum class LogKind : std::uint8_t { personal = 0, space = 1 };
enum class DeviceKind : std::uint8_t { member = 0, reader = 1 };

struct LogRecord {
  LogNumber number = 0;
  base::LogId id;
  LogKind kind = LogKind::personal;
  std::int64_t last_number = 0;  // of the newest event, 0 when there is none
};

// A place in a log: 1 or 2 in a space, 1 in a personal log.
struct SeatRecord {
  int place = 1;
  base::SigningPublicKey key;
  std::optional<base::MemberId> member;  // a personal log learns it from its first event
  bool ended = false;
};

struct DeviceRecord {
  base::DeviceId id;
  base::SigningPublicKey key;
  int place = 1;  // the seat that it belongs to, or that let it read
  DeviceKind kind = DeviceKind::member;
  bool revoked = false;
};

// The end of one device's stream in one log.
struct ChainRecord {
  base::DeviceId device;
  envelope::Stream stream = envelope::Stream::control;
  std::uint64_t sequence = 0;
  base::Hash32 link;
  std::int64_t events = 0;
  std::int64_t bytes = 0;
};

// All that the relay needs to judge an append to one log.
struct LogRecords {
  LogRecord log;
  std::vector<SeatRecord> seats;
  std::vector<DeviceRecord> devices;
  std::vector<ChainRecord> chains;
};

struct EventRecord {
  std::int64_t number = 0;
  base::Bytes header;
  base::Bytes body;  // empty when erased
  bool erased = false;
  std::optional<std::int64_t> erase_at;  // when its body goes
};

struct InviteRecord {
  base::LocatorId locator;
  LogNumber log = 0;
  int place = 1;
  base::Hash32 seat_hash;
  std::int64_t expires_at = 0;
  bool gone = false;  // used up, withdrawn or spoilt: kept a day so that the answer is clear
  int wrong_tries = 0;
  std::optional<base::Hash32> claim_hash;
  std::optional<base::LogId> registered;  // the personal log that it admitted
};

enum class Side : std::uint8_t { inviter = 0, joiner = 1 };

struct InviteMessage {
  std::int64_t number = 0;
  Side from = Side::inviter;
  base::Bytes data;
};

// A share for a counsellor. Which body is still there, `gone` says.
struct ShareRecord {
  base::ShareId id;
  LogNumber log = 0;
  int place = 1;
  std::int64_t expires_at = 0;
  bool confirmed = false;  // by the other seat too, where there are two
  bool fetched = false;
  bool gone = false;
};

struct SetupToken {
  std::int64_t expires_at = 0;
  std::optional<base::LogId> used_by;
};

struct Usage {
  std::int64_t events = 0;
  std::int64_t bytes = 0;
};

}  // namespace hearth::server::store
