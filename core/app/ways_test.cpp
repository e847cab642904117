// The way of the two, and what of all this an export holds.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/testing/two_testing.h"
#include "base/date.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::Tell;
using testing::Host;
using testing::pace;
using testing::tell;
using testing::today;
using testing::World;

class Ways : public testing::Two {
 protected:
  void choose(Host& host, const std::string& track, const std::string& stage = "steady", bool paused = false) {
    host.must(boundary::WayChooseArgs{track, stage, paused});
    world.settle();
  }
};

TEST_F(Ways, AWayHoldsOnceBothHaveChosenIt) {
  choose(alice, "grown_apart");
  EXPECT_EQ(pace(alice).way.now.track, "everyday");
  EXPECT_EQ(pace(bob).way.theirs->track, "grown_apart");
  choose(bob, "grown_apart");
  for (Host* host : {&alice, &bob}) EXPECT_EQ(pace(*host).way.now.track, "grown_apart");
  a_day(8);
  for (int day = 0; day < 5; ++day) {
    for (Host* host : {&alice, &bob}) {
      if (const auto step = today(*host).guide.step) EXPECT_EQ(step->turn, 0) << "time together comes first";
    }
    a_day();
  }
  choose(alice, "everyday");
  EXPECT_EQ(pace(bob).way.now.track, "grown_apart") << "leaving takes both too";
  choose(bob, "everyday");
  EXPECT_EQ(pace(alice).way.now.track, "everyday");
}

TEST_F(Ways, AfterABreachOneIsEnoughToBeginAndTheNextStageTakesBoth) {
  choose(alice, "after_breach");
  for (Host* host : {&alice, &bob}) {
    EXPECT_EQ(pace(*host).way.now.track, "after_breach");
    EXPECT_EQ(pace(*host).way.now.stage, "steady");
    EXPECT_TRUE(pace(*host).way.counsellor);
    EXPECT_TRUE(today(*host).guide.counsellor);
  }
  choose(alice, "after_breach", "rebuild");
  EXPECT_EQ(pace(bob).way.now.stage, "steady");
  choose(bob, "after_breach", "understand");
  EXPECT_EQ(pace(bob).way.now.stage, "steady") << "both have to mean the same";
  choose(alice, "after_breach", "understand");
  EXPECT_EQ(pace(bob).way.now.stage, "understand");
  choose(bob, "everyday");
  EXPECT_EQ(pace(alice).way.now.track, "after_breach") << "and so does leaving it";
  EXPECT_EQ(alice.call(boundary::WayChooseArgs{"everyday", "rebuild", false}).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(boundary::WayChooseArgs{"divorce", "steady", false}).error().code, ErrorCode::kBadRequest);
}

TEST_F(Ways, AfterABreachNothingPlayfulDeepOrByChanceIsOfferedFromTheFirstDay) {
  for (Host* host : {&alice, &bob}) {
    for (int i = 0; i < 6; ++i) tell(*host, Tell::kReady, 5);
  }
  a_day(9);
  choose(alice, "after_breach");
  int offered = 0;
  for (int day = 0; day < 60; ++day) {
    for (Host* host : {&alice, &bob}) {
      const auto view = today(*host);
      if (view.exchange) EXPECT_LE(view.exchange->question.depth, 2);
      EXPECT_FALSE(view.deeper && *view.deeper > 2);
      if (!view.guide.step) continue;
      ++offered;
      const auto* practice = library::find_practice(view.guide.step->id);
      EXPECT_EQ(practice->mood, "plain") << practice->id;
      EXPECT_LE(practice->depth, 2);
      EXPECT_TRUE(day < 7 || !std::ranges::contains(view.guide.step->why, "surprise"));
    }
    if (const auto step = today(alice).guide.step) alice.must(boundary::StepTellArgs{step->id, "done"});
    world.settle();
    a_day();
  }
  EXPECT_GT(offered, 10);
}

TEST_F(Ways, EitherCanPauseAndItGoesOnWhenNeitherNeedsIt) {
  choose(alice, "everyday", "steady", true);
  for (Host* host : {&alice, &bob}) {
    EXPECT_TRUE(pace(*host).way.now.paused);
    EXPECT_FALSE(today(*host).guide.step);
    if (const auto view = today(*host); view.exchange) EXPECT_EQ(view.exchange->question.depth, 1);
  }
  choose(bob, "everyday", "steady", true);
  choose(alice, "everyday", "steady", false);
  EXPECT_TRUE(pace(alice).way.now.paused) << "the other still needs it";
  choose(bob, "everyday", "steady", false);
  EXPECT_FALSE(pace(alice).way.now.paused);
}

TEST(WaysAlone, AreOnesOwnToChooseAndDoNotBindTheTwoLater) {
  World world;
  Host& alice = world.host("Alice");
  alice.set_up(std::nullopt);
  alice.must(boundary::WayChooseArgs{"grown_apart", "steady", false});
  EXPECT_EQ(pace(alice).way.now.track, "grown_apart");
  alice.reopen();
  EXPECT_EQ(pace(alice).way.now.track, "grown_apart");
  EXPECT_FALSE(pace(alice).way.theirs);
}

// ---- taking everything along

TEST_F(Ways, TheExportHoldsWhatTheGuideWasToldAndWhatBecameOfStepsButNeverTheMark) {
  tell(alice, Tell::kReady, 3);
  tell(alice, Tell::kFelt, 4, "trust");
  tell(alice, Tell::kNeeded, 8, "trust");
  tell(alice, Tell::kNumbers, 1, "trust");
  alice.must(boundary::SignSaveArgs{"", "go quiet <at> dinner", "ask for a walk"});
  const auto step = today(alice).guide.step;
  ASSERT_TRUE(step);
  alice.must(boundary::StepTellArgs{step->id, "done"});
  tell(alice, Tell::kSeen, 1, "less");
  choose(bob, "grown_apart");
  tell(alice, Tell::kLeftOut, 1);
  world.settle();
  const auto text = [](Host& host, boundary::ExportScope scope, std::size_t file) {
    return std::string(base::as_text(host.must(boundary::ExportArgs{scope}).files.at(file).data));
  };
  const std::string lines = text(alice, boundary::ExportScope::kAll, 1);
  EXPECT_NE(lines.find("\"type\":\"guide.own\""), std::string::npos);
  EXPECT_NE(lines.find("\"kind\":\"ready\""), std::string::npos);
  EXPECT_NE(lines.find("\"type\":\"guide.fate\""), std::string::npos);
  EXPECT_NE(lines.find("\"became\":\"done\""), std::string::npos);
  EXPECT_NE(lines.find("\"type\":\"guide.numbers\""), std::string::npos);
  EXPECT_NE(lines.find("\"track\":\"grown_apart\""), std::string::npos);
  EXPECT_NE(lines.find("go quiet <at> dinner"), std::string::npos);
  EXPECT_EQ(lines.find("left_out"), std::string::npos);
  const std::string book = text(alice, boundary::ExportScope::kAll, 0);
  for (const std::string& sentence :
       {std::string("When I notice that I go quiet &lt;at&gt; dinner, then I would like to ask for a walk."),
        std::string("How deep I would like to go: 3 of 5."), std::string("Trust: 4 of 10 in the last week."),
        std::string("Trust: I would like 8 of 10."),
        std::string("Trust: 4 of 10 in the last week, 8 of 10 wished for."), std::string("Our way: grown apart."),
        "We did “" + step->title + "”."}) {
    EXPECT_NE(book.find(sentence), std::string::npos) << sentence;
  }
  for (const char* noise : {"seen", "guide.", " · ready", "grown_apart"}) {
    EXPECT_EQ(book.find(noise), std::string::npos) << noise;
  }
  const std::string bobs = text(bob, boundary::ExportScope::kAll, 1);
  EXPECT_EQ(bobs.find("guide.own"), std::string::npos) << "what alice told her guide is hers";
  EXPECT_EQ(bobs.find("go quiet"), std::string::npos);
  EXPECT_NE(bobs.find("guide.numbers"), std::string::npos);
  const std::string shared = text(alice, boundary::ExportScope::kShared, 1);
  EXPECT_EQ(shared.find("guide.own"), std::string::npos);
  EXPECT_NE(shared.find("guide.fate"), std::string::npos);
}

}  // namespace
}  // namespace hearth::app
