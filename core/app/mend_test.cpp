// Mending after a hurt as two members live it: invitation, two sealed sides, one small
// thing each, some days later. (The slower way: trust_test.cpp.)
#include <gtest/gtest.h>

#include <algorithm>

#include "app/testing/two_testing.h"
#include "base/date.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::ExchangePhase;
using testing::Host;
using testing::kDay;
using testing::World;
using Words = std::vector<std::string>;

class Mend : public testing::Two {
 protected:
  static boundary::MendRoom room(Host& host) { return host.must(boundary::MendViewArgs{}).room; }
  static boundary::Mend mend(Host& host, const std::string& event) {
    for (const auto& one : room(host).mends) {
      if (one.event == event) return one;
    }
    ADD_FAILURE() << "no such mend";
    return {};
  }
  std::string invite(Host& host, const std::string& words = "When you are ready: Tuesday.",
                     const std::string& kind = "hurt") {
    auto event = host.must(boundary::MendInviteArgs{kind, words}).event;
    world.settle();
    return event;
  }
  void answer(Host& host, const std::string& event, const std::string& said) {
    host.must(boundary::MendAnswerArgs{event, said, "", ""});
    world.settle();
  }
  void seal(Host& host, const std::string& event, const std::string& words) {
    host.must(boundary::ExchangeSealArgs{"mend/" + event, words});
    world.settle();
  }
  static ErrorCode sealing(Host& host, const std::string& event) {
    const auto sealed = host.call(boundary::ExchangeSealArgs{"mend/" + event, "my side"});
    return sealed ? ErrorCode::kOffline : sealed.error().code;
  }
  static boundary::Exchange open(Host& host, const std::string& event) {
    return host.must(boundary::ExchangeOpenArgs{mend(host, event).exchange->id}).exchange;
  }
  // Both sides are there and were opened by both.
  std::string an_opened_one() {
    auto event = invite(alice);
    answer(bob, event, "yes");
    seal(alice, event, "I was left alone with it.");
    seal(bob, event, "I did not know where to stand.");
    open(alice, event);
    open(bob, event);
    world.settle();
    return event;
  }
  void promise(Host& host, const std::string& event, const std::string& text) {
    host.must(boundary::MendPromiseArgs{event, text, "2099-01-01"});
    world.settle();
  }
  static std::string all_views(Host& host) {
    boundary::Blobs blobs;
    return story::json::write(boundary::encode(host.must(boundary::MendViewArgs{}), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::TodayViewArgs{}), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::ShelfViewArgs{}), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::MineViewArgs{}), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::StoryViewArgs{}), blobs));
  }
};

TEST_F(Mend, FromAnInvitationToOneSmallThingEach) {
  const std::string event = invite(alice);
  EXPECT_EQ(mend(alice, event).phase, "invited");
  EXPECT_EQ(mend(alice, event).may, (Words{"seal", "rest"}));
  ASSERT_EQ(room(bob).mends.size(), 1U);
  EXPECT_EQ(mend(bob, event).words, "When you are ready: Tuesday.");
  EXPECT_EQ(mend(bob, event).may, (Words{"answer", "rest"}));
  EXPECT_FALSE(mend(bob, event).exchange) << "nothing to write before a yes";
  EXPECT_EQ(sealing(bob, event), ErrorCode::kNotFound);
  bob.must(boundary::MendAnswerArgs{event, "yes", "2026-11-05", "20:30"});
  world.settle();
  EXPECT_EQ(mend(alice, event).phase, "sides");
  EXPECT_EQ(mend(alice, event).answer_day, "2026-11-05");
  EXPECT_EQ(mend(alice, event).answer_time, "20:30");
  seal(alice, event, "I was left alone with it.");
  EXPECT_EQ(mend(alice, event).may, (Words{"rest"}));
  EXPECT_FALSE(mend(bob, event).exchange->partner_sealed) << "who has not answered is not told";
  seal(bob, event, "I did not know where to stand.");
  EXPECT_EQ(mend(alice, event).phase, "opened");
  EXPECT_EQ(mend(bob, event).phase, "opened");
  EXPECT_EQ(all_views(bob).find("left alone"), std::string::npos) << "each opens it by their own tap";
  EXPECT_EQ(open(bob, event).theirs->text, "I was left alone with it.");
  EXPECT_EQ(open(alice, event).theirs->text, "I did not know where to stand.");
  EXPECT_EQ(mend(alice, event).may, (Words{"rest", "promise"}));
  promise(alice, event, "I will ask first.");
  EXPECT_EQ(mend(bob, event).phase, "opened");
  promise(bob, event, "I will say when I am tired.");
  for (Host* host : {&alice, &bob}) {
    EXPECT_EQ(mend(*host, event).phase, "promised");
    EXPECT_EQ(mend(*host, event).promises.size(), 2U);
    EXPECT_EQ(room(*host).promises.size(), 2U);
  }
}

TEST_F(Mend, OnlyWhoWasInvitedAnswersAndEveryAnswerIsAWholeOne) {
  const std::string event = invite(alice);
  const auto answering = [&](Host& host, const std::string& said, const std::string& day = "") {
    const auto done = host.call(boundary::MendAnswerArgs{event, said, day, ""});
    return done ? ErrorCode::kOffline : done.error().code;
  };
  EXPECT_EQ(answering(alice, "yes"), ErrorCode::kRefusedByRule);
  EXPECT_EQ(answering(bob, "perhaps"), ErrorCode::kBadRequest);
  EXPECT_EQ(answering(bob, "not_yet", "2026-11-05"), ErrorCode::kBadRequest);
  answer(bob, event, "not_yet");
  world.pass(90 * kDay);
  EXPECT_EQ(mend(alice, event).answer, "not_yet");
  EXPECT_EQ(mend(bob, event).may, (Words{"answer", "rest"})) << "it waits as long as it takes";
  answer(bob, event, "help");
  EXPECT_EQ(mend(alice, event).may, (Words{"seal", "rest", "counsellor"}));
  alice.must(boundary::GuideTellArgs{boundary::Tell::kLeftOut, "", 1});
  EXPECT_EQ(mend(alice, event).may, (Words{"seal", "rest"})) << "after the mark, no help for two is named";
  EXPECT_EQ(mend(bob, event).may, (Words{"answer", "rest", "counsellor"}));
  answer(bob, event, "yes");
  EXPECT_EQ(mend(alice, event).phase, "sides");
}

TEST_F(Mend, ASideThatWaitsNeverRestsByItselfAndIsNeverSentOpen) {
  const std::string event = invite(alice);
  seal(alice, event, "my side");
  world.pass(30 * kDay);
  const auto exchange = *mend(alice, event).exchange;
  EXPECT_EQ(exchange.phase, ExchangePhase::kSealed);
  EXPECT_FALSE(exchange.sendable_open);
  const std::string question = "mend/" + event;
  EXPECT_EQ(alice.call(boundary::ExchangeSendOpenArgs{exchange.id}).error().code, ErrorCode::kRefusedByRule);
  answer(bob, event, "yes");
  EXPECT_EQ(bob.call(boundary::ExchangeOpenFirstArgs{question, "mine"}).error().code, ErrorCode::kRefusedByRule);
  EXPECT_EQ(bob.call(boundary::ExchangePassArgs{question}).error().code, ErrorCode::kRefusedByRule);
  EXPECT_EQ(bob.call(boundary::ExchangeNotNowArgs{question}).error().code, ErrorCode::kRefusedByRule);
  EXPECT_EQ(sealing(alice, event), ErrorCode::kAlreadySealed);
}

TEST_F(Mend, IsNoQuestionOfTheDeckAnywhere) {
  const auto before = testing::today(alice);
  const std::string event = an_opened_one();
  for (Host* host : {&alice, &bob}) {
    const auto today = testing::today(*host);
    ASSERT_TRUE(today.exchange);
    EXPECT_EQ(today.exchange->question.id, before.exchange->question.id);
    EXPECT_TRUE(today.open_exchanges.empty());
    for (const auto& one : host->must(boundary::ShelfViewArgs{}).exchanges) {
      EXPECT_FALSE(one.question.id.starts_with("mend/"));
    }
    EXPECT_FALSE(today.deeper);
  }
  // In the story the sides stand with their words, as what they are.
  int told = 0;
  for (const auto& item : bob.must(boundary::StoryViewArgs{}).items) {
    if (item.type != "exchange.seal") continue;
    ++told;
    EXPECT_EQ(*item.detail.find("question_id")->text(), "mend/" + event);
    EXPECT_EQ(*item.detail.find("question")->text(), "When you are ready: Tuesday.");
  }
  EXPECT_EQ(told, 2);
}

TEST_F(Mend, ADraftStaysWithItsWriterAndComesBackWhenASideIsWithdrawn) {
  const std::string event = invite(alice);
  const std::size_t before = testing::events_in_space(world);
  alice.must(boundary::ExchangeDraftArgs{"mend/" + event, "begun"});
  world.settle();
  EXPECT_EQ(testing::events_in_space(world), before);
  alice.reopen();
  EXPECT_EQ(mend(alice, event).exchange->draft, "begun");
  ASSERT_EQ(alice.must(boundary::MineViewArgs{}).drafts.size(), 1U);
  seal(alice, event, "too sharp");
  alice.must(boundary::ExchangeWithdrawArgs{mend(alice, event).exchange->id});
  world.settle();
  EXPECT_EQ(mend(alice, event).exchange->draft, "too sharp");
  EXPECT_EQ(mend(alice, event).may, (Words{"seal", "rest"}));
  alice.must(boundary::MendRestArgs{event});
  EXPECT_EQ(mend(alice, event).exchange->draft, "too sharp") << "what was written is not lost with it";
}

TEST_F(Mend, TwoInvitationsThatCrossEachOtherBothStand) {
  alice.connected = bob.connected = false;
  world.settle();
  const std::string hers = invite(alice, "the money");
  const std::string his = invite(bob, "Tuesday");
  alice.connected = bob.connected = true;
  world.pass(5 * 60'000);
  for (Host* host : {&alice, &bob}) ASSERT_EQ(room(*host).mends.size(), 2U);
  EXPECT_EQ(room(alice).mends[0].event, room(bob).mends[0].event) << "in one order for both";
  // Each writes their own at once, and may say what they like to the other's.
  seal(alice, hers, "about the money, mine");
  seal(bob, his, "about Tuesday, his");
  answer(bob, hers, "yes");
  answer(alice, his, "not_yet");
  seal(bob, hers, "about the money, his");
  EXPECT_EQ(mend(alice, hers).phase, "opened");
  EXPECT_EQ(mend(alice, his).phase, "invited");
  alice.must(boundary::MendRestArgs{his});
  world.settle();
  EXPECT_EQ(mend(bob, his).phase, "rests");
  EXPECT_EQ(mend(bob, his).exchange->own->text, "about Tuesday, his") << "his words stay his";
  EXPECT_EQ(open(bob, hers).theirs->text, "about the money, mine");
}

TEST_F(Mend, EitherLetsItRestAndItIsTakenUpByANewOne) {
  const std::string event = invite(alice);
  answer(bob, event, "yes");
  bob.must(boundary::MendRestArgs{event});
  world.settle();
  for (Host* host : {&alice, &bob}) {
    EXPECT_EQ(mend(*host, event).phase, "rests");
    EXPECT_TRUE(mend(*host, event).may.empty());
    EXPECT_EQ(sealing(*host, event), ErrorCode::kNotFound);
    EXPECT_EQ(host->call(boundary::MendRestArgs{event}).error().code, ErrorCode::kRefusedByRule);
  }
  const std::string next = invite(bob);
  EXPECT_EQ(mend(alice, next).may, (Words{"answer", "rest"}));
}

TEST_F(Mend, AnInvitationThatIsTakenBackIsGoneForBothAndTheSidesStayWithTheirWriters) {
  const std::string event = invite(alice);
  answer(bob, event, "yes");
  seal(bob, event, "what Bob wrote");
  EXPECT_FALSE(bob.call(boundary::EraseArgs{event}).has_value());
  alice.must(boundary::EraseArgs{event});
  world.settle();
  for (Host* host : {&alice, &bob}) {
    EXPECT_TRUE(room(*host).mends.empty());
    EXPECT_EQ(sealing(*host, event), ErrorCode::kNotFound);
    EXPECT_EQ(host->call(boundary::MendAnswerArgs{event, "yes", "", ""}).error().code, ErrorCode::kNotFound);
  }
  EXPECT_NE(all_views(bob).find("what Bob wrote"), std::string::npos);
  alice.must(boundary::EraseUndoArgs{event});
  world.settle();
  EXPECT_EQ(mend(bob, event).exchange->own->text, "what Bob wrote");
}

TEST_F(Mend, ErasingAnOwnSideDoesNotAskForItAgain) {
  const std::string event = an_opened_one();
  alice.must(boundary::EraseArgs{mend(alice, event).exchange->own->event});
  world.settle();
  for (Host* host : {&alice, &bob}) {
    EXPECT_EQ(mend(*host, event).phase, "opened");
    EXPECT_FALSE(std::ranges::contains(mend(*host, event).may, "seal"));
  }
  EXPECT_EQ(all_views(bob).find("left alone"), std::string::npos);
}

// ---- one small thing, and some days later

TEST_F(Mend, APromiseIsItsOwnersAndItsDayHurriesNobody) {
  const std::string event = an_opened_one();
  const auto promising = [&](const std::string& of, const std::string& text, const std::string& by) {
    const auto done = alice.call(boundary::MendPromiseArgs{of, text, by});
    return done ? ErrorCode::kOffline : done.error().code;
  };
  EXPECT_EQ(promising(event, " ", "2099-01-01"), ErrorCode::kEmpty);
  EXPECT_EQ(promising(event, "I will call.", "2020-01-01"), ErrorCode::kBadRequest);
  EXPECT_EQ(promising(event, "I will call.", ""), ErrorCode::kBadRequest);
  EXPECT_EQ(promising(invite(alice), "I will call.", "2099-01-01"), ErrorCode::kRefusedByRule) << "no sides yet";
  const auto day = alice.must(boundary::StatusViewArgs{}).status.day;
  const auto mine = alice.must(boundary::MendPromiseArgs{event, "I will call.", day}).event;
  promise(alice, "", "I will be home by six.");
  world.pass(20 * kDay);
  EXPECT_EQ(room(bob).promises.at(1).became, "open") << "a day that went by says nothing";
  EXPECT_EQ(bob.call(boundary::MendKeptArgs{mine, "done", {}}).error().code, ErrorCode::kRefusedByRule);
  alice.must(boundary::MendKeptArgs{mine, "moved", "2099-02-01"});
  world.settle();
  EXPECT_EQ(room(bob).promises.at(1).by, "2099-02-01");
  alice.must(boundary::MendKeptArgs{mine, "let_go", {}});
  world.settle();
  EXPECT_EQ(room(bob).promises.at(1).became, "let_go");
  EXPECT_EQ(room(bob).promises.at(0).mend, "") << "one that stands by itself";
  alice.must(boundary::EraseArgs{mine});
  world.settle();
  EXPECT_EQ(room(bob).promises.size(), 1U);
}

TEST_F(Mend, ThreeDaysLaterEachLooksBackAlone) {
  const std::string event = an_opened_one();
  promise(alice, event, "I will ask first.");
  promise(bob, event, "I will call.");
  EXPECT_EQ(alice.call(boundary::MendFollowedArgs{event, "yes"}).error().code, ErrorCode::kRefusedByRule);
  world.pass(3 * kDay);
  for (Host* host : {&alice, &bob}) EXPECT_TRUE(std::ranges::contains(mend(*host, event).may, "followed"));
  const std::size_t before = testing::events_in_space(world);
  const std::string bobs = all_views(bob);
  alice.must(boundary::MendFollowedArgs{event, "no"});
  world.settle();
  EXPECT_EQ(mend(alice, event).helped, "no");
  EXPECT_EQ(testing::events_in_space(world), before);
  EXPECT_EQ(all_views(bob), bobs);
  EXPECT_EQ(alice.call(boundary::MendFollowedArgs{event, "perhaps"}).error().code, ErrorCode::kBadRequest);
  alice.must(boundary::MendFollowedArgs{event, "some"});
  EXPECT_EQ(mend(alice, event).helped, "some") << "the last said is heard";
}

TEST_F(Mend, TheSameAgainIsForOneselfAndSuggestsMoreAfterSomeTimes) {
  const std::size_t before = testing::events_in_space(world);
  const auto again = [&](const std::string& name) {
    return alice.must(boundary::MendAgainArgs{name}).room.again.front();
  };
  again("The dishes");
  EXPECT_EQ(again(" the  dishes ").times, 2);
  EXPECT_EQ(again("money").times, 1);
  const auto third = again("the dishes");
  EXPECT_EQ(third.times, 3);
  EXPECT_EQ(third.suggest, "root");
  EXPECT_EQ(room(alice).again.at(1).suggest, "");
  for (int i = 0; i < 3; ++i) again("the dishes");
  EXPECT_EQ(room(alice).again.front().suggest, "counsellor");
  world.settle();
  EXPECT_EQ(testing::events_in_space(world), before);
  EXPECT_TRUE(room(bob).again.empty());
  alice.must(boundary::GuideTellArgs{boundary::Tell::kLeftOut, "", 1});
  for (const auto& one : room(alice).again) EXPECT_EQ(one.suggest, "") << "after the mark, nothing for two";
  EXPECT_EQ(alice.call(boundary::MendAgainArgs{"  "}).error().code, ErrorCode::kEmpty);
}

// ---- what it needs, and what stays

TEST(MendAlone, NeedsTwo) {
  World world;
  Host& alice = world.host("Alice");
  alice.set_up(std::nullopt);
  EXPECT_EQ(alice.call(boundary::MendInviteArgs{"hurt", ""}).error().code, ErrorCode::kNotPaired);
  EXPECT_EQ(alice.call(boundary::MendPromiseArgs{"", "I will call.", "2099-01-01"}).error().code,
            ErrorCode::kNotPaired);
  EXPECT_EQ(alice.must(boundary::MendAgainArgs{"the dishes"}).room.again.size(), 1U) << "this is for oneself";
  EXPECT_FALSE(alice.must(boundary::MendViewArgs{}).room.trust.on);
}

TEST_F(Mend, AfterOneHasLeftItCanBeReadAndNoMore) {
  const std::string event = an_opened_one();
  bob.must(boundary::LeaveArgs{});
  world.settle();
  EXPECT_EQ(mend(alice, event).exchange->theirs->text, "I did not know where to stand.");
  EXPECT_TRUE(mend(alice, event).may.empty());
  EXPECT_EQ(alice.call(boundary::MendRestArgs{event}).error().code, ErrorCode::kLeft);
  EXPECT_EQ(alice.call(boundary::MendInviteArgs{"hurt", ""}).error().code, ErrorCode::kLeft);
  world.pass(4 * kDay);
  EXPECT_EQ(mend(alice, event).may, (Words{"followed"})) << "what is for oneself stays possible";
}

TEST_F(Mend, TheExportHoldsAllOfItInWordsAndNothingOfTheOthersOwn) {
  const std::string event = an_opened_one();
  promise(alice, event, "I will ask <first>.");
  const auto kept = room(alice).promises.front().event;
  alice.must(boundary::MendKeptArgs{kept, "done", {}});
  alice.must(boundary::MendAgainArgs{"the dishes"});
  world.pass(3 * kDay);
  alice.must(boundary::MendFollowedArgs{event, "some"});
  const std::string other = invite(bob, "the money");
  alice.must(boundary::MendAnswerArgs{other, "yes", "2026-11-09", "20:30"});
  alice.must(boundary::MendRestArgs{other});
  world.settle();
  const auto text = [](Host& host, std::size_t file) {
    host.must(boundary::ReauthArgs{host.passphrase_key});
    return std::string(base::as_text(host.must(boundary::ExportArgs{boundary::ExportScope::kAll}).files.at(file).data));
  };
  const std::string book = text(alice, 0);
  for (const char* sentence : {"We hurt each other.", "When you are ready: Tuesday.", "I was left alone with it.",
                               "I did not know where to stand.", "I will ask &lt;first&gt;.", "Until 2099-01-01.",
                               "Done: “I will ask &lt;first&gt;.”", "The same again", "the dishes", "It helped some.",
                               "Yes 2026-11-09 20:30. the money", "Let it rest"}) {
    EXPECT_NE(book.find(sentence), std::string::npos) << sentence << "\n" << book;
  }
  EXPECT_EQ(book.find("mend."), std::string::npos);
  const std::string lines = text(alice, 1);
  for (const char* type :
       {"mend.invite", "mend.answer", "mend.rest", "mend.promise", "mend.kept", "mend.followed", "mend.again"}) {
    EXPECT_NE(lines.find("\"type\":\"" + std::string(type) + "\""), std::string::npos) << type;
  }
  const std::string bobs = text(bob, 1);
  EXPECT_EQ(bobs.find("mend.followed"), std::string::npos);
  EXPECT_EQ(bobs.find("the dishes"), std::string::npos);
}

}  // namespace
}  // namespace hearth::app
