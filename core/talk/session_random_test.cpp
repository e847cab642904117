// Two people, a phone that sleeps, clocks that jump: whatever they do and in whatever
// order, nobody loses time to speak, nobody is stuck, and it ends.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "talk/session.h"

namespace hearth::talk {
namespace {

constexpr std::int64_t kEvening = 1'795'204'800'000;
constexpr int kEvenings = 3'000;

std::uint32_t seed() {
  const char* given = std::getenv("HEARTH_SEED");
  return given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10)) : std::random_device()();
}

// What a turn was given when it began; turns that nobody cut short.
struct Offered {
  std::int64_t first = 0;
  std::int64_t second = 0;
};

class Evening {
 public:
  explicit Evening(std::uint32_t seed) : random_(seed) {
    const auto kind = static_cast<Kind>(pick(7));
    constexpr std::int32_t kMinutes[] = {3, 10, 20, 45};
    session_ = begin(kind, kMinutes[pick(4)], pick(2) == 1, pick(2) == 1, now_ms_);
    notice_turn();
  }

  // Gives how many moves it took until it was over; every one of them was sound.
  int live(bool only_time) {
    int moves = 0;
    while (session_.phase != Phase::over && moves < 500) {
      ++moves;
      now_ms_ += step();
      const Move what = only_time ? (session_.phase == Phase::paused ? Move::resume : Move::look)
                                  : static_cast<Move>(pick(8) == 7 && pick(6) != 0 ? 0 : pick(8));
      // Most people do not stop or close at once.
      const bool ends = what == Move::stop || what == Move::close;
      make(ends && pick(5) != 0 ? Move::look : what);
    }
    return moves;
  }
  [[nodiscard]] const Session& session() const { return session_; }
  [[nodiscard]] const Offered& offered() const { return offered_; }

 private:
  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }

  // From a moment to a night; sometimes backwards.
  std::int64_t step() {
    switch (pick(12)) {
      case 0: return -static_cast<std::int64_t>(pick(3'600)) * kSecond;
      case 1: return static_cast<std::int64_t>(pick(12 * 3'600)) * kSecond;
      case 2:
      case 3: return static_cast<std::int64_t>(pick(20 * 60)) * kSecond;
      case 4:
      case 5:
      case 6: return static_cast<std::int64_t>(pick(90)) * kSecond;
      default: {
        const auto next = next_ms(session_);
        return next ? *next - now_ms_ + static_cast<std::int64_t>(pick(200)) : static_cast<std::int64_t>(pick(1'000));
      }
    }
  }

  void make(Move what) {
    const Session before = session_;
    const std::int64_t back = what == Move::come_back ? now_ms_ + static_cast<std::int64_t>(pick(86'400)) * kSecond : 0;
    const auto heard = move(session_, what, now_ms_, back);
    if (heard) EXPECT_GE(heard->late_ms, 0);
    const auto kept = from_text(to_text(session_));
    ASSERT_TRUE(kept.has_value()) << to_text(session_);
    EXPECT_EQ(*kept, session_);
    EXPECT_GE(session_.place, before.place) << "no turn comes back";
    EXPECT_LE(session_.place, before.place + (what == Move::close ? 8 : 2));
    if (session_.phase != Phase::over) EXPECT_TRUE(may(session_, Move::stop)) << "anyone can stop";
    if (session_.phase == Phase::running || session_.phase == Phase::finishing) {
      EXPECT_TRUE(next_ms(session_).has_value()) << "something will happen by itself";
      EXPECT_TRUE(may(session_, Move::pause));
    }
    if (session_.phase == Phase::paused) EXPECT_TRUE(may(session_, Move::resume));
    if (session_.place != before.place) notice_turn();
  }

  void notice_turn() {
    const Turn turn = turn_of(session_);
    if (session_.phase != Phase::running || turn.part != Part::speak) return;
    const std::int64_t given = session_.ends_ms - session_.seen_ms;
    // A timer that is a moment late takes that moment from the turn, never more.
    EXPECT_GE(given, turn.seconds * kSecond - kOnTimeMs);
    EXPECT_LE(given, turn.seconds * kSecond);
    (turn.who == Who::first ? offered_.first : offered_.second) += turn.seconds * kSecond;
  }

  std::mt19937 random_;
  Session session_;
  std::int64_t now_ms_ = kEvening;
  Offered offered_;
};

TEST(SessionAtRandom, AlwaysEndsAndNothingIsLostOnTheWay) {
  const std::uint32_t start = seed();
  std::cout << "HEARTH_SEED=" << start << "\n";
  for (std::uint32_t i = 0; i < kEvenings; ++i) {
    Evening evening(start + i);
    const int moves = evening.live(false);
    ASSERT_LT(moves, 500) << "seed " << start + i << ": " << to_text(evening.session());
    ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << start + i;
  }
}

TEST(SessionAtRandom, WhoeverLetsItRunIsOfferedAsMuchTimeAsTheOther) {
  const std::uint32_t start = seed();
  std::cout << "HEARTH_SEED=" << start << "\n";
  for (std::uint32_t i = 0; i < kEvenings; ++i) {
    Evening evening(start + i);
    ASSERT_LT(evening.live(true), 500) << "seed " << start + i;
    const Session& session = evening.session();
    if (session.end != End::done) continue;
    const bool one_speaks = session.kind == Kind::listen || session.kind == Kind::alone;
    EXPECT_GT(evening.offered().first, 0);
    EXPECT_EQ(evening.offered().second, one_speaks ? 0 : evening.offered().first) << "seed " << start + i;
  }
}

}  // namespace
}  // namespace hearth::talk
