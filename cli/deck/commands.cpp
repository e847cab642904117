// deck check: holds a deck against the rules that content has to keep.
#include <CLI/CLI.hpp>
#include <format>
#include <memory>

#include "cli/commands.h"
#include "cli/toml_files.h"
#include "library/builtin.h"
#include "library/check.h"
#include "library/source/banned.h"
#include "library/source/read.h"

namespace hearth::cli {
namespace {

Told report(std::size_t questions, const std::vector<library::Finding>& findings) {
  Told told{.json = {{"questions", questions}, {"findings", nlohmann::json::array()}}};
  for (const library::Finding& finding : findings) {
    told.json["findings"].push_back(
        {{"rule", library::code(finding.rule)}, {"item", finding.item}, {"detail", finding.detail}});
    told.text += std::format("{}: {}: {}\n", finding.item, library::code(finding.rule), finding.detail);
  }
  told.text += findings.empty() ? std::format("{} questions, and every rule holds.", questions)
                                : std::format("{} questions, {} findings.", questions, findings.size());
  if (!findings.empty()) told.exit = Exit::kRefused;
  return told;
}

Outcome<Told> check(const std::vector<std::string>& paths) {
  if (paths.empty()) {
    const library::Pack& pack = library::builtin();
    return report(pack.questions.size(), library::check(pack, library::source::builtin_banned()));
  }
  auto files = read_toml_files(paths);
  if (!files) return std::unexpected(files.error());
  auto source = library::source::read(*files);
  if (!source) {
    const auto& error = source.error();
    return refused("unreadable_deck", std::format("{}:{}: {}", error.file, error.line, error.detail));
  }
  if (source->canary) {
    const library::Pack spoilt = library::source::spoil(library::builtin(), *source);
    return report(spoilt.questions.size(), library::check(spoilt, library::source::builtin_banned()));
  }
  const auto banned = source->banned.empty() ? library::source::builtin_banned() : std::span(source->banned);
  return report(source->pack.questions.size(), library::check(source->pack, banned));
}

}  // namespace

void add_deck_commands(CLI::App& program, Chosen& chosen) {
  CLI::App& deck = add_command(program, chosen, "deck", "the questions that Hearth asks", {});
  deck.require_subcommand(1);
  auto paths = std::make_shared<std::vector<std::string>>();
  CLI::App& command = add_command(deck, chosen, "check", "hold a deck against the rules (else the built-in one)",
                                  [paths] { return check(*paths); });
  command.add_option("FILES", *paths, "files or folders");
}

}  // namespace hearth::cli
