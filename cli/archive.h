// Writing what people take along: a folder, or one .zip file that any computer
// opens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/outcome.h"

namespace hearth::cli {

struct ArchiveFile {
  std::string name;  // relative, with forward slashes
  std::vector<std::uint8_t> data;
};

// Writes a .zip when `target` ends so, else a folder. Nothing that exists is
// written over. Readable by its owner alone.
[[nodiscard]] Outcome<void> write_archive(const std::filesystem::path& target, const std::vector<ArchiveFile>& files);

// The bytes of a .zip file with deflated members (APPNOTE 6.3, without ZIP64: a
// member or archive over 4 GiB is refused).
[[nodiscard]] Outcome<std::vector<std::uint8_t>> zip(const std::vector<ArchiveFile>& files);

}  // namespace hearth::cli
