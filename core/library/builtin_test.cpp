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

TEST(Builtin, EveryTimeOfOnesOwnHasThingsToDoAlone) {
  for (const auto time : kOwnTimes) {
    const auto count = std::ranges::count_if(
        builtin().own_steps, [&](const OwnStep& step) { return step.fits.empty() || is_one_of(time, step.fits); });
    EXPECT_GE(count, 9) << time;
  }
}

TEST(Builtin, HeavyWordsAreKnownInAnyCaseAndWithAnyApostrophe) {
  for (const char* text :
       {"I want to die.", "i WANT to Die", "Sometimes suicidal, mostly tired", "I don\u2019t want to live like this",
        "I don't want to live", "thinking of self-harm again", "they would be better off without me, I think"}) {
    EXPECT_TRUE(is_heavy(text)) << text;
  }
  for (const char* text : {"", "It was a heavy day.", "The plant died.", "I hurt my knee.", "kill the lights",
                           "My cat sleeps.", "I could die of laughing"}) {
    EXPECT_FALSE(is_heavy(text)) << text;
  }
}

TEST(Builtin, WatchingSomeoneIsKnownByItsWords) {
  for (const char* text :
       {"I share my location until June.", "GPS on", "You may look through my phone.", "We read each other's messages.",
        "I hand over my phone when you ask", "all my passwords", "We say hello. I show you my chats.",
        "You can see my e-mail", "Find-My stays on", "I CHECK your Phone"}) {
    EXPECT_TRUE(is_watching(text)) << text;
  }
  for (const char* text :
       {"", "I tell you on my own who I met.", "I call when I am late.", "I answer my phone when I am out.",
        "I say when he writes to me.", "We look at this again in June. My phone stays in the hall.",
        "I am home by ten, or I call.", "I tell you about money.", "When I am ready I answer your message.",
        "We check in each evening, and I text when I am late.", "I am accountable for what we owe."}) {
    EXPECT_FALSE(is_watching(text)) << text;
  }
}

}  // namespace
}  // namespace hearth::library
