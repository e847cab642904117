#include "cli/client/notices.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "tests/support/process.h"

namespace hearth::cli {
namespace {

// Every notice that the core gives, read from its source.
std::set<std::string> notices_of_the_core() {
  std::set<std::string> codes;
  for (const char* file : {"app/net/line.cpp", "app/net/registry.cpp", "app/commands/status.cpp", "log/replica.cpp",
                           "log/replica_apply.cpp", "log/replica_state.cpp"}) {
    const std::string text = tests::read_file(std::string("core/") + file);
    const std::regex notice(
        "(?:notice\\(|tell\\(|notices\\.push_back\\(\\{|\\.code = )[^\";,]*\"(\\w+)\"(?: : \"(\\w+)\")?");
    for (std::sregex_iterator at(text.begin(), text.end(), notice); at != std::sregex_iterator(); ++at) {
      for (const std::size_t group : {1U, 2U}) {
        if ((*at)[group].matched) codes.insert((*at)[group]);
      }
    }
  }
  return codes;
}

TEST(NoticeInWords, IsASentenceForEveryNoticeOfTheCore) {
  const auto codes = notices_of_the_core();
  for (const char* known : {"withheld", "forked", "identity_changed", "kit_used", "device_added", "clock_off",
                            "partner_left", "register_refused", "altered", "wrong_release"}) {
    EXPECT_TRUE(codes.contains(known)) << known << " was not found in the core";
  }
  for (const std::string& code : codes) {
    const std::string text = notice_in_words(code, "Bob");
    EXPECT_EQ(text.find("no words for"), std::string::npos) << code;
    EXPECT_EQ(text.find_first_of("{}_!\""), std::string::npos) << text;
    EXPECT_TRUE(text.ends_with('.')) << text;
  }
}

TEST(NoticeInWords, OfANewerCoreIsStillASentence) {
  EXPECT_NE(notice_in_words("from_tomorrow", "").find("no words for"), std::string::npos);
}

TEST(LeavingInWords, IsKindAndNamesWhoLeft) {
  EXPECT_EQ(leaving_in_words({{"left", false}, {"partner_left", false}}), "");
  const std::string theirs = leaving_in_words({{"left", false}, {"partner_left", true}, {"partner", "Bob"}});
  EXPECT_TRUE(theirs.starts_with("Bob has closed this space.")) << theirs;
  EXPECT_NE(theirs.find("stays with you"), std::string::npos) << theirs;
  EXPECT_TRUE(leaving_in_words({{"left", true}, {"partner", "Bob"}}).starts_with("You have left"));
  EXPECT_TRUE(leaving_in_words({{"partner_left", true}, {"partner", nullptr}}).starts_with("The other person"));
}

}  // namespace
}  // namespace hearth::cli
