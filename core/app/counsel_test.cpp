// What two people show a counsellor: whose yes it takes, what is in it, where the key
// is, and what of it the other can tell.
#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>

#include "app/net/carrier.h"
#include "app/testing/two_testing.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using testing::Host;

using Events = std::vector<std::string>;

class Counsel : public testing::Two {
 protected:
  std::vector<boundary::CounselShare> all(Host& host) { return host.must(boundary::CounselViewArgs{}).counsel; }
  boundary::CounselShare newest(Host& host) {
    // Looking asks the server, and the second look has its answer.
    static_cast<void>(all(host));
    world.pass(11'000);
    const auto shares = all(host);
    return shares.empty() ? boundary::CounselShare{} : shares.front();
  }
  std::string propose(Host& host, Events items, const std::string& how = "link", std::int64_t days = 7) {
    const auto event = host.must(boundary::CounselProposeArgs{std::move(items), "For our first hour", days, how}).event;
    world.settle();
    return event;
  }
  std::string say(Host& host, const std::string& text) {
    const auto event = host.must(boundary::ShareSendArgs{text, boundary::ReplyMode::kWitness}).event;
    world.settle();
    return event;
  }
  std::string diary(Host& host, const std::string& text) {
    const auto event = host.must(boundary::DiarySaveArgs{text, {}}).event;
    world.settle();
    return event;
  }
  void answer(Host& host, const std::string& event, const std::string& what) {
    host.must(boundary::CounselAnswerArgs{event, what});
    world.settle();
  }
  std::string make(Host& host, const std::string& event) {
    host.must(boundary::CounselMakeArgs{event});
    world.settle();
    for (const auto& share : all(host)) {
      if (share.event == event) return share.link;
    }
    return {};
  }
  // As a counsellor does who has the link and no account.
  boundary::Outcome<boundary::CounselReadResult> read(const std::string& link) {
    const std::string secret = link.substr(link.find('#') + 1);
    const auto found = world.relay.shares.find(secret.substr(0, secret.find('.')));
    if (found == world.relay.shares.end()) return std::unexpected(boundary::Failure{});
    Host& stranger = world.host("a stranger");
    return stranger.call(boundary::CounselReadArgs{*base::from_base64url(found->second.body), secret});
  }
  static bool tells(const std::vector<boundary::CounselItem>& items, const std::string& text) {
    return std::ranges::any_of(items, [&](const auto& item) { return item.text == text; });
  }
  static bool may(const boundary::CounselShare& share, const std::string& what) {
    return std::ranges::contains(share.may, what);
  }
};

TEST_F(Counsel, WithWordsOfTheOtherItTakesTheirYesAndThenBothHaveTheSecondKey) {
  const auto hers = say(alice, "I was short with you.");
  const auto his = say(bob, "I was tired, too.");
  const auto event = propose(alice, {hers, his});
  EXPECT_EQ(newest(alice).phase, "proposed");
  EXPECT_FALSE(alice.call(boundary::CounselMakeArgs{event}).has_value());
  EXPECT_FALSE(alice.call(boundary::CounselPrintArgs{event}).has_value());
  EXPECT_EQ(alice.call(boundary::CounselAnswerArgs{event, "yes"}).error().code, ErrorCode::kRefusedByRule);
  ASSERT_EQ(newest(bob).items.size(), 2U) << "bob sees what it is that he is asked for";
  EXPECT_TRUE(may(newest(bob), "answer"));
  answer(bob, event, "yes");
  EXPECT_EQ(newest(alice).phase, "approved");
  const auto link = make(alice, event);
  EXPECT_TRUE(link.starts_with("https://hearth.test/share#")) << link;
  // Bob's device gave the second key by itself.
  ASSERT_EQ(world.relay.shares.size(), 1U);
  EXPECT_TRUE(world.relay.shares.begin()->second.confirmed);
  EXPECT_EQ(newest(alice).phase, "open");
  EXPECT_EQ(newest(bob).phase, "open");
  EXPECT_EQ(newest(bob).link, "") << "the link is its maker's";
  const auto document = read(link);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->document.by, "Alice");
  EXPECT_EQ(document->document.purpose, "For our first hour");
  ASSERT_EQ(document->document.items.size(), 2U);
  EXPECT_EQ(document->document.items[0].who, "Alice");
  EXPECT_EQ(document->document.items[1].text, "I was tired, too.");
}

TEST_F(Counsel, OnesOwnWordsTakeNobodysYesAndTheOtherHearsNothingOfIt) {
  const auto hers = say(alice, "I was short with you.");
  const auto alone = diary(alice, "I am afraid of the move.");
  const auto before = testing::events_in_space(world);
  const auto event = propose(alice, {hers, alone});
  EXPECT_EQ(newest(alice).phase, "approved");
  EXPECT_FALSE(newest(alice).both);
  const auto link = make(alice, event);
  EXPECT_EQ(newest(alice).phase, "open");
  EXPECT_EQ(testing::events_in_space(world), before) << "not one event in what is shared";
  EXPECT_TRUE(all(bob).empty());
  const auto document = read(link);
  ASSERT_TRUE(document.has_value());
  EXPECT_TRUE(tells(document->document.items, "I am afraid of the move."));
}

TEST_F(Counsel, OfPrivateThingsBesideTheOtherLearnsNothing) {
  const auto his = say(bob, "I was tired, too.");
  Events chosen = {his};
  for (int i = 0; i < 30; ++i) chosen.push_back(diary(alice, "I am afraid of the move, " + std::to_string(i)));
  propose(alice, chosen);
  const auto with = newest(bob);
  const auto events_with = testing::events_in_space(world);
  propose(alice, {his});
  const auto without = newest(bob);
  EXPECT_EQ(with.items.size(), without.items.size());
  EXPECT_EQ(with.items.at(0).text, without.items.at(0).text);
  EXPECT_EQ(with.may, without.may);
  EXPECT_EQ(testing::events_in_space(world), events_with + 1);
  // The same bytes but for ids and times: the same length.
  const auto last_size = [&] {
    for (const auto& [id, log] : world.relay.logs) {
      if (log.space)
        return std::pair(log.events[log.events.size() - 1].body.size(), log.events[log.events.size() - 2].body.size());
    }
    return std::pair<std::size_t, std::size_t>();
  }();
  EXPECT_EQ(last_size.first, last_size.second);
  EXPECT_EQ(all(alice).at(1).items.size(), 31U) << "she sees her own pages in it";
  for (const auto& file : bob.must(boundary::ExportArgs{boundary::ExportScope::kAll}).files) {
    const std::string text(file.data.begin(), file.data.end());
    for (const auto& event : chosen) EXPECT_EQ(text.contains(event), event == his && text.contains(his)) << file.name;
  }
}

TEST_F(Counsel, APrivateThingOfTheOtherIsNotThereToBeChosen) {
  const auto his = diary(bob, "Mine alone.");
  EXPECT_EQ(alice.call(boundary::CounselProposeArgs{{his}, "", 7, "print"}).error().code, ErrorCode::kNotFound);
  const auto hers = say(alice, "Something.");
  EXPECT_EQ(alice.call(boundary::CounselProposeArgs{{}, "", 7, "print"}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(boundary::CounselProposeArgs{{hers}, "", 15, "print"}).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(boundary::CounselProposeArgs{{hers}, "", 7, "shout"}).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(boundary::CounselProposeArgs{Events(201, hers), "", 7, "print"}).error().code,
            ErrorCode::kTooMany);
}

TEST_F(Counsel, AnOpenedExchangeComesWithBothAnswersAndTakesBoth) {
  const auto question = today(alice).exchange->question.id;
  const auto hers = alice.must(boundary::ExchangeSealArgs{question, "A walk."}).exchange;
  world.settle();
  // Sealed and not open: her own words, which nobody else reads yet.
  EXPECT_FALSE([&] {
    propose(alice, {hers.own->event}, "print");
    return newest(alice).both;
  }());
  EXPECT_TRUE(all(bob).empty());
  const auto his = bob.must(boundary::ExchangeSealArgs{question, "A long walk."}).exchange;
  world.settle();
  for (Host* host : {&alice, &bob}) host->must(boundary::ExchangeOpenArgs{his.id});
  world.settle();
  propose(alice, {hers.own->event}, "print");
  EXPECT_TRUE(newest(alice).both);
  ASSERT_EQ(newest(alice).items.size(), 2U);
  EXPECT_TRUE(tells(newest(bob).items, "A long walk."));
  EXPECT_FALSE(newest(alice).items[0].about.empty()) << "the question stands above the answer";
}

TEST_F(Counsel, ANoIsAWholeAnswerAndNothingGoesOut) {
  const auto his = say(bob, "I was tired, too.");
  const auto event = propose(alice, {his});
  answer(bob, event, "yes");
  answer(bob, event, "no");
  EXPECT_EQ(newest(alice).phase, "declined") << "the last said is heard";
  EXPECT_FALSE(alice.call(boundary::CounselMakeArgs{event}).has_value());
  EXPECT_TRUE(world.relay.shares.empty());
}

TEST_F(Counsel, EitherEndsItAtAnyTime) {
  for (Host* who : {&alice, &bob}) {
    const auto his = say(bob, "I was tired, too.");
    const auto event = propose(alice, {his});
    answer(bob, event, "yes");
    make(alice, event);
    EXPECT_EQ(newest(bob).phase, "open");
    EXPECT_EQ(bob.call(boundary::CounselAnswerArgs{event, "no"}).error().code, ErrorCode::kRefusedByRule)
        << "it is there: it can be ended, not unsaid";
    who->must(boundary::CounselRevokeArgs{event});
    world.settle();
    for (Host* each : {&alice, &bob}) EXPECT_EQ(newest(*each).phase, "revoked") << each->name;
    EXPECT_EQ(newest(alice).link, "");
    EXPECT_TRUE(std::ranges::all_of(world.relay.shares | std::views::values,
                                    [](const auto& share) { return share.body.empty(); }));
  }
}

TEST_F(Counsel, ALinkMadeOfflineGoesWhenThereIsANetworkAlsoAfterARestart) {
  const auto his = say(bob, "I was tired, too.");
  const auto event = propose(alice, {his});
  answer(bob, event, "yes");
  alice.connected = false;
  alice.must(boundary::CounselMakeArgs{event});
  world.settle();
  EXPECT_EQ(newest(alice).phase, "waiting");
  EXPECT_TRUE(world.relay.shares.empty());
  alice.reopen();
  EXPECT_EQ(newest(alice).phase, "waiting");
  alice.connected = true;
  alice.must(boundary::NetOnlineArgs{});
  world.settle();
  ASSERT_EQ(world.relay.shares.size(), 1U);
  world.settle();
  EXPECT_EQ(newest(alice).phase, "open");
  EXPECT_TRUE(read(newest(alice).link).has_value());
}

TEST_F(Counsel, ARequestThatIsRepeatedIsTheSameRequest) {
  const auto hers = say(alice, "Something.");
  const auto event = propose(alice, {hers});
  int tries = 0;
  std::vector<std::string> bodies;
  world.relay.loses = [&](const testing::HttpRequest& request) {
    if (request.method != "POST" || !request.path.ends_with("/shares")) return false;
    bodies.push_back(net::text_of(request.body, "body"));
    return ++tries == 1;
  };
  make(alice, event);
  world.pass(10'000);
  ASSERT_EQ(bodies.size(), 2U);
  EXPECT_EQ(bodies[0], bodies[1]);
  EXPECT_EQ(newest(alice).phase, "open");
}

TEST_F(Counsel, WhatWasTakenBackBeforeItWentIsNotInIt) {
  const auto first = say(alice, "Stays.");
  const auto second = say(alice, "Goes.");
  const auto event = propose(alice, {first, second});
  alice.must(boundary::EraseArgs{second});
  world.settle();
  const auto document = read(make(alice, event));
  ASSERT_TRUE(document.has_value());
  ASSERT_EQ(document->document.items.size(), 1U);
  EXPECT_EQ(document->document.items[0].text, "Stays.");
}

TEST_F(Counsel, ItEndsByItselfAndIsForgotten) {
  const auto hers = say(alice, "Something.");
  const auto event = propose(alice, {hers}, "link", 2);
  make(alice, event);
  EXPECT_EQ(newest(alice).phase, "open");
  world.pass(2 * testing::kDay + 60'000);
  EXPECT_EQ(newest(alice).phase, "over");
  EXPECT_TRUE(newest(alice).may.empty() || !may(newest(alice), "make"));
}

TEST_F(Counsel, TheSecretIsInNoSharedEventAndInNoExport) {
  const auto his = say(bob, "I was tired, too.");
  const auto event = propose(alice, {his});
  answer(bob, event, "yes");
  const auto link = make(alice, event);
  const auto key = link.substr(link.find('.', link.find('#')) + 1);
  ASSERT_EQ(key.size(), 43U);
  for (Host* host : {&alice, &bob}) {
    for (const auto& file : host->must(boundary::ExportArgs{boundary::ExportScope::kAll}).files) {
      EXPECT_EQ(std::string(file.data.begin(), file.data.end()).find(key), std::string::npos) << file.name;
    }
  }
  EXPECT_TRUE(std::ranges::none_of(all(bob), [&](const auto& share) { return share.link.contains(key); }));
}

TEST_F(Counsel, AnotherKeyAnotherIdOrOneChangedBitOpensNothing) {
  const auto hers = say(alice, "Something.");
  const auto first = make(alice, propose(alice, {hers}));
  const auto second = make(alice, propose(alice, {hers}));
  ASSERT_TRUE(read(first).has_value());
  const auto id = [](const std::string& link) { return link.substr(link.find('#') + 1, 22); };
  // The host hands out one share for the other.
  std::swap(world.relay.shares[id(first)].body, world.relay.shares[id(second)].body);
  EXPECT_EQ(read(first).error().code, ErrorCode::kVerificationFailed);
  std::swap(world.relay.shares[id(first)].body, world.relay.shares[id(second)].body);
  auto bytes = *base::from_base64url(world.relay.shares[id(first)].body);
  bytes[bytes.size() / 2] ^= 1;
  world.relay.shares[id(first)].body = base::to_base64url(bytes);
  EXPECT_EQ(read(first).error().code, ErrorCode::kVerificationFailed);
  EXPECT_EQ(read(second.substr(0, second.size() - 1)).error().code, ErrorCode::kBadRequest) << "a link cut short";
}

TEST_F(Counsel, APrintIsAllowedWhenItIsOnesOwnOrBothSaidYes) {
  const auto his = say(bob, "I was tired, too.");
  const auto event = propose(alice, {his}, "print");
  answer(bob, event, "yes");
  const auto document = alice.must(boundary::CounselPrintArgs{event}).document;
  ASSERT_EQ(document.items.size(), 1U);
  EXPECT_EQ(document.items[0].who, "Bob");
  EXPECT_EQ(alice.call(boundary::CounselMakeArgs{event}).error().code, ErrorCode::kRefusedByRule)
      << "a yes to paper is no yes to a link";
  EXPECT_TRUE(world.relay.shares.empty());
}

TEST_F(Counsel, AfterOneHasLeftNothingOfBothGoesOut) {
  const auto his = say(bob, "I was tired, too.");
  const auto event = propose(alice, {his});
  answer(bob, event, "yes");
  bob.must(boundary::LeaveArgs{});
  world.settle();
  EXPECT_FALSE(alice.call(boundary::CounselMakeArgs{event}).has_value());
  EXPECT_TRUE(world.relay.shares.empty());
}

}  // namespace
}  // namespace hearth::app
