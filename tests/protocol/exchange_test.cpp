// The sealed exchange between two members and a host that may do as it likes.
#include "tests/protocol/couple_testing.h"

namespace hearth::tests {
namespace {

using SealedExchange = Couple;

std::size_t shared_events(const ServerProcess& server) {
  std::size_t found = 0;
  for (const LedgerEvent& event : Ledger(server.database()).events(LogKind::kSpace)) {
    if (event.read().stream == envelope::Stream::shared) ++found;
  }
  return found;
}

TEST_F(SealedExchange, ReleasesNothingUntilTheOthersSealIsThere) {
  const Json sealed = alice.seal(alice.todays_question(), "mine, first");
  alice.settle();
  const std::size_t before = shared_events(server);
  for (int round = 0; round < 3; ++round) settle(alice, bob);
  alice.stop();
  alice.restart();
  alice.settle();
  EXPECT_EQ(shared_events(server), before);
  EXPECT_EQ(alice.exchange(sealed.at("id"))["phase"], "sealed");
}

TEST_F(SealedExchange, ReleasesNothingWhileTheHostKeepsTheOthersSealBack) {
  const Json sealed = alice.seal(alice.todays_question(), "mine, first");
  alice.settle();
  alice.offline();
  bob.settle();
  bob.seal(bob.todays_question(), "bob's, second");
  bob.settle();
  const std::size_t before = shared_events(server);
  tamper_with_events([](WireEvents& events) {
    std::erase_if(events.events, [](const WireEvent& event) { return is_shared(event); });
  });
  alice.online();
  alice.live(std::chrono::seconds(1));
  EXPECT_EQ(shared_events(server), before) << "alice gives nothing for a seal that she has not seen";
  EXPECT_EQ(alice.exchange(sealed.at("id"))["phase"], "sealed");
  be_honest();
  alice.stop();
  alice.restart();
  alice.settle();
  EXPECT_TRUE(alice.until([&] { return alice.exchange(sealed.at("id"))["phase"] == "both_sealed"; }));
}

TEST_F(SealedExchange, ASealOfAnotherQuestionHandedOutAgainReleasesNothing) {
  const std::string first = alice.todays_question();
  const std::string first_id = alice.seal(first, "one")["id"];
  bob.seal(first, "two");
  settle(alice, bob);
  // The next day alice answers alone; Mallory shows her bob's old seal as a new event.
  clock.forward(std::chrono::hours(24));
  const std::string second = alice.todays_question();
  ASSERT_NE(second, first);
  const std::string second_id = alice.seal(second, "three")["id"];
  alice.settle();
  const std::size_t before = shared_events(server);
  alice.offline();
  tamper_with_events([](WireEvents& events) {
    std::vector<WireEvent> again = events.events;
    std::uint64_t number = events.events.empty() ? 0 : events.events.back().number;
    for (WireEvent event : events.events) {
      event.number = ++number;
      again.push_back(event);
    }
    events.events = again;
  });
  alice.stop();
  alice.restart();
  alice.live(std::chrono::seconds(1));
  EXPECT_EQ(shared_events(server), before);
  EXPECT_EQ(alice.exchange(second_id)["phase"], "sealed");
  EXPECT_EQ(alice.fails("exchange.open", {{"id", second_id}}), "not_open_yet");
}

TEST_F(SealedExchange, WithdrawnBeforeTheOtherAnsweredItOpensForNobody) {
  const std::string question = alice.todays_question();
  const Json sealed = alice.seal(question, "on second thought, no");
  alice.settle();
  alice.ok("exchange.withdraw", {{"id", sealed.at("id")}});
  settle(alice, bob);
  bob.seal(question, "mine stays sealed");
  settle(alice, bob);
  EXPECT_EQ(bob.fails("exchange.open", {{"id", sealed.at("id")}}), "not_open_yet");
  EXPECT_EQ(count(bob, "on second thought, no"), 0);
  EXPECT_EQ(count(alice, "mine stays sealed"), 0);
}

TEST_F(SealedExchange, AfterTheReleaseThereIsNoWayBack) {
  const std::string question = alice.todays_question();
  const Json sealed = alice.seal(question, "given");
  bob.seal(question, "taken");
  settle(alice, bob);
  EXPECT_NE(alice.fails("exchange.withdraw", {{"id", sealed.at("id")}}), "");
  EXPECT_EQ(bob.ok("exchange.open", {{"id", sealed.at("id")}}).json["exchange"]["theirs"]["text"], "given");
}

TEST_F(SealedExchange, TwoOfflineAnswersMeet) {
  const std::string question = alice.todays_question();
  alice.offline();
  bob.offline();
  const std::string id = alice.seal(question, "from the train")["id"];
  EXPECT_EQ(bob.seal(question, "from the mountain")["id"], id) << "equal on both, and meaningless to the host";
  EXPECT_FALSE(alice.exchange(id).value("confirmed", true)) << "not called sealed before the server has it";
  alice.online();
  bob.online();
  settle(alice, bob);
  EXPECT_EQ(alice.ok("exchange.open", {{"id", id}}).json["exchange"]["theirs"]["text"], "from the mountain");
  EXPECT_EQ(bob.ok("exchange.open", {{"id", id}}).json["exchange"]["theirs"]["text"], "from the train");
}

TEST_F(SealedExchange, SentOpenOnPurposeIsReadAtOnce) {
  const std::string question = alice.todays_question();
  alice.ok("exchange.open_first", {{"question", question}, {"text", "I go first"}});
  settle(alice, bob);
  EXPECT_EQ(count(bob, "I go first"), 1);
}

// ---- a pass is silence ----------------------------------------------------------

struct SharedBytes {
  std::vector<base::Bytes> headers;
  std::vector<base::Bytes> bodies;
  friend bool operator==(const SharedBytes&, const SharedBytes&) = default;
};

SharedBytes shared_bytes(const ServerProcess& server) {
  SharedBytes bytes;
  for (const LedgerEvent& event : Ledger(server.database()).events(LogKind::kSpace)) {
    bytes.headers.push_back(event.header);
    bytes.bodies.push_back(event.body);
  }
  return bytes;
}

TEST_F(SealedExchange, APassLeavesTheSharedStreamsAsTheyWereByteForByte) {
  settle(alice, bob);
  const SharedBytes before = shared_bytes(server);
  const Json bobs_day = bob.ok("today.view").json;
  const std::size_t bobs_story = bob.story().size();
  alice.ok("exchange.pass", {{"question", alice.todays_question()}});
  settle(alice, bob);
  EXPECT_EQ(shared_bytes(server), before);
  EXPECT_EQ(bob.ok("today.view").json, bobs_day);
  EXPECT_EQ(bob.story().size(), bobs_story);
}

TEST_F(SealedExchange, NotNowLeavesTheSharedStreamsAsTheyWereByteForByte) {
  settle(alice, bob);
  const SharedBytes before = shared_bytes(server);
  const Json bobs_day = bob.ok("today.view").json;
  alice.ok("exchange.not_now", {{"question", alice.todays_question()}});
  settle(alice, bob);
  EXPECT_EQ(shared_bytes(server), before);
  EXPECT_EQ(bob.ok("today.view").json, bobs_day);
}

TEST_F(SealedExchange, AnAnswerDoesChangeThem) {
  // The twin of the two above: the comparison can tell.
  settle(alice, bob);
  const SharedBytes before = shared_bytes(server);
  alice.seal(alice.todays_question(), "something");
  settle(alice, bob);
  EXPECT_NE(shared_bytes(server), before);
}

TEST_F(SealedExchange, APassAndSilenceRestAlikeAfterSevenDays) {
  const std::string passed = alice.todays_question();
  alice.ok("exchange.pass", {{"question", passed}});
  const std::string passed_id = bob.seal(passed, "about the one that was passed")["id"];
  settle(alice, bob);
  clock.forward(std::chrono::hours(24));
  const std::string silent = bob.todays_question();
  ASSERT_NE(silent, passed);
  const std::string silent_id = bob.seal(silent, "about the one that was left")["id"];
  settle(alice, bob);
  clock.forward(std::chrono::hours(24 * 9));
  Json about_passed = bob.exchange(passed_id);
  Json about_silent = bob.exchange(silent_id);
  EXPECT_EQ(about_passed["phase"], "resting");
  for (Json* exchange : {&about_passed, &about_silent}) {
    for (const char* own : {"id", "question", "day", "own"}) exchange->erase(own);
  }
  EXPECT_EQ(about_passed, about_silent);
}

}  // namespace
}  // namespace hearth::tests
