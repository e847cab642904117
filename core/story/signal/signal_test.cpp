#include "story/signal/signal.h"

#include <gtest/gtest.h>

#include "story/story_testing.h"

namespace hearth::story::signal {
namespace {

using testing::is_read;
using testing::Teller;

Say said(Kind kind) {
  Say say{.kind = kind};
  if (rule(kind).words != Words::none) say.text = "The train again.";
  if (kind == Kind::support) say.wish = Wish::practical;
  if (kind == Kind::quiet) say.back_ms = 1'793'617'200'000;
  if (kind == Kind::elephant) say.minutes = 10;
  return say;
}

TEST(Signal, EveryKindIsReadBackAsItWasWrittenAndHasAnAnswer) {
  for (int i = 0; i <= static_cast<int>(Kind::load); ++i) {
    const auto kind_said = static_cast<Kind>(i);
    const Say say = said(kind_said);
    Say out;
    ASSERT_TRUE(read(write(say), out)) << rule(kind_said).word;
    EXPECT_EQ(write(out), write(say));
    EXPECT_EQ(kind(rule(kind_said).word), kind_said);
    EXPECT_NE(rule(kind_said).answers, 0U) << rule(kind_said).word;
  }
  EXPECT_FALSE(kind("nag"));
}

TEST(Signal, CarriesWhatItsKindAsksAndNothingElse) {
  EXPECT_FALSE(is_read(said(Kind::carrying), "\"carrying\"", "\"elephant\"")) << "without a length";
  EXPECT_FALSE(is_read(said(Kind::support), "\"support\"", "\"carrying\"")) << "with a wish";
  EXPECT_FALSE(is_read(said(Kind::support), ",\"wish\":\"practical\"", ""));
  EXPECT_FALSE(is_read(said(Kind::support), "practical", "obedience"));
  EXPECT_FALSE(is_read(said(Kind::quiet), "\"back_at\":1793617200000,", ""));
  EXPECT_FALSE(is_read(said(Kind::quiet), "1793617200000", "-1"));
  EXPECT_FALSE(is_read(said(Kind::elephant), "The train again.", "")) << "what it is about";
  EXPECT_TRUE(is_read(said(Kind::carrying), "The train again.", ""));
  EXPECT_FALSE(is_read(said(Kind::here), "\"text\":\"\"", "\"text\":\"where are you\""));
  EXPECT_FALSE(is_read(said(Kind::here), "\"here\"", "\"Here\""));
  EXPECT_FALSE(is_read(said(Kind::here), "\"minutes\":0", "\"minutes\":0,\"seen\":true")) << "nobody is told of that";
  Say long_words = said(Kind::open);
  long_words.text = std::string(kMostWords + 1, 'a');
  Say out;
  EXPECT_FALSE(read(write(long_words), out));
}

TEST(Signal, AnAnswerIsATapOrWordsOrADay) {
  Answered when{{}, Answer::when, "", base::Date{20'000}, "20:30"};
  Answered words{{}, Answer::words, "I did hear you.", {}, ""};
  Answered out;
  ASSERT_TRUE(read(write(when), out));
  EXPECT_EQ(write(out), write(when));
  ASSERT_TRUE(read(write(words), out));
  EXPECT_FALSE(out.day);
  EXPECT_FALSE(is_read(when, "20:30", "20:60"));
  EXPECT_FALSE(is_read(when, "\"when\"", "\"not_yet\"")) << "a day belongs to when";
  EXPECT_FALSE(is_read(words, "\"words\"", "\"when\"")) << "and when needs one";
  EXPECT_FALSE(is_read(words, "I did hear you.", ""));
  EXPECT_FALSE(is_read(words, "\"words\"", "\"thank_you\"")) << "a tap has no words";
  EXPECT_FALSE(is_read(words, "\"time\":\"\"", "\"time\":\"20:30\""));
}

TEST(Signal, WhatHelpedStaysWithItsOwnerAndTheRestStandsInTheSpace) {
  Teller teller;
  Story story;
  EXPECT_EQ(story.add(teller.says(Author::me, DidHelp{}, Stream::shared, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, DidHelp{})), Story::Added::told);
  EXPECT_EQ(story.add(teller.says(Author::me, said(Kind::here), Stream::private_, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::partner, said(Kind::here))), Story::Added::told);
  EXPECT_EQ(story.add(teller.says(Author::partner, Over{})), Story::Added::told);
  EXPECT_EQ(story.signals.size(), 1U);
  EXPECT_EQ(story.signals.last_ms(Stream::shared), story.signals.front().mark.authored_ms);
  EXPECT_EQ(story.signals.last_ms(Stream::private_), 0);
}

}  // namespace
}  // namespace hearth::story::signal
