#include "library/wording.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "library/builtin.h"
#include "library/text.h"

namespace hearth::library {
namespace {

std::vector<WordingHint> hints(std::string_view text, Replying replying = Replying::no) {
  return look(builtin().wording, text, replying);
}

// The kind and the words that are marked, cut out by characters.
std::string marked(std::string_view text, Replying replying = Replying::no) {
  std::string result;
  for (const WordingHint& hint : hints(text, replying)) {
    std::size_t place = 0;
    std::string words;
    for (const char byte : text) {
      if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80) ++place;
      if (place > hint.from && place <= hint.to) words += byte;
    }
    result += (result.empty() ? "" : " | ") + std::string(hint.kind) + ": " + words;
  }
  return result;
}

TEST(Wording, BlameAndAlwaysAreFoundWithTheirPlacesAndAGentlerWay) {
  EXPECT_EQ(marked("You always leave. It is your fault."), "always: You always | blame: your fault");
  const auto found = hints("Well, you never ask.");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].from, 6U);
  EXPECT_EQ(found[0].to, 15U);
  EXPECT_FALSE(found[0].offer.empty());
}

TEST(Wording, WhatIsMeantWellIsLeftAlone) {
  for (const char* text :
       {"You always make me laugh.", "You're always welcome here", "You make me feel safe.", "you made me so proud",
        "I felt alone when the door closed.", "I always wanted this, you never know.", "It was nobody's fault.", "",
        "Thank you. Always.", "It is not about you, always it was the work."}) {
    EXPECT_EQ(marked(text), "") << text;
  }
}

TEST(Wording, AdviceIsLookedForInAnswersAlone) {
  const char* advice = "You should call them. Just tell them how it was. Have you tried sleeping?";
  EXPECT_EQ(marked(advice), "");
  EXPECT_EQ(marked(advice, Replying::yes), "advice: You should | advice: Just tell | advice: Have you tried");
  EXPECT_EQ(marked("why don\u2019t you rest", Replying::yes), "advice: why don\u2019t you");
  for (const char* text : {"That must be hard. You must be tired.", "I just go quiet then.", "I try to understand it.",
                           "Just tell me more.", "What was it like?", "I heard that you have to carry it alone."}) {
    EXPECT_EQ(marked(text, Replying::yes), "") << text;
  }
}

TEST(Wording, WhatWasNeededThenIsBlameAndNoAdvice) {
  EXPECT_EQ(marked("You should have called", Replying::yes), "blame: You should have");
  EXPECT_EQ(marked("You should have called"), "blame: You should have");
}

TEST(Wording, MarksAroundWordsDoNotHideThemAndPlacesAreCharacters) {
  EXPECT_EQ(marked("\u201cYou always\u201d \u2026"), "always: You always");
  EXPECT_EQ(marked("'you never'"), "always: you never");
  EXPECT_EQ(marked("\u2018you never\u2019"), "always: you never");
  EXPECT_EQ(marked("You\u2019re always late"), "always: You\u2019re always");
  EXPECT_EQ(marked("you-always"), "always: you-always");
  EXPECT_EQ(marked("you   always"), "always: you   always");
  EXPECT_EQ(marked("\U0001F602you always\U0001F3FB\uFE0F"), "always: you always");
  const auto found = hints("caf\u00e9 \U0001F469\u200D\U0001F467 you always");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].from, 9U);
  EXPECT_EQ(found[0].to, 19U);
}

TEST(Wording, NoPhraseGoesOverTheEndOfASentenceOrOfAPartOfOne) {
  for (const char* text : {"It is you. Always.", "I saw you, always in the rain", "you\nalways", "you (always)",
                           "you \u2014 always", "you\u2026always", "you\u3002always", "you\u061f always"}) {
    EXPECT_EQ(marked(text), "") << text;
  }
}

TEST(Wording, OtherScriptsAreLeftAloneAndWordsAmongThemAreFound) {
  EXPECT_EQ(marked("\u05d0\u05ea\u05d4 \u05ea\u05de\u05d9\u05d3"), "");
  EXPECT_EQ(marked("\u202b\u05e9\u05dc\u05d5\u05dd \u202ayou always\u202c \u05e9\u05dc\u05d5\u05dd\u202c"),
            "always: you always");
  EXPECT_EQ(marked("you alwaysly"), "");
  EXPECT_EQ(marked("you always\u0301"), "");
}

TEST(Wording, OfPhrasesThatBeginTogetherTheLongestHolds) {
  const std::vector<WordingRule> rules = {{"a", "blame", {"crows on"}, {"crows on a good day"}, "I felt \u2026"},
                                          {"b", "always", {"crows on every roof*"}, {}, "Lately \u2026"},
                                          {"c", "advice", {"^count*"}, {}, "What is it like?"}};
  const auto kinds = [&](std::string_view text, Replying replying = Replying::no) {
    std::string result;
    for (const WordingHint& hint : look(rules, text, replying)) result += std::string(hint.kind) + " ";
    return result;
  };
  EXPECT_EQ(kinds("crows on every rooftop"), "always ");
  EXPECT_EQ(kinds("crows on every tree"), "blame ");
  EXPECT_EQ(kinds("crows on a good day"), "");
  EXPECT_EQ(kinds("crows on crows on"), "blame blame ");
  EXPECT_EQ(kinds("counting crows, count them", Replying::yes), "advice advice ");
  EXPECT_EQ(kinds("they count crows", Replying::yes), "");
}

TEST(Wording, AtMostTwentyHintsAndEightThousandCharactersInATwinkling) {
  std::string text;
  while (text.size() < 7990) text += "you always ";
  EXPECT_EQ(hints(text).size(), kMostHints);
  std::string plain;
  while (plain.size() < 7990) plain += "if you just ";  // begins many phrases and is one in answers only
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(hints(plain).empty());
  // Generous, for a busy machine: it takes a few milliseconds.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(500));
}

TEST(Wording, AnyBytesGiveHintsWithinTheText) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  const std::string parts[] = {"you",  "always",   " ",    "\u2019", "'",         "\xE2",
                               "\x80", "\xF0\x9F", "\xFF", ",",      "your fault"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += parts[random() % std::size(parts)];
    std::size_t before = 0;
    for (const WordingHint& hint : hints(text, Replying::yes)) {
      EXPECT_GE(hint.from, before) << "seed " << seed;
      EXPECT_LT(hint.from, hint.to) << "seed " << seed;
      EXPECT_LE(hint.to, text.size()) << "seed " << seed;
      before = hint.to;
    }
  }
}

TEST(Wording, EveryPhraseOfThePackMarksItself) {
  for (const WordingRule& rule : builtin().wording) {
    EXPECT_GE(rule.phrases.size(), 10U) << rule.id;
    for (std::string phrase : rule.phrases) {
      std::erase_if(phrase, [](char letter) { return letter == '^' || letter == '*'; });
      const auto found = hints(phrase, Replying::yes);
      ASSERT_EQ(found.size(), 1U) << phrase;
      EXPECT_EQ(found[0].kind, rule.kind) << phrase;
      EXPECT_EQ(found[0].to, phrase.size()) << phrase;
    }
    for (const std::string& phrase : rule.except) EXPECT_TRUE(hints(phrase, Replying::yes).empty()) << phrase;
  }
}

}  // namespace
}  // namespace hearth::library
