// mend …, trust … on a real server: what they tell is what their schemas promise, and
// what a person reads is plain.
#include <gtest/gtest.h>

#include "tests/cli/two_people.h"

namespace hearth::tests {
namespace {

class MendRoom : public TwoPeople {
 protected:
  static Json mend(const Json& told) { return told.at("room").at("mends").at(0); }
};

TEST_F(MendRoom, TellsAnInvitationTwoSidesAndOneSmallThing) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const std::string event = alice.run({"mend", "invite", "--words", "When you are ready: Tuesday."}).at("event");
  EXPECT_EQ(mend(bob.run({"mend", "list"})).at("words"), "When you are ready: Tuesday.");
  EXPECT_EQ(code_of(bob.run({"mend", "seal", event, "--text", "too soon"}, code::kWrongUsage)), "not_found");
  EXPECT_EQ(code_of(alice.run({"mend", "answer", event, "--say", "yes"}, code::kRefused)), "refused_by_rule");
  EXPECT_EQ(code_of(bob.run({"mend", "answer", event, "--say", "not_yet", "--day", "2099-01-04"}, code::kWrongUsage)),
            "bad_request");
  const Json yes = bob.run({"mend", "answer", event, "--say", "yes", "--day", "2099-01-04", "--time", "20:30"});
  EXPECT_EQ(mend(yes).at("phase"), "sides");
  EXPECT_EQ(mend(alice.run({"mend", "seal", event, "--text", "too sharp"})).at("exchange").at("phase"), "sealed");
  EXPECT_EQ(mend(alice.run({"mend", "withdraw", event})).at("exchange").at("draft"), "too sharp");
  alice.run({"mend", "seal", event, "--text", "I was left alone with it."});
  EXPECT_EQ(code_of(alice.run({"mend", "open", event}, code::kRefused)), "not_open_yet");
  bob.run({"mend", "seal", event, "--text", "I did not know where to stand."});
  alice.run({"sync"});
  EXPECT_EQ(bob.say({"mend", "list"}).find("left alone"), std::string::npos) << "only by his own tap";
  EXPECT_EQ(mend(bob.run({"mend", "open", event})).at("exchange").at("theirs").at("text"), "I was left alone with it.");
  alice.run({"mend", "open", event});
  const std::string promise =
      alice.run({"mend", "promise", "--of", event, "--text", "I will ask first.", "--by", "2099-01-04"}).at("event");
  bob.run({"mend", "promise", "--text", "I will be home by six.", "--by", "2099-01-04"});
  EXPECT_EQ(code_of(bob.run({"mend", "kept", promise, "--became", "done"}, code::kRefused)), "refused_by_rule");
  const Json moved = alice.run({"mend", "kept", promise, "--became", "moved", "--by", "2099-02-01"});
  EXPECT_EQ(mend(moved).at("promises").at(0).at("by"), "2099-02-01");
  EXPECT_EQ(code_of(alice.run({"mend", "followed", event, "--helped", "some"}, code::kRefused)), "refused_by_rule");
  const Json again = alice.run({"mend", "again", "the dishes"});
  EXPECT_EQ(again.at("room").at("again").at(0).at("times"), 1);
  const std::string shown = alice.say({"mend", "list"});
  for (const char* words :
       {"after a hurt, you invited", "Bob said yes: 2099-01-04 20:30", "I was left alone with it.",
        "Bob:\n    I did not know where to stand.", "you: I will ask first. (until 2099-02-01, moved)",
        "Bob: I will be home by six.", "for you alone: the dishes (once"}) {
    EXPECT_NE(shown.find(words), std::string::npos) << words << "\n" << shown;
  }
  for (const char* inside : {"{", "!", "\"", "exchange", "mend/"}) EXPECT_EQ(shown.find(inside), std::string::npos);
  EXPECT_EQ(mend(bob.run({"mend", "rest", event})).at("phase"), "rests");
  EXPECT_NE(bob.say({"mend", "list"}).find("This one rests."), std::string::npos);
}

TEST_F(MendRoom, OpensTheStepsOfTheSlowerWayWhenBothAreReady) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  EXPECT_EQ(code_of(alice.run({"trust", "ready", "impact", "--say", "yes"}, code::kRefused)), "refused_by_rule");
  EXPECT_NE(alice.say({"trust", "list"}).find("`way --track after_breach`"), std::string::npos);
  alice.run({"way", "--track", "after_breach"});
  EXPECT_EQ(code_of(alice.run({"mend", "invite", "--kind", "impact"}, code::kRefused)), "refused_by_rule");
  alice.run({"trust", "ready", "impact", "--say", "yes"});
  const Json before = bob.run({"trust", "list"}).at("trust").at("steps").at(0);
  EXPECT_FALSE(before.at("open").get<bool>());
  EXPECT_FALSE(before.at("ready").get<bool>());
  bob.run({"trust", "ready", "impact", "--say", "not_yet"});
  const Json both = bob.run({"trust", "ready", "impact", "--say", "yes"}).at("trust").at("steps").at(0);
  EXPECT_TRUE(both.at("open").get<bool>());
  EXPECT_NE(alice.say({"trust", "list"}).find("open: both of you are"), std::string::npos);
  alice.run({"mend", "invite", "--kind", "impact"});
  EXPECT_NE(bob.say({"mend", "list"}).find("what it did, Alice invited you"), std::string::npos);
}

}  // namespace
}  // namespace hearth::tests
