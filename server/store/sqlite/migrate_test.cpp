#include "server/store/sqlite/migrate.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <format>

#include "server/store/sqlite/sqlite_store.h"
#include "server_store_sqlite_embedded.h"

namespace hearth::server::store::sqlite {
namespace {

// The file of a program that knew only the first migration.
void make_first_schema(const std::string& path) {
  auto database = Database::open({.path = path, .vfs = {}, .mode = Mode::create});
  ASSERT_TRUE(database.has_value());
  for (const auto& file : embedded::server_store_sqlite()) {
    if (std::string_view(file.name).find("0001_") == std::string_view::npos) continue;
    ASSERT_TRUE(database->run(file.text).has_value());
  }
  ASSERT_TRUE(database
                  ->run("PRAGMA user_version = 1; "
                        "INSERT INTO logs VALUES (1, x'00112233445566778899aabbccddeeff', 1, NULL, 20000); "
                        "INSERT INTO events VALUES "
                        "(5, 1, 1, x'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf', NULL, x'01', x'02'), "
                        "(9, 1, 700, x'b0b1b2b3b4b5b6b7b8b9babbbcbdbebf', 99, x'03', NULL)")
                  .has_value());
}

base::EventId id_of(std::uint8_t first) {
  base::Bytes bytes(16);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
  return *base::EventId::from(bytes);
}

TEST(Migrate, DataOfTheFirstSchemaIsAllThereInTheNewest) {
  const auto path = (std::filesystem::temp_directory_path() / std::format("hearth-migrate-{}.db", ::getpid())).string();
  std::filesystem::remove(path);
  make_first_schema(path);
  {
    auto store = SqliteStore::open({.path = path, .vfs = {}});
    ASSERT_TRUE(store.has_value()) << store.error().detail;
    auto writer = (*store)->open_writer();
    ASSERT_TRUE(writer.has_value());
    const auto first = (*writer)->event_by_id(1, id_of(0xa0)).value();
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->number, 1);
    EXPECT_EQ(first->body, base::Bytes{2});
    const auto erased = (*writer)->event_by_id(1, id_of(0xb0)).value();
    ASSERT_TRUE(erased.has_value());
    EXPECT_EQ(erased->number, 700);
    EXPECT_TRUE(erased->erased);
    ASSERT_TRUE((*writer)->begin().has_value());
    EXPECT_EQ((*writer)->insert_event(1, 701, id_of(0xa0), {}, {}).value(), Insert::taken);
    EXPECT_EQ((*writer)->insert_event(1, 701, id_of(0xc0), base::Bytes{1}, base::Bytes{1}).value(), Insert::done);
    EXPECT_EQ((*writer)->insert_event(1, 702, id_of(0xc0), {}, {}).value(), Insert::taken);
    ASSERT_TRUE((*writer)->commit().has_value());
    EXPECT_EQ((*store)->schema(), known_schema());
  }
  for (const auto* more : {"", "-wal", "-shm"}) std::filesystem::remove(path + more);
}

}  // namespace
}  // namespace hearth::server::store::sqlite
