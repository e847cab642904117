// A recovery kit on paper: the sheet that `kit --out` writes and that is typed or
// copied back.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/outcome.h"

namespace hearth::cli {

struct KitFile {
  std::string name;
  std::string server;              // empty when there was none
  std::vector<std::string> words;  // twelve

  [[nodiscard]] std::string joined() const;
};

// Writes a new file that only its owner can read; never over an existing one.
[[nodiscard]] Outcome<void> write_kit(const std::filesystem::path& file, const KitFile& kit);

// Reads the sheet, or a file that holds just the twelve words.
[[nodiscard]] Outcome<KitFile> read_kit(const std::filesystem::path& file);

}  // namespace hearth::cli
