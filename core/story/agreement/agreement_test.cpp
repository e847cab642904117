#include "story/agreement/agreement.h"

#include <gtest/gtest.h>

#include "story/agreement/state.h"
#include "story/erase/erase.h"
#include "story/story_testing.h"

namespace hearth::story::agreement {
namespace {

using testing::is_read;
using testing::Teller;

constexpr base::Date kToday{20'759};  // 2026-11-02, the Teller's Monday

Proposed a_space() {
  return {.kind = "space", .lines = {{"holds", "What is said here stays here."}}, .review = kToday + 30};
}

// Two who agree on something, as one of them sees it.
class Agreement : public ::testing::Test {
 protected:
  base::EventId proposes(Author who, const Proposed& proposed) { return says(who, proposed); }
  void answers(Author who, const base::EventId& id, Answer answer) { says(who, Answered{id, answer}); }
  void ends(Author who, const base::EventId& id) { says(who, Ended{id}); }
  void erases(Author who, const base::EventId& id) { says(who, erase::Erase{id, {}}, Stream::shared); }
  template <class Content>
  base::EventId says(Author who, const Content& content) {
    const auto event = teller.says(who, content);
    EXPECT_EQ(story.add(event), Story::Added::told);
    return event.id;
  }
  template <class Content>
  base::EventId says(Author who, const Content& content, Stream stream) {
    const auto event = teller.says(who, content, stream, 1);
    EXPECT_EQ(story.add(event), Story::Added::told);
    return event.id;
  }
  [[nodiscard]] Phase phase(const base::EventId& id, base::Date day = kToday) const {
    return state_of(story, *story.agreements.find(id), day).phase;
  }
  Teller teller;
  Story story;
};

TEST_F(Agreement, IsReadBackAsItWasWrittenAndWhatIsNoneIsRefused) {
  Proposed busy{.kind = "busy", .lines = {{"minimum", "Ten minutes at night."}}, .ends = kToday + 20};
  busy.replaces = base::EventId{};
  Proposed out;
  ASSERT_TRUE(read(write(busy), out));
  EXPECT_EQ(write(out), write(busy));
  EXPECT_FALSE(is_read(busy, "\"ends\":\"" + base::to_iso(kToday + 20) + "\",", "")) << "a season has an end";
  EXPECT_FALSE(is_read(busy, "busy", "openness")) << "lines of another form";
  EXPECT_FALSE(is_read(busy, "busy", "stress")) << "a page is no agreement";
  EXPECT_FALSE(is_read(a_space(), "{\"id\":\"holds\",\"text\":\"What is said here stays here.\"}", ""));
  EXPECT_FALSE(is_read(a_space(), "\"id\":\"holds\",", "\"id\":\"holds\",\"by\":\"me\","));
  EXPECT_FALSE(is_read(a_space(), base::to_iso(kToday + 30), "2026-02-30"));
  Reviewed review{{}, How::mixed, kToday + 60, kToday};
  Reviewed seen;
  ASSERT_TRUE(read(write(review), seen));
  EXPECT_EQ(write(seen), write(review));
  EXPECT_EQ(story.add(teller.says(Author::me, review, Stream::shared, 1)), Story::Added::set_aside)
      << "how it goes is looked at by each alone";
}

TEST_F(Agreement, TakesTheYesOfTheOneWhoDidNotProposeIt) {
  const auto id = proposes(Author::me, a_space());
  EXPECT_EQ(phase(id), Phase::proposed);
  answers(Author::me, id, Answer::yes);
  EXPECT_EQ(phase(id), Phase::proposed) << "nobody agrees with themselves";
  answers(Author::partner, id, Answer::not_yet);
  EXPECT_EQ(phase(id), Phase::proposed);
  answers(Author::partner, id, Answer::yes);
  EXPECT_EQ(phase(id), Phase::agreed);
  answers(Author::partner, id, Answer::not_yet);
  EXPECT_EQ(phase(id), Phase::agreed) << "what is agreed is ended, not answered again";
}

TEST_F(Agreement, IsEndedByEitherAndNoLateYesRevivesIt) {
  for (const Author who : {Author::me, Author::partner}) {
    const auto id = proposes(Author::me, a_space());
    answers(Author::partner, id, Answer::yes);
    ends(who, id);
    EXPECT_EQ(phase(id), Phase::ended);
    answers(Author::partner, id, Answer::yes);
    EXPECT_EQ(phase(id), Phase::ended);
  }
}

TEST_F(Agreement, HoldsUpToItsLastDay) {
  Proposed busy{.kind = "busy", .lines = {{"minimum", "Ten minutes."}}, .ends = kToday + 2};
  const auto id = proposes(Author::partner, busy);
  EXPECT_EQ(phase(id, kToday + 3), Phase::ended) << "and cannot be agreed any more";
  answers(Author::me, id, Answer::yes);
  EXPECT_EQ(phase(id, kToday + 2), Phase::agreed);
  EXPECT_EQ(phase(id, kToday + 3), Phase::ended);
}

TEST_F(Agreement, IsReplacedOnceTheNewerOneIsAgreedAndNotBefore) {
  const auto old = proposes(Author::me, a_space());
  answers(Author::partner, old, Answer::yes);
  Proposed newer = a_space();
  newer.replaces = old;
  const auto next = proposes(Author::partner, newer);
  EXPECT_EQ(phase(old), Phase::agreed);
  answers(Author::me, next, Answer::not_yet);
  EXPECT_EQ(phase(old), Phase::agreed);
  answers(Author::me, next, Answer::yes);
  EXPECT_EQ(phase(old), Phase::replaced);
  EXPECT_EQ(phase(next), Phase::agreed);
  ends(Author::me, next);
  EXPECT_EQ(phase(old), Phase::replaced) << "it does not come back by itself";
}

TEST_F(Agreement, OfAnotherKindReplacesNothing) {
  const auto old = proposes(Author::me, a_space());
  answers(Author::partner, old, Answer::yes);
  Proposed other{.kind = "often", .lines = {{"how_often", "Sundays"}}};
  other.replaces = old;
  const auto next = proposes(Author::partner, other);
  answers(Author::me, next, Answer::yes);
  EXPECT_EQ(phase(old), Phase::agreed);
}

TEST_F(Agreement, WhatWasErasedSaysNothing) {
  const auto id = proposes(Author::me, a_space());
  const auto yes = says(Author::partner, Answered{id, Answer::yes});
  erases(Author::me, yes);
  EXPECT_EQ(phase(id), Phase::agreed) << "the other's yes is not ours to erase";
  erases(Author::partner, yes);
  EXPECT_EQ(phase(id), Phase::proposed);
}

TEST_F(Agreement, AnswersToWhatIsNotHereAreHarmless) {
  answers(Author::partner, teller.id<base::EventId>(), Answer::yes);
  ends(Author::partner, teller.id<base::EventId>());
  Proposed newer = a_space();
  newer.replaces = teller.id<base::EventId>();
  EXPECT_EQ(phase(proposes(Author::me, newer)), Phase::proposed);
}

TEST_F(Agreement, TheOwnReviewMovesTheDayOrIsDoneWithIt) {
  const auto id = proposes(Author::partner, a_space());
  const auto look = [&] { return look_of(story, *story.agreements.find(id)); };
  EXPECT_EQ(look().next, kToday + 30);
  says(Author::me, Reviewed{id, How::well, {}, kToday + 3});
  EXPECT_EQ(look().next, kToday + 30) << "looked at before its day";
  says(Author::me, Reviewed{id, How::mixed, kToday + 60, kToday + 31});
  EXPECT_EQ(look().next, kToday + 60);
  EXPECT_EQ(look().reviewed->how, How::mixed);
  says(Author::me, Reviewed{id, How::well, {}, kToday + 60});
  EXPECT_EQ(look().next, std::nullopt);
}

// Both say what they like in any order, and hear of each other in any order: both see
// the same, and what was ended stays so.
TEST(AgreementAnyOrder, BothDevicesSeeTheSame) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Teller teller(seed);
  for (int round = 0; round < 200; ++round) {
    std::vector<log::Opened> events;
    std::vector<base::EventId> proposals;
    for (int i = 0; i < 24; ++i) {
      const Author who = teller.random()() % 2 == 0 ? Author::me : Author::partner;
      const auto about =
          proposals.empty() ? teller.id<base::EventId>() : proposals[teller.random()() % proposals.size()];
      switch (teller.random()() % 6) {
        case 0:
        case 1: {
          Proposed proposed = a_space();
          if (!proposals.empty() && teller.random()() % 2 == 0) proposed.replaces = about;
          events.push_back(teller.says(who, proposed));
          proposals.push_back(events.back().id);
          break;
        }
        case 2: events.push_back(teller.says(who, Ended{about})); break;
        case 3: events.push_back(teller.says(who, erase::Erase{about, {}}, Stream::shared, 1)); break;
        default: {
          const auto answer = teller.random()() % 3 == 0 ? Answer::not_yet : Answer::yes;
          events.push_back(teller.says(who, Answered{about, answer}));
        }
      }
      // Said at once on two devices that have not heard of each other.
      if (i % 3 == 0) events.back().logical = 5;
    }
    Story mine;
    for (const auto& event : events) mine.add(event);
    Story theirs;
    std::ranges::shuffle(events, teller.random());
    for (auto event : events) {
      event.who = event.who == Author::me ? Author::partner : Author::me;
      theirs.add(event);
    }
    for (const auto& entry : mine.agreements) {
      const auto* same = theirs.agreements.find(entry.mark.id);
      ASSERT_NE(same, nullptr);
      const State here = state_of(mine, entry, kToday);
      ASSERT_EQ(here.phase, state_of(theirs, *same, kToday).phase);
      const bool agreed = here.answer != nullptr && here.answer->content.answer == Answer::yes;
      ASSERT_TRUE(here.phase != Phase::agreed || agreed);
      ASSERT_TRUE(!agreed || here.answer->mark.author != entry.mark.author) << "by the one who did not propose it";
    }
  }
}

}  // namespace
}  // namespace hearth::story::agreement
