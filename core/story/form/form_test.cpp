#include "story/form/form.h"

#include <gtest/gtest.h>

#include <set>

namespace hearth::story::form {
namespace {

TEST(Form, EachHasItsOwnNameAndAsManyLinesAsFit) {
  std::set<std::pair<Of, std::string_view>> seen;
  for (const Form& form : forms()) {
    EXPECT_TRUE(seen.emplace(form.of, form.kind).second) << form.kind;
    EXPECT_EQ(find(form.of, form.kind), &form);
    const auto names = ids(form);
    EXPECT_GE(names.size(), 1U) << form.kind;
    EXPECT_LE(names.size(), kMostLines) << form.kind;
    EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size()) << form.kind;
    EXPECT_LE(form.standing, names.size()) << form.kind;
    // What shows one to the other is for a while only.
    EXPECT_TRUE(!form.watched || form.needs_end) << form.kind;
  }
  EXPECT_EQ(find(Of::page, "space"), nullptr) << "a form of agreements is no page";
  EXPECT_EQ(ids(*find(Of::page, "coping")), (std::vector<std::string>{"so_far", "from_now"}));
}

TEST(Form, HoldsOnlyItsOwnLinesEachOnceAndNoneOfThemEmpty) {
  const Form& stress = *find(Of::page, "stress");
  EXPECT_TRUE(holds(stress, {}));
  EXPECT_TRUE(holds(stress, {{"worse", "noise"}, {"signs", "I go quiet"}}));
  EXPECT_FALSE(holds(stress, {{"signs", ""}}));
  EXPECT_FALSE(holds(stress, {{"signs", "one"}, {"signs", "two"}}));
  EXPECT_FALSE(holds(stress, {{"happened", "it"}}));
  EXPECT_TRUE(holds(stress, {{"signs", std::string(kMostOfALine, 'a')}}));
  EXPECT_FALSE(holds(stress, {{"signs", std::string(kMostOfALine + 1, 'a')}}));
}

TEST(Form, OfTheThreeLinesEachIsOpenThinOrCut) {
  const Form& lines = *find(Of::page, "lines");
  EXPECT_TRUE(holds(lines, {{"words", "open"}, {"touch", "thin"}, {"feelings", "cut"}, {"step", "a walk"}}));
  EXPECT_FALSE(holds(lines, {{"words", "fine"}}));
  EXPECT_FALSE(holds(lines, {{"feelings", "Open"}}));
}

TEST(Form, IsReadableAsText) {
  EXPECT_EQ(as_text({{"so_far", "I ran."}, {"from_now", "I walk."}}), "So far: I ran.\nFrom now: I walk.");
  EXPECT_EQ(as_text({}), "");
}

}  // namespace
}  // namespace hearth::story::form
