// The slower way after trust was broken: readiness asked of each alone, steps that open
// for both at once, and nothing playful, sudden or urging while it runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "app/testing/two_testing.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::ExchangePhase;
using testing::Host;
using testing::kDay;
using testing::tell;
using testing::today;
using testing::World;

boundary::MendRoom room(Host& host) { return host.must(boundary::MendViewArgs{}).room; }
std::string views_of(Host& host) {
  boundary::Blobs blobs;
  return story::json::write(boundary::encode(today(host), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::MendViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::ShelfViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::StoryViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::StatusViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::PictureViewArgs{"12w"}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::GuideViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::MineViewArgs{}), blobs));
}
std::string lines_of_the_export(Host& host) {
  host.must(boundary::ReauthArgs{host.passphrase_key});
  return std::string(base::as_text(host.must(boundary::ExportArgs{boundary::ExportScope::kAll}).files.at(1).data));
}

class Trust : public testing::Two {
 protected:
  void choose(Host& host, const std::string& track, bool paused = false) {
    host.must(boundary::WayChooseArgs{track, "steady", paused});
    world.settle();
  }
  void ready(Host& host, const std::string& step, bool said = true) {
    host.must(boundary::TrustReadyArgs{step, said});
    world.settle();
  }
  static boundary::TrustStep step(Host& host, const std::string& id) {
    for (const auto& one : room(host).trust.steps) {
      if (one.id == id) return one;
    }
    ADD_FAILURE() << id;
    return {};
  }
  bool open(const std::string& id) {
    const bool hers = step(alice, id).open;
    EXPECT_EQ(hers, step(bob, id).open) << "a step opens for both or for neither";
    for (Host* host : {&alice, &bob}) {
      if (!hers) {
        EXPECT_EQ(host->call(boundary::MendInviteArgs{id, ""}).error().code, ErrorCode::kRefusedByRule) << id;
      }
    }
    return hers;
  }
  std::string invite(Host& host, const std::string& kind) {
    auto event = host.must(boundary::MendInviteArgs{kind, ""}).event;
    world.settle();
    return event;
  }
  void both_sides(const std::string& event) {
    bob.must(boundary::MendAnswerArgs{event, "yes", "", ""});
    world.settle();
    for (Host* host : {&alice, &bob}) {
      host->must(boundary::ExchangeSealArgs{"mend/" + event, "a side"});
      world.settle();
    }
  }
};

TEST_F(Trust, FollowsTheWayThatTheTwoAreOn) {
  EXPECT_FALSE(room(alice).trust.on);
  EXPECT_FALSE(room(alice).trust.counsellor);
  EXPECT_EQ(alice.call(boundary::TrustReadyArgs{"impact", true}).error().code, ErrorCode::kRefusedByRule);
  EXPECT_EQ(alice.call(boundary::TrustReadyArgs{"hurt", true}).error().code, ErrorCode::kBadRequest);
  choose(alice, "after_breach");
  for (Host* host : {&alice, &bob}) {
    EXPECT_TRUE(room(*host).trust.on) << "one is enough to begin";
    EXPECT_EQ(room(*host).trust.stage, "steady");
    EXPECT_TRUE(room(*host).trust.counsellor);
    EXPECT_EQ(room(*host).trust.steps.size(), 3U);
  }
  tell(bob, boundary::Tell::kLeftOut, 1);
  EXPECT_FALSE(room(bob).trust.counsellor) << "after the mark no help for two is named";
  EXPECT_TRUE(room(alice).trust.counsellor);
  // What hurt today can be mended on any way.
  invite(alice, "hurt");
  invite(bob, "root");
}

TEST_F(Trust, AStepOpensWhenBothAreReadyAndTheOneBeforeItWasOpened) {
  choose(bob, "after_breach");
  for (const char* id : {"impact", "meaning", "onward"}) EXPECT_FALSE(open(id));
  ready(alice, "impact");
  EXPECT_TRUE(step(alice, "impact").ready);
  EXPECT_FALSE(open("impact"));
  ready(bob, "impact");
  EXPECT_TRUE(open("impact"));
  ready(alice, "meaning");
  ready(bob, "meaning");
  EXPECT_FALSE(open("meaning")) << "impact comes first";
  const std::string event = invite(alice, "impact");
  EXPECT_FALSE(open("meaning"));
  both_sides(event);
  EXPECT_TRUE(open("meaning"));
  EXPECT_FALSE(open("onward"));
  both_sides(invite(alice, "meaning"));
  ready(alice, "onward");
  ready(bob, "onward");
  EXPECT_TRUE(open("onward"));
  invite(bob, "onward");
}

TEST_F(Trust, EitherPausesOrTakesTheirYesBackWithoutAReason) {
  choose(bob, "after_breach");
  ready(alice, "impact");
  ready(bob, "impact");
  choose(alice, "after_breach", true);
  EXPECT_TRUE(room(bob).trust.paused);
  EXPECT_FALSE(open("impact"));
  choose(alice, "after_breach", false);
  EXPECT_TRUE(open("impact")) << "and it goes on where it was";
  ready(bob, "impact", false);
  EXPECT_FALSE(open("impact"));
  EXPECT_TRUE(step(alice, "impact").ready) << "the own yes stays as it was said";
  EXPECT_FALSE(step(bob, "impact").ready);
  ready(bob, "impact");
  EXPECT_TRUE(open("impact"));
  alice.reopen();
  EXPECT_TRUE(open("impact"));
}

// Three worlds with one seed: Alice says nothing, "not yet", or yes to everything.
TEST(TrustReadiness, UntilBothAreReadyTheOtherSeesTheSameByteForByteWhateverWasSaid) {
  enum Said : std::uint8_t { nothing, not_yet, yes, yes_and_back, kCount };
  std::string shown[kCount];
  std::string exported[kCount];
  bool opened[kCount] = {};
  for (int said = nothing; said < kCount; ++said) {
    World world(11);
    Host& alice = world.host("Alice");
    Host& bob = world.host("Bob");
    world.pair(alice, bob);
    bob.must(boundary::WayChooseArgs{"after_breach", "steady", false});
    bob.must(boundary::MendInviteArgs{"hurt", "Tuesday"});
    world.settle();
    for (const char* step : {"impact", "meaning", "onward"}) {
      if (said == not_yet) alice.must(boundary::TrustReadyArgs{step, false});
      if (said == yes || said == yes_and_back) alice.must(boundary::TrustReadyArgs{step, true});
      world.settle();
      if (said == yes_and_back) alice.must(boundary::TrustReadyArgs{step, false});
      world.settle();
    }
    for (int day = 0; day < 12; ++day) {
      world.pass(kDay);
      static_cast<void>(today(alice));
      world.settle();
      // Ids are random: that of his own word is another one where she has written before.
      static const std::regex kOwnWord(R"("event":"[^"]*","type":"mend.ready","own":true)");
      shown[said] += std::regex_replace(views_of(bob), kOwnWord, "") + "\n";
      if (day < 5) exported[said] = lines_of_the_export(bob);
      // His own word changes nothing of what he sees of hers, while she has not said hers.
      if (day == 5) bob.must(boundary::TrustReadyArgs{"meaning", true});
      world.settle();
    }
    exported[said].erase(0, exported[said].find('\n'));  // when it was made
    bob.must(boundary::TrustReadyArgs{"impact", true});
    world.settle();
    opened[said] = room(bob).trust.steps.front().open;
  }
  for (const Said said : {not_yet, yes, yes_and_back}) {
    EXPECT_TRUE(shown[said] == shown[nothing]) << "the partner saw something else: " << said;
    EXPECT_TRUE(exported[said] == exported[nothing]) << "and took something else along: " << said;
  }
  EXPECT_TRUE(opened[yes]) << "nothing was ever said: the test says nothing";
  EXPECT_FALSE(opened[nothing] || opened[not_yet] || opened[yes_and_back]);
}

// A private "not yet" against another private record: the space holds the same bytes.
TEST(TrustReadiness, ANotYetBeforeAnyYesLeavesNoByteInTheSpace) {
  std::string sent[2];
  for (const std::size_t said : {0U, 1U}) {
    World world(12);
    Host& alice = world.host("Alice");
    Host& bob = world.host("Bob");
    world.pair(alice, bob);
    bob.must(boundary::WayChooseArgs{"after_breach", "steady", false});
    world.settle();
    if (said == 1) alice.must(boundary::TrustReadyArgs{"impact", false});
    if (said == 0) alice.must(boundary::MendAgainArgs{"the dishes"});
    world.settle();
    for (int week = 0; week < 3; ++week) {
      world.pass(testing::kWeek);
      static_cast<void>(today(alice));
      static_cast<void>(today(bob));
      world.settle();
    }
    for (const auto& [id, log] : world.relay.logs) {
      if (!log.space) continue;
      for (const auto& event : log.events) sent[said] += base::to_hex(event.header) + base::to_hex(event.body) + "\n";
    }
  }
  EXPECT_FALSE(sent[0].empty());
  EXPECT_TRUE(sent[0] == sent[1]);
}

TEST_F(Trust, NoQuestionIsPlayfulOrAsksToGoDeeperWhileItRuns) {
  for (Host* host : {&alice, &bob}) {
    for (int i = 0; i < 6; ++i) tell(*host, boundary::Tell::kReady, 5);
  }
  const auto is_playful = [](const boundary::Exchange& exchange) {
    const auto* question = library::find_question(exchange.question.id);
    return question != nullptr && question->tone == "playful";
  };
  const auto answer_today = [&] {
    const auto asked = today(alice).exchange;
    if (!asked) return;
    for (Host* host : {&alice, &bob}) {
      static_cast<void>(host->call(boundary::ExchangeSealArgs{asked->question.id, "an answer"}));
      world.settle();
    }
    for (Host* host : {&alice, &bob}) static_cast<void>(host->call(boundary::ExchangeOpenArgs{asked->id}));
  };
  int playful_before = 0;
  for (int day = 0; day < 12; ++day) {
    a_day();
    if (const auto view = today(alice); view.exchange) playful_before += is_playful(*view.exchange) ? 1 : 0;
    answer_today();
  }
  EXPECT_GT(playful_before, 0) << "there was none to keep away";
  choose(bob, "after_breach");
  int asked = 0;
  for (int day = 0; day < 40; ++day) {
    a_day();
    const auto hers = today(alice).exchange;
    const auto his = today(bob).exchange;
    ASSERT_EQ(hers.has_value(), his.has_value()) << day;
    if (hers) EXPECT_EQ(hers->question.id, his->question.id) << "the two still find the same";
    asked += hers ? 1 : 0;
    for (Host* host : {&alice, &bob}) {
      auto view = today(*host);
      EXPECT_FALSE(view.deeper) << "nobody is urged";
      if (view.exchange) EXPECT_FALSE(is_playful(*view.exchange)) << day;
      for (const auto& one : host->must(boundary::ShelfViewArgs{}).exchanges) {
        if (one.phase == ExchangePhase::kOffered) EXPECT_FALSE(is_playful(one)) << day;
      }
      // One of the two looks at the others of the day too.
      while (host == &bob && day % 3 == 0 && view.exchange && view.another_left > 0) {
        view = host->must(boundary::ExchangeAnotherArgs{view.exchange->question.id}).today;
        if (view.exchange) EXPECT_FALSE(is_playful(*view.exchange)) << day;
      }
    }
    if (day % 2 == 0) answer_today();
  }
  EXPECT_GT(asked, 10);
}

TEST_F(Trust, NothingOpensWithoutItsReadersTap) {
  choose(bob, "after_breach");
  ready(alice, "impact");
  ready(bob, "impact");
  const std::string event = invite(alice, "impact");
  bob.must(boundary::MendAnswerArgs{event, "yes", "", ""});
  world.settle();
  alice.must(boundary::ExchangeSealArgs{"mend/" + event, "what it did to Alice"});
  bob.must(boundary::ExchangeSealArgs{"mend/" + event, "what it did to Bob"});
  world.settle();
  for (int day = 0; day < 9; ++day) {
    a_day();
    EXPECT_EQ(views_of(bob).find("to Alice"), std::string::npos);
    EXPECT_EQ(views_of(alice).find("to Bob"), std::string::npos);
    EXPECT_EQ(lines_of_the_export(bob).find("to Alice"), std::string::npos);
  }
  const auto exchange = room(bob).mends.front().exchange;
  EXPECT_EQ(exchange->phase, ExchangePhase::kBothSealed);
  bob.must(boundary::ExchangeOpenArgs{exchange->id});
  EXPECT_NE(views_of(bob).find("to Alice"), std::string::npos);
  EXPECT_EQ(views_of(alice).find("to Bob"), std::string::npos) << "each in their own time";
}

TEST_F(Trust, TheExportHoldsTheOwnReadinessAlone) {
  choose(bob, "after_breach");
  ready(alice, "impact");
  ready(bob, "impact");
  const auto count = [&](Host& host) {
    const std::string lines = lines_of_the_export(host);
    std::size_t found = 0;
    for (auto at = lines.find("mend.ready"); at != std::string::npos; at = lines.find("mend.ready", at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count(alice), 1U);
  EXPECT_EQ(count(bob), 1U);
}

}  // namespace
}  // namespace hearth::app
