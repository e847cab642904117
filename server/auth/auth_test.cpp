#include <gtest/gtest.h>

#include "server/auth/challenges.h"
#include "server/auth/limits.h"
#include "server/auth/sessions.h"
#include "server/host/random.h"

namespace hearth::server::auth {
namespace {

constexpr std::int64_t kNow = 1'000'000;

struct Someone {
  base::LogId log = host::random_value<base::LogId>();
  base::DeviceId device = host::random_value<base::DeviceId>();
};

TEST(Challenges, AChallengeIsGoodOnce) {
  Challenges challenges;
  const Someone alice;
  const auto challenge = challenges.issue(alice.log, alice.device, kNow);
  EXPECT_TRUE(challenges.take(challenge, alice.log, alice.device, kNow + 1));
  EXPECT_FALSE(challenges.take(challenge, alice.log, alice.device, kNow + 2));
}

TEST(Challenges, AChallengeForAliceIsNoUseToMalloryAndIsGoneAfterTheTry) {
  Challenges challenges;
  const Someone alice;
  const Someone mallory;
  const auto challenge = challenges.issue(alice.log, alice.device, kNow);
  EXPECT_FALSE(challenges.take(challenge, mallory.log, mallory.device, kNow));
  EXPECT_FALSE(challenges.take(challenge, alice.log, alice.device, kNow));
}

TEST(Challenges, AfterAMinuteItIsTooLate) {
  Challenges challenges;
  const Someone alice;
  const auto challenge = challenges.issue(alice.log, alice.device, kNow);
  EXPECT_FALSE(challenges.take(challenge, alice.log, alice.device, kNow + kChallengeLifeMs));
}

TEST(Challenges, AskingForVeryManyForgetsTheOldestInsteadOfGrowing) {
  Challenges challenges;
  const Someone alice;
  const auto first = challenges.issue(alice.log, alice.device, kNow);
  for (std::size_t i = 0; i < kChallengeLimit; ++i) (void)challenges.issue(alice.log, alice.device, kNow);
  EXPECT_FALSE(challenges.take(first, alice.log, alice.device, kNow));
}

Identity identity_of(const Someone& who) { return {.log = 7, .log_id = who.log, .device = who.device}; }

TEST(Sessions, ATokenSpeaksForItsDeviceUntilItExpires) {
  Sessions sessions;
  const Someone alice;
  const auto token = sessions.open(identity_of(alice), kNow);
  ASSERT_TRUE(sessions.find(token, kNow).has_value());
  EXPECT_EQ(sessions.find(token, kNow)->device, alice.device);
  EXPECT_FALSE(sessions.find(token, kNow + kSessionLifeMs).has_value());
  EXPECT_FALSE(sessions.find("", kNow).has_value());
  EXPECT_FALSE(sessions.find(token + "A", kNow).has_value());
}

TEST(Sessions, RevokingADeviceEndsAllItsTokensAndNobodyElses) {
  Sessions sessions;
  const Someone alice;
  const Someone bob;
  const auto first = sessions.open(identity_of(alice), kNow);
  const auto second = sessions.open(identity_of(alice), kNow);
  const auto others = sessions.open(identity_of(bob), kNow);
  sessions.close(7, alice.device);
  EXPECT_FALSE(sessions.find(first, kNow).has_value());
  EXPECT_FALSE(sessions.find(second, kNow).has_value());
  EXPECT_TRUE(sessions.find(others, kNow).has_value());
}

TEST(Sessions, ADeviceHoldsAFewTokensAndExpiredOnesAreForgotten) {
  Sessions sessions;
  const Someone alice;
  for (int i = 0; i < 100; ++i) (void)sessions.open(identity_of(alice), kNow);
  EXPECT_EQ(sessions.count(), kSessionsPerDevice);
  sessions.forget_expired(kNow + kSessionLifeMs);
  EXPECT_EQ(sessions.count(), 0U);
}

TEST(Bucket, LetsTheMinutesShareThroughThenOneForEachSpanOfTime) {
  Bucket bucket;
  for (int i = 0; i < 120; ++i) EXPECT_TRUE(bucket.take(120, kNow));
  EXPECT_FALSE(bucket.take(120, kNow));
  EXPECT_FALSE(bucket.take(120, kNow + 499));
  EXPECT_TRUE(bucket.take(120, kNow + 500));
  EXPECT_FALSE(bucket.take(120, kNow + 501));
}

TEST(Bucket, AClockSetBackGivesNothing) {
  Bucket bucket;
  EXPECT_TRUE(bucket.take(1, kNow));
  EXPECT_FALSE(bucket.take(1, kNow - 600'000));
  EXPECT_FALSE(bucket.take(1, kNow - 590'000));
}

TEST(Buckets, OneAddressDoesNotUseUpAnothersShare) {
  Buckets buckets(1);
  EXPECT_TRUE(buckets.take("203.0.113.1", kNow));
  EXPECT_FALSE(buckets.take("203.0.113.1", kNow));
  EXPECT_TRUE(buckets.take("203.0.113.2", kNow));
}

}  // namespace
}  // namespace hearth::server::auth
