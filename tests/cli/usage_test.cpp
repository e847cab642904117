// What the program says to a command line that it does not understand.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "tests/cli/client.h"

namespace hearth::tests {
namespace {

Finished hearth(std::vector<std::string> arguments, const Process::Environment& environment = {}) {
  arguments.insert(arguments.begin(), hearth_program());
  return run(arguments, environment);
}

TEST(Usage, OfAnUnknownCommandAsksWhatWasMeant) {
  const Finished finished = hearth({"sevre"});
  EXPECT_EQ(finished.code, code::kWrongUsage);
  EXPECT_NE(finished.err.find("Did you mean 'serve'"), std::string::npos) << finished.err;
  EXPECT_NE(hearth({"client", "--home", "x", "todya"}).err.find("Did you mean 'today'"), std::string::npos);
  EXPECT_NE(hearth({"client", "--hoem", "x", "today"}).err.find("Did you mean '--home'"), std::string::npos);
}

TEST(Usage, WithoutACommandIsWrong) {
  EXPECT_EQ(hearth({}).code, code::kWrongUsage);
  EXPECT_EQ(hearth({"client", "--home", "x"}).code, code::kWrongUsage);
}

TEST(Usage, IsToldAsJsonWhenAskedFor) {
  const Finished finished = hearth({"client", "--home", "x", "checkin", "--felt", "9", "--json"});
  EXPECT_EQ(finished.code, code::kWrongUsage);
  const Json json = Json::parse(finished.out, nullptr, false);
  EXPECT_EQ(mismatch(json, "error"), "") << finished.out;
}

TEST(Usage, OfAMissingHomeOrPassphraseSaysWhatToDo) {
  TemporaryFolder folder;
  write_file(folder / "p", "a passphrase");
  const std::string home = (folder / "nobody").string();
  const Finished none = hearth({"client", "--home", home, "today"});
  EXPECT_EQ(none.code, code::kWrongUsage);
  EXPECT_NE(none.err.find("HEARTH_PASSPHRASE_FILE"), std::string::npos) << none.err;
  const Finished nobody =
      hearth({"client", "--home", home, "today"}, {{"HEARTH_PASSPHRASE_FILE", (folder / "p").string()}});
  EXPECT_EQ(nobody.code, code::kRefused);
  EXPECT_NE(nobody.err.find("init"), std::string::npos) << nobody.err;
}

TEST(Usage, HelpNamesEveryCommandAndEndsWell) {
  const Finished finished = hearth({"--help"});
  EXPECT_EQ(finished.code, code::kDone);
  for (const char* command : {"serve", "setup-link", "demo", "doctor", "healthcheck", "backup", "restore", "client",
                              "open-export", "deck", "config", "version"}) {
    EXPECT_NE(finished.out.find(command), std::string::npos) << command;
  }
}

// The names under "Subcommands:" in the help of a command.
std::vector<std::string> below(std::vector<std::string> command) {
  command.emplace_back("--help");
  std::istringstream help(hearth(command).out);
  std::vector<std::string> names;
  bool listed = false;
  for (std::string line; std::getline(help, line);) {
    if (line.starts_with("Subcommands:")) {
      listed = true;
    } else if (listed && line.starts_with("  ") && !line.starts_with("   ")) {
      names.push_back(line.substr(2, line.find(' ', 2) - 2));
    } else if (listed && line.empty()) {
      break;
    }
  }
  return names;
}

TEST(Usage, EveryCommandOfTheProgramHasASchema) {
  std::vector<std::vector<std::string>> to_see = {{}};
  int commands = 0;
  while (!to_see.empty()) {
    const std::vector<std::string> command = to_see.back();
    to_see.pop_back();
    const std::vector<std::string> names = below(command);
    for (const std::string& name : names) {
      to_see.push_back(command);
      to_see.back().push_back(name);
    }
    // `kit` makes one and `kit check` checks it: both are commands; other groups are none.
    const bool is_group = !names.empty() && !(command.size() == 2 && command.back() == "kit");
    if (is_group) continue;
    std::string file = "docs/cli/";
    for (const std::string& word : command) file += word + "-";
    file.back() = '.';
    EXPECT_TRUE(std::filesystem::exists(file + "schema.json")) << file;
    ++commands;
  }
  EXPECT_GT(commands, 60) << "the help was read";
}

TEST(Usage, OfAnUnknownVariableOfTheServerStopsItAtTheStart) {
  const Finished finished = hearth({"serve"}, {{"HEARTH_BASE_ULR", "https://x.example"}});
  EXPECT_EQ(finished.code, 11);
  EXPECT_NE(finished.err.find("Did you mean HEARTH_BASE_URL"), std::string::npos) << finished.err;
}

}  // namespace
}  // namespace hearth::tests
