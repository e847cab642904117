// Backup, restore, newer data, doctor: what a host does.
#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "server/admin/backup.h"
#include "server/admin/data_folder.h"
#include "server/admin/health.h"
#include "server/doctor.h"
#include "server/host/exit_codes.h"
#include "server/serve.h"
#include "tests/members/household.h"

namespace hearth::tests {
namespace {

namespace admin = server::admin;
namespace fs = std::filesystem;

class Hosting : public Household {
 protected:
  ScratchFolder scratch;
  std::string file = scratch.path() + "/backup.hearth";

  void write_one() {
    Listener alices(server.port(), dial.token(alices_seat));
    Chain chain(alices_seat, 0, envelope::Stream::shared);
    const auto answer = alices.ask(append_message(1, chain.next_random()));
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  }
  static void run_sql(const std::string& database, const std::string& sql) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(database.c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    sqlite3_close(handle);
  }
};

TEST_F(Hosting, ABackupTakenWhileItRunsBringsEverythingBackElsewhere) {
  write_one();
  const auto manifest = admin::backup(server.folder(), file, server.clock());
  ASSERT_TRUE(manifest.has_value()) << manifest.error().what;
  EXPECT_EQ(manifest->logs, 3);
  EXPECT_EQ(manifest->events, 1);
  const auto checked = admin::restore(file, "/nowhere", admin::RestoreMode::check_only, server.clock());
  ASSERT_TRUE(checked.has_value()) << checked.error().what;

  const auto elsewhere = scratch.path() + "/data";
  const auto restored = admin::restore(file, elsewhere, admin::RestoreMode::replace, server.clock());
  ASSERT_TRUE(restored.has_value()) << restored.error().what;
  EXPECT_EQ(restored->restore_point, "");
  auto store = server::store::sqlite::SqliteStore::open({.path = admin::database_file(elsewhere), .vfs = {}});
  ASSERT_TRUE(store.has_value());
  auto reader = (*store)->open_reader();
  const auto log = (*reader)->log(alices_seat.log);
  ASSERT_TRUE(log && *log);
  EXPECT_EQ((*log)->last_number, 1);
  // Once more, over what is there now: it is kept as a restore point.
  store->reset();
  reader->reset();
  const auto again = admin::restore(file, elsewhere, admin::RestoreMode::replace, server.clock());
  ASSERT_TRUE(again.has_value()) << again.error().what;
  EXPECT_TRUE(fs::exists(again->restore_point + "/hearth.db"));
}

TEST_F(Hosting, ABackupHasNoSetupTokensNoInvitesAndNoShares) {
  EXPECT_EQ(post(server.port(), "/v1/logs/" + b64(alices_seat.log) + "/shares",
                 {{"id", b64(random_id<base::LocatorId>())}, {"body", "AAAA"}, {"ttl_s", 600}},
                 "Bearer " + dial.token(alices_seat))
                .status,
            201);
  (void)server.setup_token();
  EXPECT_EQ(post(server.port(), "/v1/invites",
                 {{"locator", b64(random_id<base::LocatorId>())},
                  {"seat_hash", b64(random_id<base::Hash32>())},
                  {"ttl_s", 600}},
                 "Bearer " + dial.token(alices_seat))
                .status,
            201);
  ASSERT_TRUE(admin::backup(server.folder(), file, server.clock()).has_value());
  const auto elsewhere = scratch.path() + "/data";
  ASSERT_TRUE(admin::restore(file, elsewhere, admin::RestoreMode::replace, server.clock()).has_value());
  using server::store::sqlite::Database;
  auto database = Database::open({.path = admin::database_file(elsewhere), .vfs = {}});
  ASSERT_TRUE(database.has_value());
  EXPECT_EQ(database->number("SELECT COUNT(*) FROM setup_tokens").value(), 0);
  EXPECT_EQ(database->number("SELECT COUNT(*) FROM invites").value(), 0);
  EXPECT_EQ(database->number("SELECT COUNT(*) FROM shares").value(), 0);
  EXPECT_EQ(database->number("SELECT COUNT(*) FROM logs").value(), 3);
}

TEST_F(Hosting, ADamagedOrForeignFileIsRefusedAndNothingIsTouched) {
  ASSERT_TRUE(admin::backup(server.folder(), file, server.clock()).has_value());
  EXPECT_EQ(admin::backup(server.folder(), file, server.clock()).error().exit_code, server::kCannotWrite)
      << "a backup is never written over";
  const auto size = fs::file_size(file);
  for (const auto at : {size - 1, size / 2, std::uintmax_t{3}, std::uintmax_t{40}}) {
    const auto damaged = scratch.path() + "/damaged";
    fs::copy_file(file, damaged, fs::copy_options::overwrite_existing);
    std::fstream bytes(damaged, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.put('\x7f');
    bytes.close();
    const auto restored =
        admin::restore(damaged, scratch.path() + "/data", admin::RestoreMode::replace, server.clock());
    ASSERT_FALSE(restored.has_value()) << at;
    EXPECT_FALSE(fs::exists(admin::database_file(scratch.path() + "/data")));
  }
  fs::resize_file(file, size - 100);
  EXPECT_FALSE(admin::restore(file, scratch.path() + "/data", admin::RestoreMode::check_only, server.clock()));
}

TEST_F(Hosting, ARestoreWaitsUntilTheServerIsStopped) {
  ASSERT_TRUE(admin::backup(server.folder(), file, server.clock()).has_value());
  const auto held = admin::DataLock::take(server.folder());
  ASSERT_TRUE(held.has_value());
  const auto restored = admin::restore(file, server.folder(), admin::RestoreMode::replace, server.clock());
  ASSERT_FALSE(restored.has_value());
  EXPECT_EQ(restored.error().exit_code, server::kCannotWrite);
  EXPECT_NE(restored.error().what.find("Stop it first"), std::string::npos);
}

TEST_F(Hosting, DataOfANewerVersionIsRefusedWithTheVersionThatOpensIt) {
  const auto data = scratch.path() + "/data";
  ASSERT_TRUE(admin::prepare_data_folder(data).has_value());
  {
    auto made = server::store::sqlite::SqliteStore::open({.path = admin::database_file(data), .vfs = {}});
    ASSERT_TRUE(made.has_value());
  }
  run_sql(admin::database_file(data),
          "PRAGMA user_version = 9999; UPDATE meta SET value = '7.4.2' WHERE key = 'written_by'");
  const auto opened = server::store::sqlite::SqliteStore::open({.path = admin::database_file(data), .vfs = {}});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().trouble, server::store::Trouble::newer_schema);
  EXPECT_NE(opened.error().detail.find("7.4.2"), std::string::npos) << opened.error().detail;
  const auto config = server::read_config({{"data", data}}, {});
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(server::serve(*config), server::kNewerSchema);
  EXPECT_EQ(server::make_setup_link(*config).error().exit_code, server::kNewerSchema);
}

TEST_F(Hosting, AFolderThatCannotBeWrittenIsExitTwelve) {
  const auto config = server::read_config({{"data", "/proc/hearth"}}, {});
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(server::serve(*config), server::kCannotWrite);
}

TEST_F(Hosting, TheDoctorNamesEachProblemWithItsRemedy) {
  const auto data = scratch.path() + "/data";
  ASSERT_TRUE(admin::prepare_data_folder(data).has_value());
  std::ofstream(admin::database_file(data)) << "this is no database, but it is long enough to look like one";
  fs::permissions(data, fs::perms::others_all, fs::perm_options::add);
  const auto config = server::read_config({{"data", data},
                                           {"listen", "0.0.0.0:8080"},
                                           {"web", scratch.path()},
                                           {"tls-cert", "/none"},
                                           {"tls-key", "/none"}},
                                          {});
  ASSERT_TRUE(config.has_value());
  const auto findings = server::doctor(*config);
  int problems = 0;
  for (const auto& finding : findings) {
    if (finding.level == server::Finding::Level::good) continue;
    ++problems;
    EXPECT_FALSE(finding.why.empty()) << finding.what;
    EXPECT_FALSE(finding.help.empty()) << finding.what;
  }
  EXPECT_GE(problems, 4) << "the database, who may look in, the certificate, the web app";
}

TEST_F(Hosting, TheHealthcheckTellsAWellServerFromNone) {
  const auto url = "http://localhost:" + std::to_string(server.port());
  const auto well = admin::healthcheck(url);
  ASSERT_TRUE(well.has_value()) << well.error().what;
  EXPECT_NE(well->body.find("\"status\":\"ok\""), std::string::npos);
  EXPECT_EQ(admin::healthcheck("http://127.0.0.1:1").error().exit_code, server::kUnreachable);
  EXPECT_EQ(admin::healthcheck("localhost").error().exit_code, server::kUsage);
}

}  // namespace
}  // namespace hearth::tests
