// The state of one member on one device, shared by the commands, the views and the
// network: what is unlocked, what is kept, what a call asks of its host. Commands
// read and say things here; nothing here knows a command.
// One thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/effects.h"
#include "app/generated/boundary.h"
#include "app/keep.h"
#include "log/person.h"
#include "story/story.h"
#include "vault/local_vault.h"

namespace hearth::app {

template <class T>
using Outcome = boundary::Outcome<T>;
using ErrorCode = boundary::ErrorCode;

[[nodiscard]] std::unexpected<boundary::Failure> refuse(ErrorCode code, std::string_view reason = {});
// The log's and the vault's errors as the boundary names them.
[[nodiscard]] std::unexpected<boundary::Failure> refuse(base::Error error);

// What the host says with each call.
struct Call {
  std::int64_t now_ms = 0;
  std::string zone;
  std::int32_t offset_minutes = 0;
  base::Entropy* entropy = nullptr;
};

enum class Stage : std::uint8_t {
  fresh,    // nothing is kept on this device yet
  locked,   // a vault is here, its key is not
  loading,  // unlocked; the host hands over what is stored
  open,
};

// An own envelope that the server has not acknowledged.
struct Unsent {
  log::Stream stream = log::Stream::shared;
  std::uint64_t sequence = 0;
  bool wakes = false;  // something for the partner to read at once
  base::Bytes header;
  base::Bytes body;
};

class Core {
 public:
  // ---- the call under way
  Call call;
  Effects effects;
  [[nodiscard]] base::Entropy& entropy() { return *call.entropy; }
  // This device's clock, set right by the server's when it is more than five minutes off.
  [[nodiscard]] std::int64_t now_ms() const;
  [[nodiscard]] std::int64_t clock_off_ms() const;
  [[nodiscard]] base::Date today() const { return base::day_of(now_ms(), call.offset_minutes); }
  [[nodiscard]] base::Date day_of(std::int64_t unix_ms) const { return base::day_of(unix_ms, call.offset_minutes); }

  // ---- what lasts while unlocked
  Stage stage = Stage::fresh;
  bool demo = false;  // nothing is stored or sent
  base::Bytes wrapped_vault;
  std::optional<vault::LocalVault> vault;
  std::unique_ptr<log::Person> person;
  story::Story story;
  Keep keep;
  std::map<base::LogId, std::map<base::EventId, Unsent>> unsent;
  std::map<base::LogId, std::uint64_t> highest;     // number that the server gave in each log
  std::map<std::string, std::string> local_drafts;  // by question; encrypted records "draft/…"
  std::int64_t proved_until_ms = 0;                 // the passphrase was given a moment ago

  void forget();  // locks: wipes all of the above but the wrapped vault

  // ---- storing
  void put_record(std::string_view name, base::ByteView value);
  void delete_record(std::string_view name);
  void put_event(const base::LogId& log, const base::EventId& event, std::uint64_t number, bool erased,
                 base::ByteView header, base::ByteView body);
  void keep_changed() { keep_dirty_ = true; }

  // ---- saying
  // The space that this person has not left.
  [[nodiscard]] std::optional<base::LogId> space() const;
  // The same while the partner has not left either: only then does it take anything new.
  [[nodiscard]] std::optional<base::LogId> open_space() const;
  // Writes into the space or, for a private draft, into the personal log.
  Outcome<base::EventId> say(const story::Draft& draft);
  template <class Content>
  Outcome<base::EventId> say(const Content& content) {
    return say(story::draft(content));
  }
  template <class Content>
  Outcome<base::EventId> say(const Content& content, log::Stream stream) {
    return say(story::draft(content, stream));
  }

  // Only in the demo: tells the story alone.
  base::EventId tell_demo(const story::Draft& draft, std::optional<std::string> answer);

  // Takes what the log wrote: stores it, tells the story, queues it for the server.
  void settle();
  // Hears what was opened from the server or the store.
  void hear(const std::vector<log::Opened>& opened);
  void notice(std::string_view code, const boundary::Json& detail);

 private:
  bool keep_dirty_ = false;
  std::uint64_t demo_logical_ = 1'000'000;
  std::uint64_t stored_revision_ = 0;
  bool stored_any_revision_ = false;
};

[[nodiscard]] std::string event_key(const base::LogId& log, const base::EventId& event);

// The value of the table `events`: number u64 | flags u8 | bytes header | bytes body.
struct StoredEvent {
  base::LogId log;
  std::uint64_t number = 0;
  bool erased = false;
  base::Bytes header;
  base::Bytes body;
};
[[nodiscard]] base::Bytes encode_stored(std::uint64_t number, bool erased, base::ByteView header, base::ByteView body);
// decoder: stored_event
[[nodiscard]] std::expected<StoredEvent, base::Error> decode_stored(std::string_view key, base::ByteView value);

}  // namespace hearth::app
