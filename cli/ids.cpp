#include "cli/ids.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <set>

namespace hearth::cli {
namespace {

constexpr char kMark = '\x01';
constexpr std::size_t kShortestId = 22;  // 16 bytes in base64url

// Begins with a dash and yet is no option: those that begin with two are lower case.
bool is_dashed_id(const std::string& text) {
  if (text.size() < kShortestId || text.front() != '-') return false;
  const auto is_letter = [](const char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
  };
  if (!std::ranges::all_of(text, is_letter)) return false;
  if (!text.starts_with("--")) return true;
  return !std::ranges::all_of(text, [](const char c) { return c == '-' || (c >= 'a' && c <= 'z'); });
}

void collect_flags(const CLI::App& command, std::set<std::string>& flags) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_items_expected_max() != 0) continue;
    for (const std::string& name : option->get_lnames()) flags.insert("--" + name);
  }
  for (const CLI::App* below : command.get_subcommands([](const CLI::App*) { return true; })) {
    collect_flags(*below, flags);
  }
}

}  // namespace

std::string without_mark(std::string text) {
  if (!text.empty() && text.front() == kMark) text.erase(0, 1);
  return text;
}

CLI::Option* add_id(CLI::App& command, const std::string& name, std::string& id, const std::string& help) {
  return command
      .add_option_function<std::string>(
          name, [&id](const std::string& text) { id = without_mark(text); }, help)
      ->required();
}

void mark_ids(std::vector<std::string>& arguments, const CLI::App& program) {
  std::set<std::string> flags;
  collect_flags(program, flags);
  bool is_value = false;
  for (std::string& argument : arguments) {
    const bool dashed = !is_value && is_dashed_id(argument);
    is_value = !is_value && !dashed && argument.starts_with("--") && argument.find('=') == std::string::npos &&
               !flags.contains(argument);
    if (dashed) argument.insert(0, 1, kMark);
  }
}

}  // namespace hearth::cli
