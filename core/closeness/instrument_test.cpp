#include "closeness/instrument.h"

#include <gtest/gtest.h>

#include <vector>

#include "closeness/scale.h"

namespace hearth::closeness {
namespace {

TEST(ReliableChange, OracleO5IsMetToEveryDigitGiven) {
  const auto change = reliable_change(7.5, .80, 32.5, 47.5);
  ASSERT_TRUE(change);
  EXPECT_NEAR(change->standard_error, 3.35410196625, 6e-12);
  EXPECT_NEAR(change->difference_sd, 4.74341649025, 6e-12);
  EXPECT_NEAR(change->index, 3.16227766017, 6e-12);
  const Cutoffs cutoffs = change_cutoffs(40, 7.5, 60, 7.5);
  EXPECT_DOUBLE_EQ(cutoffs.a, 55);
  EXPECT_DOUBLE_EQ(cutoffs.b, 45);
  EXPECT_DOUBLE_EQ(cutoffs.c, 50);
}

TEST(ReliableChange, ThresholdsOfTheMaritalAdjustmentExampleAreMet) {
  EXPECT_NEAR(1.96 * reliable_change(11.826, .80, 0, 0)->difference_sd, 14.66, .005);
  EXPECT_NEAR(1.96 * reliable_change(11.826, .96, 0, 0)->difference_sd, 6.56, .005);
}

TEST(ReliableChange, ImpossibleInputIsRefused) {
  EXPECT_EQ(reliable_change(0, .8, 1, 2).error(), Fault::out_of_range);
  EXPECT_EQ(reliable_change(1, 1, 1, 2).error(), Fault::out_of_range);
  EXPECT_EQ(reliable_change(1, .8, 0.0 / 0.0, 2).error(), Fault::out_of_range);
}

TEST(Satisfaction, ShortFormSumsToTwentyOne) {
  const auto best = score_satisfaction(SatisfactionForm::csi4, std::vector{6, 5, 5, 5});
  ASSERT_TRUE(best);
  EXPECT_EQ(best->score, 21);
  EXPECT_EQ(best->highest, 21);
  EXPECT_FALSE(best->below_cutoff);
  EXPECT_EQ(best->within_noise, 3);
  EXPECT_TRUE(score_satisfaction(SatisfactionForm::csi4, std::vector{4, 3, 3, 3})->below_cutoff);
  EXPECT_FALSE(score_satisfaction(SatisfactionForm::csi4, std::vector{5, 3, 3, 3})->below_cutoff);
}

TEST(Satisfaction, LongFormSumsToEightyOne) {
  std::vector<int> points(16, 5);
  points[0] = 6;
  EXPECT_EQ(score_satisfaction(SatisfactionForm::csi16, points)->score, 81);
  std::fill(points.begin(), points.end(), 3);
  EXPECT_TRUE(score_satisfaction(SatisfactionForm::csi16, points)->below_cutoff);  // 48
  points[0] = 6;
  points[1] = 4;
  EXPECT_FALSE(score_satisfaction(SatisfactionForm::csi16, points)->below_cutoff);  // 52
}

TEST(Satisfaction, MissingOrImpossibleAnswersAreRefused) {
  EXPECT_EQ(score_satisfaction(SatisfactionForm::csi4, std::vector{6, 5, 5}).error(), Fault::shape);
  EXPECT_EQ(score_satisfaction(SatisfactionForm::csi4, std::vector{6, 6, 5, 5}).error(), Fault::out_of_range);
  EXPECT_EQ(score_satisfaction(SatisfactionForm::csi4, std::vector{-1, 5, 5, 5}).error(), Fault::out_of_range);
}

TEST(Shrinkage, OracleO6IsMetToEveryDigitGiven) {
  struct Row {
    int events;
    double weight, sd;
  };
  constexpr Row kRows[] = {{1, 0.431012116711, 1.24204324968},
                           {2, 0.602387794873, 1.03828137438},
                           {5, 0.791124170434, 0.752539505439},
                           {10, 0.883382831289, 0.562297893301},
                           {30, 0.957850724299, 0.338049476566}};
  for (const Row& row : kRows) {
    const Shrinkage shrinkage = event_shrinkage(1.646589, 1.891873, row.events);
    EXPECT_NEAR(shrinkage.weight, row.weight, 6e-13);
    EXPECT_NEAR(shrinkage.posterior_sd, row.sd, 6e-12);
  }
}

TEST(Scale, AnswersOfOneToSevenLieOnTheModelsScale) {
  const Scale scale = Scale::one_to_seven();
  EXPECT_EQ(scale.answers(), 7);
  EXPECT_EQ(scale.answer(1), 0);
  EXPECT_EQ(scale.answer(7), 6);
  EXPECT_DOUBLE_EQ(scale.level(3), 5);
  EXPECT_DOUBLE_EQ(scale.printed(5), 4);
  EXPECT_EQ(scale.interval(6).high, kInfinity);
  EXPECT_EQ(scale.interval(0).low, -kInfinity);
  for (int answer = 0; answer < 6; ++answer) {
    EXPECT_NEAR(scale.interval(answer).high, scale.interval(answer + 1).low, 1e-12);
  }
}

TEST(Scale, ValuesOffTheScaleOrItsGridAreNoAnswers) {
  const auto quarter = Scale::create("1-7", .25);
  ASSERT_TRUE(quarter);
  EXPECT_EQ(quarter->answers(), 25);
  EXPECT_EQ(quarter->answer(6.75), 23);
  EXPECT_DOUBLE_EQ(quarter->value(23), 6.75);
  EXPECT_EQ(quarter->answer(6.8), std::nullopt);
  EXPECT_EQ(quarter->answer(7.25), std::nullopt);
  EXPECT_EQ(quarter->answer(0.0 / 0.0), std::nullopt);
  EXPECT_EQ(Scale::zero_to_ten().answer(10), 10);
  EXPECT_EQ(Scale::zero_to_ten().answer(-1), std::nullopt);
  EXPECT_EQ(Scale::create("1-5", 1).error(), Fault::out_of_range);
  EXPECT_EQ(Scale::create("1-7", .7).error(), Fault::out_of_range);
  EXPECT_EQ(Scale::create("1-7", 0).error(), Fault::out_of_range);
}

}  // namespace
}  // namespace hearth::closeness
