#include "server/admin/backup.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <format>
#include <fstream>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/bytes.h"
#include "server/admin/data_folder.h"
#include "server/host/exit_codes.h"
#include "server/host/version.h"
#include "server/store/sqlite/database.h"
#include "server/store/sqlite/migrate.h"
#include "server/store/sqlite/sqlite_store.h"

namespace hearth::server::admin {
namespace {

namespace fs = std::filesystem;
using store::sqlite::Database;
using store::sqlite::Mode;

constexpr std::string_view kMagic = "hearth backup 1";
constexpr std::size_t kManifestLimit = 4096;
constexpr std::size_t kChunk = 1024 * 1024;

std::unexpected<Failure> cannot_write(std::string what) {
  return std::unexpected(Failure{kCannotWrite, std::move(what)});
}
std::unexpected<Failure> not_good(std::string what) {
  return std::unexpected(Failure{kConfiguration, std::move(what)});
}

// Takes away a file that is only needed on the way.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) { remove(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { remove(); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  void remove() {
    std::error_code ignored;
    for (const auto* end : {"", "-wal", "-shm", "-journal"}) fs::remove(path_.string() + end, ignored);
  }
  fs::path path_;
};

bool flush_to_disk(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = ::fsync(file) == 0;
  ::close(file);
  return done;
}

// Copies from one stream to another and gives the hash of it; nothing on an error.
std::optional<std::string> copy_hashed(std::istream& from, std::ostream* to) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) return std::nullopt;
  std::vector<char> buffer(kChunk);
  while (from) {
    from.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const auto got = static_cast<std::size_t>(from.gcount());
    EVP_DigestUpdate(context.get(), buffer.data(), got);
    if (to != nullptr && !to->write(buffer.data(), static_cast<std::streamsize>(got))) return std::nullopt;
  }
  if (!from.eof()) return std::nullopt;
  std::array<unsigned char, 32> digest{};
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  return base::to_hex(digest);
}

// The database as it is now, in a file of its own, without what no backup has.
std::expected<void, std::string> snapshot(const std::string& database_file, const fs::path& copy) {
  auto source = Database::open({.path = database_file, .vfs = {}, .mode = Mode::read_only});
  if (!source) return std::unexpected(source.error().detail);
  {
    sqlite3* target = nullptr;
    if (sqlite3_open(copy.c_str(), &target) != SQLITE_OK) {
      sqlite3_close(target);
      return std::unexpected(std::format("{} cannot be made", copy.string()));
    }
    auto* copying = sqlite3_backup_init(target, "main", source->handle(), "main");
    // All pages in one step: one moment, whatever is written meanwhile.
    const int code = copying == nullptr ? SQLITE_ERROR : sqlite3_backup_step(copying, -1);
    sqlite3_backup_finish(copying);
    const std::string message = sqlite3_errmsg(target);
    sqlite3_close(target);
    if (code != SQLITE_DONE) return std::unexpected(message);
  }
  auto database = Database::open({.path = copy.string(), .vfs = {}, .mode = Mode::read_write});
  if (!database) return std::unexpected(database.error().detail);
  const auto cleaned = database->run(
      "DELETE FROM setup_tokens; DELETE FROM invite_messages; DELETE FROM invites; DELETE FROM shares; "
      "PRAGMA journal_mode=DELETE; VACUUM");
  if (!cleaned) return std::unexpected(cleaned.error().detail);
  return {};
}

nlohmann::json to_json(const Manifest& manifest) {
  return {{"program", manifest.program}, {"schema", manifest.schema}, {"created_at", manifest.created_at},
          {"bytes", manifest.bytes},     {"sha256", manifest.sha256}, {"logs", manifest.logs},
          {"events", manifest.events}};
}

// Moves the database and its companions; nothing happens when there is none.
bool move_database(const fs::path& from_folder, const fs::path& to_folder) {
  std::error_code error;
  for (const auto* name : {"hearth.db", "hearth.db-wal", "hearth.db-shm"}) {
    if (!fs::exists(from_folder / name, error)) continue;
    fs::rename(from_folder / name, to_folder / name, error);
    if (error) return false;
  }
  return true;
}

std::string folder_name(std::int64_t now_ms) {
  const auto time = std::chrono::sys_seconds(std::chrono::seconds(now_ms / 1000));
  return std::format("restore-point-{:%Y%m%dT%H%M%SZ}", time);
}

// Reads the two lines and leaves `in` at the database.
std::expected<Manifest, Failure> read_manifest(std::istream& in, const std::string& file) {
  std::string magic;
  std::string line;
  if (!in || !std::getline(in, magic) || magic != kMagic || !std::getline(in, line)) {
    return not_good(std::format("{} is not a backup of Hearth", file));
  }
  auto manifest = decode_manifest(line);
  if (!manifest) return not_good(std::format("{}: {}", file, manifest.error()));
  if (manifest->schema > store::sqlite::known_schema()) {
    return std::unexpected(Failure{
        kNewerSchema, std::format("{} was made by hearth {} (schema {}); this is hearth {}, which knows schemas up to "
                                  "{}. Restore it with hearth {} or newer",
                                  file, manifest->program, manifest->schema, host::kProgramVersion,
                                  store::sqlite::known_schema(), manifest->program)});
  }
  return *manifest;
}

// The database of a backup, taken out and looked through.
std::expected<Manifest, Failure> unpack(const std::string& file, const fs::path& to) {
  std::ifstream in(file, std::ios::binary);
  auto manifest = read_manifest(in, file);
  if (!manifest) return manifest;
  {
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    const auto hash = copy_hashed(in, &out);
    out.close();
    if (!hash || !out || !flush_to_disk(to)) return cannot_write(std::format("cannot write {}", to.string()));
    if (*hash != manifest->sha256) {
      return not_good(std::format("{} is damaged: its hash is not the one that it says. Take another backup", file));
    }
  }
  auto database = Database::open({.path = to.string(), .vfs = {}, .mode = Mode::read_write});
  if (!database) return not_good(std::format("{} holds no readable database: {}", file, database.error().detail));
  const auto healthy = database->text("PRAGMA integrity_check");
  if (!healthy || *healthy != "ok") return not_good(std::format("{} holds a damaged database", file));
  return manifest;
}

}  // namespace

std::expected<Manifest, std::string> decode_manifest(std::string_view line) {
  const auto wrong = [] { return std::unexpected(std::string("its second line is not a manifest")); };
  if (line.size() > kManifestLimit) return wrong();
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return wrong();
  const auto number = [&](const char* name) -> std::int64_t {
    const auto found = json.find(name);
    return found == json.end() || !found->is_number_unsigned() ||
                   found->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)
               ? -1
               : found->get<std::int64_t>();
  };
  const auto text = [&](const char* name) {
    const auto found = json.find(name);
    return found == json.end() || !found->is_string() ? std::string() : found->get<std::string>();
  };
  Manifest manifest{.program = text("program"),
                    .created_at = number("created_at"),
                    .bytes = number("bytes"),
                    .sha256 = text("sha256"),
                    .logs = number("logs"),
                    .events = number("events")};
  const auto schema = number("schema");
  const bool complete = !manifest.program.empty() && manifest.program.size() <= 32 && manifest.created_at >= 0 &&
                        manifest.bytes >= 0 && manifest.logs >= 0 && manifest.events >= 0 &&
                        manifest.sha256.size() == 64 && base::from_hex(manifest.sha256).has_value() && schema > 0 &&
                        schema < 1'000'000;
  if (!complete) return wrong();
  manifest.schema = static_cast<int>(schema);
  return manifest;
}

std::expected<Manifest, Failure> backup(const std::string& data, const std::string& file, const host::Clock& clock) {
  std::error_code error;
  if (!fs::exists(database_file(data), error)) {
    return not_good(std::format("there is no database in {}. Name its folder with --data DIR", data));
  }
  if (fs::exists(file, error)) return cannot_write(std::format("{} is there already; choose another name", file));
  const Scratch copy(file + ".database");
  if (const auto taken = snapshot(database_file(data), copy.path()); !taken) {
    return cannot_write(std::format("the database cannot be copied: {}", taken.error()));
  }
  Manifest manifest{.program = std::string(host::kProgramVersion),
                    .created_at = clock.now_ms(),
                    .bytes = static_cast<std::int64_t>(fs::file_size(copy.path(), error))};
  {
    auto database = Database::open({.path = copy.path().string(), .vfs = {}, .mode = Mode::read_only});
    if (!database) return cannot_write(database.error().detail);
    manifest.schema = store::sqlite::schema_of(*database).value_or(0);
    manifest.logs = database->number("SELECT COUNT(*) FROM logs").value_or(0);
    manifest.events = database->number("SELECT COUNT(*) FROM events").value_or(0);
  }
  std::ifstream in(copy.path(), std::ios::binary);
  const auto hash = copy_hashed(in, nullptr);
  if (!hash) return cannot_write(std::format("{} cannot be read", copy.path().string()));
  manifest.sha256 = *hash;
  in.clear();
  in.seekg(0);

  const Scratch part(file + ".part");
  std::ofstream out(part.path(), std::ios::binary | std::ios::trunc);
  out << kMagic << '\n' << to_json(manifest).dump() << '\n';
  const auto copied = copy_hashed(in, &out);
  out.close();
  fs::permissions(part.path(), fs::perms::owner_read | fs::perms::owner_write, error);
  if (!out || copied != hash || !flush_to_disk(part.path())) return cannot_write(std::format("cannot write {}", file));
  fs::rename(part.path(), file, error);
  if (error) return cannot_write(std::format("cannot write {}: {}", file, error.message()));
  return manifest;
}

std::expected<Restored, Failure> restore(const std::string& file, const std::string& data, RestoreMode mode,
                                         const host::Clock& clock) {
  std::error_code error;
  if (!fs::exists(file, error)) return not_good(std::format("there is no file {}", file));
  if (mode == RestoreMode::check_only) {
    const Scratch copy(fs::temp_directory_path(error) / std::format("hearth-restore-check-{}", ::getpid()));
    auto manifest = unpack(file, copy.path());
    if (!manifest) return std::unexpected(manifest.error());
    return Restored{.manifest = *manifest, .restore_point = {}};
  }
  if (const auto ready = prepare_data_folder(data); !ready) return cannot_write(ready.error());
  const auto lock = DataLock::take(data);
  if (!lock) {
    return cannot_write(lock.error() == DataLock::Problem::in_use
                            ? std::format("a server runs on {}. Stop it first: a restore replaces what it has", data)
                            : std::format("cannot write in {}", data));
  }
  const Scratch copy(fs::path(data) / "restore.part");
  auto manifest = unpack(file, copy.path());
  if (!manifest) return std::unexpected(manifest.error());

  Restored restored{.manifest = *manifest, .restore_point = {}};
  fs::path point;
  if (fs::exists(database_file(data), error)) {
    point = fs::path(data) / folder_name(clock.now_ms());
    fs::create_directory(point, error);
    if (error || !move_database(data, point)) {
      return cannot_write(std::format("what is there cannot be moved to {}", point.string()));
    }
    restored.restore_point = point.string();
  }
  fs::rename(copy.path(), database_file(data), error);
  const auto opened = error ? store::Result<std::unique_ptr<store::sqlite::SqliteStore>>(
                                  std::unexpected(store::Problem{store::Trouble::failed, error.message()}))
                            : store::sqlite::SqliteStore::open({.path = database_file(data), .vfs = {}});
  if (opened) return restored;
  const auto why = opened.error().detail;
  {
    const Scratch failed(database_file(data));  // takes the new one away again
  }
  if (!point.empty()) {
    move_database(point, data);
    fs::remove(point, error);
  }
  return cannot_write(std::format("the restored database cannot be opened ({}); what was there is back in place", why));
}

}  // namespace hearth::server::admin
