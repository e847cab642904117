// The first probe: SQLite alone, as fast as a program can put 1 KiB rows of 64 logs
// into a table and have each transaction on the disk.
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/server/measure.h"
#include "bench/server/probes.h"

namespace hearth::bench {

int raw_commit(const std::string& file, RawTable table, int batch, int rows) {
  sqlite3* database = nullptr;
  const auto run = [&](const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
    std::fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(database));
    std::exit(1);
  };
  if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) return 1;
  run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-8192");
  run(table == RawTable::rowid
          ? "CREATE TABLE e (id INTEGER PRIMARY KEY, log INTEGER, number INTEGER, body BLOB, UNIQUE (log, number))"
          : "CREATE TABLE e (log INTEGER, number INTEGER, body BLOB, PRIMARY KEY (log, number)) WITHOUT ROWID");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO e (log, number, body) VALUES (?1, ?2, ?3)", -1, &insert, nullptr);
  std::vector<char> body(1230, 'x');  // a header and 1 KiB
  const auto began = Clock::now();
  std::timespec cpu_began{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu_began);
  for (int row = 0; row < rows;) {
    run("BEGIN IMMEDIATE");
    for (int i = 0; i < batch && row < rows; ++i, ++row) {
      sqlite3_bind_int(insert, 1, row % 64);
      sqlite3_bind_int(insert, 2, row / 64);
      sqlite3_bind_blob(insert, 3, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
      if (sqlite3_step(insert) != SQLITE_DONE) std::exit(1);
      sqlite3_reset(insert);
    }
    run("COMMIT");
  }
  std::timespec cpu_ended{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu_ended);
  const auto seconds = seconds_since(began);
  const auto cpu = static_cast<double>(cpu_ended.tv_sec - cpu_began.tv_sec) +
                   static_cast<double>(cpu_ended.tv_nsec - cpu_began.tv_nsec) / 1e9;
  std::printf("%f %f\n", rows / seconds, cpu / rows * 1e6);
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return 0;
}

}  // namespace hearth::bench
