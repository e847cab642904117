// The server's own database, open on the host's desk: Mallory reads it and writes in
// it with plain SQLite, past all of the server's rules.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "envelope/header.h"

namespace hearth::tests {

enum class LogKind { kPersonal = 0, kSpace = 1 };

struct LedgerEvent {
  std::int64_t log = 0;     // the row of its log
  std::int64_t number = 0;  // in its log
  base::Bytes header;
  base::Bytes body;  // empty once erased

  [[nodiscard]] envelope::Header read() const;  // aborts when it is none
};

// May be open while the server runs; what it writes is committed at once.
class Ledger {
 public:
  explicit Ledger(const std::filesystem::path& database);

  [[nodiscard]] std::vector<LedgerEvent> events();
  [[nodiscard]] std::vector<LedgerEvent> events(LogKind kind);
  // Those of one owner in one stream of the space.
  [[nodiscard]] std::vector<LedgerEvent> of(const base::MemberId& owner, envelope::Stream stream);
  [[nodiscard]] std::optional<base::MemberId> owner_of_newest(LogKind kind);

  // Puts an event at the end of a log, or at `event.number` when that is not 0.
  void insert(LedgerEvent event);
  void replace(const LedgerEvent& event);  // by log and number
  void remove(const LedgerEvent& event);

  void run(const std::string& sql);
  [[nodiscard]] std::int64_t number(const std::string& sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::vector<LedgerEvent> select(const std::string& condition);
  void change(const char* sql, const LedgerEvent& event);

  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace hearth::tests
