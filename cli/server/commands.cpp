// serve, setup-link, config show, demo: running a server.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <format>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/server/free_port.h"
#include "cli/server/temporary_folder.h"
#include "server/admin/data_folder.h"
#include "server/admin/setup_token.h"
#include "server/config.h"
#include "server/exit_codes.h"
#include "server/host/clock.h"
#include "server/serve.h"
#include "server/store/sqlite/sqlite_store.h"

namespace hearth::cli {
namespace {

// The settings as the command line gave them; what it did not give comes from the
// environment.
struct Flags {
  std::map<std::string, std::string> given;
};

std::shared_ptr<Flags> add_settings(CLI::App& command) {
  auto flags = std::make_shared<Flags>();
  for (const server::Setting& setting : server::settings()) {
    const std::string name(setting.name);
    std::string help = std::string(setting.help) + " (" + server::environment_name(setting.name) + ")";
    command
        .add_option_function<std::string>(
            "--" + name, [flags, name](const std::string& value) { flags->given[name] = value; }, help)
        ->type_name(std::string(setting.value_name));
  }
  return flags;
}

Outcome<server::Config> read(const Flags& flags) {
  auto config = server::read_config(flags.given, server::environment());
  if (config) return std::move(*config);
  return std::unexpected(Failure{static_cast<Exit>(server::kConfiguration), "configuration", config.error()});
}

Outcome<Told> serve(const Flags& flags) {
  auto config = read(flags);
  if (!config) return std::unexpected(config.error());
  return Told{.exit = static_cast<Exit>(server::serve(*config))};
}

Outcome<Told> setup_link(const Flags& flags) {
  auto config = read(flags);
  if (!config) return std::unexpected(config.error());
  const auto cannot_write = [](const std::string& why) {
    return std::unexpected(Failure{static_cast<Exit>(server::kCannotWrite), "cannot_write", why});
  };
  if (auto ready = server::admin::prepare_data_folder(config->data); !ready) return cannot_write(ready.error());
  auto store = server::store::sqlite::SqliteStore::open({.path = server::admin::database_file(config->data)});
  if (!store) return cannot_write(store.error().detail);
  const server::host::SystemClock clock;
  auto token = server::admin::make_setup_token(**store, clock);
  if (!token) return cannot_write(token.error().detail);
  const std::string link = server::admin::setup_link(config->home(), *token);
  return Told{.json = {{"link", link}, {"expires_at", clock.now_ms() + server::admin::kSetupLifeMs}},
              .text = std::format("{}\nIt works once, for 30 minutes.", link)};
}

Outcome<Told> config_show(const Flags& flags) {
  auto config = read(flags);
  if (!config) return std::unexpected(config.error());
  Told told{.json = {{"settings", nlohmann::json::array()}}};
  for (const server::Setting& setting : server::settings()) {
    const auto& value = config->values.find(setting.name)->second;
    const std::string source(server::name_of(value.source));
    told.json["settings"].push_back({{"name", setting.name}, {"value", value.text}, {"source", source}});
    told.text += std::format("{}{:20} {:24} {}", told.text.empty() ? "" : "\n", setting.name, value.text, source);
  }
  return told;
}

// A server of its own on a port of this machine, with an empty folder that goes away
// again; the page plays both people in the browser and the server stores nothing.
Outcome<Told> demo(int port, const std::string& web) {
  const TemporaryFolder folder;
  const int chosen = port != 0 ? port : free_port();
  Flags flags{.given = {{"data", folder.path().string()}, {"listen", std::format("127.0.0.1:{}", chosen)}}};
  if (!web.empty()) flags.given["web"] = web;
  auto config = server::read_config(flags.given, {});
  if (!config) return broken("configuration", config.error());
  std::cout << std::format(
                   "The demo is at {}/demo\nTwo invented people, twelve weeks; nothing is stored. End with Ctrl-C.",
                   config->home())
            << std::endl;
  return Told{.exit = static_cast<Exit>(server::serve(*config))};
}

}  // namespace

void add_server_commands(CLI::App& program, Chosen& chosen) {
  const auto add_with_settings = [&](CLI::App& parent, const std::string& name, const std::string& description,
                                     Outcome<Told> (*action)(const Flags&)) -> CLI::App& {
    auto flags = std::make_shared<std::shared_ptr<Flags>>();
    CLI::App& command = add_command(parent, chosen, name, description, [flags, action] { return action(**flags); });
    *flags = add_settings(command);
    return command;
  };
  add_with_settings(program, "serve", "run a server", serve);
  add_with_settings(program, "setup-link", "print a link that lets one new person in", setup_link);
  CLI::App& config = add_command(program, chosen, "config", "the settings of the server", {});
  config.require_subcommand(1);
  CLI::App& show = add_with_settings(config, "show", "what is set, and where it comes from", config_show);
  auto effective = std::make_shared<bool>(false);
  show.add_flag("--effective", *effective, "all that holds (which is what is shown)");

  auto port = std::make_shared<int>(0);
  auto web = std::make_shared<std::string>();
  CLI::App& demo_command = add_command(program, chosen, "demo", "two invented people, side by side",
                                       [port, web] { return demo(*port, *web); });
  demo_command.add_option("--port", *port, "the port (else a free one)")->check(CLI::Range(1, 65535));
  demo_command.add_option("--web", *web, "folder of the web app");
}

void add_export_commands(CLI::App&, Chosen&) {}

}  // namespace hearth::cli
