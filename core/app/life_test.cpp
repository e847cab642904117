// Looking in, thanks, sharing, taking back, leaving, exporting; and requests that
// make no sense.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/export.h"
#include "app/testing/world_testing.h"
#include "closeness/own_picture.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using testing::Host;
using testing::World;

constexpr std::int64_t kDay = 24 * 3'600'000LL;

class Life : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");

  void SetUp() override { world.pair(alice, bob); }
  static boundary::CheckinSaveResult look_in(Host& host, std::int64_t felt, boundary::Share share,
                                             std::optional<std::int64_t> needed = std::nullopt) {
    return host.must(boundary::CheckinSaveArgs{felt, needed, {"tired"}, boundary::About::kUs, "a note", share});
  }
  static std::vector<boundary::StoryItem> items(Host& host, std::string_view type) {
    std::vector<boundary::StoryItem> found;
    for (auto& item : host.must(boundary::StoryViewArgs{}).items) {
      if (item.type == type) found.push_back(std::move(item));
    }
    return found;
  }
};

TEST_F(Life, ALookInIsKeptForItsOwnerUnlessShared) {
  look_in(alice, 3, boundary::Share::kNone);
  world.settle();
  EXPECT_TRUE(items(bob, "checkin.shared").empty());
  look_in(alice, 4, boundary::Share::kNumber);
  look_in(alice, 5, boundary::Share::kAll, 6);
  world.settle();
  const auto shared = items(bob, "checkin.shared");
  ASSERT_EQ(shared.size(), 2U);
  EXPECT_EQ(shared[0].text, "");
  EXPECT_EQ(shared[0].detail.find("words"), nullptr);
  EXPECT_EQ(shared[1].text, "a note");
  EXPECT_EQ(*shared[1].detail.find("needed")->integer(), 6);
  EXPECT_EQ(alice.must(boundary::MineViewArgs{}).checkins.size(), 3U);
}

TEST_F(Life, ALookInSharedWholeIsReadByTheOtherForThreeDaysAndANumberIsNot) {
  const auto seen = [&] { return bob.must(boundary::TodayViewArgs{}).today.lookin; };
  look_in(alice, 3, boundary::Share::kNumber);
  world.settle();
  EXPECT_FALSE(seen()) << "a number goes into the picture";
  look_in(alice, 5, boundary::Share::kAll, 6);
  world.settle();
  ASSERT_TRUE(seen());
  EXPECT_EQ(seen()->note, "a note");
  EXPECT_EQ(seen()->felt, 5);
  EXPECT_EQ(seen()->needed, 6);
  EXPECT_FALSE(seen()->own);
  EXPECT_FALSE(alice.must(boundary::TodayViewArgs{}).today.lookin) << "one's own is no news";
  world.pass(2 * kDay);
  EXPECT_TRUE(seen());
  world.pass(kDay);
  EXPECT_FALSE(seen());
}

TEST_F(Life, WhatIsNeededIsAskedAtFirstAndAfterFourWeeks) {
  EXPECT_TRUE(alice.must(boundary::CheckinFormArgs{}).ask_needed);
  look_in(alice, 4, boundary::Share::kNone, 6);
  EXPECT_FALSE(alice.must(boundary::CheckinFormArgs{}).ask_needed);
  world.pass(27 * kDay);
  EXPECT_FALSE(alice.must(boundary::CheckinFormArgs{}).ask_needed);
  world.pass(kDay);
  EXPECT_TRUE(alice.must(boundary::CheckinFormArgs{}).ask_needed);
  EXPECT_EQ(alice.must(boundary::CheckinFormArgs{}).groups.size(), 4U);
}

TEST_F(Life, LowThreeTimesInARowIsToldToItsOwnerAlone) {
  EXPECT_FALSE(look_in(alice, 2, boundary::Share::kNone).low_for_a_while);
  EXPECT_FALSE(look_in(alice, 1, boundary::Share::kNone).low_for_a_while);
  EXPECT_TRUE(look_in(alice, 2, boundary::Share::kNone).low_for_a_while);
  EXPECT_FALSE(look_in(alice, 3, boundary::Share::kNone).low_for_a_while);
}

TEST_F(Life, NumbersAndWordsOutsideTheFormAreRefused) {
  const auto code = [&](std::int64_t felt, std::optional<std::int64_t> needed, std::vector<std::string> words) {
    return alice.call(boundary::CheckinSaveArgs{felt, needed, std::move(words), std::nullopt, "", {}}).error().code;
  };
  EXPECT_EQ(code(0, std::nullopt, {}), ErrorCode::kBadRequest);
  EXPECT_EQ(code(8, std::nullopt, {}), ErrorCode::kBadRequest);
  EXPECT_EQ(code(4, 9, {}), ErrorCode::kBadRequest);
  EXPECT_EQ(code(4, std::nullopt, {"no-such-feeling"}), ErrorCode::kBadRequest);
  EXPECT_EQ(code(4, std::nullopt, {"tired", "tired", "tired", "tired"}), ErrorCode::kTooMany);
}

TEST_F(Life, TheJarIsPrivateUntilANoteIsSentFromIt) {
  const auto kept = alice.must(boundary::ThanksSaveArgs{"you made the coffee", "a slow start", true});
  world.settle();
  EXPECT_TRUE(bob.must(boundary::ThanksViewArgs{}).notes.empty());
  EXPECT_EQ(alice.must(boundary::ThanksViewArgs{}).jar.size(), 1U);
  alice.must(boundary::ThanksSendFromJarArgs{kept.event});
  world.settle();
  EXPECT_TRUE(alice.must(boundary::ThanksViewArgs{}).jar.empty());
  ASSERT_EQ(bob.must(boundary::ThanksViewArgs{}).notes.size(), 1U);
  EXPECT_EQ(bob.must(boundary::TodayViewArgs{}).today.thanks->text, "you made the coffee");
  EXPECT_EQ(alice.call(boundary::ThanksSendFromJarArgs{kept.event}).error().code, ErrorCode::kNotFound);
}

TEST_F(Life, TakingBackHidesAtOnceForBothAndCanBeUndoneForSevenDays) {
  const auto event = alice.must(boundary::ShareSendArgs{"too much", boundary::ReplyMode::kWitness}).event;
  world.settle();
  EXPECT_EQ(bob.call(boundary::EraseArgs{event}).error().code, ErrorCode::kRefusedByRule);
  const auto until = alice.must(boundary::EraseArgs{event}).undo_until;
  EXPECT_EQ(until, world.now_ms + 7 * kDay);
  world.settle();
  EXPECT_TRUE(bob.must(boundary::TodayViewArgs{}).today.shares.empty());
  EXPECT_TRUE(items(bob, "share.text").at(0).erased);
  EXPECT_TRUE(items(bob, "share.text").at(0).text.empty());
  alice.must(boundary::EraseUndoArgs{event});
  world.settle();
  EXPECT_EQ(bob.must(boundary::TodayViewArgs{}).today.shares.size(), 1U);
  alice.must(boundary::EraseArgs{event});
  world.settle();
  world.pass(8 * kDay);
  EXPECT_EQ(alice.call(boundary::EraseUndoArgs{event}).error().code, ErrorCode::kRefusedByRule);
  bob.reopen();
  world.settle();
  for (const auto& [key, value] : bob.events) EXPECT_TRUE(value.size() > 250 || value[8] == 1) << "body let go";
}

TEST_F(Life, AnEditOfTheDiaryReplacesAndAnErasedEditBringsTheOldOneBack) {
  const auto first = alice.must(boundary::DiarySaveArgs{"first", std::nullopt}).event;
  const auto second = alice.must(boundary::DiarySaveArgs{"second", first}).event;
  ASSERT_EQ(alice.must(boundary::MineViewArgs{}).diary.size(), 1U);
  EXPECT_EQ(alice.must(boundary::MineViewArgs{}).diary[0].text, "second");
  alice.must(boundary::EraseArgs{second});
  EXPECT_EQ(alice.must(boundary::MineViewArgs{}).diary.at(0).text, "first");
}

TEST_F(Life, LeavingEndsTheOwnSeatAtOnceAndTheOtherKeepsAll) {
  alice.must(boundary::ShareSendArgs{"before", boundary::ReplyMode::kAsk});
  world.settle();
  alice.must(boundary::LeaveArgs{});
  world.settle();
  EXPECT_TRUE(alice.must(boundary::StatusViewArgs{}).status.left);
  EXPECT_EQ(alice.call(boundary::ShareSendArgs{"after", {}}).error().code, ErrorCode::kLeft);
  EXPECT_EQ(alice.call(boundary::LeaveArgs{}).error().code, ErrorCode::kLeft);
  EXPECT_EQ(items(alice, "share.text").size(), 1U) << "reading stays";
  EXPECT_TRUE(alice.call(boundary::DiarySaveArgs{"mine goes on", std::nullopt}).has_value());
  EXPECT_TRUE(alice.call(boundary::ExportArgs{boundary::ExportScope::kAll}).has_value());
  EXPECT_TRUE(bob.must(boundary::StatusViewArgs{}).status.partner_left);
  EXPECT_EQ(items(bob, "share.text").size(), 1U);
}

TEST_F(Life, WhoWasLeftMayStillChangeTheOwnNameAndZoneWhileTheClosedSpaceTakesNothing) {
  alice.must(boundary::LeaveArgs{});
  world.settle();
  ASSERT_TRUE(bob.must(boundary::StatusViewArgs{}).status.partner_left);
  EXPECT_EQ(bob.call(boundary::ShareSendArgs{"to nobody", {}}).error().code, ErrorCode::kLeft);
  EXPECT_TRUE(bob.call(boundary::ProfileSetArgs{"Robert"}).has_value());
  EXPECT_EQ(bob.must(boundary::StatusViewArgs{}).status.name, "Robert");
  EXPECT_TRUE(bob.call(boundary::ZoneSetArgs{"Europe/Lisbon"}).has_value());
}

TEST_F(Life, TheExportHoldsWhatItsScopeSaysAndNothingOfTheOthersPrivateThings) {
  alice.must(boundary::DiarySaveArgs{"private <b>of</b> alice", std::nullopt});
  bob.must(boundary::DiarySaveArgs{"private of bob", std::nullopt});
  alice.must(boundary::ShareSendArgs{"shared by alice", {}});
  bob.must(boundary::ShareSendArgs{"shared by bob", {}});
  world.settle();
  const auto text_of = [&](boundary::ExportScope scope, std::string_view name) {
    for (const auto& file : alice.must(boundary::ExportArgs{scope}).files) {
      if (file.name == name) return std::string(base::as_text(file.data));
    }
    return std::string();
  };
  const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
  const std::string all = text_of(boundary::ExportScope::kAll, "story.jsonl");
  EXPECT_TRUE(has(all, "of</b> alice") && has(all, "shared by alice") && has(all, "shared by bob"));
  EXPECT_FALSE(has(all, "private of bob"));
  const std::string shared = text_of(boundary::ExportScope::kShared, "story.jsonl");
  EXPECT_FALSE(has(shared,
                   "private"
                   " <b>"));
  const std::string mine = text_of(boundary::ExportScope::kMine, "story.jsonl");
  EXPECT_FALSE(has(mine, "shared by bob"));
  const std::string html = text_of(boundary::ExportScope::kAll, "index.html");
  EXPECT_TRUE(has(html, "private &lt;b&gt;of&lt;/b&gt; alice"));
  EXPECT_FALSE(has(html, "<b>"));
  EXPECT_FALSE(has(html, "<script"));
  EXPECT_FALSE(has(html, "http"));
  std::size_t lines = 0;
  for (std::size_t at = 0; at < all.size(); at = all.find('\n', at) + 1, ++lines) {
    EXPECT_TRUE(story::json::parse(std::string_view(all).substr(at, all.find('\n', at) - at)).has_value());
  }
  EXPECT_EQ(lines, 4U);
}

TEST(Escaping, EveryCharacterThatHtmlKnowsIsWrittenAsText) {
  EXPECT_EQ(escape_html("<a href='x\">&"), "&lt;a href=&#39;x&quot;&gt;&amp;");
}

TEST_F(Life, ThePictureHasOwnWeeksThePartnersSharedOnesAndGaps) {
  for (int i = 0; i < 4; ++i) {
    look_in(alice, 4 + i % 2, boundary::Share::kNone, i == 0 ? std::optional<std::int64_t>(6) : std::nullopt);
    look_in(bob, 5, boundary::Share::kNumber);
    world.pass(2 * kDay);
  }
  const auto picture = alice.must(boundary::PictureViewArgs{"4w"}).picture;
  EXPECT_TRUE(picture.enough);
  EXPECT_FALSE(picture.partner_private);
  ASSERT_GE(picture.weeks.size(), 2U);
  EXPECT_FALSE(picture.weeks.front().own.has_value()) << "a gap, not a zero";
  const auto& last = picture.weeks[picture.weeks.size() - 2];
  ASSERT_TRUE(last.own.has_value());
  EXPECT_TRUE(last.hidden_own);
  // The band is the interval of the own level, from own answers alone (six digits are told).
  closeness::OwnReports own;
  own.today = base::from_iso(alice.must(boundary::TodayViewArgs{}).today.day).value();
  for (int i = 0; i < 4; ++i) {
    const base::Date day = own.today - 2 * (4 - i);
    own.reports.push_back({.day = day, .answer = 4 + i % 2});
    if (i == 0) own.reports.push_back({.day = day, .kind = closeness::Kind::needed, .answer = 6});
  }
  const auto level = closeness::own_picture(own).value();
  for (const closeness::OwnWeek& week : level.weeks) {
    const auto shown = std::ranges::find(picture.weeks, base::to_iso(week.monday), &boundary::Week::monday);
    ASSERT_NE(shown, picture.weeks.end());
    if (week.answers == 0) {
      EXPECT_FALSE(shown->own_low.has_value()) << "no band over a gap";
      continue;
    }
    ASSERT_TRUE(shown->own_low && shown->own_high);
    EXPECT_NEAR(*shown->own_low, week.level.low, 1e-6);
    EXPECT_NEAR(*shown->own_high, week.level.high, 1e-6);
  }
  EXPECT_EQ(last.theirs, 5);
  EXPECT_EQ(last.needed, 6);
  EXPECT_EQ(picture.sentence, "picture-sentence-now");
  EXPECT_EQ(alice.call(boundary::PictureViewArgs{"forever"}).error().code, ErrorCode::kBadRequest);
}

// Answers rise by themselves in the first two weeks, so those are no "then".
TEST_F(Life, ThePictureComparesWithEarlierWeeksButNeverWithTheFirstTwo) {
  std::set<std::string> said;
  const auto a_week = [&](std::int64_t felt) {
    for (int i = 0; i < 2; ++i) {
      look_in(alice, felt, boundary::Share::kNone, 6);
      world.pass(i == 0 ? 3 * kDay : 4 * kDay);
    }
    const auto picture = alice.must(boundary::PictureViewArgs{"12w"}).picture;
    said.insert(picture.sentence);
    return picture.sentence;
  };
  for (int week = 0; week < 2; ++week) a_week(2);
  for (int week = 0; week < 4; ++week) a_week(5);
  EXPECT_FALSE(said.contains("picture-sentence-nearer")) << "the first two weeks are compared with nothing";
  for (int week = 0; week < 3; ++week) a_week(5);
  EXPECT_EQ(a_week(5), "picture-sentence-same");
  for (int week = 0; week < 3; ++week) a_week(6);
  EXPECT_EQ(a_week(6), "picture-sentence-nearer");
  for (int week = 0; week < 3; ++week) a_week(3);
  EXPECT_EQ(a_week(3), "picture-sentence-further");
}

TEST_F(Life, WhoseOwnAnswersFallIsToldOfItAndTheOtherIsNot) {
  constexpr int kSteady = 20 * 7;
  bool told = false;
  for (int day = 0; day < kSteady + 10 * 7; ++day) {
    look_in(alice, day < kSteady ? 6 : 3 - day % 2, boundary::Share::kAll);
    if (day % 2 == 0) look_in(bob, 5 + day / 2 % 2, boundary::Share::kNumber);
    world.pass(kDay);
    if (day % 7 != 6) continue;
    const bool now = alice.must(boundary::PictureViewArgs{"12w"}).picture.drift;
    EXPECT_FALSE(now && day < kSteady);
    told = told || now;
    EXPECT_FALSE(bob.must(boundary::PictureViewArgs{"12w"}).picture.drift)
        << "the numbers are shared, the notice is not";
  }
  EXPECT_TRUE(told);
}

TEST_F(Life, SilenceOfThePartnersNumbersIsSaidAsPrivate) {
  look_in(alice, 4, boundary::Share::kNone);
  EXPECT_TRUE(alice.must(boundary::PictureViewArgs{"4w"}).picture.partner_private);
  EXPECT_FALSE(alice.must(boundary::PictureViewArgs{"4w"}).picture.enough);
}

TEST_F(Life, TheTwoComparePagesWithFourWords) {
  alice.must(boundary::ShareSendArgs{"one", {}});
  world.settle();
  const auto words = alice.must(boundary::SamePageViewArgs{}).words;
  EXPECT_EQ(words.size(), 4U);
  EXPECT_EQ(words, bob.must(boundary::SamePageViewArgs{}).words);
}

TEST_F(Life, AChangedPassphraseOpensAndTheOldOneDoesNot) {
  EXPECT_EQ(alice.call(boundary::PassphraseChangeArgs{base::Bytes(32, 9), base::Bytes(32, 8), base::Bytes(16, 1)})
                .error()
                .code,
            ErrorCode::kWrongKey);
  alice.must(boundary::PassphraseChangeArgs{alice.passphrase_key, base::Bytes(32, 8), base::Bytes(16, 1)});
  alice.reopen_locked();
  EXPECT_EQ(alice.call(boundary::UnlockArgs{alice.passphrase_key}).error().code, ErrorCode::kWrongKey);
  alice.passphrase_key = base::Bytes(32, 8);
  alice.unlock_and_load();
  EXPECT_EQ(alice.must(boundary::StatusViewArgs{}).status.name, "Alice");
}

TEST_F(Life, NamesAreShortAndEachSeesTheOthersNewOne) {
  EXPECT_EQ(alice.call(boundary::ProfileSetArgs{"  "}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(boundary::ProfileSetArgs{std::string(41, 'a')}).error().code, ErrorCode::kTooLong);
  alice.must(boundary::ProfileSetArgs{"Ali 👩‍🚀"});
  world.settle();
  EXPECT_EQ(bob.must(boundary::StatusViewArgs{}).status.partner, "Ali 👩‍🚀");
}

TEST_F(Life, JustForNowIsAllThatTheOtherLearns) {
  bob.must(boundary::BeginArgs{boundary::BeginMode::kSolo});
  alice.must(boundary::BeginArgs{boundary::BeginMode::kTogether});
  world.settle();
  EXPECT_EQ(alice.must(boundary::StatusViewArgs{}).status.partner_begin, boundary::BeginMode::kSolo);
  EXPECT_EQ(bob.must(boundary::StatusViewArgs{}).status.partner_begin, boundary::BeginMode::kTogether);
}

TEST(Requests, NonsenseGetsAnErrorAndChangesNothing) {
  World world;
  Host& alice = world.host("Alice");
  alice.set_up(std::nullopt);
  const auto records = alice.records;
  Engine engine;
  const auto answer = [&](const base::Bytes& request) {
    const auto frame = decode_frame(engine.call(request));
    const auto* error = frame->json.find("error");
    return error != nullptr ? *error->find("code")->text() + " " + *error->find("detail")->find("field")->text() : "ok";
  };
  EXPECT_EQ(answer({}), "bad_request frame");
  EXPECT_EQ(answer(base::Bytes{2, 0, 0}), "bad_request frame");
  boundary::Json request;
  EXPECT_EQ(answer(encode_frame(request, {})), "bad_request ");
  request.set("now", -1).set("zone", "UTC").set("offset", 0).set("entropy", boundary::Json().set("$", 0));
  request.set("command", "today.view").set("args", boundary::Json(story::json::Object{}));
  EXPECT_EQ(answer(encode_frame(request, {base::Bytes(64)})), "bad_request now");
  EXPECT_EQ(alice.raw("no.such.command", boundary::Json(story::json::Object{}), {}).error().code,
            ErrorCode::kBadRequest);
  EXPECT_EQ(alice.raw("diary.save", boundary::Json().set("text", 7), {}).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(
      alice.call(boundary::SetupCreateArgs{"Again", base::Bytes(32), base::Bytes(16), "UTC", {}, {}}).error().code,
      ErrorCode::kRefusedByRule);
  EXPECT_EQ(alice.records, records);
}

TEST(Requests, EntropyThatIsTooShortIsRefused) {
  Engine engine;
  boundary::Json request;
  request.set("now", 1).set("zone", "UTC").set("offset", 0).set("entropy", boundary::Json().set("$", 0));
  request.set("command", "boot").set("args", boundary::Json(story::json::Object{}));
  const auto frame = decode_frame(engine.call(encode_frame(request, {base::Bytes(63)})));
  EXPECT_EQ(*frame->json.find("error")->find("detail")->find("field")->text(), "entropy");
}

}  // namespace
}  // namespace hearth::app
