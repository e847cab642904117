#include "cli/ids.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

#include <sstream>

#include "cli/outcome.h"
#include "cli/program.h"
#include "tests/support/process.h"

namespace hearth::cli {
namespace {

constexpr const char* kDashed = "-ddCOE6aMe_auR7zk5bDlA";
constexpr const char* kTwoDashes = "--dCOE6aMe_auR7zk5bDlA";

class Ids : public ::testing::Test {
 protected:
  Ids() {
    CLI::App* erase = app.add_subcommand("erase", "");
    erase->add_flag("--undo", undo, "");
    erase->add_option("--text", text, "");
    add_id(*erase, "EVENT", id, "");
  }

  void parse(std::vector<std::string> arguments) {
    mark_ids(arguments, app);
    std::ranges::reverse(arguments);
    app.parse(std::move(arguments));
  }

  CLI::App app;
  bool undo = false;
  std::string text;
  std::string id;
};

TEST_F(Ids, MayBeginWithADash) {
  for (const char* given : {kDashed, kTwoDashes, "uddCOE6aMe_auR7zk5bDlA", "today"}) {
    parse({"erase", given, "--undo"});
    EXPECT_EQ(id, given);
    EXPECT_TRUE(undo);
  }
}

TEST_F(Ids, MayFollowAFlag) {
  parse({"erase", "--undo", kDashed});
  EXPECT_EQ(id, kDashed);
}

TEST_F(Ids, AreNotSeenInWhatAPersonWrites) {
  parse({"erase", "--text", kDashed, kTwoDashes});
  EXPECT_EQ(text, kDashed);
  EXPECT_EQ(id, kTwoDashes);
}

TEST_F(Ids, AreNotSeenInAnUnknownOption) {
  EXPECT_THROW(parse({"erase", "--a-rather-long-unknown-option", "x"}), CLI::ParseError);
}

TEST_F(Ids, OfTheProgramReachTheHome) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "p", "a long enough passphrase");
  std::ostringstream out;
  std::ostringstream err;
  const int code = run({"client", "--home", (folder / "nobody").string(), "--passphrase-file", (folder / "p").string(),
                        "erase", kDashed},
                       out, err);
  EXPECT_EQ(code, static_cast<int>(Exit::kRefused)) << "there is nobody yet; the command line was fine: " << err.str();
}

}  // namespace
}  // namespace hearth::cli
