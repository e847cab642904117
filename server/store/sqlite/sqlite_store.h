// The embedded engine: one SQLite file, write-ahead log, every commit flushed to
// the disk before it returns (synchronous=FULL). One writer, any number of readers
// that see the last commit.
#pragma once

#include "server/store/sqlite/database.h"
#include "server/store/store.h"

namespace hearth::server::store::sqlite {

struct StoreOptions {
  std::string path;  // of the file; the folder exists
  std::string vfs;   // a registered VFS by name, for tests
  OpenOptions::Synchronous synchronous = OpenOptions::Synchronous::full;
  int checkpoint_pages = OpenOptions().checkpoint_pages;
};

class SqliteStore final : public Store {
 public:
  // Opens or creates the file and brings it to the newest schema.
  [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> open(StoreOptions options);

  [[nodiscard]] Result<std::unique_ptr<Reader>> open_reader() override;
  [[nodiscard]] Result<std::unique_ptr<Writer>> open_writer() override;
  [[nodiscard]] int schema() const override;

 private:
  explicit SqliteStore(StoreOptions options) : options_(std::move(options)) {}
  [[nodiscard]] OpenOptions options_for(Mode mode) const;

  StoreOptions options_;
};

}  // namespace hearth::server::store::sqlite
