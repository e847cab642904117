#include "story/mend/mend.h"

#include <gtest/gtest.h>

#include "story/mend/state.h"
#include "story/story_testing.h"

namespace hearth::story::mend {
namespace {

using testing::Teller;

template <class Content>
void comes_back(const Content& content) {
  Content out;
  ASSERT_TRUE(read(write(content), out)) << json::write(write(content));
  EXPECT_EQ(json::write(write(out)), json::write(write(content)));
  EXPECT_FALSE(read(write(content).set("who", "me"), out)) << "and nothing else";
}

// ---- the events

TEST(Mend, WhatWasSaidIsReadBackAsItWasWritten) {
  Teller teller;
  const auto id = teller.id<base::EventId>();
  comes_back(Invite{Kind::root, "When you are ready, I would like to talk about Tuesday."});
  comes_back(Answered{id, Answer::yes, base::Date{20'000}, "20:30"});
  comes_back(Answered{id, Answer::help, {}, ""});
  comes_back(Rest{id});
  comes_back(Promise{id, "I will ask before I speak.", base::Date{20'003}});
  comes_back(Promise{{}, "I will call at noon.", base::Date{20'003}});
  comes_back(Kept{id, talk::Became::moved, base::Date{20'005}});
  comes_back(Followed{id, Helped::some});
  comes_back(Again{"the dishes", base::Date{20'000}});
  comes_back(Ready{Kind::meaning, true});
}

TEST(Mend, WhatIsNoAnswerPromiseOrStepIsRefused) {
  Teller teller;
  const auto id = teller.id<base::EventId>();
  Answered answered;
  EXPECT_FALSE(read(write(Answered{id, Answer::not_yet, base::Date{20'000}, ""}), answered)) << "only a yes has a when";
  EXPECT_FALSE(read(write(Answered{id, Answer::yes, {}, "20:30"}), answered)) << "a time needs its day";
  EXPECT_FALSE(read(write(Answered{id, Answer::yes, base::Date{20'000}, "24:30"}), answered));
  Promise promise;
  EXPECT_FALSE(read(write(Promise{id, "", base::Date{20'003}}), promise));
  Ready ready;
  EXPECT_FALSE(read(write(Ready{Kind::hurt, true}), ready)) << "no step of the slower way";
  Again again;
  EXPECT_FALSE(read(write(Again{" \n", base::Date{20'000}}), again));
  Invite invite;
  EXPECT_FALSE(read(write(Invite{Kind::hurt, std::string(kMostOfAnInvitation + 1, 'a')}), invite));
  EXPECT_FALSE(read(Json().set("kind", "blame").set("words", ""), invite));
}

TEST(Mend, WhatIsForOneselfStaysInThePersonalLogAndTheRestInTheSpace) {
  Teller teller;
  Story story;
  const auto id = teller.id<base::EventId>();
  EXPECT_EQ(story.add(teller.says(Author::me, Followed{id, Helped::no}, Stream::shared, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, Again{"the dishes", {}}, Stream::shared, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, Invite{}, Stream::private_, 1)), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::me, Ready{Kind::impact, false}, Stream::private_, 1)), Story::Added::told);
  EXPECT_EQ(story.add(teller.says(Author::me, Ready{Kind::impact, true}, Stream::shared, 1)), Story::Added::told);
}

TEST(Mend, AQuestionIsWrittenInOneWayOnly) {
  Teller teller;
  const auto id = teller.id<base::EventId>();
  const std::string question = question_id(id);
  EXPECT_TRUE(is_question(question));
  EXPECT_EQ(mend_of(question), id);
  EXPECT_FALSE(mend_of("q-small-better"));
  EXPECT_FALSE(mend_of("mend/"));
  EXPECT_FALSE(mend_of(question + "A"));
  EXPECT_FALSE(mend_of(question + "=="));
  for (const char last : {'B', 'C', '_', '9'}) {
    std::string other = question;
    other.back() = last;
    if (const auto found = mend_of(other)) EXPECT_EQ(question_id(*found), other);
  }
}

TEST(Mend, ANameIsTheSameInOtherBlanksAndLetters) {
  EXPECT_EQ(same_name("  The  dishes\n"), "the dishes");
  EXPECT_EQ(same_name("the dishes"), same_name("THE\tDISHES"));
  EXPECT_NE(same_name("the dishes"), same_name("thedishes"));
}

// ---- what they amount to

class MendState : public ::testing::Test {
 protected:
  Teller teller;
  Story story;
  ExchangeRecord record;
  base::EventId mend;

  template <class Content>
  base::EventId say(Author who, const Content& content) {
    const auto event = teller.says(who, content);
    story.add(event);
    return event.id;
  }
  void invite(Author who) { mend = say(who, Invite{Kind::hurt, "Tuesday"}); }
  Mark mark(Author who) {
    Mark made{.id = teller.id<base::EventId>()};
    made.author = who;
    made.logical = ++logical_;
    made.authored_ms = teller.now_ms();
    return made;
  }
  Mark seal(Author who) {
    const Mark made = mark(who);
    record.seals.insert(made, exchange::Seal{});
    return made;
  }
  void release(const Mark& seal) { record.releases.insert(mark(seal.author), exchange::Release{{}, seal.id, {}}); }
  void withdraw(const Mark& seal) { record.withdrawals.insert(mark(seal.author), exchange::Withdraw{{}, seal.id}); }
  State now() { return state_of(story, *story.mends.find(mend), &record); }
  bool can(Move move, int days_later = 0) {
    return may(now(), move, base::day_of(teller.now_ms(), 60) + days_later, 60);
  }
  void both_sides() {
    const Mark mine = seal(Author::me);
    const Mark theirs = seal(Author::partner);
    release(theirs);
    release(mine);
  }

 private:
  std::uint64_t logical_ = 1000;
};

TEST_F(MendState, GoesFromAnInvitationToAPromiseOfEach) {
  invite(Author::me);
  EXPECT_EQ(now().phase, Phase::invited);
  EXPECT_TRUE(can(Move::seal)) << "who invites may write at once";
  EXPECT_FALSE(can(Move::answer)) << "the answer is the other's";
  say(Author::me, Answered{mend, Answer::yes, {}, ""});
  EXPECT_EQ(now().phase, Phase::invited) << "and nobody says yes in their name";
  say(Author::partner, Answered{mend, Answer::yes, {}, ""});
  EXPECT_EQ(now().phase, Phase::sides);
  const Mark mine = seal(Author::me);
  EXPECT_FALSE(can(Move::seal));
  const Mark theirs = seal(Author::partner);
  release(theirs);
  EXPECT_EQ(now().phase, Phase::sides) << "one key alone opens nothing";
  EXPECT_FALSE(can(Move::promise));
  release(mine);
  EXPECT_EQ(now().phase, Phase::opened);
  say(Author::me, Promise{mend, "I will ask first.", {}});
  EXPECT_EQ(now().phase, Phase::opened);
  say(Author::partner, Promise{mend, "I will say when I am tired.", {}});
  EXPECT_EQ(now().phase, Phase::promised);
  EXPECT_EQ(now().promises.size(), 2U);
}

TEST_F(MendState, NotYetIsAWholeAnswerAndCanBecomeAYes) {
  invite(Author::partner);
  EXPECT_TRUE(can(Move::answer));
  EXPECT_FALSE(can(Move::seal));
  say(Author::me, Answered{mend, Answer::not_yet, {}, ""});
  EXPECT_EQ(now().phase, Phase::invited);
  EXPECT_TRUE(can(Move::answer, 400)) << "and nothing runs out";
  say(Author::me, Answered{mend, Answer::help, {}, ""});
  EXPECT_EQ(now().phase, Phase::invited);
  say(Author::me, Answered{mend, Answer::yes, {}, ""});
  EXPECT_EQ(now().phase, Phase::sides);
  EXPECT_TRUE(can(Move::seal));
  say(Author::me, Answered{mend, Answer::not_yet, {}, ""});
  EXPECT_EQ(now().phase, Phase::invited) << "a yes is taken back until both sides are there";
  EXPECT_FALSE(can(Move::seal));
}

TEST_F(MendState, ASideThatWasWithdrawnCanBeWrittenAnewAndOneThatWasGivenStaysGiven) {
  invite(Author::me);
  withdraw(seal(Author::me));
  EXPECT_TRUE(can(Move::seal));
  both_sides();
  say(Author::partner, Answered{mend, Answer::not_yet, {}, ""});
  EXPECT_EQ(now().phase, Phase::opened) << "what was opened cannot be closed";
  EXPECT_FALSE(can(Move::answer));
}

TEST_F(MendState, EitherLetsItRestAndThenNothingOfItIsAsked) {
  invite(Author::me);
  both_sides();
  say(Author::partner, Rest{mend});
  EXPECT_EQ(now().phase, Phase::rests);
  for (const Move move : kMoves) EXPECT_FALSE(can(move, 30)) << word(move);
}

TEST_F(MendState, LookingBackComesThreeDaysAfterTheLastOfBoth) {
  invite(Author::me);
  both_sides();
  EXPECT_FALSE(can(Move::followed, 2));
  EXPECT_TRUE(can(Move::followed, 3));
  teller.says(Author::me, Rest{}, 48);  // two days go by
  say(Author::partner, Promise{mend, "I will call.", {}});
  EXPECT_FALSE(can(Move::followed, 2)) << "a promise puts it off";
  EXPECT_TRUE(can(Move::followed, 3));
  EXPECT_TRUE(can(Move::followed, 300)) << "and it is never overdue";
}

TEST_F(MendState, WhatWasTakenBackIsAsIfItHadNotBeenSaid) {
  invite(Author::me);
  const auto erase = [&](Author who, const base::EventId& event) { say(who, erase::Erase{event, {}}); };
  const auto yes = say(Author::partner, Answered{mend, Answer::yes, {}, ""});
  erase(Author::partner, yes);
  EXPECT_EQ(now().phase, Phase::invited);
  const auto rest = say(Author::partner, Rest{mend});
  erase(Author::me, rest);
  EXPECT_EQ(now().phase, Phase::rests) << "only its writer takes it back";
  erase(Author::partner, rest);
  EXPECT_EQ(now().phase, Phase::invited);
}

TEST_F(MendState, OnlyItsOwnerSaysWhatBecameOfAPromise) {
  invite(Author::me);
  const auto id = say(Author::me, Promise{mend, "I will ask first.", base::Date{20'003}});
  const auto& promise = *story.mend_promises.find(id);
  say(Author::partner, Kept{id, talk::Became::let_go, {}});
  EXPECT_EQ(standing(story, promise).became, talk::Became::open);
  say(Author::me, Kept{id, talk::Became::moved, base::Date{20'010}});
  EXPECT_EQ(standing(story, promise).by, base::Date{20'010});
  say(Author::me, Kept{id, talk::Became::done, {}});
  EXPECT_EQ(standing(story, promise).became, talk::Became::done);
  EXPECT_EQ(standing(story, promise).by, base::Date{20'010});
}

TEST_F(MendState, ReadinessIsTheLastThatEachSaidInTheSpace) {
  say(Author::partner, Ready{Kind::impact, true});
  EXPECT_TRUE(readiness(story, Kind::impact).theirs);
  EXPECT_FALSE(readiness(story, Kind::impact).own);
  EXPECT_FALSE(readiness(story, Kind::meaning).theirs);
  say(Author::partner, Ready{Kind::impact, false});
  EXPECT_FALSE(readiness(story, Kind::impact).theirs);
  story.add(teller.says(Author::me, Ready{Kind::impact, true}, Stream::private_, 1));
  EXPECT_FALSE(readiness(story, Kind::impact).own) << "what stays private opens nothing";
}

TEST_F(MendState, TheSameEventsInAnyOrderGiveTheSame) {
  std::vector<log::Opened> events;
  events.push_back(teller.says(Author::partner, Invite{Kind::hurt, ""}));
  mend = events.front().id;
  events.push_back(teller.says(Author::me, Answered{mend, Answer::yes, {}, ""}));
  events.push_back(teller.says(Author::me, Answered{mend, Answer::not_yet, {}, ""}));
  events.push_back(teller.says(Author::me, Answered{mend, Answer::yes, {}, ""}));
  events.push_back(teller.says(Author::partner, Promise{mend, "I will.", {}}));
  for (int turn = 0; turn < 40; ++turn) {
    std::shuffle(events.begin(), events.end(), teller.random());
    Story other;
    for (const auto& event : events) other.add(event);
    const State state = state_of(other, *other.mends.find(mend), nullptr);
    EXPECT_EQ(state.phase, Phase::sides);
    EXPECT_EQ(state.promises.size(), 1U);
  }
}

}  // namespace
}  // namespace hearth::story::mend
