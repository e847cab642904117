#include "story/way/way.h"

#include <gtest/gtest.h>

#include "story/sign/sign.h"

namespace hearth::story {
namespace {

constexpr base::Date kDay{20'000};

TEST(Way, ComesBackAsItWasChosenAndOnlyABreachHasStages) {
  way::Way out;
  EXPECT_TRUE(read(write(way::Way{way::Track::after_breach, way::Stage::rebuild, true, kDay}), out));
  EXPECT_EQ(out.stage, way::Stage::rebuild);
  EXPECT_TRUE(out.paused);
  EXPECT_FALSE(read(write(way::Way{way::Track::everyday, way::Stage::rebuild, false, kDay}), out));
  EXPECT_FALSE(read(write(way::Way{}).set("track", "divorce"), out));
  EXPECT_FALSE(read(write(way::Way{}).set("who", "me"), out));
}

TEST(Sign, HasAnIdAndWordsOfALimitedLength) {
  sign::Sign out;
  EXPECT_TRUE(read(write(sign::Sign{"a1", "go quiet", "ask for a walk", kDay}), out));
  EXPECT_EQ(out.wish, "ask for a walk");
  EXPECT_TRUE(read(write(sign::Sign{"a1", "", "", kDay}), out)) << "removed";
  EXPECT_FALSE(read(write(sign::Sign{"", "go quiet", "", kDay}), out));
  EXPECT_FALSE(read(write(sign::Sign{"A 1", "go quiet", "", kDay}), out));
  EXPECT_FALSE(read(write(sign::Sign{"a1", std::string(sign::kMostWords + 1, 'x'), "", kDay}), out));
}

}  // namespace
}  // namespace hearth::story
