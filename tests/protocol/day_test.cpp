// The pair's day: one zone for both, a day that begins at 04:00, and a question that
// two devices work out alike, wherever they are and whatever their clocks say.
#include <set>

#include "tests/protocol/actor.h"
#include "tests/support/server_process.h"

namespace hearth::tests {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::int64_t kHour = 60LL * 60 * 1000;

// How far a clock has to be put forward to show `unix_ms`.
milliseconds until(const Clock& clock, std::int64_t unix_ms) { return milliseconds(unix_ms - clock.now_ms()); }

std::string day_of(Actor& actor) { return actor.ok("today.view").json["today"]["day"]; }

class ThePairsDay : public ::testing::Test {
 protected:
  void make_a_pair() {
    alice.init(server.url(), server.setup_link());
    bob.init(server.url());
    ASSERT_NO_FATAL_FAILURE(pair(alice, bob));
    begin(alice, bob);
  }

  Clock alices_clock;
  Clock bobs_clock;
  ServerProcess server;
  Actor alice{"alice", alices_clock, "Europe/Berlin"};
  Actor bob{"bob", bobs_clock, "Pacific/Auckland"};  // eleven or twelve hours ahead of her
};

TEST_F(ThePairsDay, IsOneForTwoPeopleElevenHoursApart) {
  ASSERT_NO_FATAL_FAILURE(make_a_pair());
  EXPECT_EQ(alice.status()["zone"], bob.status()["zone"]);
  alice.offline();
  bob.offline();
  for (int step = 0; step < 24; ++step) {
    alices_clock.forward(hours(1));
    bobs_clock.forward(hours(1));
    ASSERT_EQ(day_of(alice), day_of(bob)) << "after " << step + 1 << " hours";
    ASSERT_EQ(alice.todays_question(), bob.todays_question());
  }
}

TEST_F(ThePairsDay, BeginsAtFourInTheMorningAlsoWhenTheClocksChange) {
  ASSERT_NO_FATAL_FAILURE(make_a_pair());
  alice.offline();
  ASSERT_EQ(alice.status()["zone"], "Europe/Berlin");
  // The nights before and after 28 March 2027, when two o'clock becomes three.
  constexpr std::int64_t kFourOnThe27th = 1'806'116'400'000;  // 2027-03-27T03:00Z, 04:00 +01:00
  constexpr std::int64_t kFourOnThe28th = kFourOnThe27th + 23 * kHour;
  constexpr std::int64_t kFourOnThe29th = kFourOnThe28th + 24 * kHour;
  const auto day_at = [&](std::int64_t at) {
    alices_clock.forward(tests::until(alices_clock, at));
    return day_of(alice);
  };
  EXPECT_EQ(day_at(kFourOnThe27th - 60'000), "2027-03-26");
  EXPECT_EQ(day_at(kFourOnThe27th + 60'000), "2027-03-27");
  EXPECT_EQ(day_at(kFourOnThe28th - 60'000), "2027-03-27");
  EXPECT_EQ(day_at(kFourOnThe28th + 60'000), "2027-03-28");
  EXPECT_EQ(day_at(kFourOnThe29th - 60'000), "2027-03-28");
  EXPECT_EQ(day_at(kFourOnThe29th + 60'000), "2027-03-29");
}

// Berlin's clocks change on 28 March and 31 October 2027, Auckland's on 4 April and 26
// September: so they are ten, eleven or twelve hours apart. Neither asks the other.
TEST_F(ThePairsDay, IsOneForTwoOfflineDevicesThroughAllFourChangesOfTheirClocks) {
  ASSERT_NO_FATAL_FAILURE(make_a_pair());
  alice.offline();
  bob.offline();
  constexpr std::int64_t kChanges[] = {1'806'195'600'000, 1'806'760'800'000, 1'821'880'800'000, 1'824'944'400'000};
  constexpr std::int64_t kFourInTheMorning[] = {1'806'199'200'000, 1'806'804'000'000, 1'821'924'000'000,
                                                1'824'951'600'000};  // the next one in Berlin
  for (std::size_t change = 0; change < std::size(kChanges); ++change) {
    std::set<std::string> days;
    for (std::int64_t at = kChanges[change] - 30 * kHour; at <= kChanges[change] + 30 * kHour; at += kHour / 2) {
      alices_clock.forward(tests::until(alices_clock, at));
      bobs_clock.forward(tests::until(bobs_clock, at));
      const std::string day = day_of(alice);
      ASSERT_EQ(day, day_of(bob)) << at;
      ASSERT_EQ(alice.todays_question(), bob.todays_question()) << at;
      days.insert(day);
    }
    EXPECT_GE(days.size(), 3U) << "sixty hours see two mornings at least";
    alices_clock.forward(tests::until(alices_clock, kFourInTheMorning[change] - 1000));
    const std::string before = day_of(alice);
    alices_clock.forward(tests::until(alices_clock, kFourInTheMorning[change] + 1000));
    EXPECT_LT(before, day_of(alice)) << "at four by the clock on the wall";
  }
}

TEST_F(ThePairsDay, IsKnownToADeviceWhoseClockIsWrong) {
  ASSERT_NO_FATAL_FAILURE(make_a_pair());
  bobs_clock.forward(hours(30));
  bob.stop();
  bob.restart();
  bob.settle();
  EXPECT_EQ(day_of(bob), day_of(alice)) << "the server's clock is asked for the difference";
  EXPECT_EQ(bob.todays_question(), alice.todays_question());
  EXPECT_TRUE(bob.has_notice("clock_off"));
  const std::string id = bob.seal(bob.todays_question(), "from the future")["id"];
  alice.seal(alice.todays_question(), "from now");
  settle(alice, bob);
  EXPECT_EQ(alice.ok("exchange.open", {{"id", id}}).json["exchange"]["theirs"]["text"], "from the future");
}

}  // namespace
}  // namespace hearth::tests
