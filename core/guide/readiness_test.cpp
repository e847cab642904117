#include "guide/readiness.h"

#include <gtest/gtest.h>

namespace hearth::guide {
namespace {

TEST(Readiness, WithNothingSaidTheBoundIsTheLightestRung) { EXPECT_EQ(Readiness().bound(), 1); }

TEST(Readiness, TheBoundLiesOneDeviationBelowTheEstimate) {
  Readiness readiness;
  readiness.answered(3);
  // Prior 2.5 with precision 1, the answer 3 with precision 1/.49.
  EXPECT_NEAR(readiness.mean(), (2.5 + 3 / .49) / (1 + 1 / .49), 1e-12);
  EXPECT_NEAR(readiness.deviation(), .5735, 1e-4);
  EXPECT_EQ(readiness.bound(), 2);
}

TEST(Readiness, OneAnswerNeverOpensTheRungThatItNames) {
  for (int rung = 2; rung <= 5; ++rung) {
    Readiness readiness;
    readiness.answered(rung);
    EXPECT_LT(readiness.bound(), rung) << rung;
  }
}

TEST(Readiness, ManyComfortableStepsOpenTheNextRung) {
  Readiness readiness;
  for (int i = 0; i < 8; ++i) readiness.felt(2, 5);
  EXPECT_EQ(readiness.bound(), 3);
}

TEST(Readiness, AStepThatWasNotComfortableClosesItsRungAtOnceUntilTwoComfortableOnes) {
  Readiness readiness;
  for (int i = 0; i < 12; ++i) readiness.felt(3, 5);
  ASSERT_GE(readiness.bound(), 3);
  readiness.felt(3, 2);
  EXPECT_EQ(readiness.bound(), 2);
  readiness.felt(2, 4);
  EXPECT_EQ(readiness.bound(), 2) << "one is not enough";
  readiness.felt(2, 4);
  EXPECT_EQ(readiness.bound(), 3);
}

TEST(Readiness, WhatIsNoAnswerIsNotHeard) {
  Readiness readiness;
  for (const int wrong : {-1, 0, 6, 1'000'000}) {
    readiness.answered(wrong);
    readiness.felt(wrong, 5);
    readiness.felt(3, wrong);
  }
  EXPECT_EQ(readiness.mean(), Readiness().mean());
  EXPECT_EQ(readiness.deviation(), Readiness().deviation());
}

TEST(Readiness, WhatIsLongPastIsForgotten) {
  Readiness readiness;
  for (int i = 0; i < 50; ++i) readiness.answered(5);
  for (int i = 0; i < 12; ++i) readiness.answered(1);
  EXPECT_EQ(readiness.bound(), 1);
}

}  // namespace
}  // namespace hearth::guide
