// Mallory keeps things back, shows each another story, or goes back in time. What can
// be noticed is noticed; what cannot is tested to be as docs/protocol.md says too.
#include "tests/protocol/couple_testing.h"

namespace hearth::tests {
namespace {

class MalloryWithholds : public Couple {
 protected:
  // From now on the last event but one of the space never arrives.
  void drop_the_one_before_the_last() {
    const auto space = Ledger(server.database()).events(LogKind::kSpace);
    const base::EventId dropped = space.at(space.size() - 2).read().event;
    tamper_with_events([dropped](WireEvents& events) {
      std::erase_if(events.events, [&](const WireEvent& event) { return event.read().event == dropped; });
    });
  }
};

TEST_F(MalloryWithholds, ADroppedEventIsMissedAtTheNextOneThatNamesIt) {
  bob.offline();
  share_from_alice("taken away");
  share_from_alice("still delivered");
  drop_the_one_before_the_last();
  bob.online();
  bob.live(std::chrono::seconds(2));
  EXPECT_TRUE(bob.has_notice("withheld")) << ::testing::PrintToString(bob.notices());
  EXPECT_EQ(count(bob, "taken away"), 0);
  EXPECT_EQ(count(bob, "still delivered"), 0) << "what comes after a gap waits for it";
}

TEST_F(MalloryWithholds, TheGapClosesWhenTheEventIsGivenBack) {
  bob.offline();
  share_from_alice("taken away");
  share_from_alice("still delivered");
  drop_the_one_before_the_last();
  bob.online();
  bob.live(std::chrono::seconds(1));
  be_honest();
  bob.stop();
  bob.restart();
  EXPECT_TRUE(bob.until([&] { return count(bob, "taken away") == 1 && count(bob, "still delivered") == 1; }));
  EXPECT_FALSE(bob.has_notice("withheld"));
}

TEST_F(MalloryWithholds, CompleteSilenceLooksLikeSilenceUntilTheWordsAreCompared) {
  settle(alice, bob);
  ASSERT_EQ(alice.same_page(), bob.same_page());
  bob.offline();
  share_from_alice("never delivered");
  tamper_with_events([](WireEvents& events) { events.events.clear(); });
  bob.online();
  bob.live(std::chrono::seconds(1));
  EXPECT_TRUE(bob.notices().empty()) << "nothing can be noticed yet, and docs/protocol.md says so";
  EXPECT_NE(alice.same_page(), bob.same_page()) << "but the four words differ";
}

TEST_F(MalloryWithholds, ABodyTakenAwayWithoutAnErasureCountsAsWithheld) {
  bob.offline();
  share_from_alice("its body is gone");
  Ledger ledger(server.database());
  const auto space = ledger.events(LogKind::kSpace);
  ledger.run("UPDATE events SET body = NULL, erase_at = 1 WHERE log = " + std::to_string(space.back().log) +
             " AND number = " + std::to_string(space.back().number));
  bob.online();
  bob.live(std::chrono::seconds(1));
  EXPECT_EQ(count(bob, "its body is gone"), 0);
  EXPECT_TRUE(bob.has_notice("withheld")) << ::testing::PrintToString(bob.notices());
}

TEST_F(MalloryWithholds, ARestoredBackupLosesNothingAndDoublesNothing) {
  share_from_alice("before the backup");
  bob.settle();
  server.stop();
  TemporaryFolder backup;
  std::filesystem::copy(server.data(), backup / "data", std::filesystem::copy_options::recursive);
  server.start();
  mallory.cut();
  alice.online();
  bob.online();
  alice.settle();
  bob.settle();
  share_from_alice("after the backup");
  bob.ok("share.send", {{"text", "bob, after it too"}, {"reply", "ask"}});
  alice.ok("diary.save", {{"text", "alone, after it"}, {"replaces", nullptr}});
  settle(alice, bob);
  ASSERT_EQ(count(bob, "after the backup"), 1);

  server.stop();
  std::filesystem::remove_all(server.data());
  std::filesystem::copy(backup / "data", server.data(), std::filesystem::copy_options::recursive);
  server.start();
  mallory.cut();
  for (Actor* actor : {&alice, &bob}) {
    actor->stop();
    actor->restart();
  }
  settle(alice, bob);
  share_from_alice("and life goes on");
  settle(alice, bob);
  for (Actor* actor : {&alice, &bob}) {
    for (const char* text : {"before the backup", "after the backup", "bob, after it too", "and life goes on"}) {
      EXPECT_EQ(count(*actor, text), 1) << actor->name() << ": " << text;
    }
    EXPECT_FALSE(actor->has_notice("withheld")) << actor->name();
    EXPECT_FALSE(actor->has_notice("forked")) << actor->name();
  }
  EXPECT_EQ(alice.same_page(), bob.same_page());
  // The server has everything again, once: a third device of alice reads it from there.
  Ledger ledger(server.database());
  EXPECT_EQ(ledger.number("SELECT count(*) - count(DISTINCT event) FROM events"), 0);
  EXPECT_EQ(count(alice, "alone, after it"), 1);
}

TEST_F(MalloryWithholds, TwoStoriesOfOneDeviceAreAFork) {
  // Mallory keeps a second server with the same past, and a copy of alice's home: the
  // same device then goes on in two ways, one shown to bob, the other shown later.
  settle(alice, bob);
  alice.stop();
  server.stop();
  TemporaryFolder past;
  std::filesystem::copy(server.data(), past / "server", std::filesystem::copy_options::recursive);
  std::filesystem::copy(alice.home(), past / "alice", std::filesystem::copy_options::recursive);
  server.start();
  mallory.cut();
  alice.restart();
  share_from_alice("the first story");
  bob.online();
  bob.settle();
  ASSERT_EQ(count(bob, "the first story"), 1);
  alice.stop();
  bob.offline();

  server.stop();
  std::filesystem::remove_all(server.data());
  std::filesystem::copy(past / "server", server.data(), std::filesystem::copy_options::recursive);
  std::filesystem::remove_all(alice.home());
  std::filesystem::copy(past / "alice", alice.home(), std::filesystem::copy_options::recursive);
  server.start();
  mallory.cut();
  alice.restart();
  share_from_alice("the second story");
  alice.stop();
  bob.online();
  bob.live(std::chrono::seconds(2));
  EXPECT_TRUE(bob.has_notice("forked")) << ::testing::PrintToString(bob.notices());
  EXPECT_EQ(count(bob, "the first story"), 1) << "what was verified stays";
}

}  // namespace
}  // namespace hearth::tests
