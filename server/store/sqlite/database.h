// A thin, typed hold on SQLite's C interface: connections and statements that
// close themselves, and its codes as `Problem`. A connection and its statements
// belong to one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/records.h"

struct sqlite3;
struct sqlite3_stmt;

namespace hearth::server::store::sqlite {

enum class Mode : std::uint8_t { read_only, read_write, create };

struct OpenOptions {
  std::string path;
  std::string vfs;  // empty: SQLite's own
  Mode mode = Mode::create;
  // Off only in the twin that shows that the power-cut test can fail.
  enum class Synchronous : std::uint8_t { full, off } synchronous = Synchronous::full;
  int checkpoint_pages = 4000;  // of the write-ahead log; then it goes into the database
};

class Database {
 public:
  [[nodiscard]] static Result<Database> open(const OpenOptions& options);
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // One or more statements without parameters or results.
  [[nodiscard]] Result<void> run(std::string_view sql);
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql);
  [[nodiscard]] Result<std::string> text(std::string_view sql);
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] Problem problem(int code) const;
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_ = nullptr;
};

// A prepared statement, used again and again:
//   auto use = statement.use();            // resets at the end of its scope
//   use.bind(1, 7).bind(2, bytes);
//   const auto row = use.step();           // true: a row, false: done
class Statement {
 public:
  Statement() = default;
  // `sql` lives as long as the statement.
  Statement(Database& database, std::string_view sql) : database_(&database), sql_(sql) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  class Use {
   public:
    explicit Use(Statement& statement);
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use();

    // Parameters count from 1. Bytes are borrowed until the end of this use.
    Use& bind(int at, std::int64_t value);
    Use& bind(int at, base::ByteView value);
    Use& bind(int at, std::string_view value);
    Use& bind(int at, std::optional<std::int64_t> value);
    Use& bind_null(int at);

    // True: there is a row to look at; false: it is done.
    [[nodiscard]] Result<bool> step();
    // For a statement that gives no rows.
    [[nodiscard]] Result<void> done();
    // Like done(), but a broken uniqueness is an answer of its own.
    [[nodiscard]] Result<bool> done_unless_taken();

    // Columns count from 0; bytes are valid until the next step.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] base::ByteView bytes(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    template <class Value>
    [[nodiscard]] Value fixed(int column) const {
      return Value::from(bytes(column)).value_or(Value{});
    }

   private:
    Statement& statement_;
    int failed_ = 0;
  };

  [[nodiscard]] Use use() { return Use(*this); }

 private:
  // Prepared at the first use, so that opening a store does not wait for all.
  [[nodiscard]] int prepare();

  Database* database_ = nullptr;
  std::string_view sql_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace hearth::server::store::sqlite
