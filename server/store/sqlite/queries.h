// The reading half of the SQLite store, for a plain reader and for the writer.
#pragma once

#include "server/store/sqlite/database.h"
#include "server/store/store.h"

namespace hearth::server::store::sqlite {

// `Base` is store::Reader or store::Writer.
template <class Base>
class Reading : public Base {
 public:
  explicit Reading(Database database) : database_(std::move(database)) {}

  Result<std::optional<LogRecord>> log(const base::LogId& id) override;
  Result<std::optional<SeatRecord>> seat(LogNumber log, int place) override;
  Result<std::optional<SeatRecord>> seat_by_key(LogNumber log, const base::SigningPublicKey& key) override;
  Result<std::optional<DeviceRecord>> device(LogNumber log, const base::DeviceId& id) override;
  Result<std::optional<LogRecord>> personal_log_of(const base::DeviceId& device) override;
  Result<std::optional<LogRecords>> log_records(LogNumber log) override;
  Result<Usage> usage(LogNumber log) override;
  Result<std::int64_t> spaces_of(LogNumber personal) override;
  Result<std::int64_t> last_number(LogNumber log) override;
  Result<void> page(LogNumber log, std::int64_t after, std::size_t max, std::size_t max_bytes,
                    const std::function<void(const EventRecord&)>& take) override;
  Result<std::optional<EventRecord>> event_by_number(LogNumber log, std::int64_t number) override;
  Result<std::optional<EventRecord>> event_by_id(LogNumber log, const base::EventId& id) override;
  Result<std::optional<InviteRecord>> invite(const base::LocatorId& locator) override;
  Result<std::vector<InviteMessage>> invite_messages(const base::LocatorId& locator, std::int64_t after) override;
  Result<std::int64_t> open_invites_of(LogNumber log, std::int64_t now_ms) override;
  Result<std::optional<ShareRecord>> share(const base::ShareId& id) override;
  Result<base::Bytes> share_body(const base::ShareId& id) override;
  Result<std::vector<ShareRecord>> open_shares_of(LogNumber log, std::int64_t now_ms) override;
  Result<std::optional<SetupToken>> setup_token(const base::Hash32& hash) override;
  Result<bool> has_logs() override;

 protected:
  Database database_;

 private:
  Statement log_{database_, "SELECT id, log, kind FROM logs WHERE log = ?1"};
  Statement log_by_number_{database_, "SELECT id, log, kind FROM logs WHERE id = ?1"};
  Statement personal_log_of_{database_,
                             "SELECT logs.id, logs.log, logs.kind FROM devices JOIN logs ON logs.id = devices.log "
                             "WHERE devices.device = ?1 AND logs.kind = 0 ORDER BY logs.id LIMIT 1"};
  Statement last_number_{database_, "SELECT number FROM events WHERE log = ?1 ORDER BY number DESC LIMIT 1"};
  Statement seat_{database_, "SELECT place, seat_key, member, ended FROM seats WHERE log = ?1 AND place = ?2"};
  Statement seats_{database_, "SELECT place, seat_key, member, ended FROM seats WHERE log = ?1 ORDER BY place"};
  Statement seat_by_key_{database_,
                         "SELECT place, seat_key, member, ended FROM seats WHERE log = ?1 AND seat_key = ?2"};
  Statement device_{database_,
                    "SELECT device, device_key, place, kind, revoked FROM devices WHERE log = ?1 AND device = ?2"};
  Statement devices_{database_, "SELECT device, device_key, place, kind, revoked FROM devices WHERE log = ?1"};
  Statement chains_{database_, "SELECT device, stream, sequence, link, events, bytes FROM chains WHERE log = ?1"};
  Statement usage_{database_, "SELECT COALESCE(SUM(events), 0), COALESCE(SUM(bytes), 0) FROM chains WHERE log = ?1"};
  Statement spaces_of_{database_, "SELECT COUNT(*) FROM logs WHERE created_by = ?1"};
  Statement page_{database_,
                  "SELECT number, header, body, erase_at FROM events WHERE log = ?1 AND number > ?2 "
                  "ORDER BY number LIMIT ?3"};
  Statement event_by_number_{database_,
                             "SELECT number, header, body, erase_at FROM events WHERE log = ?1 AND number = ?2"};
  Statement event_by_id_{database_,
                         "SELECT number, header, body, erase_at FROM events INDEXED BY events_by_id "
                         "WHERE log = ?1 AND number / 256 = ?2 AND event = ?3"};
  Statement invite_{database_,
                    "SELECT locator, log, place, seat_hash, expires_at, gone, wrong_tries, claim_hash, registered "
                    "FROM invites WHERE locator = ?1"};
  Statement invite_messages_{database_,
                             "SELECT number, side, data FROM invite_messages WHERE locator = ?1 AND number > ?2 "
                             "ORDER BY number"};
  Statement open_invites_of_{database_, "SELECT COUNT(*) FROM invites WHERE log = ?1 AND gone = 0 AND expires_at > ?2"};
  Statement share_{database_,
                   "SELECT share, log, place, expires_at, confirmed, fetched, body IS NULL FROM shares "
                   "WHERE share = ?1"};
  Statement share_body_{database_, "SELECT body FROM shares WHERE share = ?1"};
  Statement open_shares_of_{database_,
                            "SELECT share, log, place, expires_at, confirmed, fetched, body IS NULL FROM shares "
                            "WHERE log = ?1 AND body IS NOT NULL AND expires_at > ?2 ORDER BY id"};
  Statement setup_token_{database_, "SELECT expires_at, used_by FROM setup_tokens WHERE hash = ?1"};
  Statement has_logs_{database_, "SELECT EXISTS (SELECT 1 FROM logs)"};
};

}  // namespace hearth::server::store::sqlite
