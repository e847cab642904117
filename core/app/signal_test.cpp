// What the two say to each other in passing, the shelf and the board.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/testing/two_testing.h"

namespace hearth::app::testing {
namespace {

using boundary::ErrorCode;
using boundary::Signal;

constexpr std::int64_t kHour = 3'600'000;

boundary::SignalSayArgs passing(const std::string& kind, const std::string& text = "") {
  boundary::SignalSayArgs args;
  args.kind = kind;
  args.text = text;
  return args;
}
boundary::SignalAnswerArgs tap(const std::string& event, const std::string& answer, const std::string& text = "") {
  return {event, answer, text, "", ""};
}

class Signals : public Two {
 protected:
  static boundary::Signals room(Host& host) { return host.must(boundary::SignalViewArgs{}).signals; }
  std::string says(Host& host, const boundary::SignalSayArgs& args) {
    const auto event = host.must(args).event;
    world.settle();
    return event;
  }
  void answers(Host& host, const boundary::SignalAnswerArgs& args) {
    host.must(args);
    world.settle();
  }
  static bool may(const Signal& signal, const std::string& what) { return std::ranges::contains(signal.may, what); }
  static std::string today_of(Host& host) { return host.must(boundary::StatusViewArgs{}).status.day; }
};

TEST_F(Signals, WhatOneCarriesIsSeenByTheOtherAndAnsweredWithATap) {
  const auto event = says(alice, passing("carrying", "  The train again. "));
  ASSERT_EQ(room(bob).now.size(), 1U);
  const Signal seen = room(bob).now[0];
  EXPECT_EQ(seen.text, "The train again.");
  EXPECT_FALSE(seen.own);
  EXPECT_EQ(seen.may, (std::vector<std::string>{"thank_you", "here", "later"}));
  answers(bob, tap(event, "later"));
  answers(bob, tap(event, "here"));
  const Signal answered = room(alice).now.at(0);
  ASSERT_EQ(answered.answers.size(), 1U) << "what is said with a tap is said anew by the next";
  EXPECT_EQ(answered.answers[0].answer, "here");
  EXPECT_FALSE(answered.answers[0].own);
  EXPECT_EQ(answered.may, (std::vector<std::string>{"over"}));
}

TEST_F(Signals, OnlyTheOtherAnswersAndOnlyItsWriterSaysThatItIsOver) {
  const auto event = says(alice, passing("here"));
  EXPECT_EQ(alice.call(tap(event, "thank_you")).error().code, ErrorCode::kRefusedByRule);
  EXPECT_EQ(bob.call(boundary::SignalOverArgs{event}).error().code, ErrorCode::kRefusedByRule);
  EXPECT_EQ(bob.call(tap(event, "later")).error().code, ErrorCode::kBadRequest) << "no answer to this one";
  EXPECT_EQ(bob.call(tap(event, "seen")).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(bob.call(tap(event, "thank_you", "with words")).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(bob.call(tap("nobody", "thank_you")).error().code, ErrorCode::kNotFound);
  alice.must(boundary::SignalOverArgs{event});
  world.settle();
  EXPECT_TRUE(room(alice).now.empty());
  EXPECT_TRUE(room(bob).now.empty());
  EXPECT_EQ(bob.call(tap(event, "thank_you")).error().code, ErrorCode::kRefusedByRule);
  alice.must(boundary::SignalOverArgs{event});  // twice is once
}

TEST_F(Signals, EachIsShownAsLongAsItIsOfTheMoment) {
  const std::pair<const char*, int> kDays[] = {{"carrying", 1}, {"spillover", 2}, {"first_line", 7},
                                               {"tell_me", 3},  {"reassure", 7},  {"here", 1}};
  for (const auto& [kind, days] : kDays) says(alice, passing(kind, std::string(kind) == "here" ? "" : "words"));
  for (int day = 0; day <= 8; ++day) {
    for (const auto& [kind, days] : kDays) {
      for (Host* host : {&alice, &bob}) {
        const auto now = room(*host).now;
        const bool shown = std::ranges::contains(now, std::string(kind), &Signal::kind);
        EXPECT_EQ(shown, day <= days) << kind << " on day " << day;
      }
    }
    world.pass(kDay);
  }
}

TEST_F(Signals, QuietHasAPromisedReturnWithinAWeek) {
  auto quiet = passing("quiet");
  EXPECT_EQ(alice.call(quiet).error().code, ErrorCode::kBadRequest) << "back when";
  quiet.back_at = world.now_ms - kHour;
  EXPECT_EQ(alice.call(quiet).error().code, ErrorCode::kBadRequest);
  quiet.back_at = world.now_ms + 8 * kDay;
  EXPECT_EQ(alice.call(quiet).error().code, ErrorCode::kBadRequest);
  quiet.back_at = world.now_ms + 2 * kHour;
  const auto event = says(alice, quiet);
  EXPECT_EQ(room(bob).now.at(0).back_at, quiet.back_at);
  world.pass(2 * kHour + kDay - 1);
  EXPECT_EQ(room(bob).now.size(), 1U);
  world.pass(1);
  EXPECT_TRUE(room(bob).now.empty()) << "no promise is overdue";
  quiet.back_at = world.now_ms + kHour;
  const auto again = says(alice, quiet);
  alice.must(boundary::SignalOverArgs{again});
  world.settle();
  EXPECT_TRUE(room(bob).now.empty()) << "I am back";
  EXPECT_TRUE(room(alice).now.empty());
  EXPECT_EQ(bob.call(boundary::SignalHelpedArgs{event, "yes"}).error().code, ErrorCode::kNotFound);
}

TEST_F(Signals, OfAnElephantTheOtherChoosesWhen) {
  auto elephant = passing("elephant", "Money, softly.");
  EXPECT_EQ(alice.call(elephant).error().code, ErrorCode::kBadRequest) << "how long";
  elephant.minutes = 11;
  EXPECT_EQ(alice.call(elephant).error().code, ErrorCode::kBadRequest);
  elephant.minutes = 10;
  elephant.text = " ";
  EXPECT_EQ(alice.call(elephant).error().code, ErrorCode::kEmpty);
  elephant.text = "Money, softly.";
  const auto event = says(alice, elephant);
  world.pass(20 * kDay);
  ASSERT_EQ(room(bob).now.size(), 1U) << "it waits until the other chooses, with no hurry";
  answers(bob, tap(event, "not_yet"));
  EXPECT_EQ(room(alice).now.at(0).answers.at(0).answer, "not_yet");
  const auto day = today_of(bob);
  for (const auto& [when, time] :
       {std::pair{"", ""}, {"2020-01-01", ""}, {"2099-01-01", ""}, {"soon", ""}, {day.c_str(), "25:00"}}) {
    EXPECT_EQ(bob.call(boundary::SignalAnswerArgs{event, "when", "", when, time}).error().code, ErrorCode::kBadRequest)
        << when << time;
  }
  EXPECT_EQ(bob.call(boundary::SignalAnswerArgs{event, "not_yet", "", day, ""}).error().code, ErrorCode::kBadRequest);
  answers(bob, {event, "when", "", day, "20:30"});
  const Signal chosen = room(alice).now.at(0);
  ASSERT_EQ(chosen.answers.size(), 1U);
  EXPECT_EQ(chosen.answers[0].day, day);
  EXPECT_EQ(chosen.answers[0].time, "20:30");
  world.pass(kDay);
  EXPECT_EQ(room(alice).now.size(), 1U);
  world.pass(kDay);
  EXPECT_TRUE(room(alice).now.empty());
}

TEST_F(Signals, WordsAnswerALineAndStandBesideEachOther) {
  const auto event = says(alice, passing("first_line", "I miss hearing about your day."));
  EXPECT_EQ(bob.call(tap(event, "words")).error().code, ErrorCode::kEmpty);
  answers(bob, tap(event, "thank_you"));
  answers(bob, tap(event, "words", "It was long."));
  answers(bob, tap(event, "words", "And yours?"));
  const auto heard = room(alice).now.at(0).answers;
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_EQ(heard[0].text, "It was long.");
  bob.must(boundary::EraseArgs{heard[0].event});
  world.settle();
  EXPECT_EQ(room(alice).now.at(0).answers.size(), 1U) << "an answer is its writer's to take back";
}

TEST_F(Signals, SupportIsAskedForByItsKind) {
  auto support = passing("support");
  EXPECT_EQ(alice.call(support).error().code, ErrorCode::kBadRequest);
  support.wish = "obedience";
  EXPECT_EQ(alice.call(support).error().code, ErrorCode::kBadRequest);
  support.wish = "practical";
  says(alice, support);
  EXPECT_EQ(room(bob).now.at(0).wish, "practical");
  auto here = passing("here");
  here.wish = "space";
  EXPECT_EQ(alice.call(here).error().code, ErrorCode::kBadRequest);
  here.wish = "";
  here.text = "where are you";
  EXPECT_EQ(alice.call(here).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(passing("nag", "again")).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(passing("carrying", std::string(2001, 'a'))).error().code, ErrorCode::kTooLong);
  EXPECT_EQ(room(bob).now.size(), 1U);
}

TEST_F(Signals, WhetherItHelpedStaysWithTheOneWhoAsked) {
  const auto event = says(alice, passing("reassure", "That we are fine."));
  EXPECT_FALSE(room(alice).now.at(0).ask_helped) << "nothing was said yet";
  answers(bob, tap(event, "words", "We are."));
  EXPECT_TRUE(room(alice).now.at(0).ask_helped);
  EXPECT_FALSE(room(bob).now.at(0).ask_helped);
  const std::size_t before = events_in_space(world);
  const auto told = room(bob);
  EXPECT_EQ(alice.call(boundary::SignalHelpedArgs{event, "perhaps"}).error().code, ErrorCode::kBadRequest);
  alice.must(boundary::SignalHelpedArgs{event, "some"});
  world.settle();
  EXPECT_EQ(room(alice).now.at(0).helped, "some");
  EXPECT_FALSE(room(alice).now.at(0).ask_helped);
  EXPECT_EQ(events_in_space(world), before);
  boundary::Blobs none;
  EXPECT_EQ(boundary::encode(boundary::SignalViewResult{room(bob)}, none),
            boundary::encode(boundary::SignalViewResult{told}, none));
  EXPECT_EQ(bob.call(boundary::SignalHelpedArgs{event, "no"}).error().code, ErrorCode::kNotFound);
}

TEST_F(Signals, TheShelfAndTheBoardStandUntilEitherSaysThatItIsOver) {
  const auto open = says(alice, passing("open", "Where to live; we stopped at the garden."));
  const auto load = says(bob, passing("load", "Two weeks of night shifts."));
  answers(alice, tap(load, "helped_before", "A meal in the freezer."));
  answers(bob, tap(load, "could_do", "Sleep apart on Tuesdays."));
  answers(alice, tap(load, "could_do", "I take the mornings."));
  EXPECT_EQ(bob.call(tap(load, "could_do")).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(tap(open, "resume")).error().code, ErrorCode::kRefusedByRule);
  answers(bob, tap(open, "resume"));
  world.pass(100 * kDay);
  for (Host* host : {&alice, &bob}) {
    const auto seen = room(*host);
    ASSERT_EQ(seen.shelf.size(), 1U);
    EXPECT_EQ(seen.shelf[0].answers.at(0).answer, "resume");
    ASSERT_EQ(seen.board.size(), 1U);
    EXPECT_EQ(seen.board[0].answers.size(), 3U);
    EXPECT_TRUE(may(seen.board[0], "could_do"));
    EXPECT_TRUE(may(seen.board[0], "over"));
  }
  bob.must(boundary::SignalOverArgs{open});
  alice.must(boundary::SignalOverArgs{load});
  world.settle();
  for (Host* host : {&alice, &bob}) {
    EXPECT_TRUE(room(*host).shelf.empty());
    EXPECT_TRUE(room(*host).board.empty());
  }
}

TEST_F(Signals, AreTakenBackByTheirWriterAlone) {
  const auto event = says(alice, passing("tell_me", "I noticed you are quiet; tell me."));
  EXPECT_FALSE(bob.call(boundary::EraseArgs{event}).has_value());
  alice.must(boundary::EraseArgs{event});
  world.settle();
  EXPECT_TRUE(room(bob).now.empty());
  EXPECT_EQ(bob.call(tap(event, "later")).error().code, ErrorCode::kNotFound);
  alice.must(boundary::EraseUndoArgs{event});
  world.settle();
  EXPECT_EQ(room(bob).now.size(), 1U);
}

TEST_F(Signals, WorkWithBothOfflineAndStandAfterTheAppWasClosed) {
  alice.connected = false;
  bob.connected = false;
  const auto event = says(alice, passing("open", "The summer."));
  says(bob, passing("here"));
  EXPECT_EQ(room(alice).shelf.size(), 1U);
  EXPECT_TRUE(room(bob).shelf.empty());
  alice.reopen();
  EXPECT_EQ(room(alice).shelf.size(), 1U);
  alice.connected = true;
  bob.connected = true;
  world.pass(kHour);
  EXPECT_EQ(room(bob).shelf.size(), 1U);
  EXPECT_EQ(room(alice).now.size(), 1U);
  // Both at once, each without having heard of the other.
  alice.connected = false;
  bob.connected = false;
  alice.must(boundary::SignalOverArgs{event});
  bob.must(tap(event, "later"));
  alice.connected = true;
  bob.connected = true;
  world.pass(kHour);
  EXPECT_TRUE(room(alice).shelf.empty());
  EXPECT_TRUE(room(bob).shelf.empty());
}

TEST_F(Signals, AreForTwoWhoAreThere) {
  Host& carol = world.host("Carol");
  carol.set_up(std::nullopt);
  EXPECT_TRUE(room(carol).now.empty());
  EXPECT_EQ(carol.call(passing("here")).error().code, ErrorCode::kNotPaired);
  const auto event = says(alice, passing("here"));
  bob.must(boundary::LeaveArgs{});
  world.settle();
  EXPECT_EQ(bob.call(tap(event, "thank_you")).error().code, ErrorCode::kLeft);
  EXPECT_EQ(alice.call(passing("here")).error().code, ErrorCode::kLeft);
  EXPECT_TRUE(room(alice).now.at(0).may.empty()) << "it can be read, and nothing new is said there";
  alice.reopen_locked();
  EXPECT_EQ(alice.call(boundary::SignalViewArgs{}).error().code, ErrorCode::kLocked);
}

TEST_F(Signals, ThatTwoWentQuietIsToldAfterAFortnightAndNotToWhoIsNotToBeAsked) {
  const auto quiet = [&](Host& host) { return room(host).quiet_long; };
  EXPECT_FALSE(quiet(alice)) << "the two have only begun";
  a_day(15);
  EXPECT_TRUE(quiet(alice));
  EXPECT_TRUE(quiet(bob));
  look_in(alice, 5);
  EXPECT_TRUE(quiet(alice)) << "what is private is nothing said between the two";
  // A sealed answer is not told before the own one is given, not by this either.
  const auto question = today(bob).exchange->question.id;
  bob.must(boundary::ExchangeSealArgs{question, "The lamp."});
  world.settle();
  EXPECT_TRUE(quiet(alice));
  EXPECT_TRUE(quiet(bob));
  tell(alice, boundary::Tell::kLeftOut, 1);
  world.settle();
  EXPECT_FALSE(quiet(alice)) << "nothing joint is suggested there";
  EXPECT_TRUE(quiet(bob)) << "and the other's phone shows what it showed";
  says(bob, passing("here"));
  EXPECT_FALSE(quiet(bob));
  a_day(13);
  EXPECT_FALSE(quiet(bob));
  a_day(2);
  EXPECT_TRUE(quiet(bob));
}

TEST_F(Signals, StandInTheBookOfAnExport) {
  auto support = passing("support", "Just for tonight.");
  support.wish = "company";
  const auto event = says(alice, support);
  answers(bob, tap(event, "here"));
  const auto files = alice.must(boundary::ExportArgs{boundary::ExportScope::kShared}).files;
  const auto text = [&](std::size_t file) { return std::string(files[file].data.begin(), files[file].data.end()); };
  for (const char* told : {"I would like support: company.", "Just for tonight.", "I am here."}) {
    EXPECT_NE(text(0).find(told), std::string::npos) << told;
  }
  EXPECT_NE(text(1).find("\"signal.answer\""), std::string::npos);
}

}  // namespace
}  // namespace hearth::app::testing
