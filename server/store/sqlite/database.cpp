#include "server/store/sqlite/database.h"

#include <sqlite3.h>

#include <format>
#include <utility>

namespace hearth::server::store::sqlite {
namespace {

constexpr int kBusyMilliseconds = 5000;

Trouble trouble_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL: return Trouble::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Trouble::busy;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: return Trouble::cannot_open;
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Trouble::unreadable;
    default: return Trouble::failed;
  }
}

std::string pragmas(const OpenOptions& options) {
  // secure_delete: what is erased is overwritten. temp_store: nothing of anybody's
  // in a temporary file. The write-ahead log shrinks back after a burst.
  if (options.mode == Mode::read_only) {
    return "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-512; PRAGMA mmap_size=0;";
  }
  return std::format(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous={}; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; "
      "PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint={}; PRAGMA journal_size_limit=33554432;",
      options.synchronous == OpenOptions::Synchronous::full ? "FULL" : "OFF", options.checkpoint_pages);
}

}  // namespace

Result<Database> Database::open(const OpenOptions& options) {
  // A reader of a write-ahead log writes its shared index too; query_only keeps it
  // from writing anything else.
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE;
  if (options.mode == Mode::create) flags |= SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(options.path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  Database database(handle);
  if (code != SQLITE_OK) {
    if (handle == nullptr) return std::unexpected(Problem{Trouble::failed, "no memory"});
    return std::unexpected(database.problem(code));
  }
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  if (auto done = database.run(pragmas(options)); !done) {
    return std::unexpected(done.error());
  }
  return database;
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  if (this != &other) {
    sqlite3_close_v2(handle_);
    handle_ = std::exchange(other.handle_, nullptr);
  }
  return *this;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Result<void> Database::run(std::string_view sql) {
  const std::string owned(sql);
  const int code = sqlite3_exec(handle_, owned.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(problem(code));
  return {};
}

Result<std::int64_t> Database::number(std::string_view sql) {
  Statement statement(*this, sql);
  auto use = statement.use();
  const auto row = use.step();
  if (!row) return std::unexpected(row.error());
  return *row ? use.integer(0) : 0;
}

Result<std::string> Database::text(std::string_view sql) {
  Statement statement(*this, sql);
  auto use = statement.use();
  const auto row = use.step();
  if (!row) return std::unexpected(row.error());
  return *row ? use.text(0) : std::string();
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

Problem Database::problem(int code) const {
  return {trouble_of(code), std::format("{} (SQLite {})", sqlite3_errmsg(handle_), code)};
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), sql_(other.sql_), handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  if (this != &other) {
    sqlite3_finalize(handle_);
    database_ = other.database_;
    sql_ = other.sql_;
    handle_ = std::exchange(other.handle_, nullptr);
  }
  return *this;
}

Statement::~Statement() { sqlite3_finalize(handle_); }

int Statement::prepare() {
  if (handle_ != nullptr) return SQLITE_OK;
  return sqlite3_prepare_v3(database_->handle(), sql_.data(), static_cast<int>(sql_.size()), SQLITE_PREPARE_PERSISTENT,
                            &handle_, nullptr);
}

Statement::Use::Use(Statement& statement) : statement_(statement), failed_(statement.prepare()) {}

Statement::Use::~Use() {
  sqlite3_reset(statement_.handle_);
  sqlite3_clear_bindings(statement_.handle_);
}

Statement::Use& Statement::Use::bind(int at, std::int64_t value) {
  if (failed_ == SQLITE_OK) failed_ = sqlite3_bind_int64(statement_.handle_, at, value);
  return *this;
}

Statement::Use& Statement::Use::bind(int at, base::ByteView value) {
  if (failed_ != SQLITE_OK) return *this;
  // An empty view may have no address, which SQLite would take for NULL.
  failed_ = value.empty() ? sqlite3_bind_zeroblob(statement_.handle_, at, 0)
                          : sqlite3_bind_blob64(statement_.handle_, at, value.data(), value.size(), SQLITE_STATIC);
  return *this;
}

Statement::Use& Statement::Use::bind(int at, std::string_view value) {
  if (failed_ == SQLITE_OK) {
    failed_ = sqlite3_bind_text64(statement_.handle_, at, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  return *this;
}

Statement::Use& Statement::Use::bind(int at, std::optional<std::int64_t> value) {
  return value ? bind(at, *value) : bind_null(at);
}

Statement::Use& Statement::Use::bind_null(int at) {
  if (failed_ == SQLITE_OK) failed_ = sqlite3_bind_null(statement_.handle_, at);
  return *this;
}

Result<bool> Statement::Use::step() {
  if (failed_ != SQLITE_OK) return std::unexpected(statement_.database_->problem(failed_));
  const int code = sqlite3_step(statement_.handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(statement_.database_->problem(code));
}

Result<void> Statement::Use::done() {
  const auto row = step();
  if (!row) return std::unexpected(row.error());
  return {};
}

Result<bool> Statement::Use::done_unless_taken() {
  if (failed_ != SQLITE_OK) return std::unexpected(statement_.database_->problem(failed_));
  const int code = sqlite3_step(statement_.handle_);
  if (code == SQLITE_DONE || code == SQLITE_ROW) return true;
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) return false;
  return std::unexpected(statement_.database_->problem(code));
}

std::int64_t Statement::Use::integer(int column) const { return sqlite3_column_int64(statement_.handle_, column); }

base::ByteView Statement::Use::bytes(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.handle_, column));
  const auto size = sqlite3_column_bytes(statement_.handle_, column);
  return data == nullptr ? base::ByteView() : base::ByteView(data, static_cast<std::size_t>(size));
}

std::string Statement::Use::text(int column) const {
  const auto view = bytes(column);
  return std::string(view.begin(), view.end());
}

bool Statement::Use::is_null(int column) const {
  return sqlite3_column_type(statement_.handle_, column) == SQLITE_NULL;
}

}  // namespace hearth::server::store::sqlite
