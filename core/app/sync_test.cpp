// Bad days of the network: nothing is lost, nothing doubles.
#include <gtest/gtest.h>

#include <set>

#include "app/testing/world_testing.h"
#include "envelope/header.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using testing::Host;
using testing::World;

class Sync : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");

  void SetUp() override { world.pair(alice, bob); }
  static boundary::Status status(Host& host) { return host.must(boundary::StatusViewArgs{}).status; }
  static std::vector<std::string> texts(Host& host) {
    std::vector<std::string> found;
    for (const auto& item : host.must(boundary::StoryViewArgs{}).items) {
      if (item.type == "share.text") found.push_back(item.text);
    }
    return found;
  }
  static void share(Host& host, const std::string& text) {
    host.must(boundary::ShareSendArgs{text, boundary::ReplyMode::kAsk});
  }
  void expect_each_event_once() {
    for (const auto& [id, log] : world.relay.logs) {
      std::set<base::Bytes> seen;
      for (const auto& event : log.events) EXPECT_TRUE(seen.insert(event.header).second);
    }
  }
  testing::Relay::Log& space() {
    for (auto& [id, log] : world.relay.logs) {
      if (log.space) return log;
    }
    std::abort();
  }
};

TEST_F(Sync, WhatIsWrittenOfflineGoesWhenTheServerIsBack) {
  world.relay.up = false;
  world.settle();
  share(alice, "one");
  share(alice, "two");
  world.settle();
  EXPECT_EQ(status(alice).waiting, 2);
  EXPECT_FALSE(status(alice).online);
  EXPECT_FALSE(status(alice).settled);
  world.pass(3'600'000);
  world.relay.up = true;
  world.pass(5 * 60'000);
  EXPECT_EQ(status(alice).waiting, 0);
  EXPECT_TRUE(status(alice).settled);
  EXPECT_EQ(texts(bob), (std::vector<std::string>{"one", "two"}));
  expect_each_event_once();
}

TEST_F(Sync, TheHostsWordThatThereIsANetworkIsTriedAtOnce) {
  world.relay.up = false;
  world.settle();
  world.pass(3'600'000);
  world.relay.up = true;
  alice.must(boundary::NetOnlineArgs{});
  world.settle();
  EXPECT_TRUE(status(alice).online);
}

TEST_F(Sync, AppsThatAreClosedBeforeTheAnswerSendTheSameBytesAgain) {
  share(alice, "one");  // stored, sent, and the app is gone before the answer is carried
  alice.reopen();
  world.settle();
  share(alice, "two");
  world.settle();
  EXPECT_EQ(texts(bob), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(status(alice).waiting, 0);
  expect_each_event_once();
}

TEST_F(Sync, AServerThatWasRestoredFromABackupGetsBackWhatItLost) {
  share(alice, "one");
  share(bob, "two");
  world.settle();
  const auto before = space().events;
  share(alice, "three");
  world.settle();
  alice.connected = bob.connected = false;
  world.settle();
  space().events = before;  // the backup knows nothing of "three"
  alice.connected = bob.connected = true;
  world.pass(10 * 60'000);
  EXPECT_EQ(space().events.size(), before.size() + 1);
  share(alice, "four");
  share(bob, "five");
  world.settle();
  world.pass(10 * 60'000);
  EXPECT_EQ(texts(alice).size(), 5U);
  EXPECT_EQ(texts(bob).size(), 5U);
  EXPECT_EQ(status(alice).waiting, 0);
  expect_each_event_once();
}

TEST_F(Sync, AFullServerIsToldAndWhatWaitsGoesLater) {
  world.relay.refuse_append = [](const base::Bytes&) { return std::optional<std::string>("quota"); };
  share(alice, "one");
  world.settle();
  EXPECT_EQ(status(alice).waiting, 1);
  ASSERT_EQ(status(alice).notices.size(), 1U);
  EXPECT_EQ(status(alice).notices[0].code, "quota");
  world.relay.refuse_append = nullptr;
  world.pass(15 * 60'000);
  EXPECT_EQ(texts(bob), (std::vector<std::string>{"one"}));
  EXPECT_TRUE(status(alice).notices.empty()) << "it goes with its cause";
}

TEST_F(Sync, AServerThatCannotWriteIsReadOnlyAndRecovers) {
  world.relay.refuse_append = [](const base::Bytes&) { return std::optional<std::string>("read_only"); };
  share(alice, "one");
  world.settle();
  EXPECT_TRUE(status(alice).read_only);
  EXPECT_EQ(texts(alice).size(), 1U) << "kept here";
  world.relay.refuse_append = nullptr;
  world.pass(2 * 60'000);
  EXPECT_FALSE(status(alice).read_only);
  EXPECT_EQ(texts(bob).size(), 1U);
}

TEST_F(Sync, TooManyAtOnceWaitAndThenGo) {
  int taken = 0;
  world.relay.refuse_append = [&](const base::Bytes&) {
    return ++taken > 3 ? std::optional<std::string>("rate") : std::nullopt;
  };
  for (int i = 0; i < 6; ++i) share(alice, "text " + std::to_string(i));
  world.settle();
  world.relay.refuse_append = nullptr;
  world.pass(60'000);
  EXPECT_EQ(texts(bob).size(), 6U);
  EXPECT_TRUE(status(alice).notices.empty());
  expect_each_event_once();
}

TEST_F(Sync, AClockThatIsHoursOffIsSetRightByTheServersAndTold) {
  const std::string day = status(bob).day;
  alice.clock_off_ms = -9 * 3'600'000LL;
  alice.reopen();
  world.settle();
  world.pass(60'000);
  EXPECT_EQ(status(alice).clock_off_s, 9 * 3600);
  EXPECT_EQ(status(alice).day, day);
  EXPECT_EQ(alice.must(boundary::TodayViewArgs{}).today.exchange->id,
            bob.must(boundary::TodayViewArgs{}).today.exchange->id);
  ASSERT_EQ(status(alice).notices.size(), 1U);
  EXPECT_EQ(status(alice).notices[0].code, "clock_off");
}

TEST_F(Sync, ASmallDifferenceOfClocksIsLeftAlone) {
  alice.clock_off_ms = 4 * 60'000;
  alice.reopen();
  world.settle();
  EXPECT_EQ(status(alice).clock_off_s, 0);
}

TEST_F(Sync, NonsenseFromTheServerEndsTheLineAndLosesNothing) {
  share(alice, "one");
  for (std::int64_t id = 1; id < 60; ++id) {
    alice.must(boundary::NetFrameArgs{id, base::Bytes{0x84, 1, 0, 0, 0, 9}});
    alice.must(boundary::NetResultArgs{id, 200, base::Bytes{'{', '}'}});
  }
  world.pass(10 * 60'000);
  EXPECT_EQ(texts(bob).size(), 1U);
  expect_each_event_once();
}

TEST_F(Sync, ALockedAppHasNoNetworkAndHearsNothing) {
  alice.must(boundary::LockArgs{});
  EXPECT_EQ(alice.call(boundary::TodayViewArgs{}).error().code, ErrorCode::kLocked);
  EXPECT_EQ(alice.call(boundary::ShareSendArgs{"x", {}}).error().code, ErrorCode::kLocked);
  share(bob, "meanwhile");
  world.settle();
  EXPECT_EQ(alice.call(boundary::UnlockArgs{base::Bytes(32, 9)}).error().code, ErrorCode::kWrongKey);
  alice.unlock_and_load();
  world.settle();
  EXPECT_EQ(texts(alice), (std::vector<std::string>{"meanwhile"}));
}

TEST_F(Sync, AWrongSetupTokenIsToldAndTheAppWorksWithoutTheServer) {
  Host& carol = world.host("Carol");
  carol.set_up("d3Jvbmc");
  world.settle();
  EXPECT_EQ(status(carol).register_, boundary::RegisterState::kRefused);
  ASSERT_EQ(status(carol).notices.size(), 1U);
  EXPECT_EQ(status(carol).notices[0].code, "register_refused");
  EXPECT_TRUE(status(carol).settled);
  carol.must(boundary::DiarySaveArgs{"still here", std::nullopt});
  world.relay.used_tokens.clear();
  carol.must(boundary::ServerSetArgs{"https://hearth.test", world.relay.setup_token});
  world.settle();
  EXPECT_EQ(status(carol).register_, boundary::RegisterState::kRegistered);
  EXPECT_EQ(status(carol).waiting, 0);
}

TEST_F(Sync, NothingOnTheDeviceIsReadableWithoutItsKey) {
  const std::string secret = "canary-of-alice";
  alice.must(boundary::DiarySaveArgs{secret, std::nullopt});
  share(alice, secret);
  alice.must(boundary::ExchangeDraftArgs{alice.must(boundary::TodayViewArgs{}).today.exchange->question.id, secret});
  world.settle();
  for (const auto* table : {&alice.records, &alice.events, &bob.events}) {
    for (const auto& [key, value] : *table) {
      EXPECT_EQ(base::as_text(value).find(secret), std::string_view::npos) << key;
    }
  }
  for (const auto& [id, log] : world.relay.logs) {
    for (const auto& event : log.events) EXPECT_EQ(base::as_text(event.body).find(secret), std::string_view::npos);
  }
}

}  // namespace
}  // namespace hearth::app
