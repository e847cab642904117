// Two people and an honest server: everything that they can do together.
#include <gtest/gtest.h>

#include "tests/protocol/actor.h"
#include "tests/support/server_process.h"

namespace hearth::tests {
namespace {

class TwoPeople : public ::testing::Test {
 protected:
  void SetUp() override {
    alice.init(server.url(), server.setup_link());
    bob.init(server.url());
    ASSERT_EQ(alice.status().value("register", ""), "registered");
    ASSERT_NO_FATAL_FAILURE(pair(alice, bob));
    begin(alice, bob);
  }

  Clock clock;
  ServerProcess server;
  Actor alice{"alice", clock};
  Actor bob{"bob", clock};
};

TEST_F(TwoPeople, MeetTheSameQuestionOnTheSameDay) {
  const std::string question = alice.todays_question();
  ASSERT_FALSE(question.empty());
  EXPECT_EQ(question, bob.todays_question());
}

TEST_F(TwoPeople, SeeNothingOfAnAnswerUntilBothHaveAnswered) {
  const std::string question = alice.todays_question();
  const Json before = bob.ok("today.view").json;
  const Json sealed = alice.seal(question, "the walk in the rain");
  settle(alice, bob);
  EXPECT_EQ(alice.exchange(sealed.at("id"))["phase"], "sealed");
  EXPECT_EQ(bob.ok("today.view").json, before) << "a sealed answer changes nothing for the other";
  EXPECT_FALSE(bob.story_item("the walk in the rain"));

  const std::string id = sealed.at("id");
  bob.seal(question, "coffee at the window");
  settle(alice, bob);
  for (Actor* actor : {&alice, &bob}) {
    const Json exchange = actor->ok("exchange.open", {{"id", id}}).json["exchange"];
    EXPECT_EQ(exchange["phase"], "open") << actor->name();
  }
  EXPECT_EQ(alice.exchange(id)["theirs"]["text"], "coffee at the window");
  EXPECT_EQ(bob.exchange(id)["theirs"]["text"], "the walk in the rain");
}

}  // namespace
}  // namespace hearth::tests
