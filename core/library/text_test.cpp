#include "library/text.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "library/builtin.h"
#include "library/check.h"

namespace hearth::library {
namespace {

using List = std::vector<std::string>;

TEST(Text, SentencesEndAtTheirMarksAndKeepThem) {
  EXPECT_EQ(sentences("Rain. What now? Go"), (List{"Rain.", " What now?", " Go"}));
  EXPECT_EQ(sentences(""), List{});
  EXPECT_EQ(sentences(" ... ?! "), List{});
}

TEST(Text, WordsLoseCaseAndMarksAndKeepApostrophes) {
  EXPECT_EQ(words("What's \"not now\", Caf\u00e9-time?"), (List{"what's", "not", "now", "caf\u00e9", "time"}));
  EXPECT_EQ(words("don\u2019t"), words("don't"));
  EXPECT_EQ(words("' 'quoted' '"), (List{"quoted"}));
}

TEST(Text, PatternIsFoundAsWholeWordsInAnyCase) {
  EXPECT_TRUE(holds("You  Always know", "you always"));
  EXPECT_TRUE(holds("a long streak", "streak*"));
  EXPECT_TRUE(holds("two streaks", "streak*"));
  EXPECT_TRUE(holds("Go!", "!"));
  EXPECT_TRUE(holds("you don\u2019t forget", "don't forget"));
  EXPECT_TRUE(holds("a break up", "break-up"));
}

TEST(Text, PatternInsideAnotherWordIsNotFound) {
  EXPECT_FALSE(holds("mustard", "must"));
  EXPECT_FALSE(holds("the heron", "her"));
  EXPECT_FALSE(holds("you, who always", "you always"));
  EXPECT_FALSE(holds("always you", "you always"));
  EXPECT_FALSE(holds("anything", ""));
}

TEST(Text, SentenceThatYesCouldAnswerIsClosed) {
  for (const std::string_view closed :
       {"Do you dream?", "Is it raining?", "Would you rather fly?", "Have you ever been lost?",
        "When you are tired, do you sulk?", "On a good day: are you early?", "You like tea?",
        "Don\u2019t you think so?", " Could someone help?", "Ever been lost?"}) {
    EXPECT_TRUE(asks_yes_or_no(closed)) << closed;
  }
}

TEST(Text, SentenceThatAsksForMoreIsOpen) {
  for (const std::string_view open :
       {"What do you dream of?", "Which day, of all, was it?", "After a hard day, what helps first?",
        "For whom would you sing?", "Quiet, food, company: which helps?", "When do you sulk?", "How is it, being you?",
        "Tell me everything.", "It is raining."}) {
    EXPECT_FALSE(asks_yes_or_no(open)) << open;
  }
}

TEST(Text, InvitationBeginsWithAVerbThatAsksToTell) {
  EXPECT_TRUE(invites("Describe your morning."));
  EXPECT_TRUE(invites(" Picture a bench"));
  EXPECT_FALSE(invites("Staircases are remembered."));
  EXPECT_FALSE(invites("Tell who?"));
}

// Questions of the deck, each said again in words that a second writer might choose.
const std::vector<std::pair<std::string_view, std::string_view>> kSaidAgain = {
    {"q-small-better", "Which small thing made your day better today?"},
    {"q-shelved-dream", "What dream did you put on the shelf, and what does it do up there?"},
    {"q-afraid-to-lose", "What are you afraid to lose most?"},
    {"q-lonely-in-company", "When do you feel lonely although people are around?"},
    {"q-late-thanks", "What would you like to say a late thank-you for?"},
    {"q-apology-lands", "What makes an apology really reach you?"},
    {"q-glad-road", "Which stretch of road are you glad that you two walked together?"},
    {"q-talk-places", "Where do the best conversations between you happen, and what makes the place good?"},
    {"q-laughed-aloud", "What made you properly laugh this week?"},
    {"q-hard-to-ask", "What is hard to ask for that you need from each other?"},
    {"q-good-hands", "What are you good at with your hands?"},
    {"q-evening-worry", "What worry likes to sit beside you of an evening?"},
};

constexpr double kMargin = 0.05;

TEST(Likeness, QuestionSaidAgainStandsWellAboveTheThreshold) {
  for (const auto& [id, again] : kSaidAgain) {
    const Question* question = find_question(id);
    ASSERT_NE(question, nullptr) << id;
    EXPECT_GT(likeness(question->text, again), kNearDuplicate + kMargin) << question->text << " / " << again;
  }
}

TEST(Likeness, DifferentQuestionsOfTheDeckStandWellBelowTheThreshold) {
  const auto& questions = builtin().questions;
  double highest = 0;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    for (std::size_t j = i + 1; j < questions.size(); ++j) {
      const double alike = likeness(questions[i].text, questions[j].text);
      EXPECT_LT(alike, kNearDuplicate - kMargin) << questions[i].text << " / " << questions[j].text;
      highest = std::max(highest, alike);
    }
  }
  EXPECT_GT(highest, 0.3) << "a measure that sees no likeness anywhere measures nothing";
}

TEST(Likeness, IsOneForTheSameTextAndZeroForNothingInCommon) {
  EXPECT_DOUBLE_EQ(likeness("Which river?", "which RIVER"), 1.0);
  EXPECT_DOUBLE_EQ(likeness("river", "clock"), 0.0);
  EXPECT_DOUBLE_EQ(likeness("", ""), 0.0);
  EXPECT_DOUBLE_EQ(likeness("What is it like to be you?", "What is it like to be you?"), 1.0);
}

}  // namespace
}  // namespace hearth::library
