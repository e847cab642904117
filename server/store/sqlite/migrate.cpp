#include "server/store/sqlite/migrate.h"

#include <charconv>
#include <format>

#include "server_store_sqlite_embedded.h"

namespace hearth::server::store::sqlite {
namespace {

// "migrations/0001_name.sql" -> 1; 0 when a file is named otherwise.
int number_of(std::string_view name) {
  const auto slash = name.rfind('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  int number = 0;
  const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
  return parsed.ec == std::errc() ? number : 0;
}

Result<void> apply(Database& database, std::string_view sql, int number, std::string_view program_version) {
  if (auto begun = database.run("BEGIN IMMEDIATE"); !begun) return begun;
  const auto steps = [&]() -> Result<void> {
    // Another program may have been faster while this one waited.
    const auto now = schema_of(database);
    if (!now) return std::unexpected(now.error());
    if (*now >= number) return {};
    if (auto done = database.run(sql); !done) return done;
    if (auto done = database.run(std::format("PRAGMA user_version={}", number)); !done) return done;
    Statement note(database,
                   "INSERT INTO meta (key, value) VALUES ('written_by', ?1) "
                   "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    auto use = note.use();
    return use.bind(1, program_version).done();
  }();
  if (!steps) {
    (void)database.run("ROLLBACK");
    return steps;
  }
  return database.run("COMMIT");
}

}  // namespace

int known_schema() {
  int newest = 0;
  for (const auto& file : embedded::server_store_sqlite()) newest = std::max(newest, number_of(file.name));
  return newest;
}

Result<int> schema_of(Database& database) {
  const auto version = database.number("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  return static_cast<int>(*version);
}

Result<void> migrate(Database& database, std::string_view program_version) {
  const auto found = schema_of(database);
  if (!found) return std::unexpected(found.error());
  if (*found > known_schema()) {
    const auto by = database.text("SELECT value FROM meta WHERE key = 'written_by'").value_or("");
    return std::unexpected(Problem{
        Trouble::newer_schema,
        std::format("the data has schema {}, written by hearth {}; this is hearth {}, which knows schemas up to {}. "
                    "Open it with hearth {} or newer",
                    *found, by.empty() ? "of a newer version" : by, program_version, known_schema(),
                    by.empty() ? "of that version" : by)});
  }
  for (const auto& file : embedded::server_store_sqlite()) {
    const int number = number_of(file.name);
    if (number <= *found) continue;
    if (auto done = apply(database, file.text, number, program_version); !done) return done;
  }
  return {};
}

}  // namespace hearth::server::store::sqlite
