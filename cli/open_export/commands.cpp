// open-export: a server's backup and a recovery kit are enough to read everything
// that the kit's owner could read. No server is asked: the backup is served for a
// moment to this process alone, and a member comes back from the kit as they would on
// a new phone. What it needed for that goes away again.
#include <CLI/CLI.hpp>
#include <format>
#include <memory>

#include "cli/archive.h"
#include "cli/client/host.h"
#include "cli/client/kit_file.h"
#include "cli/client/render.h"
#include "cli/commands.h"
#include "cli/server/temporary_folder.h"
#include "server/admin/backup.h"
#include "server/admin/data_folder.h"
#include "server/host/clock.h"
#include "server/host/log.h"
#include "server/net/server.h"
#include "server/store/sqlite/sqlite_store.h"

namespace hearth::cli {
namespace {

constexpr auto kPatience = std::chrono::minutes(10);
constexpr std::size_t kPassphraseBytes = 32;

struct OpenArguments {
  std::string backup;
  std::string kit;
  std::string out;
  std::string scope = "all";
};

// A backup, served to this machine alone on a port that nobody knows.
class ServedBackup {
 public:
  [[nodiscard]] static Outcome<std::unique_ptr<ServedBackup>> serve(const std::string& file) {
    auto served = std::unique_ptr<ServedBackup>(new ServedBackup());
    if (served->folder_.path().empty()) return broken("no_room", "There is no temporary folder to unpack it into.");
    const std::string data = (served->folder_.path() / "data").string();
    auto restored = server::admin::restore(file, data, server::admin::RestoreMode::replace, served->clock_);
    if (!restored) return refused("restore_failed", restored.error().what);
    auto store = server::store::sqlite::SqliteStore::open({.path = server::admin::database_file(data)});
    if (!store) return broken("restore_failed", store.error().detail);
    served->store_ = std::move(*store);
    server::host::set_log(server::host::LogFormat::text, server::host::LogLevel::error);
    server::net::ServerOptions options;
    options.port = 0;
    options.threads = 1;
    options.data_folder = data;
    options.limits.appends_per_minute = 0;
    auto server = server::net::Server::start(std::move(options), *served->store_, served->clock_);
    if (!server) return broken("restore_failed", server.error().detail);
    served->server_ = std::move(*server);
    return served;
  }

  [[nodiscard]] Address address() const {
    return {.scheme = Scheme::kHttp, .host = "localhost", .port = std::to_string(server_->port())};
  }

 private:
  ServedBackup() = default;

  TemporaryFolder folder_;
  server::host::SystemClock clock_;
  std::unique_ptr<server::store::Store> store_;
  std::unique_ptr<server::net::Server> server_;
};

// A passphrase that nobody needs to know: the home goes away again.
std::string throwaway_passphrase() {
  std::string text;
  for (const std::uint8_t byte : real_surroundings().entropy(kPassphraseBytes)) text += std::format("{:02x}", byte);
  return text;
}

Outcome<std::int64_t> come_back(Host& host, const KitFile& kit, const Address& server) {
  if (auto booted = host.call("boot"); !booted) return std::unexpected(booted.error());
  auto salt = host.fresh_salt();
  if (!salt) return std::unexpected(salt.error());
  auto key = host.derive_key(throwaway_passphrase(), *salt);
  if (!key) return std::unexpected(key.error());
  Frame begin;
  begin.json = {{"kit", kit.joined()}, {"server", server.origin()}};
  begin.json["key"] = begin.blob(*key);
  begin.json["salt"] = begin.blob(*salt);
  host.use_server(server);
  if (auto begun = host.call("recover.begin", std::move(begin)); !begun) return std::unexpected(begun.error());
  if (auto online = host.go_online(); !online) return std::unexpected(online.error());
  std::string phase;
  Json view;
  auto settled = host.settle(kPatience, [&](Host& asked) {
    if (auto answer = asked.call("recover.view")) view = answer->json;
    phase = text_of(view, "phase");
    return phase == "done" || phase == "failed";
  });
  if (!settled) return std::unexpected(settled.error());
  if (phase != "done") {
    return std::unexpected(Failure{Exit::kVerificationFailed, "bad_kit",
                                   std::format("This kit opens nothing in this backup ({}).",
                                               phase == "failed" ? text_of(view, "reason") : "it took too long")});
  }
  settled = host.settle(kPatience);  // the spaces are read too
  if (!settled) return std::unexpected(settled.error());
  return view.value("restored", std::int64_t{0});
}

Outcome<Told> open_export(const OpenArguments& arguments) {
  auto kit = read_kit(arguments.kit);
  if (!kit) return std::unexpected(kit.error());
  auto served = ServedBackup::serve(arguments.backup);
  if (!served) return std::unexpected(served.error());
  const TemporaryFolder home;
  auto host = Host::open(home.path() / "home", Open::kCreate);
  if (!host) return std::unexpected(host.error());
  auto restored = come_back(*host, *kit, (*served)->address());
  if (!restored) return std::unexpected(restored.error());
  auto exported = host->call("export", Frame{.json = {{"scope", arguments.scope}}, .blobs = {}});
  if (!exported) return std::unexpected(exported.error());
  std::vector<ArchiveFile> files;
  Json names = Json::array();
  for (const Json& file : exported->json.value("files", Json::array())) {
    const Bytes* data = exported->find(file.value("data", Json()));
    files.push_back({.name = text_of(file, "name"), .data = data == nullptr ? Bytes() : *data});
    names.push_back({{"name", files.back().name}, {"bytes", files.back().data.size()}});
  }
  if (auto written = write_archive(arguments.out, files); !written) return std::unexpected(written.error());
  return Told{
      .json = {{"out", arguments.out}, {"files", names}, {"restored", *restored}},
      .text = std::format("All that this kit opens is in {}. It is not locked: keep it where only you can read it.",
                          arguments.out)};
}

}  // namespace

void add_export_commands(CLI::App& program, Chosen& chosen) {
  auto arguments = std::make_shared<OpenArguments>();
  CLI::App& command = add_command(program, chosen, "open-export", "read a backup with a recovery kit, without a server",
                                  [arguments] { return open_export(*arguments); });
  command.add_option("BACKUP", arguments->backup, "the file that `hearth backup` wrote")->required();
  command.add_option("--kit", arguments->kit, "the recovery kit's file")->required();
  command.add_option("--out", arguments->out, "a new .zip file, or a new folder")->required();
  command.add_option("--scope", arguments->scope, "mine, shared or all")
      ->check(CLI::IsMember({"mine", "shared", "all"}));
}

}  // namespace hearth::cli
