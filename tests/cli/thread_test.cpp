// The thin thread through the whole house, one process for each command: two people
// find each other, answer one question alone and open it together.
//
//   alice: init ─ kit ─ invite ──────── words ─ confirm ─ begin ─ answer ─ open
//   bob:   init ─────────────── join ── words ─ confirm ─ begin ─ answer ─ open
#include <gtest/gtest.h>

#include "tests/cli/client.h"
#include "tests/support/server_process.h"

namespace hearth::tests {
namespace {

std::string link_of(const Json& invited) { return invited.at("pairing").at("link").get<std::string>(); }

std::vector<std::string> confirm_with(const Json& words) {
  return {"confirm", words.at("own_words").at(0).get<std::string>(), words.at("own_words").at(1).get<std::string>()};
}

class Thread : public ::testing::Test {
 protected:
  void init_both() {
    alice.run({"init", "--server", server.url(), "--setup", server.setup_link(), "--name", "Alice", "--zone",
               "Europe/Berlin"});
    bob.run({"init", "--server", server.url(), "--name", "Bob", "--zone", "Europe/Berlin"});
  }

  void pair_both() {
    const Json invited = alice.run({"invite"});
    ASSERT_TRUE(invited.at("pairing").at("link").is_string());
    ASSERT_EQ(invited.at("pairing").at("words").size(), 6U);
    bob.run({"join", link_of(invited)});
    const Json alices = alice.run({"words"});
    const Json bobs = bob.run({"words"});
    ASSERT_EQ(alices.at("own_words").size(), 2U);
    EXPECT_NE(alices.at("own_words"), bobs.at("own_words")) << "each reads words of their own";
    alice.run(confirm_with(bobs));
    bob.run(confirm_with(alices));
    alice.run({"sync"});
    bob.run({"sync"});
    alice.run({"sync"});
    ASSERT_TRUE(alice.run({"status"}).at("status").at("paired").get<bool>());
    ASSERT_TRUE(bob.run({"status"}).at("status").at("paired").get<bool>());
  }

  ServerProcess server;
  Client alice{"alice"};
  Client bob{"bob"};
};

TEST_F(Thread, LeadsTwoPeopleFromNothingToASealedAnswerOpenedTogether) {
  init_both();
  ASSERT_NO_FATAL_FAILURE(pair_both());
  alice.run({"begin"});
  bob.run({"begin"});

  const Json question = alice.run({"today"}).at("today").at("exchange").at("question").at("id");
  EXPECT_EQ(question, bob.run({"today"}).at("today").at("exchange").at("question").at("id"));

  const Json sealed = alice.run({"answer", question, "--text", "The walk in the rain."});
  EXPECT_TRUE(sealed.at("delivered").get<bool>());
  const std::string id = sealed.at("exchange").at("id");
  EXPECT_EQ(alice.run({"open", id}, code::kRefused).at("error").at("code"), "not_open_yet");

  bob.run({"answer", "today", "--text", "Coffee at the window."});
  alice.run({"sync"});
  bob.run({"sync"});
  EXPECT_EQ(alice.run({"open", id}).at("exchange").at("theirs").at("text"), "Coffee at the window.");
  EXPECT_EQ(bob.run({"open", "today"}).at("exchange").at("theirs").at("text"), "The walk in the rain.");
  EXPECT_NE(bob.say({"today"}).find("The walk in the rain."), std::string::npos);
}

}  // namespace
}  // namespace hearth::tests
