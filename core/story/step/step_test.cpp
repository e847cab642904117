#include "story/step/step.h"

#include <gtest/gtest.h>

#include "story/story_testing.h"

namespace hearth::story::step {
namespace {

using testing::Teller;

const base::Bytes kWord = {1, 2, 0, 1, 4, 8, 0, 0};

TEST(Step, AWordHasOneSizeInEveryWeek) {
  const std::size_t size = draft(Word{0, kWord}).payload.size();
  for (const std::int64_t week : {1, 9, 10, 255, 256, 2599, 2600}) {
    EXPECT_EQ(draft(Word{week, kWord}).payload.size(), size) << week;
    Word read_back;
    ASSERT_TRUE(read(write(Word{week, kWord}), read_back)) << week;
    EXPECT_EQ(read_back.from_week, week);
    EXPECT_EQ(read_back.word, kWord);
  }
}

TEST(Step, WhatIsNoWordIsRefused) {
  Word out;
  EXPECT_FALSE(read(write(Word{2601, kWord}), out));
  EXPECT_FALSE(read(write(Word{1, {1, 2, 3}}), out));
  EXPECT_FALSE(read(write(Word{1, base::Bytes(9, 1)}), out));
  EXPECT_FALSE(read(Json().set("said", "AAAAAAAAAAAAAA").set("more", 1), out));
}

TEST(Step, WhatOnesOwnGuideIsToldHasItsLimits) {
  const base::Date day{20'000};
  EXPECT_TRUE(is_sound({Kind::ready, "", 5, day}));
  EXPECT_FALSE(is_sound({Kind::ready, "", 6, day}));
  EXPECT_FALSE(is_sound({Kind::ready, "p-tea", 5, day}));
  EXPECT_FALSE(is_sound({Kind::comfort, "", 3, day}));
  EXPECT_FALSE(is_sound({Kind::comfort, "P Tea", 3, day}));
  EXPECT_TRUE(is_sound({Kind::minutes, "", 45, day}));
  EXPECT_FALSE(is_sound({Kind::minutes, "", 44, day}));
  EXPECT_FALSE(is_sound({Kind::pace, "", -1, day}));
  Own out;
  EXPECT_FALSE(read(write(Own{Kind::topic, "money", 2, day}), out));
  EXPECT_TRUE(read(write(Own{Kind::topic, "money", 1, day}), out));
}

TEST(Step, OwnItemsHaveTheLimitsOfTheirScales) {
  const base::Date day{20'000};
  EXPECT_TRUE(is_sound({Kind::felt, "talking", 10, day}));
  EXPECT_TRUE(is_sound({Kind::needed, "talking", 0, day}));
  EXPECT_FALSE(is_sound({Kind::felt, "talking", 11, day}));
  EXPECT_FALSE(is_sound({Kind::felt, "", 5, day}));
  EXPECT_TRUE(is_sound({Kind::understood, "", 7, day}));
  EXPECT_FALSE(is_sound({Kind::understood, "", 0, day})) << "seven steps, none of them nought";
  EXPECT_TRUE(is_sound({Kind::conflict, "", 0, day}));
  EXPECT_FALSE(is_sound({Kind::conflict, "", 8, day}));
  EXPECT_FALSE(is_sound({Kind::numbers, "talking", 2, day}));
  Own out;
  EXPECT_TRUE(read(write(Own{Kind::seen, "wide", 1, day}), out));
  EXPECT_EQ(out.kind, Kind::seen);
}

TEST(Step, NumbersAreBothThereOrTakenBack) {
  const base::Date day{20'000};
  Numbers out;
  EXPECT_TRUE(read(write(Numbers{"talking", 4, 8, day}), out));
  EXPECT_EQ(out.needed, 8);
  EXPECT_TRUE(read(write(Numbers{"talking", {}, {}, day}), out));
  EXPECT_FALSE(out.felt);
  EXPECT_FALSE(read(write(Numbers{"talking", {}, {}, day}).set("felt", 4), out)) << "one alone says a half";
  EXPECT_FALSE(read(write(Numbers{"talking", 4, 11, day}), out));
  EXPECT_FALSE(read(write(Numbers{"", 4, 8, day}), out));
}

TEST(Step, AStreamThatAnEventDoesNotBelongToSetsItAside) {
  Teller teller;
  Story story;
  EXPECT_EQ(story.add(teller.says(Author::me, Own{Kind::pace, "", 1, {}}, Stream::shared, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, Word{1, kWord}, Stream::private_, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::partner, Word{1, kWord})), Story::Added::told);
  EXPECT_EQ(story.add(teller.says(Author::me, Fate{1, "p-tea", Became::done}, Stream::private_, 1)),
            Story::Added::told);
  EXPECT_EQ(story.guide_words.size(), 1U);
  EXPECT_TRUE(story.guide_own.empty());
}

}  // namespace
}  // namespace hearth::story::step
