#include "cli/client/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/support/process.h"

namespace hearth::cli {
namespace {

StoreWrite put(Table table, const std::string& key, const std::string& value) {
  return {.table = table, .key = key, .value = Bytes(value.begin(), value.end())};
}

std::string text(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

TEST(Store, KeepsWhatWasWrittenWhenItIsOpenedAgain) {
  tests::TemporaryFolder home;
  {
    auto store = Store::open(home.path(), Open::kCreate);
    ASSERT_TRUE(store) << store.error().message;
    ASSERT_TRUE(store->write({put(Table::kRecords, "vault", "wrapped"), put(Table::kEvents, "a/1", "one")}));
  }
  auto store = Store::open(home.path(), Open::kExisting);
  ASSERT_TRUE(store);
  EXPECT_EQ(text(**store->value(Table::kRecords, "vault")), "wrapped");
  EXPECT_EQ(text(store->page(Table::kEvents, "", 10)->at(0).value), "one");
}

TEST(Store, RemovesAKeyWhoseValueIsGone) {
  tests::TemporaryFolder home;
  auto store = Store::open(home.path(), Open::kCreate);
  ASSERT_TRUE(store->write({put(Table::kRecords, "a", "1"), put(Table::kRecords, "b", "2")}));
  ASSERT_TRUE(store->write({{.table = Table::kRecords, .key = "a", .value = std::nullopt}}));
  EXPECT_FALSE(store->value(Table::kRecords, "a")->has_value());
  EXPECT_EQ(store->page(Table::kRecords, "", 10)->size(), 1U);
}

TEST(Store, KeepsAnEmptyValueApartFromNone) {
  tests::TemporaryFolder home;
  auto store = Store::open(home.path(), Open::kCreate);
  ASSERT_TRUE(store->write({put(Table::kRecords, "empty", "")}));
  ASSERT_TRUE(store->value(Table::kRecords, "empty")->has_value());
  EXPECT_TRUE((*store->value(Table::kRecords, "empty"))->empty());
}

TEST(Store, PagesInTheOrderOfTheKeysWithoutMissingOne) {
  tests::TemporaryFolder home;
  auto store = Store::open(home.path(), Open::kCreate);
  std::vector<StoreWrite> writes;
  for (int i = 0; i < 25; ++i) writes.push_back(put(Table::kEvents, "k" + std::to_string(100 + i), std::to_string(i)));
  ASSERT_TRUE(store->write(writes));
  std::vector<std::string> seen;
  std::string after;
  for (;;) {
    auto page = store->page(Table::kEvents, after, 10);
    ASSERT_TRUE(page);
    if (page->empty()) break;
    for (const StoredItem& item : *page) seen.push_back(text(item.value));
    after = page->back().key;
  }
  ASSERT_EQ(seen.size(), 25U);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], std::to_string(i));
}

TEST(Store, IsRefusedWhereThereIsNone) {
  tests::TemporaryFolder home;
  const auto store = Store::open(home.path() / "nobody", Open::kExisting);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, "no_home");
  EXPECT_EQ(store.error().exit, Exit::kRefused);
}

TEST(Store, HasOneWriterAtATime) {
  tests::TemporaryFolder home;
  auto first = Store::open(home.path(), Open::kCreate);
  ASSERT_TRUE(first);
  const auto second = Store::open(home.path(), Open::kExisting, std::chrono::milliseconds(60));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "home_in_use");
}

TEST(Store, OfANewerProgramIsRefusedAndLeftAsItIs) {
  tests::TemporaryFolder home;
  {
    ASSERT_TRUE(Store::open(home.path(), Open::kCreate));
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((home.path() / "hearth.db").c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, "PRAGMA user_version = 99", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  const auto store = Store::open(home.path(), Open::kExisting);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, "newer_store");
  EXPECT_NE(store.error().message.find("99"), std::string::npos);
}

TEST(Store, IsReadableByItsOwnerAlone) {
  tests::TemporaryFolder home;
  {
    ASSERT_TRUE(Store::open(home.path() / "home", Open::kCreate));
  }
  using std::filesystem::perms;
  const auto others = perms::group_all | perms::others_all;
  EXPECT_EQ(std::filesystem::status(home.path() / "home").permissions() & others, perms::none);
  EXPECT_EQ(std::filesystem::status(home.path() / "home/hearth.db").permissions() & others, perms::none);
}

TEST(Store, RemembersTheHostsOwnSettings) {
  tests::TemporaryFolder home;
  auto store = Store::open(home.path(), Open::kCreate);
  EXPECT_FALSE(store->setting("authorities")->has_value());
  ASSERT_TRUE(store->set_setting("authorities", "/etc/ca.pem"));
  EXPECT_EQ(**store->setting("authorities"), "/etc/ca.pem");
}

}  // namespace
}  // namespace hearth::cli
