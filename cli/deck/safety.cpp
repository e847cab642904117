// safety: the help page of the content pack, the same for everyone. Needs no home and
// no network, and keeps nothing.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <format>
#include <memory>

#include "cli/commands.h"
#include "library/builtin.h"

namespace hearth::cli {
namespace {

Outcome<Told> safety(std::string code) {
  const library::Help& help = library::builtin().help;
  std::ranges::transform(code, code.begin(), [](unsigned char letter) { return std::toupper(letter); });
  const auto country = std::ranges::find(help.countries, code, &library::HelpCountry::code);
  if (!code.empty() && country == help.countries.end()) {
    return wrong_usage(std::format("There is no country '{}' in the list; `safety` shows all.", code));
  }
  Told told{.json = {{"countries", nlohmann::json::array()}, {"routes", nlohmann::json::array()}}};
  for (const library::HelpNote& note : help.notes) told.text += note.text + "\n";
  for (const library::HelpRoute& route : help.routes) {
    told.json["routes"].push_back({{"id", route.id}, {"title", route.title}, {"text", route.text}});
    told.text += std::format("\n{}\n  {}\n", route.title, route.text);
  }
  for (const library::HelpCountry& one : help.countries) {
    if (!code.empty() && one.code != code) continue;
    nlohmann::json lines = nlohmann::json::array();
    told.text += std::format("\n{} {}: emergency {}", one.code, one.name, one.emergency);
    if (!one.emergency_note.empty()) told.text += std::format(" ({})", one.emergency_note);
    for (const library::HelpLine& line : one.lines) {
      lines.push_back({{"name", line.name},
                       {"kind", line.kind},
                       {"number", line.number},
                       {"hours", line.hours},
                       {"whom", line.whom},
                       {"url", line.url},
                       {"checked", line.checked}});
      // All of them at a glance; what else there is to say of one, for a country.
      if (code.empty()) continue;
      told.text += std::format("\n  {}{}{}\n    {}; {}; {}; looked at {}", line.name, line.number.empty() ? "" : ": ",
                               line.number, line.hours, line.whom, line.url, line.checked);
    }
    told.json["countries"].push_back(
        {{"code", one.code}, {"name", one.name}, {"emergency", one.emergency}, {"lines", std::move(lines)}});
  }
  if (code.empty()) told.text += "\n\nWho listens in a country: `safety --country CODE`.";
  return told;
}

}  // namespace

void add_safety_commands(CLI::App& program, Chosen& chosen) {
  auto code = std::make_shared<std::string>();
  add_command(program, chosen, "safety", "where to turn, by country; nobody is told", [code] {
    return safety(*code);
  }).add_option("--country", *code, "two letters, such as IE");
}

}  // namespace hearth::cli
