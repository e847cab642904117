// Two people who are paired, and what tests of the guide ask of them day by day.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "app/testing/world_testing.h"

namespace hearth::app::testing {

inline constexpr std::int64_t kDay = 24 * 3'600'000LL;
inline constexpr std::int64_t kWeek = 7 * kDay;

inline boundary::Today today(Host& host) { return host.must(boundary::TodayViewArgs{}).today; }
inline boundary::Guide guide(Host& host) { return today(host).guide; }
inline boundary::Pace pace(Host& host) { return host.must(boundary::GuideViewArgs{}).pace; }
inline boundary::Picture picture(Host& host) { return host.must(boundary::PictureViewArgs{"12w"}).picture; }
inline void tell(Host& host, boundary::Tell what, std::int64_t value, const std::string& id = "") {
  host.must(boundary::GuideTellArgs{what, id, value});
}
inline void look_in(Host& host, std::int64_t felt) {
  host.must(boundary::CheckinSaveArgs{felt, {}, {}, {}, "", boundary::Share::kNone});
}
inline std::size_t events_in_space(const World& world) {
  std::size_t count = 0;
  for (const auto& [id, log] : world.relay.logs) count += log.space ? log.events.size() : 0;
  return count;
}

class Two : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");

  void SetUp() override { world.pair(alice, bob); }
  // Both open the app once a day.
  void a_day(std::int64_t days = 1) {
    for (std::int64_t i = 0; i < days; ++i) {
      world.pass(kDay);
      static_cast<void>(today(alice));
      static_cast<void>(today(bob));
      world.settle();
    }
  }
};

}  // namespace hearth::app::testing
