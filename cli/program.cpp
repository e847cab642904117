#include "cli/program.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <format>
#include <ostream>

#include "cli/commands.h"
#include "cli/ids.h"
#include "cli/printable.h"
#include "cli/suggest.h"
#include "cli/version.h"

namespace hearth::cli {
namespace {

constexpr const char* kIntroduction =
    "Hearth: a private place where two people grow closer.\n"
    "\n"
    "  hearth serve            runs a server for you and yours\n"
    "  hearth demo             shows it with two invented people, nothing is kept\n"
    "  hearth client --help    the app at a command line\n";

constexpr const char* kExitCodes =
    "Every command takes --json: one JSON object (docs/cli has the schemas).\n"
    "Exit codes: 0 done, 1 something is broken, 2 wrong usage, 3 refused by a rule,\n"
    "4 verification failed, 5 server unreachable (what was written is kept and goes later).";

void tell_failure(const Failure& failure, bool json, std::ostream& out, std::ostream& err) {
  if (json) {
    out << nlohmann::json{{"error", {{"code", failure.code}, {"message", failure.message}}}}.dump() << '\n';
  } else {
    err << "hearth: " << failure.message << '\n';
  }
}

void tell(const Told& told, bool json, std::ostream& out) {
  if (told.json.empty() && told.text.empty()) return;  // it has told everything as it went
  if (json) {
    out << told.json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  } else if (!told.text.empty()) {
    out << printable(told.text) << '\n';
  }
}

const CLI::App& deepest(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : deepest(*chosen.front());
}

std::string full_name(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? "hearth" : full_name(*parent) + " " + app.get_name();
}

std::vector<std::string> names_at(const CLI::App& app, bool options) {
  std::vector<std::string> names;
  if (options) {
    for (const CLI::App* level = &app; level != nullptr; level = level->get_parent()) {
      for (const CLI::Option* option : level->get_options()) names.push_back("--" + option->get_single_name());
    }
  } else {
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(command->get_name());
    }
  }
  return names;
}

// What CLI11 could not place, in words that help.
std::string usage_message(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& here = deepest(app);
  const auto extras = app.remaining(true);
  const bool stray = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr ||
                     dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  if (stray && !extras.empty()) {
    const std::string word = without_mark(extras.front());
    const bool option = word.starts_with('-');
    std::string text = option ? std::format("'{}' has no option {}.", full_name(here), word)
                              : std::format("'{}' does not know '{}'.", full_name(here), word);
    const std::string bare = word.substr(0, word.find('='));
    if (const auto meant = nearest(bare, names_at(here, option))) text += std::format(" Did you mean '{}'?", *meant);
    return text + std::format(" See '{} --help'.", full_name(here));
  }
  return std::format("{}. See '{} --help'.", error.what(), full_name(here));
}

}  // namespace

CLI::App& add_command(CLI::App& parent, Chosen& chosen, const std::string& name, const std::string& description,
                      Action action) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->fallthrough();
  // The innermost command is told first, and it is the one that was meant.
  if (action) {
    command->final_callback([&chosen, action = std::move(action)] {
      if (!chosen.action) chosen.action = action;
    });
  }
  return *command;
}

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  CLI::App app(kIntroduction, "hearth");
  Chosen chosen;
  app.add_flag("--json", chosen.json, "tell the result as one JSON object");
  app.set_version_flag("--version", std::string(version()));
  app.set_help_all_flag("--help-all", "help for every command");
  app.footer(kExitCodes);
  app.require_subcommand(1);
  app.prefix_command(false);
  add_server_commands(app, chosen);
  add_client_commands(app, chosen);
  add_export_commands(app, chosen);
  add_share_commands(app, chosen);
  add_deck_commands(app, chosen);
  add_help_commands(app, chosen);
  add_safety_commands(app, chosen);
  add_closeness_commands(app, chosen);
  add_guide_commands(app, chosen);
  add_command(app, chosen, "version", "which program this is",
              [] { return Told{.json = {{"version", version()}}, .text = std::format("hearth {}", version())}; });
  const bool wants_json = std::ranges::find(arguments, "--json") != arguments.end();
  try {
    auto reversed = arguments;
    mark_ids(reversed, app);
    std::ranges::reverse(reversed);
    app.parse(std::move(reversed));
  } catch (const CLI::Success& asked) {  // --help, --version
    app.exit(asked, out, err);
    return static_cast<int>(Exit::kDone);
  } catch (const CLI::ParseError& error) {
    tell_failure({Exit::kWrongUsage, "wrong_usage", usage_message(app, error)}, wants_json, out, err);
    return static_cast<int>(Exit::kWrongUsage);
  }
  if (!chosen.action) {
    tell_failure({Exit::kWrongUsage, "wrong_usage", "There is nothing to do. See 'hearth --help'."}, wants_json, out,
                 err);
    return static_cast<int>(Exit::kWrongUsage);
  }
  const Outcome<Told> told = chosen.action();
  if (!told) {
    tell_failure(told.error(), chosen.json, out, err);
    return static_cast<int>(told.error().exit);
  }
  tell(*told, chosen.json, out);
  return static_cast<int>(told->exit);
}

}  // namespace hearth::cli
