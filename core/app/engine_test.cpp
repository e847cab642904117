#include "app/engine.h"

#include <gtest/gtest.h>

#include "app/testing/world_testing.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::ExchangePhase;
using testing::Host;
using testing::World;

class Pair : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");

  void SetUp() override { world.pair(alice, bob); }
  static boundary::Today today(Host& host) { return host.must(boundary::TodayViewArgs{}).today; }
  static boundary::Exchange seal(Host& host, const std::string& text) {
    return host.must(boundary::ExchangeSealArgs{today(host).exchange->question.id, text}).exchange;
  }
};

TEST_F(Pair, IsPairedWithBothNamesAndOneZone) {
  for (auto* host : {&alice, &bob}) {
    const auto status = host->must(boundary::StatusViewArgs{}).status;
    EXPECT_TRUE(status.paired);
    EXPECT_TRUE(status.settled);
    EXPECT_EQ(status.register_, boundary::RegisterState::kRegistered);
    EXPECT_EQ(status.zone, "Europe/Berlin");
    EXPECT_EQ(status.waiting, 0);
    EXPECT_TRUE(status.notices.empty());
  }
  EXPECT_EQ(alice.must(boundary::StatusViewArgs{}).status.partner, "Bob");
  EXPECT_EQ(bob.must(boundary::StatusViewArgs{}).status.partner, "Alice");
}

TEST_F(Pair, BothMeetTheSameQuestion) {
  ASSERT_TRUE(today(alice).exchange.has_value());
  EXPECT_EQ(today(alice).exchange->question.id, today(bob).exchange->question.id);
  EXPECT_EQ(today(alice).exchange->id, today(bob).exchange->id);
  EXPECT_FALSE(today(alice).exchange->question.text.empty());
}

// alice seals -> bob sees nothing -> bob seals -> both released -> each opens
TEST_F(Pair, ASealedAnswerOpensForBothOnceBothHaveSealed) {
  const auto mine = seal(alice, "the tea you made");
  world.settle();
  EXPECT_EQ(today(alice).exchange->phase, ExchangePhase::kSealed);
  EXPECT_TRUE(today(alice).exchange->confirmed);
  EXPECT_EQ(today(bob).exchange->phase, ExchangePhase::kOffered);
  EXPECT_FALSE(today(bob).exchange->partner_sealed);
  seal(bob, "your note");
  world.settle();
  EXPECT_EQ(today(alice).exchange->phase, ExchangePhase::kBothSealed);
  EXPECT_FALSE(today(alice).exchange->theirs.has_value());
  const auto opened = alice.must(boundary::ExchangeOpenArgs{mine.id}).exchange;
  EXPECT_EQ(opened.phase, ExchangePhase::kOpen);
  ASSERT_TRUE(opened.theirs.has_value());
  EXPECT_EQ(opened.theirs->text, "your note");
  EXPECT_EQ(today(bob).exchange->phase, ExchangePhase::kBothSealed) << "each in their own time";
  EXPECT_EQ(bob.must(boundary::ExchangeOpenArgs{mine.id}).exchange.theirs->text, "the tea you made");
}

}  // namespace
}  // namespace hearth::app
