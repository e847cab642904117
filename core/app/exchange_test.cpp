// The sealed exchange as two members live it.
#include <gtest/gtest.h>

#include "app/testing/world_testing.h"
#include "envelope/header.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::ExchangePhase;
using testing::Host;
using testing::World;

constexpr std::int64_t kDay = 24 * 3'600'000LL;

class Exchange : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");

  void SetUp() override { world.pair(alice, bob); }
  static boundary::Today today(Host& host) { return host.must(boundary::TodayViewArgs{}).today; }
  static std::string question(Host& host) { return today(host).exchange->question.id; }
  static boundary::Exchange view(Host& host, const std::string& id) {
    return host.must(boundary::ExchangeViewArgs{id}).exchange;
  }
  boundary::Exchange seal(Host& host, const std::string& text) {
    auto sealed = host.must(boundary::ExchangeSealArgs{question(host), text}).exchange;
    world.settle();
    return sealed;
  }
  // All that the server has of the space, as one text.
  std::string shared_bytes() {
    std::string all;
    for (const auto& [id, log] : world.relay.logs) {
      if (!log.space) continue;
      for (const auto& event : log.events) all += base::to_hex(event.header) + base::to_hex(event.body);
    }
    return all;
  }
};

// The guide's words arrive in the pair's first day and can move the order; which pairs
// that strikes hangs on their coins.
TEST(ExchangeOfManyPairs, WhatWasAnsweredYesterdayIsNotTodaysQuestion) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    World pair(seed);
    Host& alice = pair.host("Alice");
    Host& bob = pair.host("Bob");
    pair.pair(alice, bob);
    const std::string first = alice.must(boundary::TodayViewArgs{}).today.exchange->question.id;
    for (Host* host : {&alice, &bob}) {
      host->must(boundary::ExchangeSealArgs{first, "an answer"});
      pair.settle();
    }
    pair.pass(kDay);
    pair.settle();
    for (Host* host : {&alice, &bob}) {
      const auto today = host->must(boundary::TodayViewArgs{}).today;
      ASSERT_TRUE(today.exchange) << "seed " << seed;
      EXPECT_NE(today.exchange->question.id, first) << "seed " << seed;
    }
  }
}

TEST_F(Exchange, APassAndNotNowChangeNothingInWhatIsShared) {
  seal(alice, "mine");
  const std::string before = shared_bytes();
  const auto alices_view = story::json::write(*[&] {
    boundary::Blobs blobs;
    return std::make_unique<boundary::Json>(boundary::encode(today(alice), blobs));
  }());
  const std::string asked = question(bob);
  bob.must(boundary::ExchangeNotNowArgs{asked});
  bob.must(boundary::ExchangePassArgs{asked});
  world.settle();
  EXPECT_EQ(today(bob).exchange->phase, ExchangePhase::kPassed);
  EXPECT_EQ(shared_bytes(), before);
  boundary::Blobs blobs;
  EXPECT_EQ(story::json::write(boundary::encode(today(alice), blobs)), alices_view);
}

TEST_F(Exchange, WhoHasNotAnsweredSeesTheSameViewsWhateverTheOtherDid) {
  boundary::Blobs blobs;
  const auto views = [&](Host& host) {
    return story::json::write(boundary::encode(today(host), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::ShelfViewArgs{}), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::StoryViewArgs{}), blobs)) +
           story::json::write(boundary::encode(view(host, today(host).exchange->id), blobs));
  };
  const std::string before = views(bob);
  seal(alice, "mine");
  EXPECT_EQ(views(bob), before);
}

TEST_F(Exchange, AfterSevenDaysItRestsAndTheWriterMaySendItOpen) {
  const auto mine = seal(alice, "the tea");
  EXPECT_EQ(alice.call(boundary::ExchangeSendOpenArgs{mine.id}).error().code, ErrorCode::kRefusedByRule);
  world.pass(7 * kDay);
  EXPECT_EQ(view(alice, mine.id).phase, ExchangePhase::kResting);
  const auto sent = alice.must(boundary::ExchangeSendOpenArgs{mine.id}).exchange;
  EXPECT_TRUE(sent.own->open_first);
  world.settle();
  EXPECT_EQ(view(bob, mine.id).theirs->text, "the tea");
}

TEST_F(Exchange, AnAnswerCanBeWithdrawnUntilItsKeyIsGivenAndSealedAnew) {
  const auto mine = seal(alice, "too quick");
  EXPECT_EQ(alice.call(boundary::ExchangeSealArgs{question(alice), "again"}).error().code, ErrorCode::kAlreadySealed);
  const auto withdrawn = alice.must(boundary::ExchangeWithdrawArgs{mine.id}).exchange;
  EXPECT_EQ(withdrawn.phase, ExchangePhase::kWithdrawn);
  EXPECT_EQ(withdrawn.draft, "too quick");
  EXPECT_FALSE(withdrawn.own);
  world.settle();
  seal(bob, "mine");
  EXPECT_EQ(alice.call(boundary::ExchangeOpenArgs{mine.id}).error().code, ErrorCode::kNotOpenYet);
  EXPECT_EQ(bob.call(boundary::ExchangeOpenArgs{mine.id}).error().code, ErrorCode::kNotOpenYet);
  seal(alice, "slower");
  EXPECT_EQ(bob.must(boundary::ExchangeOpenArgs{mine.id}).exchange.theirs->text, "slower");
  EXPECT_EQ(alice.call(boundary::ExchangeWithdrawArgs{mine.id}).error().code, ErrorCode::kRefusedByRule);
}

TEST_F(Exchange, WhoGoesFirstIsReadAtOnceAndClaimsNothing) {
  const auto first = alice.must(boundary::ExchangeOpenFirstArgs{question(alice), "I start"}).exchange;
  world.settle();
  EXPECT_EQ(today(bob).exchange->theirs->text, "I start");
  EXPECT_EQ(today(bob).exchange->phase, ExchangePhase::kOffered);
  seal(bob, "and I follow");
  world.settle();
  EXPECT_EQ(alice.must(boundary::ExchangeOpenArgs{first.id}).exchange.theirs->text, "and I follow");
}

TEST_F(Exchange, OneSealedWhileTheOtherWentFirstOfflineBothOpen) {
  const auto sealed = seal(bob, "sealed");
  alice.must(boundary::ExchangeOpenFirstArgs{question(alice), "open"});
  world.settle();
  EXPECT_EQ(bob.must(boundary::ExchangeOpenArgs{sealed.id}).exchange.theirs->text, "open");
  world.settle();
  EXPECT_EQ(alice.must(boundary::ExchangeOpenArgs{sealed.id}).exchange.theirs->text, "sealed");
}

TEST_F(Exchange, TwoOfflineAnswersMeetWhenBothAreBack) {
  alice.connected = bob.connected = false;
  world.settle();
  const auto mine = seal(alice, "from the train");
  seal(bob, "from the plane");
  EXPECT_FALSE(view(alice, mine.id).confirmed) << "sealed is said when the server has it";
  alice.connected = bob.connected = true;
  world.pass(5 * 60'000);
  EXPECT_TRUE(view(alice, mine.id).confirmed);
  EXPECT_EQ(alice.must(boundary::ExchangeOpenArgs{mine.id}).exchange.theirs->text, "from the plane");
  EXPECT_EQ(bob.must(boundary::ExchangeOpenArgs{mine.id}).exchange.theirs->text, "from the train");
}

TEST_F(Exchange, TheFirstReleasesAtTheNextSyncEvenWhenTheOtherIsGone) {
  const auto mine = seal(alice, "first");
  alice.connected = false;
  world.settle();
  seal(bob, "second");
  bob.connected = false;
  world.settle();
  EXPECT_EQ(bob.call(boundary::ExchangeOpenArgs{mine.id}).error().code, ErrorCode::kNotOpenYet);
  alice.connected = true;
  world.pass(3 * 60'000);
  EXPECT_EQ(alice.must(boundary::ExchangeOpenArgs{mine.id}).exchange.theirs->text, "second");
  alice.connected = false;
  bob.connected = true;
  world.pass(3 * 60'000);
  EXPECT_EQ(bob.must(boundary::ExchangeOpenArgs{mine.id}).exchange.theirs->text, "first");
}

TEST_F(Exchange, AnotherQuestionCanBeHadTwiceADayAndNobodyElseSeesIt) {
  const std::string before = shared_bytes();
  const std::string first = question(alice);
  const std::string second = alice.must(boundary::ExchangeAnotherArgs{first}).today.exchange->question.id;
  EXPECT_NE(second, first);
  EXPECT_EQ(alice.call(boundary::ExchangeAnotherArgs{first}).error().code, ErrorCode::kNotFound);
  const auto third = alice.must(boundary::ExchangeAnotherArgs{second}).today;
  EXPECT_EQ(third.another_left, 0);
  EXPECT_EQ(alice.call(boundary::ExchangeAnotherArgs{third.exchange->question.id}).error().code, ErrorCode::kTooMany);
  world.settle();
  EXPECT_EQ(shared_bytes(), before);
  EXPECT_EQ(question(bob), first);
}

TEST_F(Exchange, YesterdaysQuestionCanStillBeAnsweredFromTheShelf) {
  const auto mine = seal(alice, "yesterday");
  const std::string asked = question(bob);
  world.pass(kDay);
  EXPECT_NE(question(bob), asked);
  const auto shelf = bob.must(boundary::ShelfViewArgs{}).exchanges;
  const auto old = std::find_if(shelf.begin(), shelf.end(), [&](const auto& e) { return e.question.id == asked; });
  ASSERT_NE(old, shelf.end());
  EXPECT_EQ(old->id, mine.id);
  EXPECT_EQ(old->phase, ExchangePhase::kOffered);
  bob.must(boundary::ExchangeSealArgs{asked, "a day later"});
  world.settle();
  EXPECT_EQ(alice.must(boundary::ExchangeOpenArgs{mine.id}).exchange.theirs->text, "a day later");
}

TEST_F(Exchange, AReactionIsPossibleOnlyAfterOpening) {
  const auto mine = seal(alice, "a");
  EXPECT_EQ(alice.call(boundary::ExchangeReactArgs{mine.id, "thank_you"}).error().code, ErrorCode::kNotOpenYet);
  seal(bob, "b");
  alice.must(boundary::ExchangeOpenArgs{mine.id});
  EXPECT_EQ(alice.call(boundary::ExchangeReactArgs{mine.id, "five_stars"}).error().code, ErrorCode::kBadRequest);
  alice.must(boundary::ExchangeReactArgs{mine.id, "tell_me_more"});
  world.settle();
  bob.must(boundary::ExchangeOpenArgs{mine.id});
  EXPECT_EQ(view(bob, mine.id).reactions.at(0).reaction, "tell_me_more");
}

TEST_F(Exchange, AQuestionInOwnWordsIsAskedByBeingAnswered) {
  const std::string asked = "own:What shall we cook on Sunday?";
  const auto mine = alice.must(boundary::ExchangeSealArgs{asked, "dumplings"}).exchange;
  world.settle();
  const auto open = today(bob).open_exchanges;
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].question.text, "What shall we cook on Sunday?");
  EXPECT_FALSE(open[0].partner_sealed);
  bob.must(boundary::ExchangeSealArgs{open[0].question.id, "soup"});
  world.settle();
  EXPECT_EQ(alice.must(boundary::ExchangeOpenArgs{mine.id}).exchange.theirs->text, "soup");
}

TEST_F(Exchange, WordsOutsideTheLimitsAreRefusedAndNothingIsWritten) {
  const std::string before = shared_bytes();
  const std::string asked = question(alice);
  EXPECT_EQ(alice.call(boundary::ExchangeSealArgs{asked, " \n "}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(boundary::ExchangeSealArgs{asked, std::string(8001, 'a')}).error().code, ErrorCode::kTooLong);
  EXPECT_EQ(alice.call(boundary::ExchangeSealArgs{"no-such-question", "a"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(alice.call(boundary::ExchangeOpenArgs{"zzz"}).error().code, ErrorCode::kBadRequest);
  world.settle();
  EXPECT_EQ(shared_bytes(), before);
  std::string longest;
  for (int i = 0; i < 8000; ++i) longest += "ü";
  EXPECT_TRUE(alice.call(boundary::ExchangeSealArgs{asked, longest}).has_value());
}

TEST_F(Exchange, ADraftStaysOnTheDeviceAndGoesWhenItIsSealed) {
  const std::string asked = question(alice);
  alice.must(boundary::ExchangeDraftArgs{asked, "half a thou"});
  EXPECT_EQ(today(alice).exchange->phase, ExchangePhase::kDrafting);
  alice.reopen();
  world.settle();
  EXPECT_EQ(today(alice).exchange->draft, "half a thou");
  EXPECT_EQ(alice.must(boundary::MineViewArgs{}).drafts.size(), 1U);
  seal(alice, "half a thought, and the rest");
  EXPECT_TRUE(today(alice).exchange->draft.empty());
  EXPECT_TRUE(alice.must(boundary::MineViewArgs{}).drafts.empty());
}

TEST_F(Exchange, DeeperOpensOnlyWhenBothSayYesAndNobodyIsTold) {
  for (Host* host : {&alice, &bob}) {
    for (int i = 0; i < 3; ++i) host->must(boundary::GuideTellArgs{boundary::Tell::kReady, "", 4});
  }
  // Two comfortable ones at a rung, then the next is offered. Whether the second has to
  // be offered too is up to a coin (guide/veil.h).
  for (int day = 0; day < 60 && today(alice).deeper != 3; ++day) {
    world.pass(kDay);
    const auto mine = seal(alice, "a");
    seal(bob, "b");
    alice.must(boundary::ExchangeOpenArgs{mine.id});
    bob.must(boundary::ExchangeOpenArgs{mine.id});
    for (Host* host : {&alice, &bob}) {
      if (today(*host).deeper == 2) host->must(boundary::DeeperAnswerArgs{true});
    }
    world.settle();
  }
  ASSERT_EQ(today(alice).deeper, 3);
  alice.must(boundary::DeeperAnswerArgs{true});
  world.settle();
  EXPECT_FALSE(today(alice).deeper.has_value());
  EXPECT_EQ(today(bob).deeper, 3) << "the same offer, whatever alice said";
  bob.must(boundary::DeeperAnswerArgs{true});
  world.settle();
  int deepest = 0;
  for (int day = 0; day < 30; ++day) {
    world.pass(kDay);
    EXPECT_EQ(question(alice), question(bob));
    deepest = std::max(deepest, static_cast<int>(today(alice).exchange->question.depth));
  }
  EXPECT_EQ(deepest, 3);
}

TEST(Alone, AnAnswerWithoutAPartnerIsAPrivateDraftAndIsSealedLaterOnTheOwnersTap) {
  World world;
  Host& alice = world.host("Alice");
  alice.set_up(std::nullopt);
  const auto first = alice.must(boundary::TodayViewArgs{}).today;
  ASSERT_TRUE(first.exchange.has_value());
  const auto kept = alice.must(boundary::ExchangeSealArgs{first.exchange->question.id, "to myself"}).exchange;
  EXPECT_EQ(kept.phase, ExchangePhase::kDrafting);
  EXPECT_EQ(kept.draft, "to myself");
  EXPECT_EQ(alice.call(boundary::ShareSendArgs{"x", {}}).error().code, ErrorCode::kNotPaired);
  EXPECT_EQ(alice.call(boundary::ExchangeOpenFirstArgs{first.exchange->question.id, "x"}).error().code,
            ErrorCode::kNotPaired);
  EXPECT_EQ(alice.must(boundary::MineViewArgs{}).drafts.size(), 1U);
}

}  // namespace
}  // namespace hearth::app
