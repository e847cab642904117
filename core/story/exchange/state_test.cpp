#include "story/exchange/state.h"

#include <gtest/gtest.h>

#include "story/story_testing.h"

namespace hearth::story::exchange {
namespace {

using testing::Teller;

class ExchangeState : public ::testing::Test {
 protected:
  Teller teller;
  Story story;
  base::ExchangeId id = teller.id<base::ExchangeId>();
  QuestionRef question{"small-thing", 1, ""};

  log::Opened seal(Author who, std::optional<std::string> words = std::nullopt) {
    auto event = teller.says(who, Seal{id, question, 0, {1}, {}});
    event.answer = std::move(words);
    story.add(event);
    return event;
  }
  void release(Author who, const log::Opened& sealed, std::optional<std::string> words = std::nullopt) {
    auto event = teller.says(who, Release{id, sealed.id, base::Bytes(32, 7)});
    event.answer = std::move(words);
    story.add(event);
  }
  State now(int days_later = 0) {
    const auto today = base::day_of(teller.now_ms(), 60) + days_later;
    static const ExchangeRecord kNothing;
    const ExchangeRecord* record = story.exchange(id);
    return state_of(story, record != nullptr ? *record : kNothing, today, 60);
  }
};

TEST_F(ExchangeState, FromOfferedToOpenOnlyAfterBothKeysAreThere) {
  EXPECT_EQ(now().phase, Phase::offered);
  const auto mine = seal(Author::me, "the tea");
  EXPECT_EQ(now().phase, Phase::sealed);
  const auto theirs = seal(Author::partner);
  EXPECT_EQ(now().phase, Phase::both_sealed);
  EXPECT_EQ(now().their_words, nullptr);
  release(Author::partner, theirs, "your note");
  EXPECT_EQ(now().their_words, nullptr) << "own answer is not given yet";
  release(Author::me, mine);
  ASSERT_NE(now().their_words, nullptr);
  EXPECT_EQ(*now().their_words, "your note");
  EXPECT_EQ(now().phase, Phase::both_sealed) << "each opens in their own time";
  story.add(teller.says(Author::me, Seen{id}));
  EXPECT_EQ(now().phase, Phase::open);
}

TEST_F(ExchangeState, WhoHasNotAnsweredSeesTheSameWhetherTheOtherDidOrNot) {
  const State before = now();
  seal(Author::partner);
  EXPECT_EQ(now().phase, before.phase);
  EXPECT_EQ(now().their_words, nullptr);
}

TEST_F(ExchangeState, APassIsSeenByNobodyElse) {
  story.add(teller.says(Author::me, Pass{id}));
  EXPECT_EQ(now().phase, Phase::passed);
  EXPECT_EQ(draft(Pass{id}).stream, Stream::private_);
  EXPECT_EQ(draft(NotNow{id}).stream, Stream::private_);
}

TEST_F(ExchangeState, AnAnswerAloneForSevenDaysRestsAndCanBeSentOpen) {
  seal(Author::me, "the tea");
  EXPECT_EQ(now(6).phase, Phase::sealed);
  EXPECT_FALSE(now(6).sendable_open);
  EXPECT_EQ(now(7).phase, Phase::resting);
  EXPECT_TRUE(now(7).sendable_open);
}

TEST_F(ExchangeState, AWithdrawnAnswerIsGoneAndAnotherCanBeSealed) {
  const auto first = seal(Author::me, "too quick");
  story.add(teller.says(Author::me, Withdraw{id, first.id}));
  EXPECT_EQ(now().phase, Phase::withdrawn);
  EXPECT_EQ(now().own_words, nullptr);
  seal(Author::me, "slower");
  EXPECT_EQ(now().phase, Phase::sealed);
  EXPECT_EQ(*now().own_words, "slower");
}

TEST_F(ExchangeState, AWithdrawalAfterTheOwnReleaseComesTooLate) {
  const auto mine = seal(Author::me, "said");
  release(Author::me, mine);
  story.add(teller.says(Author::me, Withdraw{id, mine.id}));
  EXPECT_EQ(now().phase, Phase::sealed);
}

TEST_F(ExchangeState, NobodyWithdrawsForTheOther) {
  const auto mine = seal(Author::me, "said");
  story.add(teller.says(Author::partner, Withdraw{id, mine.id}));
  EXPECT_EQ(now().phase, Phase::sealed);
}

TEST_F(ExchangeState, OfTwoOwnDevicesTheSmallerIdCountsAndTheOtherIsOffered) {
  const auto first = seal(Author::me, "on the phone");
  const auto second = seal(Author::me, "on the laptop");
  const auto& smaller = first.id < second.id ? first : second;
  const State state = now();
  ASSERT_NE(state.own.seal, nullptr);
  EXPECT_EQ(state.own.seal->mark.id, smaller.id);
  ASSERT_NE(state.own.other_seal, nullptr);
  EXPECT_NE(state.own.other_seal->mark.id, smaller.id);
}

TEST_F(ExchangeState, WhoGoesFirstIsReadAtOnce) {
  story.add(teller.says(Author::partner, OpenAnswer{id, question, 0, "I start"}));
  EXPECT_EQ(now().phase, Phase::offered);
  ASSERT_NE(now().their_words, nullptr);
  EXPECT_EQ(*now().their_words, "I start");
}

TEST_F(ExchangeState, AnErasedAnswerCountsNoMore) {
  const auto mine = seal(Author::me, "said");
  story.add(teller.says(Author::me, erase::Erase{mine.id, {}}, Stream::shared, 1));
  EXPECT_FALSE(now().own.answered());
}

}  // namespace
}  // namespace hearth::story::exchange
