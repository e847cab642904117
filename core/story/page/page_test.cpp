#include "story/page/page.h"

#include <gtest/gtest.h>

#include "story/story_testing.h"

namespace hearth::story::page {
namespace {

using testing::is_read;
using testing::Teller;

Text a_page() { return {"stress", {{"signs", "I go quiet."}, {"helps", "A walk."}}, base::Date{20'000}, {}}; }

TEST(Page, IsReadBackAsItWasWritten) {
  Text page = a_page();
  page.replaces = base::EventId{};
  Text out;
  ASSERT_TRUE(read(write(page), out));
  EXPECT_EQ(write(out), write(page));
  page.lines.clear();
  EXPECT_TRUE(read(write(page), out)) << "taken away";
  EXPECT_FALSE(is_read(a_page(), "\"stress\"", "\"space\"")) << "a form of agreements";
  EXPECT_FALSE(is_read(a_page(), "\"signs\"", "\"secrets\""));
  EXPECT_FALSE(is_read(a_page(), "\"helps\"", "\"signs\"")) << "a line twice";
}

TEST(Page, ACopyHoldsLinesAndNeverThoseOfAPageThatStays) {
  const Copy copy{"stress", a_page().lines};
  Copy out;
  ASSERT_TRUE(read(write(copy), out));
  EXPECT_EQ(write(out), write(copy));
  EXPECT_FALSE(read(write(Copy{"stress", {}}), out));
  EXPECT_FALSE(read(write(Copy{"honest", {{"held_back", "the letter"}}}), out));
  EXPECT_FALSE(read(write(copy).set("page", "an id"), out)) << "what it was taken from is nobody's business";
}

TEST(Page, StandsInThePersonalLogAndItsCopyInTheSpace) {
  Teller teller;
  Story story;
  EXPECT_EQ(story.add(teller.says(Author::me, a_page(), Stream::shared, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, a_page())), Story::Added::told);
  EXPECT_EQ(story.add(teller.says(Author::me, Copy{"stress", a_page().lines}, Stream::private_, 1)),
            Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::partner, Copy{"stress", a_page().lines})), Story::Added::told);
  EXPECT_EQ(story.pages.size(), 1U);
  EXPECT_EQ(story.page_copies.size(), 1U);
}

}  // namespace
}  // namespace hearth::story::page
