#include "story/talk/talk.h"

#include <gtest/gtest.h>

#include "story/story_testing.h"

namespace hearth::story::talk {
namespace {

using testing::is_read;
using testing::Teller;

Kept an_evening() {
  Kept kept;
  kept.kind = "talk";
  kept.minutes = 20;
  kept.heard = 6;
  kept.closer = Closer::closer;
  kept.word = "soft";
  kept.step = "I will ask about Thursday";
  kept.by = base::Date{20'003};
  kept.day = base::Date{20'000};
  return kept;
}

TEST(Talk, WhatWasKeptIsReadBackAsItWasWritten) {
  Kept out;
  ASSERT_TRUE(read(write(an_evening()), out));
  EXPECT_EQ(json::write(write(out)), json::write(write(an_evening())));
  EXPECT_EQ(out.by, base::Date{20'003});
  EXPECT_FALSE(out.meant);
}

TEST(Talk, WhatSaysNothingOrTooMuchIsRefused) {
  Kept out;
  Kept empty;
  empty.kind = "talk";
  EXPECT_FALSE(read(write(empty), out)) << "an empty word of a talk is none";
  EXPECT_TRUE(is_read(an_evening(), "\"heard\":6", "\"heard\":7"));
  EXPECT_FALSE(is_read(an_evening(), "\"heard\":6", "\"heard\":8"));
  EXPECT_FALSE(is_read(an_evening(), "\"heard\":6", "\"meant\":0"));
  EXPECT_FALSE(is_read(an_evening(), "\"closer\":\"closer\"", "\"closer\":\"apart\""));
  EXPECT_FALSE(is_read(an_evening(), base::to_iso(base::Date{20'003}), "2026-02-30"));
  EXPECT_FALSE(is_read(an_evening(), "\"kind\":\"talk\"", "\"kind\":\"Talk\""));
  EXPECT_FALSE(read(write(an_evening()).set("paused_by", "me"), out)) << "who paused is never written";
  Kept long_word = an_evening();
  long_word.word = std::string(kMostOfAWord + 1, 'a');
  EXPECT_FALSE(read(write(long_word), out));
}

TEST(Talk, AProposalIsReadBackAndWhatIsNoneIsRefused) {
  const Plan plan{"night", 10, Place::bed, base::Date{20'000}, "21:45", true, "Softly."};
  Plan out;
  ASSERT_TRUE(read(write(plan), out));
  EXPECT_EQ(json::write(write(out)), json::write(write(plan)));
  for (const char* time : {"24:00", "9:30", "20:60", "20.30", "20:3x", "aa:bb"}) {
    EXPECT_FALSE(is_read(plan, "21:45", time)) << time;
  }
  EXPECT_TRUE(is_read(plan, "21:45", ""));
  EXPECT_TRUE(is_read(plan, "21:45", "23:59"));
  EXPECT_FALSE(is_read(plan, "\"bed\"", "\"moon\""));
  Answered answered;
  EXPECT_TRUE(read(write(Answered{{}, Answer::another_time}), answered));
  EXPECT_EQ(answered.answer, Answer::another_time);
  EXPECT_FALSE(is_read(Answered{}, "not_yet", "no"));
}

TEST(Talk, AProposalStandsInTheSpaceAlone) {
  Teller teller;
  Story story;
  const Plan plan{"talk", 20, Place::table, base::Date{20'000}, "", false, ""};
  EXPECT_EQ(story.add(teller.says(Author::me, plan, Stream::private_, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::partner, plan)), Story::Added::told);
  EXPECT_EQ(story.talk_plans.size(), 1U);
}

TEST(Talk, BothStayInThePersonalLog) {
  Teller teller;
  Story story;
  EXPECT_EQ(story.add(teller.says(Author::me, an_evening(), Stream::shared, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, LookedBack{{}, Became::done, {}}, Stream::shared, 1)),
            Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, an_evening(), Stream::private_, 1)), Story::Added::told);
  EXPECT_EQ(story.talks.size(), 1U);
}

TEST(Talk, WhatIsStillTrueIsReadBackAndHasWordsWhenItChangedOnly) {
  StillTrue out;
  ASSERT_TRUE(read(write(StillTrue{{}, Still::changed, "now the aisle", base::Date{20'000}}), out));
  EXPECT_EQ(out.words, "now the aisle");
  EXPECT_TRUE(read(write(StillTrue{{}, Still::yes, "", base::Date{20'000}}), out));
  EXPECT_FALSE(read(write(StillTrue{{}, Still::yes, "words", base::Date{20'000}}), out));
  EXPECT_FALSE(read(write(StillTrue{{}, Still::changed, "", base::Date{20'000}}), out));
  Teller teller;
  Story story;
  const StillTrue still{{}, Still::yes, "", base::Date{20'000}};
  EXPECT_EQ(story.add(teller.says(Author::me, still, Stream::shared, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, still)), Story::Added::told);
  EXPECT_EQ(story.talk_stills.size(), 1U);
}

}  // namespace
}  // namespace hearth::story::talk
