// help check: holds every number of the help page against the sentence that proves it.
#include <CLI/CLI.hpp>
#include <format>
#include <memory>

#include "cli/commands.h"
#include "cli/help/host_entries.h"
#include "cli/toml_files.h"
#include "library/source/evidence.h"

namespace hearth::cli {
namespace {

namespace source = library::source;

Told report(const source::HelpChecked& checked) {
  Told told{.json = {{"entries", checked.entries},
                     {"numbers", checked.numbers},
                     {"not_shown", checked.not_shown},
                     {"findings", nlohmann::json::array()}}};
  for (const source::HelpFinding& finding : checked.findings) {
    told.json["findings"].push_back(
        {{"rule", source::code(finding.rule)}, {"entry", finding.entry}, {"detail", finding.detail}});
    told.text += std::format("{}: {}: {}\n", finding.entry, source::code(finding.rule), finding.detail);
  }
  told.text += std::format("{} numbers of {} entries, ", checked.numbers, checked.entries);
  told.text += checked.findings.empty() ? "and each stands in its evidence."
                                        : std::format("{} findings.", checked.findings.size());
  if (checked.not_shown > 0) told.text += std::format(" {} more waiting for a dated page.", checked.not_shown);
  if (!checked.findings.empty()) told.exit = Exit::kVerificationFailed;
  return told;
}

std::unexpected<Failure> unreadable(const source::ReadError& error) {
  return std::unexpected(Failure{Exit::kVerificationFailed, "unreadable_evidence",
                                 std::format("{}:{}: {}", error.file, error.line, error.detail)});
}

Outcome<Told> check(const std::vector<std::string>& paths) {
  auto builtin = source::builtin_directory();
  if (!builtin) return unreadable(builtin.error());
  if (paths.empty()) return report(source::check(builtin->directory));
  const auto files = read_toml_files(paths);
  if (!files) return std::unexpected(files.error());
  const auto given = source::read_directory(*files);
  if (!given) return unreadable(given.error());
  return report(source::check(given->canary ? source::spoil(std::move(builtin->directory), *given) : given->directory));
}

// A host's own entries: nobody but the host stands for what is in them, so there is no
// evidence to ask for; what they may hold is checked.
Outcome<Told> check_host(const std::string& file) {
  const auto entries = read_host_help_file(file);
  if (!entries) return std::unexpected(entries.error());
  std::size_t phones = 0;
  for (const library::HostHelp& entry : *entries) phones += entry.phone.empty() ? 0 : 1;
  return Told{
      .json = {{"entries", entries->size()},
               {"numbers", phones},
               {"not_shown", 0},
               {"findings", nlohmann::json::array()}},
      .text = std::format("{} entries of your own, {} with a number. They stand below the built-in ones, marked "
                          "as yours.",
                          entries->size(), phones)};
}

}  // namespace

void add_help_commands(CLI::App& program, Chosen& chosen) {
  CLI::App& help = add_command(program, chosen, "help", "the numbers of the help page", {});
  help.require_subcommand(1);
  auto paths = std::make_shared<std::vector<std::string>>();
  auto host = std::make_shared<std::string>();
  CLI::App& command =
      add_command(help, chosen, "check", "hold each number against its evidence (else the built-in ones)",
                  [paths, host] { return host->empty() ? check(*paths) : check_host(*host); });
  command.add_option("FILES", *paths, "the directory and its evidence: files or folders");
  command.add_option("--host", *host, "a host's own entries instead (`serve --help-entries`)");
}

}  // namespace hearth::cli
