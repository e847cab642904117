// What the relay asks of an engine. A Reader belongs to one thread; there is one
// Writer, owned by the thread that commits. All times are milliseconds since 1970.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "server/store/records.h"

namespace hearth::server::store {

class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;

  [[nodiscard]] virtual Result<std::optional<LogRecord>> log(const base::LogId& id) = 0;
  [[nodiscard]] virtual Result<std::optional<SeatRecord>> seat(LogNumber log, int place) = 0;
  [[nodiscard]] virtual Result<std::optional<SeatRecord>> seat_by_key(LogNumber log,
                                                                      const base::SigningPublicKey& key) = 0;
  [[nodiscard]] virtual Result<std::optional<DeviceRecord>> device(LogNumber log, const base::DeviceId& id) = 0;
  // The personal log that a device belongs to: for a kit, whose owner has nothing
  // but its words.
  [[nodiscard]] virtual Result<std::optional<LogRecord>> personal_log_of(const base::DeviceId& device) = 0;
  [[nodiscard]] virtual Result<std::optional<LogRecords>> log_records(LogNumber log) = 0;
  [[nodiscard]] virtual Result<Usage> usage(LogNumber log) = 0;
  [[nodiscard]] virtual Result<std::int64_t> spaces_of(LogNumber personal) = 0;
  [[nodiscard]] virtual Result<std::int64_t> last_number(LogNumber log) = 0;

  // Events after `after` in order, at most `max` and about `max_bytes` (but at
  // least one when there is one), each given to `take` and then forgotten.
  [[nodiscard]] virtual Result<void> page(LogNumber log, std::int64_t after, std::size_t max, std::size_t max_bytes,
                                          const std::function<void(const EventRecord&)>& take) = 0;
  [[nodiscard]] virtual Result<std::optional<EventRecord>> event_by_number(LogNumber log, std::int64_t number) = 0;
  [[nodiscard]] virtual Result<std::optional<EventRecord>> event_by_id(LogNumber log, const base::EventId& id) = 0;

  [[nodiscard]] virtual Result<std::optional<InviteRecord>> invite(const base::LocatorId& locator) = 0;
  [[nodiscard]] virtual Result<std::vector<InviteMessage>> invite_messages(const base::LocatorId& locator,
                                                                           std::int64_t after) = 0;
  [[nodiscard]] virtual Result<std::int64_t> open_invites_of(LogNumber log, std::int64_t now_ms) = 0;
  // Without its body.
  [[nodiscard]] virtual Result<std::optional<ShareRecord>> share(const base::ShareId& id) = 0;
  // Empty once it has ended.
  [[nodiscard]] virtual Result<base::Bytes> share_body(const base::ShareId& id) = 0;
  // Those that are not gone and not over.
  [[nodiscard]] virtual Result<std::vector<ShareRecord>> open_shares_of(LogNumber log, std::int64_t now_ms) = 0;
  [[nodiscard]] virtual Result<std::optional<SetupToken>> setup_token(const base::Hash32& hash) = 0;
  [[nodiscard]] virtual Result<bool> has_logs() = 0;
};

// Whether an insert happened or the place was taken.
enum class Insert : std::uint8_t { done, taken };

class Writer : public Reader {
 public:
  // One transaction at a time; savepoints let one request fail without the others.
  [[nodiscard]] virtual Result<void> begin() = 0;
  [[nodiscard]] virtual Result<void> commit() = 0;  // returns when it is on the disk
  virtual void rollback() = 0;
  [[nodiscard]] virtual Result<void> savepoint() = 0;
  [[nodiscard]] virtual Result<void> release() = 0;
  virtual void rollback_to_savepoint() = 0;

  // `taken` when the event id stands in the log already; nothing is changed then. The
  // one writer remembers what it put in: there is never a second one.
  [[nodiscard]] virtual Result<Insert> insert_event(LogNumber log, std::int64_t number, const base::EventId& id,
                                                    base::ByteView header, base::ByteView body) = 0;
  [[nodiscard]] virtual Result<void> save_chain(LogNumber log, const ChainRecord& chain) = 0;

  [[nodiscard]] virtual Result<LogNumber> create_log(const base::LogId& id, LogKind kind,
                                                     std::optional<LogNumber> created_by, std::int64_t now_ms) = 0;
  [[nodiscard]] virtual Result<void> add_seat(LogNumber log, const SeatRecord& seat) = 0;
  [[nodiscard]] virtual Result<void> set_member(LogNumber log, int place, const base::MemberId& member) = 0;
  [[nodiscard]] virtual Result<void> end_seat(LogNumber log, int place) = 0;
  [[nodiscard]] virtual Result<void> add_device(LogNumber log, const DeviceRecord& device) = 0;
  [[nodiscard]] virtual Result<void> revoke_device(LogNumber log, const base::DeviceId& id) = 0;

  [[nodiscard]] virtual Result<void> set_erase_at(LogNumber log, std::int64_t number,
                                                  std::optional<std::int64_t> at) = 0;
  // Takes away the bodies whose time has come; gives how many.
  [[nodiscard]] virtual Result<std::int64_t> erase_due(std::int64_t now_ms) = 0;
  // After erasing: nothing of it stays in the write-ahead log either.
  [[nodiscard]] virtual Result<void> empty_write_ahead_log() = 0;

  [[nodiscard]] virtual Result<void> add_invite(const InviteRecord& invite) = 0;
  [[nodiscard]] virtual Result<void> update_invite(const InviteRecord& invite) = 0;
  [[nodiscard]] virtual Result<void> add_invite_message(const base::LocatorId& locator,
                                                        const InviteMessage& message) = 0;
  // Its messages go; the record stays as `gone`.
  [[nodiscard]] virtual Result<void> destroy_invite(const base::LocatorId& locator) = 0;
  [[nodiscard]] virtual Result<void> forget_invites(std::int64_t expired_before_ms) = 0;

  [[nodiscard]] virtual Result<void> add_share(const ShareRecord& share, base::ByteView body) = 0;
  // `confirmed` and `fetched`.
  [[nodiscard]] virtual Result<void> update_share(const ShareRecord& share) = 0;
  // Its body goes; the record stays as `gone`.
  [[nodiscard]] virtual Result<void> end_share(const base::ShareId& id) = 0;
  [[nodiscard]] virtual Result<void> end_shares_of(LogNumber log) = 0;
  // Bodies whose time is over go, and records older than `forget_before_ms`. Gives
  // whether any went, now or by the two above: then the write-ahead log is to be emptied.
  [[nodiscard]] virtual Result<std::int64_t> end_shares_due(std::int64_t now_ms, std::int64_t forget_before_ms) = 0;

  // Changes something small, so that a commit shows whether the disk takes writes.
  [[nodiscard]] virtual Result<void> probe(std::int64_t now_ms) = 0;

  [[nodiscard]] virtual Result<void> add_setup_token(const base::Hash32& hash, std::int64_t expires_at) = 0;
  [[nodiscard]] virtual Result<void> use_setup_token(const base::Hash32& hash, const base::LogId& by) = 0;
  [[nodiscard]] virtual Result<void> forget_setup_tokens(std::int64_t expired_before_ms) = 0;
};

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  [[nodiscard]] virtual Result<std::unique_ptr<Reader>> open_reader() = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<Writer>> open_writer() = 0;
  [[nodiscard]] virtual int schema() const = 0;
};

}  // namespace hearth::server::store
