#include "tests/protocol/ledger.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace hearth::tests {
namespace {

[[noreturn]] void give_up(sqlite3* database, const std::string& what) {
  std::fprintf(stderr, "%s: %s\n", what.c_str(), sqlite3_errmsg(database));
  std::abort();
}

base::Bytes column(sqlite3_stmt* row, int index) {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(row, index));
  return data == nullptr ? base::Bytes() : base::Bytes(data, data + sqlite3_column_bytes(row, index));
}

}  // namespace

envelope::Header LedgerEvent::read() const {
  const auto decoded = envelope::decode(header);
  if (!decoded) std::abort();
  return *decoded;
}

Ledger::Ledger(const std::filesystem::path& database) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(database.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  database_.reset(opened);
  if (code != SQLITE_OK) give_up(opened, database.string());
  sqlite3_busy_timeout(opened, 5000);
}

std::vector<LedgerEvent> Ledger::select(const std::string& condition) {
  const std::string sql =
      "SELECT events.log, events.number, events.header, events.body FROM events JOIN logs ON logs.id = events.log " +
      condition + " ORDER BY events.log, events.number";
  sqlite3_stmt* rows = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &rows, nullptr) != SQLITE_OK) give_up(database_.get(), sql);
  std::vector<LedgerEvent> found;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    found.push_back({.log = sqlite3_column_int64(rows, 0),
                     .number = sqlite3_column_int64(rows, 1),
                     .header = column(rows, 2),
                     .body = column(rows, 3)});
  }
  sqlite3_finalize(rows);
  return found;
}

std::vector<LedgerEvent> Ledger::events() { return select(""); }

std::vector<LedgerEvent> Ledger::events(LogKind kind) {
  return select("WHERE logs.kind = " + std::to_string(static_cast<int>(kind)));
}

std::vector<LedgerEvent> Ledger::of(const base::MemberId& owner, envelope::Stream stream) {
  auto all = events();
  std::erase_if(all, [&](const LedgerEvent& event) {
    const auto header = event.read();
    return header.owner != owner || header.stream != stream;
  });
  return all;
}

std::optional<base::MemberId> Ledger::owner_of_newest(LogKind kind) {
  const auto all = events(kind);
  if (all.empty()) return std::nullopt;
  return all.back().read().owner;
}

void Ledger::change(const char* sql, const LedgerEvent& event) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) != SQLITE_OK) give_up(database_.get(), sql);
  const auto id = event.read().event;
  sqlite3_bind_int64(statement, 1, event.log);
  sqlite3_bind_int64(statement, 2, event.number);
  sqlite3_bind_blob(statement, 3, event.header.data(), static_cast<int>(event.header.size()), nullptr);
  sqlite3_bind_blob(statement, 4, event.body.data(), static_cast<int>(event.body.size()), nullptr);
  sqlite3_bind_blob(statement, 5, id.bytes.data(), static_cast<int>(id.bytes.size()), nullptr);
  if (sqlite3_step(statement) != SQLITE_DONE) give_up(database_.get(), sql);
  sqlite3_finalize(statement);
}

void Ledger::insert(LedgerEvent event) {
  if (event.number == 0) {
    event.number = number("SELECT coalesce(max(number), 0) + 1 FROM events WHERE log = " + std::to_string(event.log));
  }
  change("INSERT INTO events(log, number, header, body, event) VALUES (?1, ?2, ?3, ?4, ?5)", event);
}

void Ledger::replace(const LedgerEvent& event) {
  change("UPDATE events SET header = ?3, body = ?4, event = ?5 WHERE log = ?1 AND number = ?2", event);
}

void Ledger::remove(const LedgerEvent& event) {
  run("DELETE FROM events WHERE log = " + std::to_string(event.log) + " AND number = " + std::to_string(event.number));
}

void Ledger::run(const std::string& sql) {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) give_up(database_.get(), sql);
}

std::int64_t Ledger::number(const std::string& sql) {
  sqlite3_stmt* row = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &row, nullptr) != SQLITE_OK) give_up(database_.get(), sql);
  const std::int64_t value = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
  sqlite3_finalize(row);
  return value;
}

}  // namespace hearth::tests
