#include "cli/help/host_entries.h"

#include <format>

#include "cli/toml_files.h"
#include "library/source/host_help.h"

namespace hearth::cli {

Outcome<std::vector<library::HostHelp>> read_host_help_file(const std::string& file) {
  const auto files = read_toml_files({file});
  if (!files) return std::unexpected(files.error());
  if (files->size() != 1) return wrong_usage(std::format("{} is a folder; one file is needed.", file));
  auto entries = library::source::read_host_help(files->front());
  if (entries) return std::move(*entries);
  return std::unexpected(
      Failure{Exit::kVerificationFailed, "unreadable_entries",
              std::format("{}:{}: {}", entries.error().file, entries.error().line, entries.error().detail)});
}

}  // namespace hearth::cli
