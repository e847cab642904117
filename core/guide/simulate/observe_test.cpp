#include "guide/simulate/observe.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "guide/veil.h"

namespace hearth::guide::simulate {
namespace {

void print(const char* what, const Guessed& guessed) {
  std::printf("%s: %d of %d right, %.3f (95 %%: %.3f to %.3f)\n", what, guessed.right, guessed.of, guessed.share.mean,
              guessed.share.low, guessed.share.high);
}

// The promise of docs/guide.md.
TEST(Observer, TellsABoundOfTwoFromThreeInAtMost65Of100Cases) {
  const Guessed guessed = observe_steady(500, 26, 2, 1);
  print("2 from 3, 500 pairs x 26 weeks", guessed);
  EXPECT_EQ(guessed.of, 500);
  EXPECT_LE(guessed.share.mean, .65);
}

TEST(Observer, TellsNoMoreThanThatWhenTheBoundMovesWithWhatPeopleAnswer) {
  const Guessed guessed = observe_lived(*read_world(world_text("W1")), 500, 26, 2, 1);
  print("the same, as lived in W1", guessed);
  EXPECT_EQ(guessed.of, 500);
  EXPECT_LE(guessed.share.mean, .65);
}

// Without luck: many more cases come to what the table of the veil gives.
TEST(Observer, ComesToWhatTheVeilsTableGives) {
  for (int low = 2; low < 5; ++low)
    EXPECT_NEAR(observe_steady(20'000, kFirstWeeks + 2, low, 7).share.mean, .575, .012) << low;
}

// The twin that must fail: one from two is hardly hidden, and the observer finds it.
TEST(Observer, FindsWhatIsNotHidden) {
  EXPECT_GT(observe_steady(500, 26, 1, 5).share.mean, .9);
  EXPECT_GT(observe_lived(*read_world(world_text("W1")), 500, 26, 1, 5).share.mean, .7);
}

// Whatever there is to tell, nothing of it shows in the first weeks.
TEST(Observer, LearnsNothingInTheFirstWeeks) {
  EXPECT_NEAR(observe_steady(4000, kFirstWeeks, 1, 3).share.mean, .5, .04);
  EXPECT_NEAR(observe_lived(*read_world(world_text("W1")), 4000, kFirstWeeks, 1, 3).share.mean, .5, .04);
}

}  // namespace
}  // namespace hearth::guide::simulate
