// Two own devices, and a partner who lost everything.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/testing/world_testing.h"

namespace hearth::app {
namespace {

using boundary::ExchangePhase;
using testing::Host;
using testing::World;

class Devices : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");

  void SetUp() override { world.pair(alice, bob); }

  Host& link_laptop() {
    Host& laptop = world.host("laptop");
    laptop.must(boundary::BootArgs{});
    const auto shown = laptop
                           .must(boundary::DeviceJoinLinkingArgs{"https://hearth.test", "Laptop", laptop.passphrase_key,
                                                                 base::Bytes(16, 1)})
                           .linking;
    world.settle();
    alice.must(boundary::DeviceScanArgs{*shown.code, alice.passphrase_key});
    world.settle();
    world.pass(5'000);
    const auto left = alice.must(boundary::DeviceViewArgs{}).linking;
    const auto right = laptop.must(boundary::DeviceViewArgs{}).linking;
    alice.must(boundary::DeviceConfirmArgs{right.own_words});
    laptop.must(boundary::DeviceConfirmArgs{left.own_words});
    world.settle();
    world.pass(10'000);
    return laptop;
  }
  static boundary::Exchange today(Host& host) { return *host.must(boundary::TodayViewArgs{}).today.exchange; }
};

TEST_F(Devices, TwoOwnDevicesThatSealedOfflineKeepBothAnswersAndOneCounts) {
  Host& laptop = link_laptop();
  alice.connected = laptop.connected = false;
  world.settle();
  const auto question = today(alice).question.id;
  alice.must(boundary::ExchangeSealArgs{question, "from the phone"});
  laptop.must(boundary::ExchangeSealArgs{question, "from the laptop"});
  alice.connected = laptop.connected = true;
  world.pass(5 * 60'000);
  const auto left = today(alice);
  const auto right = today(laptop);
  EXPECT_EQ(left.own->text, right.own->text) << "the same one counts on both";
  ASSERT_TRUE(left.other_draft.has_value());
  EXPECT_NE(*left.other_draft, left.own->text);
  bob.must(boundary::ExchangeSealArgs{question, "mine"});
  world.settle();
  EXPECT_EQ(bob.must(boundary::ExchangeOpenArgs{left.id}).exchange.theirs->text, left.own->text);
  EXPECT_EQ(laptop.must(boundary::ExchangeOpenArgs{left.id}).exchange.theirs->text, "mine");
}

TEST_F(Devices, WhatOneDeviceOpenedTheOtherShowsAsOpen) {
  Host& laptop = link_laptop();
  const auto question = today(alice).question.id;
  const auto mine = alice.must(boundary::ExchangeSealArgs{question, "a"}).exchange;
  bob.must(boundary::ExchangeSealArgs{question, "b"});
  world.settle();
  laptop.must(boundary::ExchangeOpenArgs{mine.id});
  world.settle();
  EXPECT_EQ(today(alice).phase, ExchangePhase::kOpen);
}

TEST_F(Devices, ThePartnerBringsBackWhatWasSharedAndNothingPrivate) {
  const auto question = today(alice).question.id;
  const auto first = alice.must(boundary::ExchangeSealArgs{question, "the tea"}).exchange;
  bob.must(boundary::ExchangeSealArgs{question, "your note"});
  alice.must(boundary::DiarySaveArgs{"private of alice", std::nullopt});
  alice.must(boundary::ShareSendArgs{"shared by alice", {}});
  bob.must(boundary::ShareSendArgs{"shared by bob", {}});
  world.settle();
  alice.must(boundary::ExchangeOpenArgs{first.id});
  world.settle();

  // Alice's phone is in the sea, her kit too.
  alice.connected = false;
  world.settle();
  Host& again = world.host("Alice anew");
  again.set_up(std::nullopt);
  bob.must(boundary::RepairInviteArgs{});
  world.settle();
  again.must(boundary::PairJoinArgs{bob.must(boundary::PairViewArgs{}).pairing.link, std::nullopt, std::nullopt});
  world.settle();
  const auto left = bob.must(boundary::PairViewArgs{}).pairing;
  const auto right = again.must(boundary::PairViewArgs{}).pairing;
  ASSERT_EQ(left.phase, boundary::PairPhase::kCheck);
  bob.must(boundary::PairConfirmArgs{right.own_words});
  again.must(boundary::PairConfirmArgs{left.own_words});
  world.settle();
  world.pass(60'000);

  std::size_t back = 0;
  for (const auto& item : again.must(boundary::StoryViewArgs{}).items) {
    EXPECT_NE(item.text, "private of alice");
    back += item.text == "shared by alice" || item.text == "shared by bob" ? 1 : 0;
    if (item.text == "shared by alice") {
      EXPECT_TRUE(item.own);
      EXPECT_TRUE(item.brought_back);
    }
  }
  EXPECT_EQ(back, 2U);
  // And the two go on in the new space.
  again.must(boundary::ShareSendArgs{"here again", {}});
  world.settle();
  const auto shares = bob.must(boundary::TodayViewArgs{}).today.shares;
  EXPECT_TRUE(std::ranges::contains(shares, "here again", &boundary::SharedText::text));
  EXPECT_EQ(today(again).id, today(bob).id);
}

}  // namespace
}  // namespace hearth::app
