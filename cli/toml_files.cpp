#include "cli/toml_files.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>

namespace hearth::cli {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{4} << 20U;

}  // namespace

Outcome<std::vector<library::source::File>> read_toml_files(const std::vector<std::string>& paths) {
  std::vector<std::filesystem::path> names;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      names.emplace_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error)) {
      if (entry.path().extension() == ".toml") names.push_back(entry.path());
    }
  }
  std::ranges::sort(names);
  std::vector<library::source::File> files;
  for (const auto& name : names) {
    std::error_code error;
    const auto size = std::filesystem::file_size(name, error);
    std::ifstream stream(name, std::ios::binary);
    if (error || !stream.is_open()) return wrong_usage(std::format("{} cannot be read.", name.string()));
    if (size > kLargestFile) return wrong_usage(std::format("{} is too large for content.", name.string()));
    files.push_back({.name = name.string(), .text = std::string(std::istreambuf_iterator<char>(stream), {})});
  }
  if (files.empty()) return wrong_usage("There is no .toml file there.");
  return files;
}

}  // namespace hearth::cli
