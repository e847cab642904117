// The app's English strings are held against content/en/banned.toml, as the decks are.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "library/source/banned.h"
#include "library/text.h"

namespace hearth::library::source {
namespace {

struct Line {
  std::string place;  // file:line
  std::string words;  // what people read of it
};

// The words of a line of Fluent: no comment, no key, nothing in braces.
std::string readable(std::string line) {
  if (line.starts_with('#')) return "";
  const auto equals = line.find('=');
  const bool has_key = !line.empty() && line.front() != ' ' && equals != std::string::npos;
  if (has_key) line.erase(0, equals + 1);
  for (auto open = line.find('{'); open != std::string::npos; open = line.find('{', open)) {
    const auto close = line.find('}', open);
    line.replace(open, close == std::string::npos ? std::string::npos : close + 1 - open, " ");
  }
  return line;
}

std::vector<Line> app_strings() {
  std::vector<Line> lines;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("web/src/i18n/en")) {
    if (entry.path().extension() != ".ftl") continue;
    std::ifstream in(entry.path());
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
      std::string words = readable(line);
      if (!words.empty()) lines.push_back({entry.path().string() + ":" + std::to_string(number), std::move(words)});
    }
  }
  return lines;
}

std::vector<std::string> banned_in(std::string_view text) {
  std::vector<std::string> found;
  for (const Banned& banned : builtin_banned()) {
    if (banned.in_ui && holds(text, banned.text)) found.push_back(banned.text + ": " + banned.reason);
  }
  return found;
}

TEST(AppStrings, EnglishStringsUseNoBannedWord) {
  const auto lines = app_strings();
  ASSERT_GT(lines.size(), 200U) << "hardly any string was found: the check would say nothing";
  for (const Line& line : lines) {
    EXPECT_EQ(banned_in(line.words), std::vector<std::string>{}) << line.place << line.words;
  }
}

TEST(AppStrings, StringThatScoldsIsFoundAndItsKeyIsNot) {
  EXPECT_EQ(banned_in(readable("reminder = { $name } is waiting")).size(), 1U);
  EXPECT_EQ(banned_in(readable("    You lost your 12-day streak!")).size(), 3U);
  EXPECT_TRUE(banned_in(readable("# must stay a comment")).empty());
  EXPECT_TRUE(banned_in(readable("must-not-matter = Good to see you.")).empty());
  EXPECT_TRUE(banned_in(readable("greeting = Hello { $his }.")).empty());
}

}  // namespace
}  // namespace hearth::library::source
