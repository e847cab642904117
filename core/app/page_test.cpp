// Pages of one's own: private, written anew, copied line by line.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/testing/two_testing.h"

namespace hearth::app::testing {
namespace {

using boundary::ErrorCode;
using boundary::OwnPage;

boundary::PageSaveArgs page(const std::string& kind, const std::vector<boundary::Line>& lines,
                            std::optional<std::string> replaces = {}) {
  return {kind, lines, std::move(replaces)};
}

class Pages : public Two {
 protected:
  static boundary::Pages room(Host& host) { return host.must(boundary::PageViewArgs{}).pages; }
  static std::string saves(Host& host, const boundary::PageSaveArgs& args) { return host.must(args).event; }
};

TEST_F(Pages, WhatOneWritesIsTheirsAlone) {
  const std::size_t before = events_in_space(world);
  boundary::Blobs none;
  const auto told = boundary::encode(boundary::PageViewResult{room(bob)}, none);
  saves(alice, page("stress", {{"helps", " A walk. "}, {"signs", "I go quiet."}, {"worse", " "}}));
  world.settle();
  EXPECT_EQ(events_in_space(world), before);
  EXPECT_EQ(boundary::encode(boundary::PageViewResult{room(bob)}, none), told);
  const auto own = room(alice).own;
  ASSERT_EQ(own.size(), 1U);
  ASSERT_EQ(own[0].lines.size(), 2U);
  EXPECT_EQ(own[0].lines[0].id, "signs") << "in the order of the form";
  EXPECT_EQ(own[0].lines[1].text, "A walk.");
  EXPECT_TRUE(own[0].copied.empty());
  EXPECT_TRUE(room(alice).shared.empty());
  alice.reopen();
  EXPECT_EQ(room(alice).own.size(), 1U);
}

TEST_F(Pages, AFormWithOnePageIsWrittenAnewAndTakenAwayByEmptyWords) {
  EXPECT_EQ(alice.call(page("coping", {})).error().code, ErrorCode::kEmpty);
  saves(alice, page("coping", {{"so_far", "I ran."}}));
  saves(alice, page("coping", {{"from_now", "I walk."}}));
  ASSERT_EQ(room(alice).own.size(), 1U);
  EXPECT_EQ(room(alice).own[0].lines.at(0).id, "from_now");
  saves(alice, page("coping", {{"so_far", ""}}));
  EXPECT_TRUE(room(alice).own.empty());
  EXPECT_EQ(alice.call(page("coping", {})).error().code, ErrorCode::kEmpty) << "there is none any more";
}

TEST_F(Pages, OfALogManyStandSideBySideAndAnEditReplacesOne) {
  const auto first = saves(alice, page("hurt", {{"happened", "Tuesday."}, {"ask", "Ask me first."}}));
  world.pass(kDay);
  const auto second = saves(alice, page("hurt", {{"happened", "Wednesday."}}));
  EXPECT_EQ(room(alice).own.size(), 2U);
  EXPECT_EQ(room(alice).own[0].event, second) << "the newest first";
  const auto day = room(alice).own[1].day;
  const auto edited = saves(alice, page("hurt", {{"happened", "Tuesday evening."}}, first));
  ASSERT_EQ(room(alice).own.size(), 2U);
  EXPECT_EQ(room(alice).own[0].event, edited);
  EXPECT_EQ(room(alice).own[0].day, day) << "an edit keeps its day";
  EXPECT_EQ(alice.call(page("hurt", {{"happened", "x"}}, first)).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(alice.call(page("root", {{"next", "x"}}, second)).error().code, ErrorCode::kNotFound) << "another form";
  EXPECT_EQ(alice.call(page("hurt", {})).error().code, ErrorCode::kEmpty);
  saves(alice, page("hurt", {}, second));
  EXPECT_EQ(room(alice).own.size(), 1U);
  alice.must(boundary::EraseArgs{edited});
  EXPECT_EQ(room(alice).own.at(0).event, first) << "an edit that was taken back gives back what it replaced";
}

TEST_F(Pages, WhatIsNoFormIsRefused) {
  EXPECT_EQ(alice.call(page("verdict", {{"words", "x"}})).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(page("space", {{"holds", "x"}})).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(page("stress", {{"words", "x"}})).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(page("stress", {{"signs", "a"}, {"signs", "b"}})).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(page("stress", {{"signs", std::string(4001, 'a')}})).error().code, ErrorCode::kTooLong);
  EXPECT_EQ(alice.call(page("lines", {{"words", "fine"}})).error().code, ErrorCode::kBadRequest);
  saves(alice, page("lines", {{"words", "open"}, {"touch", "thin"}, {"feelings", "cut"}, {"step", "A walk."}}));
  EXPECT_EQ(room(alice).own.size(), 1U);
  EXPECT_EQ(room(alice).forms.size(), 13U);
}

TEST_F(Pages, ACopyTakesTheNamedLinesAndNothingElse) {
  const auto event =
      saves(alice, page("stress", {{"sources", "The new job."}, {"signs", "I go quiet."}, {"helps", "A walk."}}));
  const auto copy = alice.must(boundary::PageCopyArgs{event, {"helps", "signs"}}).event;
  world.settle();
  EXPECT_EQ(room(alice).own.at(0).copied, (std::vector<std::string>{"signs", "helps"}));
  const auto seen = room(bob);
  EXPECT_TRUE(seen.own.empty());
  ASSERT_EQ(seen.shared.size(), 1U);
  EXPECT_FALSE(seen.shared[0].own);
  EXPECT_EQ(seen.shared[0].kind, "stress");
  ASSERT_EQ(seen.shared[0].lines.size(), 2U);
  for (const auto& line : seen.shared[0].lines) EXPECT_NE(line.id, "sources");
  EXPECT_NE(seen.shared[0].event, event);
  // What is written anew afterwards is not what the other has.
  saves(alice, page("stress", {{"signs", "I go quiet."}, {"helps", "Nothing helps."}}));
  world.settle();
  EXPECT_EQ(room(alice).own.at(0).copied, (std::vector<std::string>{"signs"}));
  EXPECT_EQ(room(bob).shared.at(0).lines.size(), 2U);
  EXPECT_FALSE(bob.call(boundary::EraseArgs{copy}).has_value());
  alice.must(boundary::EraseArgs{copy});
  world.settle();
  EXPECT_TRUE(room(bob).shared.empty());
  EXPECT_TRUE(room(alice).own.at(0).copied.empty());
}

TEST_F(Pages, WhatIsNotToBeCopiedIsNot) {
  const std::size_t before = events_in_space(world);
  const auto honest = saves(alice, page("honest", {{"open", "The money."}, {"held_back", "The letter."}}));
  EXPECT_EQ(alice.call(boundary::PageCopyArgs{honest, {"open"}}).error().code, ErrorCode::kRefusedByRule);
  for (const auto& form : room(alice).forms) EXPECT_EQ(form.copy, form.kind != "honest") << form.kind;
  const auto event = saves(alice, page("history", {{"piece", "My first home."}}));
  EXPECT_EQ(alice.call(boundary::PageCopyArgs{event, {}}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(boundary::PageCopyArgs{event, {"carry"}}).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(boundary::PageCopyArgs{event, {"piece", "piece"}}).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(boundary::PageCopyArgs{"nobody", {"piece"}}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(bob.call(boundary::PageCopyArgs{event, {"piece"}}).error().code, ErrorCode::kNotFound);
  world.settle();
  EXPECT_EQ(events_in_space(world), before);
}

TEST_F(Pages, WorkAloneAndOffline) {
  Host& carol = world.host("Carol");
  carol.set_up(std::nullopt);
  const auto event = saves(carol, page("flooding", {{"pause", "I say: ten minutes."}}));
  EXPECT_EQ(room(carol).own.size(), 1U);
  EXPECT_EQ(carol.call(boundary::PageCopyArgs{event, {"pause"}}).error().code, ErrorCode::kNotPaired);
  alice.connected = false;
  const auto own = saves(alice, page("courage", {{"truth", "I am tired."}, {"size", "small"}}));
  alice.must(boundary::PageCopyArgs{own, {"truth"}});
  alice.connected = true;
  world.pass(3'600'000);
  EXPECT_EQ(room(bob).shared.at(0).lines.at(0).text, "I am tired.");
}

TEST_F(Pages, StandInTheOwnExportAndOnlyTheCopyInTheOthers) {
  const auto event = saves(alice, page("request", {{"happened", "The plates."}, {"ask", "Rinse them."}}));
  alice.must(boundary::PageCopyArgs{event, {"ask"}});
  world.settle();
  const auto exported = [](Host& host) {
    std::string text;
    for (const auto& file : host.must(boundary::ExportArgs{boundary::ExportScope::kAll}).files) {
      text.append(file.data.begin(), file.data.end());
    }
    return text;
  };
  EXPECT_NE(exported(alice).find("Happened: The plates."), std::string::npos);
  EXPECT_NE(exported(alice).find("From complaint to request."), std::string::npos);
  EXPECT_NE(exported(bob).find("Ask: Rinse them."), std::string::npos);
  EXPECT_EQ(exported(bob).find("The plates."), std::string::npos);
}

}  // namespace
}  // namespace hearth::app::testing
