// A host's file: the line of what is wrong.
#include "library/source/host_help.h"

#include <gtest/gtest.h>

namespace hearth::library::source {
namespace {

std::string problem(const std::string& text) {
  const auto read = read_host_help({.name = "help.toml", .text = text});
  return read ? "" : std::to_string(read.error().line) + ": " + read.error().detail;
}

TEST(HostHelpFile, IsReadEntryByEntry) {
  const auto read = read_host_help({.name = "help.toml", .text = R"(
# ours
[[entry]]
name = "Praxis am Fluss"
kind = "counsellor"
phone = "030 1234567"
languages = ["de", "en"]

[[entry]]
name = "Evening for couples"
kind = "event"
url = "https://town.example/evening"
)"});
  ASSERT_TRUE(read.has_value()) << read.error().detail;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].languages.size(), 2U);
  EXPECT_EQ((*read)[1].kind, "event");
}

TEST(HostHelpFile, SaysInWhichLineWhatIsWrong) {
  EXPECT_EQ(problem("[[entry]]\nname = \"x\"\nkind = \"crisis\"\nphone = \"12 34\"\n"),
            "3: kind is none of counsellor, sex_counselling, group, event and other");
  EXPECT_EQ(problem("[[entry]]\nname = \"x\"\nkind = \"group\"\n").substr(3),
            "phone is missing, and so is url: one of them is needed");
  EXPECT_EQ(problem("[[entry]]\nname = \"x\"\nnumber = \"1\"\n"), "3: unknown key 'number'");
  EXPECT_EQ(problem("[[entry]]\nname = 7\n"), "2: not a text");
  EXPECT_NE(problem("[[entry]\n"), "");
  EXPECT_EQ(problem(""), "");
}

}  // namespace
}  // namespace hearth::library::source
