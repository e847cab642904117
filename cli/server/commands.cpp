// serve, setup-link, doctor, healthcheck, backup, restore, config show, demo: running
// a server.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <format>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/help/host_entries.h"
#include "cli/server/free_port.h"
#include "cli/server/temporary_folder.h"
#include "server/admin/backup.h"
#include "server/admin/health.h"
#include "server/config.h"
#include "server/doctor.h"
#include "server/host/clock.h"
#include "server/host/exit_codes.h"
#include "server/serve.h"

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

std::unexpected<Failure> failed(const char* code, const server::admin::Failure& failure) {
  return std::unexpected(Failure{static_cast<Exit>(failure.exit_code), code, failure.what});
}

// A line for people, or an object for a program, while the command goes on.
void say(bool json, const nlohmann::json& object, const std::string& text) {
  std::cout << (json ? object.dump() : text) << std::endl;
}

// A program reads the results from the standard output, and nothing else.
server::host::LogTo log_to(bool json) {
  return json ? server::host::LogTo::standard_error : server::host::LogTo::standard_output;
}

Outcome<Told> serve(const Flags& flags, bool json) {
  auto config = read(flags);
  if (!config) return std::unexpected(config.error());
  if (!config->help_entries.empty()) {
    const auto entries = read_host_help_file(config->help_entries);
    // As every setting that is wrong: said before anything is touched.
    if (!entries) {
      return std::unexpected(
          Failure{static_cast<Exit>(server::kConfiguration), "configuration", entries.error().message});
    }
    config->help = library::host_help_to_json(*entries);
  }
  const server::Announcements announcements{
      .listening = [json](const std::string& url) { say(json, {{"listening", url}}, "listening on " + url); },
      .setup_link =
          [json](const std::string& link) {
            say(json, {{"setup_link", link}},
                "Nobody has an account here yet. Open this link within 30 minutes, once:\n" + link);
          },
      .log_to = log_to(json)};
  if (auto served = server::serve(*config, announcements); !served) return failed("cannot_serve", served.error());
  return Told{};
}

Outcome<Told> setup_link(const Flags& flags) {
  auto config = read(flags);
  if (!config) return std::unexpected(config.error());
  auto link = server::make_setup_link(*config);
  if (!link) return failed("cannot_write", link.error());
  return Told{.json = {{"link", *link}}, .text = std::format("{}\nIt works once, for 30 minutes.", *link)};
}

Outcome<Told> doctor(const Flags& flags) {
  auto config = read(flags);
  if (!config) return std::unexpected(config.error());
  Told told{.json = {{"ok", true}, {"checks", nlohmann::json::array()}}};
  for (const server::Finding& finding : server::doctor(*config)) {
    const bool problem = finding.level == server::Finding::Level::problem;
    const char* state = problem ? "problem" : finding.level == server::Finding::Level::advice ? "advice" : "good";
    told.json["checks"].push_back(
        {{"state", state}, {"what", finding.what}, {"why", finding.why}, {"help", finding.help}});
    told.text += std::format("{}{:8} {}", told.text.empty() ? "" : "\n", state, finding.what);
    if (!finding.why.empty()) told.text += std::format("\n         {}", finding.why);
    if (!finding.help.empty()) told.text += std::format("\n         {}", finding.help);
    if (!problem) continue;
    told.json["ok"] = false;
    told.exit = static_cast<Exit>(server::kUnhealthy);
  }
  return told;
}

Outcome<Told> healthcheck(const std::string& url) {
  auto health = server::admin::healthcheck(url);
  if (!health) {
    return failed(health.error().exit_code == server::kUnreachable ? "unreachable" : "unhealthy", health.error());
  }
  return Told{.json = {{"url", url}, {"status", health->status}}, .text = std::format("{} is well.", url)};
}

nlohmann::json json_of(const server::admin::Manifest& manifest) {
  return {{"program", manifest.program}, {"schema", manifest.schema}, {"created_at", manifest.created_at},
          {"bytes", manifest.bytes},     {"sha256", manifest.sha256}, {"logs", manifest.logs},
          {"events", manifest.events}};
}

Outcome<Told> backup(const Flags& flags, const std::string& file) {
  auto config = read(flags);
  if (!config) return std::unexpected(config.error());
  auto manifest = server::admin::backup(config->data, file, server::host::SystemClock());
  if (!manifest) return failed("backup_failed", manifest.error());
  return Told{.json = {{"file", file}, {"manifest", json_of(*manifest)}},
              .text = std::format("{}: {} entries of {} logs, {} bytes. All of it is ciphertext; nothing in it can be "
                                  "guessed at.",
                                  file, manifest->events, manifest->logs, manifest->bytes)};
}

Outcome<Told> restore(const Flags& flags, const std::string& file, bool dry_run) {
  auto config = read(flags);
  if (!config) return std::unexpected(config.error());
  const auto mode = dry_run ? server::admin::RestoreMode::check_only : server::admin::RestoreMode::replace;
  auto restored = server::admin::restore(file, config->data, mode, server::host::SystemClock());
  if (!restored) return failed("restore_failed", restored.error());
  std::string text = dry_run ? std::format("{} is whole and fits this program. Nothing was changed.", file)
                             : std::format("{} is back in {}.", file, config->data);
  if (!restored->restore_point.empty())
    text += std::format("\nWhat was there before is in {}.", restored->restore_point);
  return Told{.json = {{"file", file},
                       {"data", config->data},
                       {"dry_run", dry_run},
                       {"restore_point", restored->restore_point},
                       {"manifest", json_of(restored->manifest)}},
              .text = std::move(text)};
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
Outcome<Told> demo(int port, const std::string& web, bool json) {
  const TemporaryFolder folder;
  const int chosen = port != 0 ? port : free_port();
  Flags flags{.given = {{"data", folder.path().string()}, {"listen", std::format("127.0.0.1:{}", chosen)}}};
  if (!web.empty()) flags.given["web"] = web;
  auto config = server::read_config(flags.given, {});
  if (!config) return broken("configuration", config.error());
  const server::Announcements announcements{
      .listening =
          [json](const std::string& url) {
            say(json, {{"demo", url + "/demo"}},
                std::format("The demo is at {}/demo\nTwo invented people, twelve weeks; nothing is stored. End with "
                            "Ctrl-C.",
                            url));
          },
      .setup_link = [](const std::string&) {},  // nobody moves in here
      .log_to = log_to(json)};
  if (auto served = server::serve(*config, announcements); !served) return failed("cannot_serve", served.error());
  return Told{};
}

}  // namespace

void add_server_commands(CLI::App& program, Chosen& chosen) {
  const auto add_with_settings = [&](CLI::App& parent, const std::string& name, const std::string& description,
                                     std::function<Outcome<Told>(const Flags&)> action) -> CLI::App& {
    auto flags = std::make_shared<std::shared_ptr<Flags>>();
    CLI::App& command =
        add_command(parent, chosen, name, description, [flags, action = std::move(action)] { return action(**flags); });
    *flags = add_settings(command);
    return command;
  };
  add_with_settings(program, "serve", "run a server",
                    [&chosen](const Flags& flags) { return serve(flags, chosen.json); });
  add_with_settings(program, "setup-link", "print a link that lets one new person in", setup_link);
  add_with_settings(program, "doctor", "look at everything that a server needs", doctor);

  auto url = std::make_shared<std::string>();
  CLI::App& health = add_command(program, chosen, "healthcheck", "ask a server whether it is well",
                                 [url] { return healthcheck(*url); });
  health.add_option("--url", *url, "its address")->required();

  auto backup_file = std::make_shared<std::string>();
  auto backup_flags = std::make_shared<std::shared_ptr<Flags>>();
  CLI::App& backup_command = add_command(program, chosen, "backup", "put everything into one file, also while it runs",
                                         [=] { return backup(**backup_flags, *backup_file); });
  backup_command.add_option("FILE", *backup_file, "a new file")->required();
  *backup_flags = add_settings(backup_command);

  auto restore_file = std::make_shared<std::string>();
  auto dry_run = std::make_shared<bool>(false);
  auto restore_flags = std::make_shared<std::shared_ptr<Flags>>();
  CLI::App& restore_command = add_command(program, chosen, "restore", "put a backup back in its place",
                                          [=] { return restore(**restore_flags, *restore_file, *dry_run); });
  restore_command.add_option("FILE", *restore_file, "the backup")->required();
  restore_command.add_flag("--dry-run", *dry_run, "only look whether it could be done");
  *restore_flags = add_settings(restore_command);

  CLI::App& config = add_command(program, chosen, "config", "the settings of the server", {});
  config.require_subcommand(1);
  CLI::App& show = add_with_settings(config, "show", "what is set, and where it comes from", config_show);
  auto effective = std::make_shared<bool>(false);
  show.add_flag("--effective", *effective, "all that holds (which is what is shown)");

  auto port = std::make_shared<int>(0);
  auto web = std::make_shared<std::string>();
  CLI::App& demo_command = add_command(program, chosen, "demo", "two invented people, side by side",
                                       [&chosen, port, web] { return demo(*port, *web, chosen.json); });
  demo_command.add_option("--port", *port, "the port (else a free one)")->check(CLI::Range(1, 65535));
  demo_command.add_option("--web", *web, "folder of the web app");
}

}  // namespace hearth::cli
