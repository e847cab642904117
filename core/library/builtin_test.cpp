#include "library/builtin.h"

#include <gtest/gtest.h>

namespace hearth::library {
namespace {

TEST(Builtin, PackIsThereAndItsFirstQuestionIsFound) {
  EXPECT_EQ(builtin().language, "en");
  const Question* question = find_question("q-small-better");
  ASSERT_NE(question, nullptr);
  EXPECT_EQ(question->text, "What's a small thing that made today better?");
  EXPECT_EQ(question->depth, 1);
  EXPECT_TRUE(fits(*question, "family"));
  EXPECT_FALSE(fits(*question, "rival"));
}

TEST(Builtin, UnknownQuestionIsNotFound) {
  EXPECT_EQ(find_question("q-never-written"), nullptr);
  EXPECT_EQ(find_question(""), nullptr);
}

TEST(Builtin, HelpSaysThatNobodyMonitorsAndEveryCountryHasAnEmergencyNumber) {
  const Help& help = builtin().help;
  ASSERT_FALSE(help.notes.empty());
  EXPECT_EQ(help.notes.front().id, "nobody-monitors");
  EXPECT_GE(help.countries.size(), 12U);
  for (const HelpCountry& country : help.countries) EXPECT_FALSE(country.emergency.empty()) << country.name;
}

TEST(Builtin, EveryDepthHasQuestionsForEveryKindOfPair) {
  for (int depth = kShallowest; depth <= kDeepest; ++depth) {
    for (const auto kind : kPairKinds) {
      const auto count = std::ranges::count_if(builtin().questions,
                                               [&](const Question& q) { return q.depth == depth && fits(q, kind); });
      EXPECT_GE(count, 20) << "depth " << depth << ", " << kind;
    }
  }
}

}  // namespace
}  // namespace hearth::library
