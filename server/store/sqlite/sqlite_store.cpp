#include "server/store/sqlite/sqlite_store.h"

#include <map>
#include <utility>

#include "server/host/clock.h"
#include "server/host/version.h"
#include "server/store/sqlite/id_filter.h"
#include "server/store/sqlite/migrate.h"
#include "server/store/sqlite/queries.h"

namespace hearth::server::store::sqlite {
namespace {

class SqliteWriter final : public Reading<Writer> {
 public:
  using Reading<Writer>::Reading;

  Result<void> begin() override { return begin_.use().done(); }
  Result<void> commit() override { return commit_.use().done(); }
  void rollback() override {
    // After some failures SQLite has rolled back by itself.
    if (this->database_.in_transaction()) (void)this->database_.run("ROLLBACK");
  }
  Result<void> savepoint() override { return savepoint_.use().done(); }
  Result<void> release() override { return release_.use().done(); }
  void rollback_to_savepoint() override {
    if (!this->database_.in_transaction()) return;
    (void)rollback_to_.use().done();
    (void)release_.use().done();
  }

  Result<Insert> insert_event(LogNumber log, std::int64_t number, const base::EventId& id, base::ByteView header,
                              base::ByteView body) override {
    const auto filter = ids_of(log);
    if (!filter) return std::unexpected(filter.error());
    if ((*filter)->may_have(id)) {
      const auto before = this->event_by_id(log, id);
      if (!before) return std::unexpected(before.error());
      if (*before) return Insert::taken;
    }
    auto use = insert_event_.use();
    use.bind(1, log).bind(2, number).bind(3, id.view()).bind(4, header).bind(5, body);
    const auto done = use.done_unless_taken();
    if (!done) return std::unexpected(done.error());
    if (!*done) return Insert::taken;
    (*filter)->add(id);
    return Insert::done;
  }

  Result<void> save_chain(LogNumber log, const ChainRecord& chain) override {
    auto use = save_chain_.use();
    use.bind(1, log)
        .bind(2, chain.device.view())
        .bind(3, static_cast<std::int64_t>(chain.stream))
        .bind(4, static_cast<std::int64_t>(chain.sequence))
        .bind(5, chain.link.view())
        .bind(6, chain.events)
        .bind(7, chain.bytes);
    return use.done();
  }

  Result<LogNumber> create_log(const base::LogId& id, LogKind kind, std::optional<LogNumber> created_by,
                               std::int64_t now_ms) override {
    auto use = create_log_.use();
    use.bind(1, id.view())
        .bind(2, std::int64_t{kind == LogKind::space ? 1 : 0})
        .bind(3, created_by)
        .bind(4, now_ms / host::kDay);
    const auto row = use.step();
    if (!row) return std::unexpected(row.error());
    return use.integer(0);
  }

  Result<void> add_seat(LogNumber log, const SeatRecord& seat) override {
    auto use = add_seat_.use();
    use.bind(1, log).bind(2, std::int64_t{seat.place}).bind(3, seat.key.view());
    if (seat.member) use.bind(4, seat.member->view());
    return use.done();
  }

  Result<void> set_member(LogNumber log, int place, const base::MemberId& member) override {
    auto use = set_member_.use();
    use.bind(1, log).bind(2, std::int64_t{place}).bind(3, member.view());
    return use.done();
  }

  Result<void> end_seat(LogNumber log, int place) override {
    auto use = end_seat_.use();
    use.bind(1, log).bind(2, std::int64_t{place});
    return use.done();
  }

  Result<void> add_device(LogNumber log, const DeviceRecord& device) override {
    auto use = add_device_.use();
    use.bind(1, log)
        .bind(2, device.id.view())
        .bind(3, device.key.view())
        .bind(4, std::int64_t{device.place})
        .bind(5, std::int64_t{device.kind == DeviceKind::reader ? 1 : 0});
    return use.done();
  }

  Result<void> revoke_device(LogNumber log, const base::DeviceId& id) override {
    auto use = revoke_device_.use();
    use.bind(1, log).bind(2, id.view());
    return use.done();
  }

  Result<void> set_erase_at(LogNumber log, std::int64_t number, std::optional<std::int64_t> at) override {
    auto use = set_erase_at_.use();
    use.bind(1, log).bind(2, number).bind(3, at);
    return use.done();
  }

  Result<std::int64_t> erase_due(std::int64_t now_ms) override {
    auto use = erase_due_.use();
    use.bind(1, now_ms);
    if (auto done = use.done(); !done) return std::unexpected(done.error());
    return this->database_.number("SELECT changes()");
  }

  Result<void> empty_write_ahead_log() override { return this->database_.run("PRAGMA wal_checkpoint(TRUNCATE)"); }

  Result<void> add_invite(const InviteRecord& invite) override {
    auto use = add_invite_.use();
    use.bind(1, invite.locator.view())
        .bind(2, invite.log)
        .bind(3, std::int64_t{invite.place})
        .bind(4, invite.seat_hash.view())
        .bind(5, invite.expires_at);
    return use.done();
  }

  Result<void> update_invite(const InviteRecord& invite) override {
    auto use = update_invite_.use();
    use.bind(1, invite.locator.view())
        .bind(2, std::int64_t{invite.gone ? 1 : 0})
        .bind(3, std::int64_t{invite.wrong_tries});
    if (invite.claim_hash) use.bind(4, invite.claim_hash->view());
    if (invite.registered) use.bind(5, invite.registered->view());
    return use.done();
  }

  Result<void> add_invite_message(const base::LocatorId& locator, const InviteMessage& message) override {
    auto use = add_invite_message_.use();
    use.bind(1, locator.view())
        .bind(2, message.number)
        .bind(3, std::int64_t{message.from == Side::joiner ? 1 : 0})
        .bind(4, base::ByteView(message.data));
    return use.done();
  }

  Result<void> destroy_invite(const base::LocatorId& locator) override {
    {
      auto use = drop_invite_messages_.use();
      if (auto done = use.bind(1, locator.view()).done(); !done) return done;
    }
    auto use = destroy_invite_.use();
    return use.bind(1, locator.view()).done();
  }

  Result<void> forget_invites(std::int64_t expired_before_ms) override {
    {
      auto use = forget_messages_.use();
      if (auto done = use.bind(1, expired_before_ms).done(); !done) return done;
    }
    auto use = forget_invites_.use();
    return use.bind(1, expired_before_ms).done();
  }

  Result<void> add_share(const ShareRecord& share, base::ByteView body) override {
    auto use = add_share_.use();
    use.bind(1, share.id.view())
        .bind(2, share.log)
        .bind(3, std::int64_t{share.place})
        .bind(4, share.expires_at)
        .bind(5, std::int64_t{share.confirmed ? 1 : 0})
        .bind(6, body);
    return use.done();
  }

  Result<void> update_share(const ShareRecord& share) override {
    auto use = update_share_.use();
    use.bind(1, share.id.view())
        .bind(2, std::int64_t{share.confirmed ? 1 : 0})
        .bind(3, std::int64_t{share.fetched ? 1 : 0});
    return use.done();
  }

  Result<void> end_share(const base::ShareId& id) override {
    ended_since_ += 1;
    auto use = end_share_.use();
    return use.bind(1, id.view()).done();
  }

  Result<void> end_shares_of(LogNumber log) override {
    ended_since_ += 1;
    auto use = end_shares_of_.use();
    return use.bind(1, log).done();
  }

  Result<std::int64_t> end_shares_due(std::int64_t now_ms, std::int64_t forget_before_ms) override {
    {
      auto use = end_shares_due_.use();
      if (auto done = use.bind(1, now_ms).done(); !done) return std::unexpected(done.error());
    }
    const auto ended = this->database_.number("SELECT changes()");
    if (!ended) return ended;
    auto use = forget_shares_.use();
    if (auto done = use.bind(1, forget_before_ms).done(); !done) return std::unexpected(done.error());
    return *ended + std::exchange(ended_since_, 0);
  }

  Result<void> probe(std::int64_t now_ms) override {
    auto use = probe_.use();
    return use.bind(1, now_ms).done();
  }

  Result<void> add_setup_token(const base::Hash32& hash, std::int64_t expires_at) override {
    auto use = add_setup_token_.use();
    return use.bind(1, hash.view()).bind(2, expires_at).done();
  }

  Result<void> use_setup_token(const base::Hash32& hash, const base::LogId& by) override {
    auto use = use_setup_token_.use();
    return use.bind(1, hash.view()).bind(2, by.view()).done();
  }

  Result<void> forget_setup_tokens(std::int64_t expired_before_ms) override {
    auto use = forget_setup_tokens_.use();
    return use.bind(1, expired_before_ms).done();
  }

 private:
  // The ids of a log, read when they are first needed and again when they have doubled.
  Result<IdFilter*> ids_of(LogNumber log) {
    const auto found = ids_.find(log);
    if (found != ids_.end() && !found->second.is_full()) return &found->second;
    if (found != ids_.end()) {
      ids_bytes_ -= found->second.bytes();
      ids_.erase(found);
    }
    if (ids_bytes_ > kIdsBytes) {
      ids_.clear();
      ids_bytes_ = 0;
    }
    const auto last = this->last_number(log);
    if (!last) return std::unexpected(last.error());
    IdFilter filter(static_cast<std::size_t>(*last));
    auto use = ids_in_.use();
    use.bind(1, log);
    for (;;) {
      const auto row = use.step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      filter.add(use.fixed<base::EventId>(0));
    }
    ids_bytes_ += filter.bytes();
    return &ids_.emplace(log, std::move(filter)).first->second;
  }

  static constexpr std::size_t kIdsBytes = 8 * 1024 * 1024;
  std::map<LogNumber, IdFilter> ids_;
  std::size_t ids_bytes_ = 0;
  std::int64_t ended_since_ = 0;  // requests that ended shares since end_shares_due
  Statement ids_in_{database_, "SELECT event FROM events INDEXED BY events_by_id WHERE log = ?1"};
  Statement begin_{database_, "BEGIN IMMEDIATE"};
  Statement commit_{database_, "COMMIT"};
  Statement savepoint_{database_, "SAVEPOINT request"};
  Statement release_{database_, "RELEASE request"};
  Statement rollback_to_{database_, "ROLLBACK TO request"};
  Statement insert_event_{database_,
                          "INSERT INTO events (log, number, event, header, body) VALUES (?1, ?2, ?3, ?4, ?5)"};
  Statement save_chain_{database_,
                        "INSERT INTO chains (log, device, stream, sequence, link, events, bytes) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET "
                        "sequence = excluded.sequence, link = excluded.link, events = excluded.events, "
                        "bytes = excluded.bytes"};
  Statement create_log_{database_,
                        "INSERT INTO logs (log, kind, created_by, created_on) VALUES (?1, ?2, ?3, ?4) RETURNING id"};
  Statement add_seat_{database_, "INSERT INTO seats (log, place, seat_key, member) VALUES (?1, ?2, ?3, ?4)"};
  Statement set_member_{database_, "UPDATE seats SET member = ?3 WHERE log = ?1 AND place = ?2"};
  Statement end_seat_{database_, "UPDATE seats SET ended = 1 WHERE log = ?1 AND place = ?2"};
  Statement add_device_{database_,
                        "INSERT INTO devices (log, device, device_key, place, kind) VALUES (?1, ?2, ?3, ?4, ?5)"};
  Statement revoke_device_{database_, "UPDATE devices SET revoked = 1 WHERE log = ?1 AND device = ?2"};
  Statement set_erase_at_{database_, "UPDATE events SET erase_at = ?3 WHERE log = ?1 AND number = ?2"};
  Statement erase_due_{database_,
                       "UPDATE events SET body = NULL WHERE erase_at IS NOT NULL AND body IS NOT NULL "
                       "AND erase_at <= ?1"};
  Statement add_invite_{database_,
                        "INSERT INTO invites (locator, log, place, seat_hash, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)"};
  Statement update_invite_{database_,
                           "UPDATE invites SET gone = ?2, wrong_tries = ?3, claim_hash = ?4, registered = ?5 "
                           "WHERE locator = ?1"};
  Statement add_invite_message_{database_,
                                "INSERT INTO invite_messages (locator, number, side, data) VALUES (?1, ?2, ?3, ?4)"};
  Statement drop_invite_messages_{database_, "DELETE FROM invite_messages WHERE locator = ?1"};
  Statement destroy_invite_{database_, "UPDATE invites SET gone = 1 WHERE locator = ?1"};
  Statement forget_messages_{database_,
                             "DELETE FROM invite_messages WHERE locator IN "
                             "(SELECT locator FROM invites WHERE expires_at < ?1)"};
  Statement forget_invites_{database_, "DELETE FROM invites WHERE expires_at < ?1"};
  Statement add_share_{database_,
                       "INSERT INTO shares (share, log, place, expires_at, confirmed, body) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
  Statement update_share_{database_, "UPDATE shares SET confirmed = ?2, fetched = ?3 WHERE share = ?1"};
  Statement end_share_{database_, "UPDATE shares SET body = NULL WHERE share = ?1"};
  Statement end_shares_of_{database_, "UPDATE shares SET body = NULL WHERE log = ?1"};
  Statement end_shares_due_{database_, "UPDATE shares SET body = NULL WHERE body IS NOT NULL AND expires_at <= ?1"};
  Statement forget_shares_{database_, "DELETE FROM shares WHERE expires_at < ?1"};
  Statement probe_{database_,
                   "INSERT INTO meta (key, value) VALUES ('probed_at', ?1) "
                   "ON CONFLICT (key) DO UPDATE SET value = excluded.value"};
  Statement add_setup_token_{database_, "INSERT INTO setup_tokens (hash, expires_at) VALUES (?1, ?2)"};
  Statement use_setup_token_{database_, "UPDATE setup_tokens SET used_by = ?2 WHERE hash = ?1"};
  Statement forget_setup_tokens_{database_, "DELETE FROM setup_tokens WHERE expires_at < ?1"};
};

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(StoreOptions options) {
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(options)));
  auto database = Database::open(store->options_for(Mode::create));
  if (!database) return std::unexpected(database.error());
  if (auto done = migrate(*database, host::kProgramVersion); !done) return std::unexpected(done.error());
  return store;
}

OpenOptions SqliteStore::options_for(Mode mode) const {
  return {.path = options_.path,
          .vfs = options_.vfs,
          .mode = mode,
          .synchronous = options_.synchronous,
          .checkpoint_pages = options_.checkpoint_pages};
}

Result<std::unique_ptr<Reader>> SqliteStore::open_reader() {
  auto database = Database::open(options_for(Mode::read_only));
  if (!database) return std::unexpected(database.error());
  return std::make_unique<Reading<Reader>>(std::move(*database));
}

Result<std::unique_ptr<Writer>> SqliteStore::open_writer() {
  auto database = Database::open(options_for(Mode::read_write));
  if (!database) return std::unexpected(database.error());
  return std::make_unique<SqliteWriter>(std::move(*database));
}

int SqliteStore::schema() const { return known_schema(); }

}  // namespace hearth::server::store::sqlite
