// As every_command_test.cpp: what the two say in passing, what they agree on, and the
// pages of one's own.
#include <gtest/gtest.h>

#include <chrono>
#include <format>

#include "tests/cli/two_people.h"

namespace hearth::tests {
namespace {

using EveryRoom = TwoPeople;

std::string in_a_month() {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::chrono::year_month_day day{today + std::chrono::days(30)};
  return std::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

TEST_F(EveryRoom, OfWhatIsSaidInPassingTellsWhatItsSchemaPromises) {
  EXPECT_EQ(code_of(alice.run({"signal", "say", "here"}, code::kRefused)), "not_paired");
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const std::string event = alice.run({"signal", "say", "reassure", "--text", "That we are fine."}).at("event");
  EXPECT_NE(bob.say({"signal", "list"}).find("the other: Something I need to hear\n  That we are fine."),
            std::string::npos);
  EXPECT_EQ(code_of(bob.run({"signal", "answer", event, "--say", "when"}, code::kWrongUsage)), "bad_request");
  bob.run({"signal", "answer", event, "--say", "words", "--text", "We are."});
  EXPECT_TRUE(alice.run({"signal", "list"}).at("signals").at("now").at(0).at("ask_helped").get<bool>());
  alice.run({"signal", "helped", event, "--say", "yes"});
  EXPECT_NE(alice.say({"signal", "list"}).find("That helped (only you)"), std::string::npos);
  EXPECT_EQ(bob.say({"signal", "list"}).find("helped"), std::string::npos);
  EXPECT_TRUE(alice.run({"signal", "over", event}).at("signals").at("now").empty());

  const std::string quiet = bob.run({"signal", "say", "quiet", "--back", "40"}).at("event");
  EXPECT_NE(alice.say({"signal", "list"}).find("(back in 40 minutes)"), std::string::npos);
  EXPECT_EQ(code_of(alice.run({"signal", "over", quiet}, code::kRefused)), "refused_by_rule");
  alice.run({"signal", "answer", quiet, "--say", "thank_you"});
  EXPECT_EQ(code_of(bob.run({"signal", "say", "quiet"}, code::kWrongUsage)), "bad_request");
  EXPECT_EQ(code_of(bob.run({"signal", "say", "support", "--wish", "money"}, code::kWrongUsage)), "wrong_usage");
  bob.run({"signal", "say", "support", "--wish", "listen"});
  const std::string hard = alice.run({"signal", "say", "elephant", "--text", "Money.", "--minutes", "10"}).at("event");
  const Json chosen = bob.run({"signal", "answer", hard, "--say", "when", "--day", "2020-01-01"}, code::kWrongUsage);
  EXPECT_EQ(code_of(chosen), "bad_request");
  bob.run({"signal", "answer", hard, "--say", "not_yet"});
  const std::string load = alice.run({"signal", "say", "load", "--text", "Night shifts."}).at("event");
  bob.run({"signal", "answer", load, "--say", "could_do", "--text", "A meal in the freezer."});
  EXPECT_NE(alice.say({"signal", "list"}).find("What we could do\n"), std::string::npos);
  EXPECT_NE(alice.say({"story"}).find("Bob answered “What we could do” to “This weighs on us from outside”"),
            std::string::npos);
}

TEST_F(EveryRoom, OfAgreementsTellsWhatItsSchemaPromises) {
  EXPECT_NE(alice.say({"agree", "list"}).find("space: holds, if_broken"), std::string::npos);
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const std::string event = alice
                                .run({"agree", "propose", "screens", "--line", "hours=from nine on", "--line",
                                      "places=the bed", "--review", "2099-01-04"})
                                .at("event");
  EXPECT_EQ(code_of(alice.run({"agree", "propose", "screens", "--line", "hours"}, code::kWrongUsage)), "wrong_usage");
  EXPECT_EQ(code_of(alice.run({"agree", "propose", "screens"}, code::kWrongUsage)), "empty");
  EXPECT_EQ(code_of(alice.run({"agree", "propose", "busy", "--line", "minimum=tea"}, code::kWrongUsage)),
            "bad_request");
  EXPECT_EQ(code_of(alice.run({"agree", "answer", event, "--say", "yes"}, code::kRefused)), "refused_by_rule");
  const Json agreed = bob.run({"agree", "answer", event, "--say", "yes"}).at("agreements").at("agreements").at(0);
  EXPECT_EQ(agreed.at("phase"), "agreed");
  EXPECT_NE(alice.say({"agree", "list"}).find("Screens (agreed)\n  places: the bed\n  hours: from nine on"),
            std::string::npos);
  alice.run({"agree", "review", event, "--how", "mixed", "--next", "2099-02-04"});
  EXPECT_EQ(bob.run({"agree", "list"}).at("agreements").at("agreements").at(0).at("reviewed"), "");
  const std::string newer =
      bob.run({"agree", "propose", "screens", "--line", "hours=from ten on", "--replaces", event}).at("event");
  alice.run({"agree", "answer", newer, "--say", "yes"});
  EXPECT_NE(bob.say({"agree", "list"}).find("a newer one took its place"), std::string::npos);
  bob.run({"agree", "end", newer});
  alice.run({"way", "--track", "after_breach"});
  const std::string refused = alice.say(
      {"agree", "propose", "openness", "--ends", in_a_month(), "--line", "what=You may look through my phone."},
      code::kRefused);
  EXPECT_NE(refused.find("no part of an agreement here"), std::string::npos) << refused;
}

TEST_F(EveryRoom, OfPagesOfOnesOwnTellsWhatItsSchemaPromises) {
  EXPECT_NE(alice.say({"page", "forms"}).find("honest: open, held_back (as many as you like) (stays with you)"),
            std::string::npos);
  alice.run({"page", "forms"});
  const std::string event =
      alice.run({"page", "save", "stress", "--line", "signs=I go quiet", "--line", "helps=a walk"}).at("event");
  EXPECT_EQ(code_of(alice.run({"page", "copy", event, "--line", "helps"}, code::kRefused)), "not_paired");
  ASSERT_NO_FATAL_FAILURE(pair_both());
  EXPECT_TRUE(bob.run({"page", "list"}).at("pages").at("shared").empty());
  alice.run({"page", "copy", event, "--line", "helps"});
  const Json seen = bob.run({"page", "list"}).at("pages").at("shared");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen.at(0).at("lines").size(), 1U);
  EXPECT_NE(alice.say({"page", "list"}).find("the other has a copy of: helps"), std::string::npos);
  EXPECT_EQ(code_of(alice.run({"page", "save", "lines", "--line", "words=fine"}, code::kWrongUsage)), "bad_request");
  const std::string honest = alice.run({"page", "save", "honest", "--line", "open=the money"}).at("event");
  EXPECT_EQ(code_of(alice.run({"page", "copy", honest, "--line", "open"}, code::kRefused)), "refused_by_rule");
  alice.run({"page", "save", "honest", "--replaces", honest});
  alice.run({"page", "save", "stress"});
  EXPECT_NE(alice.say({"page", "list"}).find("copied to the other"), std::string::npos);
  EXPECT_TRUE(alice.run({"page", "list"}).at("pages").at("own").empty());
}

}  // namespace
}  // namespace hearth::tests
