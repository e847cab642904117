#include "cli/client/store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <format>
#include <thread>

namespace hearth::cli {
namespace {

constexpr int kStoreVersion = 1;
constexpr const char* kFile = "hearth.db";
constexpr const char* kLock = "lock";

constexpr const char* kSchema = R"sql(
  CREATE TABLE records (key TEXT PRIMARY KEY, value BLOB NOT NULL);
  CREATE TABLE events (key TEXT PRIMARY KEY, value BLOB NOT NULL);
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  PRAGMA user_version = 1;
)sql";

const char* table_name(Table table) { return table == Table::kRecords ? "records" : "events"; }

// A descriptor that closes itself; holding it holds the home's lock.
class LockFile {
 public:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  ~LockFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

std::unexpected<Failure> store_failure(sqlite3* database, int code) {
  const bool full = (code & 0xff) == SQLITE_FULL;
  return broken(full ? "disk_full" : "store_failed",
                full ? std::string("The disk is full, so nothing was changed. Free some space and try again.")
                     : std::format("The store in this home did not take it: {}.", sqlite3_errmsg(database)));
}

// `sqlite3_bind_*` with SQLITE_STATIC, without its old-style cast: what is bound
// outlives the step.
constexpr sqlite3_destructor_type kStatic = nullptr;

}  // namespace

struct Store::Impl {
  std::filesystem::path home;
  std::unique_ptr<LockFile> lock;
  Database database;

  [[nodiscard]] Outcome<void> run(const char* sql) const {
    const int code = sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return store_failure(database.get(), code);
    return {};
  }

  [[nodiscard]] Outcome<Statement> prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &statement, nullptr);
    if (code != SQLITE_OK) return store_failure(database.get(), code);
    return Statement(statement);
  }

  [[nodiscard]] Outcome<void> finish(sqlite3_stmt* statement) const {
    const int code = sqlite3_step(statement);
    if (code != SQLITE_DONE) return store_failure(database.get(), code);
    return {};
  }

  [[nodiscard]] Outcome<void> change(const StoreWrite& write) const {
    const std::string table = table_name(write.table);
    auto statement = prepare(write.value ? "INSERT OR REPLACE INTO " + table + "(key, value) VALUES (?1, ?2)"
                                         : "DELETE FROM " + table + " WHERE key = ?1");
    if (!statement) return std::unexpected(statement.error());
    sqlite3_bind_text(statement->get(), 1, write.key.data(), static_cast<int>(write.key.size()), kStatic);
    if (write.value) {
      if (write.value->empty()) {
        sqlite3_bind_zeroblob(statement->get(), 2, 0);
      } else {
        sqlite3_bind_blob64(statement->get(), 2, write.value->data(), write.value->size(), kStatic);
      }
    }
    return finish(statement->get());
  }

  [[nodiscard]] Outcome<void> ensure_schema() const {
    auto statement = prepare("PRAGMA user_version");
    if (!statement) return std::unexpected(statement.error());
    if (sqlite3_step(statement->get()) != SQLITE_ROW) return store_failure(database.get(), SQLITE_ERROR);
    const int version = sqlite3_column_int(statement->get(), 0);
    statement->reset();
    if (version > kStoreVersion) {
      return refused("newer_store", std::format("{} was written by a newer hearth (store version {}, this program "
                                                "knows {}). Use that program; nothing was changed.",
                                                (home / kFile).string(), version, kStoreVersion));
    }
    if (version == 0) return run((std::string("BEGIN IMMEDIATE;") + kSchema + "COMMIT;").c_str());
    return {};
  }
};

namespace {

Outcome<std::unique_ptr<LockFile>> take_lock(const std::filesystem::path& home, std::chrono::milliseconds patience) {
  const std::string path = (home / kLock).string();
  auto lock = std::make_unique<LockFile>(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (lock->descriptor() < 0) {
    return broken("home_unusable", std::format("{} cannot be opened: {}.", path, std::strerror(errno)));
  }
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (::flock(lock->descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() >= deadline) {
      return refused("home_in_use", std::format("Another hearth is working in {} (perhaps `sync --follow`). One home "
                                                "has one writer at a time; end that one first.",
                                                home.string()));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return lock;
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Outcome<Store> Store::open(const std::filesystem::path& home, Open how, std::chrono::milliseconds patience) {
  std::error_code error;
  if (how == Open::kExisting && !std::filesystem::exists(home / kFile, error)) {
    return refused("no_home", std::format("There is no member in {} yet. `hearth client --home {} init` makes one.",
                                          home.string(), home.string()));
  }
  std::filesystem::create_directories(home, error);
  if (error) {
    return broken("home_unusable", std::format("{} cannot be made: {}.", home.string(), error.message()));
  }
  if (how == Open::kCreate) {
    std::filesystem::permissions(home, std::filesystem::perms::owner_all, error);
  }
  auto lock = take_lock(home, patience);
  if (!lock) return std::unexpected(lock.error());

  auto impl = std::make_unique<Impl>();
  impl->home = home;
  impl->lock = std::move(*lock);
  const ::mode_t before = ::umask(S_IRWXG | S_IRWXO);
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2((home / kFile).c_str(), &database,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  impl->database.reset(database);
  Outcome<void> ready =
      code == SQLITE_OK ? impl->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
                        : store_failure(database, code);
  if (ready) ready = impl->ensure_schema();
  ::umask(before);
  if (!ready) return std::unexpected(ready.error());
  return Store(std::move(impl));
}

Outcome<void> Store::write(const std::vector<StoreWrite>& writes) {
  if (writes.empty()) return {};
  if (auto begun = impl_->run("BEGIN IMMEDIATE"); !begun) return begun;
  for (const StoreWrite& write : writes) {
    if (auto changed = impl_->change(write); !changed) {
      (void)impl_->run("ROLLBACK");
      return changed;
    }
  }
  auto committed = impl_->run("COMMIT");
  if (!committed) (void)impl_->run("ROLLBACK");
  return committed;
}

Outcome<std::optional<Bytes>> Store::value(Table table, const std::string& key) const {
  auto statement = impl_->prepare(std::format("SELECT value FROM {} WHERE key = ?1", table_name(table)));
  if (!statement) return std::unexpected(statement.error());
  sqlite3_bind_text(statement->get(), 1, key.data(), static_cast<int>(key.size()), kStatic);
  const int code = sqlite3_step(statement->get());
  if (code == SQLITE_DONE) return std::nullopt;
  if (code != SQLITE_ROW) return store_failure(impl_->database.get(), code);
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement->get(), 0));
  return Bytes(data, data + sqlite3_column_bytes(statement->get(), 0));
}

Outcome<std::vector<StoredItem>> Store::page(Table table, const std::string& after, std::size_t limit) const {
  auto statement =
      impl_->prepare(std::format("SELECT key, value FROM {} WHERE key > ?1 ORDER BY key LIMIT ?2", table_name(table)));
  if (!statement) return std::unexpected(statement.error());
  sqlite3_bind_text(statement->get(), 1, after.data(), static_cast<int>(after.size()), kStatic);
  sqlite3_bind_int64(statement->get(), 2, static_cast<sqlite3_int64>(limit));
  std::vector<StoredItem> items;
  for (;;) {
    const int code = sqlite3_step(statement->get());
    if (code == SQLITE_DONE) return items;
    if (code != SQLITE_ROW) return store_failure(impl_->database.get(), code);
    const auto* key = static_cast<const char*>(sqlite3_column_blob(statement->get(), 0));
    StoredItem item{.key = std::string(key, static_cast<std::size_t>(sqlite3_column_bytes(statement->get(), 0))),
                    .value = {}};
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement->get(), 1));
    item.value.assign(data, data + sqlite3_column_bytes(statement->get(), 1));
    items.push_back(std::move(item));
  }
}

Outcome<std::optional<std::string>> Store::setting(const std::string& key) const {
  auto statement = impl_->prepare("SELECT value FROM settings WHERE key = ?1");
  if (!statement) return std::unexpected(statement.error());
  sqlite3_bind_text(statement->get(), 1, key.data(), static_cast<int>(key.size()), kStatic);
  const int code = sqlite3_step(statement->get());
  if (code == SQLITE_DONE) return std::nullopt;
  if (code != SQLITE_ROW) return store_failure(impl_->database.get(), code);
  const auto* text = static_cast<const char*>(sqlite3_column_blob(statement->get(), 0));
  return std::string(text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(statement->get(), 0)));
}

Outcome<void> Store::set_setting(const std::string& key, const std::string& value) {
  auto statement = impl_->prepare("INSERT OR REPLACE INTO settings(key, value) VALUES (?1, ?2)");
  if (!statement) return std::unexpected(statement.error());
  sqlite3_bind_text(statement->get(), 1, key.data(), static_cast<int>(key.size()), kStatic);
  sqlite3_bind_text(statement->get(), 2, value.data(), static_cast<int>(value.size()), kStatic);
  return impl_->finish(statement->get());
}

Outcome<void> Store::destroy() {
  impl_->database.reset();
  std::error_code error;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(impl_->home / (std::string(kFile) + suffix), error);
    if (error) return broken("home_unusable", std::format("{} could not be removed: {}.", kFile, error.message()));
  }
  return {};
}

}  // namespace hearth::cli
