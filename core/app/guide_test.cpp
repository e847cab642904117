// The guide as two members live it: the weekly word, the step, what stays private.
#include <gtest/gtest.h>

#include <set>

#include "app/testing/two_testing.h"
#include "base/date.h"
#include "guide/word.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::Tell;
using testing::events_in_space;
using testing::guide;
using testing::Host;
using testing::kDay;
using testing::kWeek;
using testing::tell;
using testing::today;
using testing::World;

std::string step_of(Host& host) {
  const auto view = guide(host);
  return view.step ? view.step->id : std::string("none");
}
std::string text_of(Host& host) {
  boundary::Blobs blobs;
  return story::json::write(boundary::encode(today(host), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::ShelfViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::StoryViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::StatusViewArgs{}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::PictureViewArgs{"12w"}), blobs)) +
         story::json::write(boundary::encode(host.must(boundary::GuideViewArgs{}), blobs));
}
// All that the server has, and the order in which it got it.
std::string all_bytes(const World& world) {
  std::string all;
  for (const auto& [id, log] : world.relay.logs) {
    all += base::to_hex(id.view()) + (log.space ? " space\n" : " personal\n");
    for (const auto& event : log.events) all += base::to_hex(event.header) + " " + base::to_hex(event.body) + "\n";
  }
  return all;
}

class Guided : public testing::Two {
 protected:
  // Both do what is offered, and find it comfortable, for as many weeks.
  int weeks_of_doing(int weeks) {
    int deepest = 0;
    for (int i = 0; i < weeks * 7; ++i) {
      a_day();
      if (const auto view = guide(alice); view.step) {
        deepest = std::max(deepest, static_cast<int>(view.step->depth));
        alice.must(boundary::StepTellArgs{view.step->id, "done"});
        world.settle();
      }
      for (Host* host : {&alice, &bob}) {
        if (const auto view = guide(*host); view.rate) tell(*host, Tell::kComfort, 5, view.rate->id);
      }
      world.settle();
    }
    return deepest;
  }
};

TEST_F(Guided, EachSaysOneWordAWeekUnaskedAndOfOneSize) {
  const std::size_t at_first = events_in_space(world);
  for (int i = 0; i < 5; ++i) static_cast<void>(text_of(alice)), world.settle();
  a_day(1);
  EXPECT_EQ(events_in_space(world), at_first) << "once a week, and no more";
  for (int week = 1; week <= 3; ++week) {
    world.pass(kWeek);
    static_cast<void>(today(alice));
    static_cast<void>(today(bob));
    world.settle();
    EXPECT_EQ(events_in_space(world), at_first + 2 * static_cast<std::size_t>(week));
  }
  std::set<std::size_t> sizes;
  for (const auto& [id, log] : world.relay.logs) {
    if (!log.space) continue;
    for (std::size_t i = log.events.size() - 6; i < log.events.size(); ++i) sizes.insert(log.events[i].body.size());
  }
  EXPECT_EQ(sizes.size(), 1U);
}

// In the first weeks all is light for everyone; after them it is the lighter of the two
// who holds the question of both, and nothing else does.
TEST(GuideReadiness, DifferentReadinessGivesBothTheSameGentleStepAndQuestion) {
  std::int64_t deepest[2] = {0, 0};
  for (const std::size_t both : {0U, 1U}) {
    World world(7);
    Host& alice = world.host("Alice");
    Host& bob = world.host("Bob");
    world.pair(alice, bob);
    for (int i = 0; i < 4; ++i) {
      tell(alice, Tell::kReady, 5);
      tell(bob, Tell::kReady, both == 1 ? 5 : 1);
    }
    for (int day = 0; day < 56; ++day) {
      world.pass(kDay);
      for (Host* host : {&alice, &bob}) static_cast<void>(today(*host));
      world.settle();
      const auto a = today(alice);
      const auto b = today(bob);
      ASSERT_TRUE(a.exchange && b.exchange);
      EXPECT_EQ(a.exchange->question.id, b.exchange->question.id) << "day " << day;
      EXPECT_EQ(a.why, b.why);
      deepest[both] = std::max(deepest[both], a.exchange->question.depth);
      EXPECT_EQ(step_of(alice), step_of(bob)) << "day " << day;
      if (both == 0) EXPECT_EQ(a.why.front(), "gentle");
      if (!a.guide.step) continue;
      EXPECT_EQ(a.guide.step->depth, 1);
      EXPECT_EQ(a.guide.step->why, b.guide.step->why);
      EXPECT_NE(a.guide.step->begins, b.guide.step->begins) << "one of the two begins";
    }
  }
  EXPECT_EQ(deepest[0], 1);
  EXPECT_GE(deepest[1], 2) << "a test that compares nothing";
}

TEST_F(Guided, ReadinessOfBothOpensDeeperStepsAfterEnoughWereDone) {
  for (Host* host : {&alice, &bob}) {
    for (int i = 0; i < 4; ++i) tell(*host, Tell::kReady, 5);
  }
  EXPECT_EQ(weeks_of_doing(1), 1) << "everyone begins at the lightest";
  EXPECT_GE(weeks_of_doing(9), 2);
}

// What a person does besides, private and shared: areas with and without sharing, the
// way, early signs, hard days.
void a_life_of_ones_own(Host& host, int day) {
  const auto pace = host.must(boundary::GuideViewArgs{}).pace;
  tell(host, Tell::kUnderstood, 1 + day % 7);
  if (day % 9 == 0) tell(host, Tell::kConflict, day % 5);
  for (const auto& area : pace.areas) {
    if (!area.ask) continue;
    tell(host, Tell::kNeeded, 8, area.facet);
    tell(host, Tell::kFelt, day % 11, area.facet);
    tell(host, Tell::kNumbers, day % 2, area.facet);
  }
  if (day == 30) host.must(boundary::SignSaveArgs{"", "go quiet", "ask for a walk"});
  if (day > 30 && day % 30 == 0 && !pace.signs.empty()) tell(host, Tell::kNoticed, 1, pace.signs.front().id);
  if (day == 60) host.must(boundary::WayChooseArgs{"after_breach", "steady", false});
  if (day == 90) host.must(boundary::WayChooseArgs{"after_breach", "steady", true});
  if (day == 120) host.must(boundary::WayChooseArgs{"everyday", "steady", false});
  static_cast<void>(host.must(boundary::PictureViewArgs{"12w"}));
}

// The two worlds differ in one tap alone: "lightest pace" here, the mark there.
TEST(GuideMark, WithOneSeedEverythingSentAndShownToThePartnerIsByteForByteThatOfTheLightestPace) {
  std::string sent[2];
  std::string shown[2];
  for (const int marked : {0, 1}) {
    World world(7);
    Host& alice = world.host("Alice");
    Host& bob = world.host("Bob");
    world.pair(alice, bob);
    for (int i = 0; i < 4; ++i) tell(alice, Tell::kReady, 4);
    for (int i = 0; i < 4; ++i) tell(bob, Tell::kReady, 4);
    world.settle();
    tell(alice, marked == 1 ? Tell::kLeftOut : Tell::kPace, 1);
    world.settle();
    for (int day = 0; day < 26 * 7; day += 3) {
      world.pass(3 * kDay);
      static_cast<void>(text_of(alice));
      a_life_of_ones_own(alice, day);
      world.settle();
      shown[marked] += text_of(bob) + "\n";
      if (const auto view = guide(bob); view.step) {
        bob.must(boundary::StepTellArgs{view.step->id, day % 2 == 0 ? "done" : "let_go"});
      }
      world.settle();
      const bool offered = guide(alice).step.has_value();
      if (marked == 1) EXPECT_FALSE(offered) << "day " << day;
    }
    sent[marked] = all_bytes(world);
    EXPECT_EQ(alice.must(boundary::GuideViewArgs{}).pace.left_out, marked == 1);
  }
  EXPECT_TRUE(sent[0] == sent[1]) << "the server received something else";
  EXPECT_TRUE(shown[0] == shown[1]) << "the partner saw something else";
  EXPECT_NE(shown[0].find("\"step\":{"), std::string::npos) << "nothing was ever offered: the test says nothing";
}

// Which area is most lacking is private. In the words it shows by one coin in six, once a
// season; that it moves within one shows to nobody, and that another one was most lacking
// from the start shows in the next season at the earliest.
TEST(GuideWish, WhatIsMostLackingChangesNoByteOfTheSeasonInWhichItWasSaid) {
  const auto bytes_in_space = [](const World& world) {
    std::string all;
    for (const auto& [id, log] : world.relay.logs) {
      for (const auto& event : log.events) all += log.space ? base::to_hex(event.body) + "\n" : "";
    }
    return all;
  };
  int told_in_the_next = 0;
  for (std::uint32_t seed = 1; seed <= 16; ++seed) {
    std::string in_season[2];
    std::string later[2];
    for (const std::size_t who : {0U, 1U}) {
      World world(seed);
      Host& alice = world.host("Alice");
      Host& bob = world.host("Bob");
      world.pair(alice, bob);
      for (int week = 1; week <= 14; ++week) {
        if (week == 3 || week == 6) {
          const char* facet = who == 0 ? "mental" : week == 3 ? "talking" : "trust";
          tell(alice, Tell::kNeeded, 10, facet);
          tell(alice, Tell::kFelt, week == 3 ? 1 : 0, facet);
        }
        world.pass(kWeek);
        static_cast<void>(today(alice));
        world.settle();
        // The pair began a day before the first Monday, so this is week 11, in which the
        // season's last word is said.
        if (week == 10) in_season[who] = bytes_in_space(world);
      }
      later[who] = bytes_in_space(world);
    }
    EXPECT_EQ(in_season[0], in_season[1]) << "seed " << seed;
    told_in_the_next += later[0] != later[1] ? 1 : 0;
  }
  EXPECT_GE(told_in_the_next, 1) << "a test that compares nothing";
  EXPECT_LE(told_in_the_next, 8) << "mostly it is chance";
}

TEST_F(Guided, TheMarkStaysOnItsDeviceAndOutOfTheExportAndTheNamesOfRecords) {
  tell(alice, Tell::kLeftOut, 1);
  world.settle();
  std::set<std::string> names;
  for (const auto& [name, value] : alice.records) names.insert(name);
  EXPECT_EQ(names, (std::set<std::string>{"app", "person", "vault"}));
  for (const auto& file : alice.must(boundary::ExportArgs{boundary::ExportScope::kAll}).files) {
    EXPECT_EQ(base::as_text(file.data).find("left_out"), std::string::npos);
  }
  alice.reopen();
  EXPECT_TRUE(alice.must(boundary::GuideViewArgs{}).pace.left_out);
  EXPECT_FALSE(today(alice).exchange) << "nothing joint is suggested";
  EXPECT_FALSE(today(alice).deeper);
  tell(alice, Tell::kLeftOut, 0);
  EXPECT_TRUE(today(alice).exchange);
  EXPECT_TRUE(alice.must(boundary::GuideViewArgs{}).pace.lightest) << "the setting stays until its owner changes it";
}

TEST_F(Guided, NeverThisTopicHoldsForTheQuestionTheStepAndAnotherOneAtOnceAndForBothFromTheNextWord) {
  weeks_of_doing(3);
  const std::string closed = "home";
  tell(alice, Tell::kTopic, 1, closed);
  for (int day = 0; day < 40; ++day) {
    a_day();
    for (Host* host : {&alice, &bob}) {
      if (host == &bob && day < 14) continue;  // until the word that names it holds
      const auto view = today(*host);
      if (view.exchange) EXPECT_FALSE(library::is_one_of(closed, view.exchange->question.topics)) << day;
      if (view.guide.step) EXPECT_FALSE(library::is_one_of(closed, view.guide.step->topics)) << day;
      for (auto step = guide(*host).step; step && step->another_left > 0; step = guide(*host).step) {
        tell(*host, Tell::kAnother, 1, step->id);
        EXPECT_FALSE(library::is_one_of(closed, guide(*host).step->topics)) << day;
      }
      for (auto now = today(*host); now.exchange && now.another_left > 0; now = today(*host)) {
        const auto next = host->must(boundary::ExchangeAnotherArgs{now.exchange->question.id}).today;
        if (next.exchange) EXPECT_FALSE(library::is_one_of(closed, next.exchange->question.topics)) << day;
      }
    }
  }
  EXPECT_EQ(alice.must(boundary::GuideViewArgs{}).pace.closed, std::vector<std::string>{closed});
  EXPECT_TRUE(bob.must(boundary::GuideViewArgs{}).pace.closed.empty()) << "nobody sees whose topic it is";
  tell(alice, Tell::kTopic, 0, closed);
  EXPECT_TRUE(alice.must(boundary::GuideViewArgs{}).pace.closed.empty());
}

TEST_F(Guided, WhatIsHeldBackIsNotOnTheShelfEither) {
  const auto offered = [](Host& host) {
    std::vector<boundary::Question> questions;
    for (const auto& one : host.must(boundary::ShelfViewArgs{}).exchanges) {
      if (one.phase == boundary::ExchangePhase::kOffered) questions.push_back(one.question);
    }
    return questions;
  };
  a_day(6);
  const auto before = offered(alice);
  ASSERT_GE(before.size(), 4U) << "questions of the last days can still be answered";
  const auto touching = std::ranges::find_if(before, [](const auto& question) { return !question.topics.empty(); });
  ASSERT_NE(touching, before.end());
  const std::string topic = touching->topics.front();
  tell(alice, Tell::kTopic, 1, topic);
  for (const auto& question : offered(alice)) EXPECT_FALSE(library::is_one_of(topic, question.topics));
  EXPECT_LT(offered(alice).size(), before.size());
  alice.must(boundary::ExchangePassArgs{offered(alice).front().id});
  for (const auto& one : alice.must(boundary::ShelfViewArgs{}).exchanges) {
    EXPECT_NE(one.phase, boundary::ExchangePhase::kPassed);
  }
  tell(alice, Tell::kLeftOut, 1);
  EXPECT_TRUE(offered(alice).empty()) << "nothing joint is suggested";
  EXPECT_EQ(offered(bob).size(), before.size()) << "the other's shelf is as it was";
}

TEST_F(Guided, AnotherOneAndNotNowStayOnTheSideOfWhoTappedAndCanBeUndone) {
  const std::string offered = step_of(alice);
  ASSERT_NE(offered, "none");
  EXPECT_EQ(step_of(bob), offered);
  const std::size_t before = events_in_space(world);
  tell(alice, Tell::kAway, 1, offered);
  world.settle();
  EXPECT_NE(step_of(alice), offered);
  EXPECT_EQ(step_of(bob), offered);
  EXPECT_EQ(events_in_space(world), before) << "nothing of it is shared";
  tell(alice, Tell::kAway, 0, offered);
  EXPECT_EQ(step_of(alice), offered);
  tell(alice, Tell::kAnother, 1, offered);
  const auto other = guide(alice).step;
  ASSERT_TRUE(other);
  EXPECT_NE(other->id, offered);
  EXPECT_EQ(step_of(bob), offered);
  // What was had in its place counts for both.
  alice.must(boundary::StepTellArgs{other->id, "done"});
  world.settle();
  EXPECT_TRUE(guide(bob).enough);
  EXPECT_EQ(guide(bob).had->id, other->id);
}

TEST_F(Guided, WhatWasDoneIsEnoughForTheDayAndEachIsAskedAloneHowItWas) {
  const std::string offered = step_of(alice);
  alice.must(boundary::StepTellArgs{offered, "done"});
  world.settle();
  for (Host* host : {&alice, &bob}) {
    EXPECT_EQ(step_of(*host), "none");
    EXPECT_TRUE(guide(*host).enough);
    ASSERT_TRUE(guide(*host).rate);
    EXPECT_EQ(guide(*host).rate->id, offered);
  }
  const std::size_t before = events_in_space(world);
  tell(bob, Tell::kComfort, 2, offered);
  world.settle();
  EXPECT_EQ(events_in_space(world), before) << "comfort is private";
  EXPECT_FALSE(guide(bob).rate);
  EXPECT_TRUE(guide(alice).rate);
  alice.must(boundary::StepTellArgs{offered, "open"});
  world.settle();
  EXPECT_EQ(step_of(alice), offered) << "taken back";
  EXPECT_EQ(step_of(bob), offered);
}

TEST_F(Guided, AWishedRestIsAQuietWeekForBoth) {
  const auto pace = alice.must(boundary::GuideViewArgs{}).pace;
  tell(alice, Tell::kRest, 1);
  EXPECT_TRUE(alice.must(boundary::GuideViewArgs{}).pace.rest);
  bool quiet = false;
  for (int day = 0; day < 22; ++day) {
    a_day();
    const auto view = today(bob);
    if (view.day < pace.rest_from || view.day >= base::to_iso(*base::from_iso(pace.rest_from) + 7)) continue;
    quiet = true;
    EXPECT_EQ(step_of(bob), "none") << view.day;
    EXPECT_FALSE(view.guide.enough);
    EXPECT_EQ(step_of(alice), "none");
  }
  EXPECT_TRUE(quiet);
}

TEST(GuideAlone, WorksWithoutAServerAndWithoutAPartner) {
  World world;
  Host& alice = world.host("Alice");
  alice.set_up(std::nullopt);
  const std::string offered = step_of(alice);
  ASSERT_NE(offered, "none");
  EXPECT_EQ(guide(alice).step->depth, 1);
  tell(alice, Tell::kAway, 1, offered);
  EXPECT_NE(step_of(alice), offered);
  const std::string now = step_of(alice);
  alice.must(boundary::StepTellArgs{now, "done"});
  alice.reopen();
  EXPECT_TRUE(guide(alice).enough);
  tell(alice, Tell::kComfort, 4, now);
  EXPECT_FALSE(guide(alice).rate);
}

TEST_F(Guided, WhatMakesNoSenseIsRefused) {
  const auto code = [&](Tell what, std::int64_t value, const std::string& id) {
    const auto told = alice.call(boundary::GuideTellArgs{what, id, value});
    return told ? std::string_view("accepted") : boundary::code(told.error().code);
  };
  EXPECT_EQ(code(Tell::kReady, 6, ""), "bad_request");
  EXPECT_EQ(code(Tell::kReady, 3, "p-x"), "bad_request");
  EXPECT_EQ(code(Tell::kMinutes, 11, ""), "bad_request");
  EXPECT_EQ(code(Tell::kTopic, 1, "weather"), "bad_request");
  EXPECT_EQ(code(Tell::kComfort, 3, "p-no-such-step"), "bad_request");
  EXPECT_EQ(code(Tell::kLeftOut, 2, ""), "bad_request");
  EXPECT_EQ(alice.call(boundary::StepTellArgs{"p-no-such-step", "done"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(alice.call(boundary::StepTellArgs{step_of(alice), "perhaps"}).error().code, ErrorCode::kBadRequest);
}

}  // namespace
}  // namespace hearth::app
