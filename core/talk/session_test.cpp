#include "talk/session.h"

#include <gtest/gtest.h>

namespace hearth::talk {
namespace {

constexpr std::int64_t kEvening = 1'795'204'800'000;  // 2026-11-20 20:00 UTC
constexpr std::int64_t kMinute = 60 * kSecond;

// Two people and the time between their moves.
struct Evening {
  std::int64_t now_ms = kEvening;
  Session session;

  explicit Evening(Kind kind = Kind::talk, std::int32_t minutes = 20)
      : session(begin(kind, minutes, false, true, now_ms)) {}

  Heard after(std::int64_t milliseconds, Move what = Move::look, std::int64_t back_ms = 0) {
    now_ms += milliseconds;
    const auto heard = move(session, what, now_ms, back_ms);
    EXPECT_TRUE(heard.has_value()) << word(what);
    return heard.value_or(Heard{});
  }
  bool refused(Move what) { return !move(session, what, now_ms).has_value(); }
  // As a phone that is awake: a look at every moment at which something happens.
  void live_through(std::int64_t milliseconds) {
    const std::int64_t until = now_ms + milliseconds;
    for (auto next = next_ms(session); next && *next <= until; next = next_ms(session)) after(*next - now_ms);
    after(until - now_ms);
  }
  [[nodiscard]] Part part() const { return turn_of(session).part; }
  [[nodiscard]] Who who() const { return turn_of(session).who; }
};

std::int64_t seconds_of(const Plan& plan, Part part, Who who) {
  std::int64_t seconds = 0;
  for (const Turn& turn : plan.all()) seconds += turn.part == part && turn.who == who ? turn.seconds : 0;
  return seconds;
}

TEST(Plan, TwentyMinutesAreTheDesigns) {
  const Plan plan = plan_of(Kind::talk, 20);
  const Turn expected[] = {{Part::settle, Who::both, 60},    {Part::speak, Who::first, 240},
                           {Part::reflect, Who::second, 90}, {Part::speak, Who::second, 240},
                           {Part::reflect, Who::first, 90},  {Part::speak, Who::first, 180},
                           {Part::speak, Who::second, 180},  {Part::close, Who::both, 120}};
  ASSERT_EQ(plan.count, std::size(expected));
  for (std::size_t i = 0; i < plan.count; ++i) EXPECT_EQ(plan.turns.at(i), expected[i]) << i;
}

TEST(Plan, EveryLengthIsAsLongAsItSaysAndBothSpeakAsLong) {
  for (int kind = 0; kind <= static_cast<int>(Kind::alone); ++kind) {
    for (const std::int32_t minutes : {3, 10, 20, 45}) {
      const Plan plan = plan_of(static_cast<Kind>(kind), minutes);
      std::int64_t all = 0;
      for (const Turn& turn : plan.all()) all += turn.seconds;
      EXPECT_EQ(all, minutes * 60) << kind << " " << minutes;
      EXPECT_EQ(plan.turns.at(plan.count - 1).part, Part::close);
      const bool one_speaks = static_cast<Kind>(kind) == Kind::listen || static_cast<Kind>(kind) == Kind::alone;
      EXPECT_EQ(seconds_of(plan, Part::speak, Who::second), one_speaks ? 0 : seconds_of(plan, Part::speak, Who::first));
    }
  }
  EXPECT_EQ(seconds_of(plan_of(Kind::alone, 20), Part::reflect, Who::second), 0) << "alone nobody else has a part";
}

TEST(Session, GoesThroughItsTurnsAndEnds) {
  Evening evening;
  EXPECT_EQ(evening.part(), Part::settle);
  evening.live_through(kMinute);
  EXPECT_EQ(evening.part(), Part::speak);
  EXPECT_EQ(evening.who(), Who::first);
  evening.live_through(4 * kMinute);
  EXPECT_EQ(evening.session.phase, Phase::finishing) << "nobody is cut off";
  evening.live_through(kFinishMs);
  EXPECT_EQ(evening.part(), Part::reflect);
  EXPECT_EQ(evening.who(), Who::second);
  evening.live_through(22 * kMinute);
  EXPECT_EQ(evening.session.phase, Phase::over);
  EXPECT_EQ(evening.session.end, End::done);
}

TEST(Session, TheBellIsSoftBeforeTheEndAndFullAtIt) {
  Evening evening;
  evening.after(kMinute);
  EXPECT_EQ(evening.after(4 * kMinute - kSoftMs - 1).ring, Ring::none);
  EXPECT_EQ(evening.after(1).ring, Ring::soft);
  EXPECT_EQ(evening.after(kSecond).ring, Ring::none) << "once";
  EXPECT_EQ(evening.after(kSoftMs - kSecond).ring, Ring::full);
  EXPECT_EQ(evening.after(kFinishMs).ring, Ring::none);
}

TEST(Session, ANightTalkHasNoClockAndNoSoftBell) {
  Evening evening(Kind::night);
  EXPECT_FALSE(has_clock(Kind::night));
  evening.after(kMinute);
  EXPECT_EQ(evening.after(6 * kMinute - 10 * kSecond).ring, Ring::none);
}

TEST(Session, WhoInterruptedGivesTheTimeBackAFewTimes) {
  Evening evening;
  evening.after(0, Move::pass);
  const std::int64_t end = evening.session.ends_ms;
  for (int i = 1; i <= kMostGivenBack; ++i) {
    evening.after(kSecond, Move::give_back);
    EXPECT_EQ(evening.session.ends_ms, end + i * kGivenBackMs);
  }
  EXPECT_TRUE(evening.refused(Move::give_back));
  evening.after(0, Move::pass);
  EXPECT_EQ(evening.part(), Part::reflect);
  EXPECT_TRUE(evening.refused(Move::give_back)) << "only who speaks can be interrupted";
}

TEST(Session, AnInterruptionInTheLastSentenceGivesTheTurnBack) {
  Evening evening;
  evening.live_through(5 * kMinute + kSecond);
  ASSERT_EQ(evening.session.phase, Phase::finishing);
  evening.after(0, Move::give_back);
  EXPECT_EQ(evening.session.phase, Phase::running);
  EXPECT_EQ(evening.session.ends_ms, evening.now_ms + kGivenBackMs);
}

TEST(Session, APauseKeepsWhatIsLeftHoweverLongItTakes) {
  Evening evening;
  evening.live_through(2 * kMinute);
  evening.after(0, Move::pause);
  evening.after(0, Move::come_back, evening.now_ms + 40 * kMinute);
  EXPECT_FALSE(next_ms(evening.session)) << "nothing runs on";
  evening.after(50 * kMinute, Move::resume);
  EXPECT_EQ(evening.part(), Part::speak);
  EXPECT_EQ(evening.session.ends_ms - evening.now_ms, 3 * kMinute);
}

TEST(Session, APauseInTheLastSentenceGoesOnThere) {
  Evening evening;
  evening.live_through(5 * kMinute + 5 * kSecond);
  evening.after(0, Move::pause);
  evening.after(kMinute, Move::resume);
  EXPECT_EQ(evening.session.phase, Phase::finishing);
  EXPECT_EQ(evening.session.ends_ms - evening.now_ms, 15 * kSecond);
}

TEST(Session, APauseThatNobodyComesBackFromLapses) {
  Evening evening;
  evening.after(0, Move::pause);
  evening.after(0, Move::come_back, evening.now_ms + 24 * 60 * kMinute);
  evening.after(24 * 60 * kMinute + kLapsesMs - 1);
  EXPECT_EQ(evening.session.phase, Phase::paused);
  evening.after(1);
  EXPECT_EQ(evening.session.end, End::lapsed);
}

TEST(Session, ComingBackLiesAheadAndNotTooFar) {
  Evening evening;
  evening.after(0, Move::pause);
  for (const std::int64_t back : {evening.now_ms, evening.now_ms - 1, evening.now_ms + kFurthestBackMs + 1}) {
    const auto asked = move(evening.session, Move::come_back, evening.now_ms, back);
    EXPECT_EQ(asked.error_or(base::Error::shape), base::Error::bad_request);
  }
  EXPECT_EQ(evening.session.back_ms, 0);
}

TEST(Session, ABellThatASleepingPhoneMissedIsToldAndTheNextTurnIsWhole) {
  Evening evening;
  evening.live_through(2 * kMinute);
  const Heard heard = evening.after(3 * kMinute + 40 * kSecond);
  EXPECT_EQ(heard.ring, Ring::full);
  EXPECT_EQ(heard.late_ms, 40 * kSecond);
  EXPECT_EQ(evening.session.phase, Phase::finishing);
  EXPECT_EQ(evening.session.ends_ms - evening.now_ms, kFinishMs);
  evening.after(8 * kMinute);
  EXPECT_EQ(evening.part(), Part::reflect);
  EXPECT_EQ(evening.session.ends_ms - evening.now_ms, 90 * kSecond) << "no one loses what was slept through";
}

TEST(Session, AfterALongAbsenceItHasPausedByItself) {
  Evening evening;
  evening.live_through(2 * kMinute);
  const Heard heard = evening.after(60 * kMinute);
  EXPECT_EQ(heard.ring, Ring::none) << "no bell in an empty room";
  EXPECT_EQ(evening.session.phase, Phase::paused);
  evening.after(kMinute, Move::resume);
  EXPECT_EQ(evening.part(), Part::reflect);
}

TEST(Session, AClockThatWasSetBackMovesTheDeadlinesWithIt) {
  Evening evening;
  evening.live_through(2 * kMinute);
  evening.after(-60 * kMinute);
  EXPECT_EQ(evening.session.ends_ms - evening.now_ms, 3 * kMinute);
}

TEST(Session, PassingATurnThatHasJustEndedDoesNotTakeTheNext) {
  Evening evening;
  evening.after(kMinute + kSecond, Move::pass);  // settling was over a second ago
  EXPECT_EQ(evening.part(), Part::speak);
  EXPECT_EQ(evening.who(), Who::first);
}

TEST(Session, StoppingIsPossibleAtAnyTimeAndTheCloseFromAnywhere) {
  Evening evening;
  evening.after(3 * kMinute, Move::pause);
  evening.after(kMinute, Move::close);
  EXPECT_EQ(evening.part(), Part::close);
  EXPECT_EQ(evening.session.phase, Phase::running);
  EXPECT_TRUE(evening.refused(Move::close));
  evening.after(kMinute, Move::stop);
  EXPECT_EQ(evening.session.end, End::stopped);
  for (const Move what : {Move::pass, Move::pause, Move::resume, Move::close, Move::stop, Move::give_back}) {
    EXPECT_TRUE(evening.refused(what)) << word(what);
  }
}

TEST(SessionText, IsReadBackAsItWasInEveryPhase) {
  Evening evening(Kind::good_news, 45);
  const auto holds = [&] {
    const auto read = from_text(to_text(evening.session));
    ASSERT_TRUE(read.has_value()) << to_text(evening.session);
    EXPECT_EQ(*read, evening.session);
  };
  holds();
  evening.live_through(3 * kMinute);
  evening.after(0, Move::give_back);
  holds();
  evening.after(0, Move::pause);
  evening.after(0, Move::come_back, evening.now_ms + 20 * kMinute);
  holds();
  evening.after(kMinute, Move::stop);
  holds();
}

TEST(SessionText, WhatNoMoveCouldBringAboutIsRefused) {
  const std::string good = to_text(begin(Kind::talk, 20, false, true, kEvening));
  EXPECT_TRUE(from_text(good).has_value());
  for (const std::string& bad :
       {std::string(), good + ".0", good + " ", "0" + good, good.substr(1), "2" + good.substr(1), good.substr(0, 20),
        std::string("1.0.20.0.1.9.0.1795204800000.1795204860000.0.0.0.0.0.0"),  // no such place
        std::string("1.0.21.0.1.0.0.1795204800000.1795204860000.0.0.0.0.0.0"),  // no such length
        std::string("1.0.20.0.1.0.0.1795204800000.1795204860001.0.0.0.0.0.0"),  // longer than its turn
        std::string("1.0.20.0.1.0.0.1795204800000.1795204800000.0.0.0.0.0.0"),  // over, and nobody looked
        std::string("1.0.20.0.1.0.1.1795204800000.1795204810000.0.0.0.0.0.0"),  // settling has no last sentence
        std::string("1.0.20.0.1.0.3.1795204800000.1795204800000.0.0.0.0.0.0"),  // over, without an end
        std::string("1.0.20.0.1.0.0.1795204800000.1795204860000.0.0.0.1.0.0"),  // given back while settling
        std::string("1.0.20.0.1.0.0.-1795204800000.1795204860000.0.0.0.0.0.0"),
        std::string("1.0.20.0.1.0.0.01795204800000.1795204860000.0.0.0.0.0.0")}) {
    EXPECT_FALSE(from_text(bad).has_value()) << bad;
  }
}

TEST(SessionText, HoldsNothingButRolesAndDeadlines) {
  for (const char c : to_text(begin(Kind::listen, 45, true, false, kEvening))) {
    EXPECT_TRUE((c >= '0' && c <= '9') || c == '.') << c;
  }
}

}  // namespace
}  // namespace hearth::talk
