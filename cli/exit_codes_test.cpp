// The exit codes are a promise: the program, its help and docs/cli/README.md say the same.
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

#include "cli/outcome.h"
#include "cli/program.h"
#include "server/host/exit_codes.h"
#include "tests/support/process.h"

namespace hearth::cli {
namespace {

const std::set<int> kOfTheClient = {static_cast<int>(Exit::kDone),
                                    static_cast<int>(Exit::kBroken),
                                    static_cast<int>(Exit::kRefused),
                                    static_cast<int>(Exit::kWrongUsage),
                                    static_cast<int>(Exit::kVerificationFailed),
                                    static_cast<int>(Exit::kUnreachable)};
const std::set<int> kOfTheServer = {server::kDone,        server::kUnhealthy,   server::kUsage,
                                    server::kUnreachable, server::kNewerSchema, server::kConfiguration,
                                    server::kCannotWrite};

std::set<int> numbers_in(const std::string& text, const std::regex& pattern) {
  std::set<int> numbers;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern); at != std::sregex_iterator(); ++at) {
    numbers.insert(std::stoi((*at)[1]));
  }
  return numbers;
}

TEST(ExitCodes, AreAllInTheDocumentation) {
  const std::string readme = tests::read_file("docs/cli/README.md");
  const auto begin = readme.find("## Exit codes");
  ASSERT_NE(begin, std::string::npos);
  const std::string table = readme.substr(begin, readme.find("\n## ", begin + 1) - begin);
  std::set<int> promised = kOfTheClient;
  promised.insert(kOfTheServer.begin(), kOfTheServer.end());
  EXPECT_EQ(numbers_in(table, std::regex("\n\\| (\\d+) \\|")), promised);
}

TEST(ExitCodes, StandInTheHelpOfEveryCommand) {
  for (const std::vector<std::string>& command : {std::vector<std::string>{"--help"},
                                                  {"client", "--help"},
                                                  {"client", "answer", "--help"},
                                                  {"serve", "--help"}}) {
    std::ostringstream out;
    std::ostringstream err;
    EXPECT_EQ(run(command, out, err), 0);
    const std::string help = out.str();
    const auto begin = help.find("Exit codes:");
    ASSERT_NE(begin, std::string::npos) << help;
    EXPECT_EQ(numbers_in(help.substr(begin), std::regex("(\\d+) ")), kOfTheClient) << help.substr(begin);
    EXPECT_NE(help.find("--json"), std::string::npos) << "that every command takes it is said nowhere";
  }
}

TEST(ExitCodes, OfTheServerMeanTheSameAsThoseOfTheClient) {
  EXPECT_EQ(server::kUsage, static_cast<int>(Exit::kWrongUsage));
  EXPECT_EQ(server::kUnhealthy, static_cast<int>(Exit::kBroken));
  EXPECT_EQ(server::kUnreachable, static_cast<int>(Exit::kUnreachable));
}

}  // namespace
}  // namespace hearth::cli
