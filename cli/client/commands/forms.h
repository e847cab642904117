// Forms on the command line: lines as `--line id=text`, each by its name.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "cli/client/frame.h"
#include "cli/outcome.h"

namespace hearth::cli {

// [{"id", "text"}, …] of "id=text"; a line without a name is wrong usage.
[[nodiscard]] Outcome<Json> lines_of(const std::vector<std::string>& typed);

// "  name: words" for each line.
[[nodiscard]] std::string render_lines(const Json& lines);

// "kind: line, line", for the ones who look for what can be filled in.
[[nodiscard]] std::string render_form(const Json& form);

// An option that may stand there more than once, with one value each.
CLI::Option* add_repeated(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                          const std::string& help);

}  // namespace hearth::cli
