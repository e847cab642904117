// What the program says to a command line that it does not understand.
#include <gtest/gtest.h>

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

TEST(Usage, OfAnUnknownVariableOfTheServerStopsItAtTheStart) {
  const Finished finished = hearth({"serve"}, {{"HEARTH_BASE_ULR", "https://x.example"}});
  EXPECT_EQ(finished.code, 11);
  EXPECT_NE(finished.err.find("Did you mean HEARTH_BASE_URL"), std::string::npos) << finished.err;
}

}  // namespace
}  // namespace hearth::tests
