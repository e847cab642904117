// Finding each other: links, words, wrong words, devices, the kit.
#include <gtest/gtest.h>

#include <set>

#include "app/testing/world_testing.h"

namespace hearth::app {
namespace {

using boundary::ErrorCode;
using boundary::PairPhase;
using testing::Host;
using testing::World;

boundary::Pairing pairing(Host& host) { return host.must(boundary::PairViewArgs{}).pairing; }
boundary::Status status(Host& host) { return host.must(boundary::StatusViewArgs{}).status; }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

TEST(Pairing, BySixSpokenWordsWithTheSlowHashAskedOfTheHost) {
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");
  alice.set_up(world.relay.setup_token);
  bob.set_up(std::nullopt);
  world.settle();
  const auto invited = alice.must(boundary::PairInviteArgs{false, boundary::Track::kFriend}).pairing;
  EXPECT_EQ(invited.words.size(), 6U);
  EXPECT_FALSE(invited.link.has_value()) << "after the hash";
  world.settle();
  EXPECT_TRUE(pairing(alice).link.has_value());
  bob.must(boundary::PairJoinArgs{std::nullopt, joined(invited.words), "https://hearth.test"});
  world.settle();
  EXPECT_EQ(pairing(alice).phase, PairPhase::kCheck);
  EXPECT_EQ(pairing(bob).phase, PairPhase::kCheck);
  const auto alices = pairing(alice).own_words;
  const auto bobs = pairing(bob).own_words;
  EXPECT_EQ(alices.size(), 2U);
  alice.must(boundary::PairConfirmArgs{bobs});
  world.settle();
  EXPECT_EQ(pairing(alice).phase, PairPhase::kWaitingOther);
  bob.must(boundary::PairConfirmArgs{alices});
  world.settle();
  EXPECT_EQ(pairing(alice).phase, PairPhase::kDone);
  EXPECT_EQ(pairing(bob).phase, PairPhase::kDone);
  EXPECT_TRUE(status(bob).paired);
  EXPECT_EQ(status(bob).register_, boundary::RegisterState::kRegistered) << "the invite admits one member";
}

// The slow hash of the six words may end when they are of no use any more.
TEST(Pairing, ALinkAskedForWhileTheWordsAreStretchedIsTheOneThatHolds) {
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");
  alice.set_up(world.relay.setup_token);
  bob.set_up(std::nullopt);
  world.settle();
  alice.must(boundary::PairInviteArgs{false, {}});
  alice.must(boundary::PairCancelArgs{});
  const auto invited = alice.must(boundary::PairInviteArgs{true, {}}).pairing;
  ASSERT_TRUE(invited.link.has_value());
  world.settle();
  EXPECT_EQ(pairing(alice).link, invited.link);
  bob.must(boundary::PairJoinArgs{*invited.link, std::nullopt, std::nullopt});
  world.settle();
  EXPECT_EQ(pairing(alice).phase, PairPhase::kCheck);
  EXPECT_EQ(pairing(bob).phase, PairPhase::kCheck);
}

TEST(Pairing, AnInviteGivenUpBeforeItsSpaceWasOpenedLeavesNothingWaiting) {
  World world;
  Host& alice = world.host("Alice");
  alice.set_up(world.relay.setup_token);
  world.settle();
  alice.must(boundary::PairInviteArgs{true, {}});
  EXPECT_GT(status(alice).waiting, 0);
  alice.must(boundary::PairCancelArgs{});
  world.settle();
  EXPECT_EQ(status(alice).waiting, 0);
}

// The server ends the wait of an invite that is destroyed; that is no news of the next one.
TEST(Pairing, TheWaitOfACancelledInviteDoesNotEndTheNext) {
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");
  alice.set_up(world.relay.setup_token);
  bob.set_up(std::nullopt);
  world.settle();
  alice.must(boundary::PairInviteArgs{false, {}});
  world.settle();
  alice.must(boundary::PairCancelArgs{});
  const auto invited = alice.must(boundary::PairInviteArgs{true, {}}).pairing;
  world.settle();
  EXPECT_EQ(pairing(alice).link, invited.link);
  bob.must(boundary::PairJoinArgs{*invited.link, std::nullopt, std::nullopt});
  world.settle();
  EXPECT_EQ(pairing(alice).phase, PairPhase::kCheck);
}

class Invited : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");
  std::string link;

  void SetUp() override {
    alice.set_up(world.relay.setup_token);
    bob.set_up(std::nullopt);
    world.settle();
    alice.must(boundary::PairInviteArgs{true, {}});
    world.settle();
    link = *pairing(alice).link;
  }
  void join(Host& host) {
    host.must(boundary::PairJoinArgs{link, std::nullopt, std::nullopt});
    world.settle();
  }
};

// The wait for the other's next message stands meanwhile; it must not hold up one's own.
TEST_F(Invited, AMessageThatWasLostIsSentAgainSoon) {
  std::set<std::string> lost;
  world.relay.loses = [&](const testing::HttpRequest& request) {
    return request.method == "POST" && request.path.ends_with("/messages") && lost.insert(request.authorization).second;
  };
  join(bob);
  EXPECT_NE(pairing(bob).phase, PairPhase::kCheck);
  world.pass(4'000);
  EXPECT_EQ(lost.size(), 2U);
  EXPECT_EQ(pairing(bob).phase, PairPhase::kCheck);
  EXPECT_EQ(pairing(alice).phase, PairPhase::kCheck);
}

TEST_F(Invited, OtherWordsEndItForBoth) {
  join(bob);
  const auto choices = pairing(alice).choices;
  const auto right = pairing(bob).own_words;
  for (const auto& choice : choices) {
    if (choice == right) continue;
    EXPECT_EQ(alice.call(boundary::PairConfirmArgs{choice}).error().code, ErrorCode::kWrongWords);
    break;
  }
  world.settle();
  EXPECT_EQ(pairing(alice).phase, PairPhase::kMismatch);
  world.pass(60'000);
  EXPECT_NE(pairing(bob).phase, PairPhase::kCheck);
  EXPECT_FALSE(status(bob).paired);
  EXPECT_FALSE(status(alice).paired);
}

TEST_F(Invited, TheChoicesHoldTheOthersWordsAmongDecoys) {
  join(bob);
  const auto choices = pairing(alice).choices;
  EXPECT_EQ(choices.size(), 4U);
  EXPECT_NE(std::find(choices.begin(), choices.end(), pairing(bob).own_words), choices.end());
}

TEST_F(Invited, AThirdFindsItUsed) {
  join(bob);
  Host& mallory = world.host("Mallory");
  mallory.set_up(std::nullopt);
  join(mallory);
  EXPECT_EQ(pairing(mallory).phase, PairPhase::kUsed);
  EXPECT_EQ(pairing(bob).phase, PairPhase::kCheck);
}

TEST_F(Invited, ItExpiresAfterItsTime) {
  world.pass(25 * 3'600'000LL);
  EXPECT_EQ(pairing(alice).phase, PairPhase::kExpired);
  join(bob);
  EXPECT_EQ(pairing(bob).phase, PairPhase::kExpired);
}

TEST_F(Invited, BothAppsMayBeClosedInTheMiddle) {
  alice.reopen();
  world.settle();
  join(bob);
  EXPECT_EQ(pairing(alice).phase, PairPhase::kCheck);
  alice.reopen();
  bob.reopen();
  world.settle();
  EXPECT_EQ(pairing(bob).phase, PairPhase::kCheck);
  alice.must(boundary::PairConfirmArgs{pairing(bob).own_words});
  world.settle();
  alice.reopen();
  world.settle();
  bob.must(boundary::PairConfirmArgs{pairing(alice).own_words});
  bob.reopen();
  world.settle();
  world.pass(5'000);
  EXPECT_EQ(pairing(alice).phase, PairPhase::kDone);
  EXPECT_EQ(pairing(bob).phase, PairPhase::kDone);
  EXPECT_EQ(status(alice).partner, "Bob");
  EXPECT_EQ(status(bob).partner, "Alice");
}

TEST_F(Invited, ACancelledOneCanBeFollowedByAnother) {
  alice.must(boundary::PairCancelArgs{});
  world.settle();
  EXPECT_EQ(pairing(alice).phase, PairPhase::kNone);
  alice.must(boundary::PairInviteArgs{true, {}});
  world.settle();
  link = *pairing(alice).link;
  join(bob);
  EXPECT_EQ(pairing(bob).phase, PairPhase::kCheck);
}

TEST(PairingInput, LinksAndWordsThatAreNoneAreRefused) {
  World world;
  Host& bob = world.host("Bob");
  bob.set_up(std::nullopt);
  const auto code = [&](std::optional<std::string> link, std::optional<std::string> words) {
    return bob.call(boundary::PairJoinArgs{std::move(link), std::move(words), "https://hearth.test"}).error().code;
  };
  EXPECT_EQ(code("https://hearth.test/pair", std::nullopt), ErrorCode::kBadRequest);
  EXPECT_EQ(code("https://hearth.test/pair#short", std::nullopt), ErrorCode::kBadRequest);
  EXPECT_EQ(code("javascript:alert(1)#" + std::string(43, 'A'), std::nullopt), ErrorCode::kBadRequest);
  EXPECT_EQ(code(std::nullopt, "only three words"), ErrorCode::kWrongWords);
  EXPECT_EQ(code(std::nullopt, std::nullopt), ErrorCode::kEmpty);
  EXPECT_EQ(bob.call(boundary::PairConfirmArgs{{"a", "b"}}).error().code, ErrorCode::kNotReady);
}

class Paired : public ::testing::Test {
 protected:
  World world;
  Host& alice = world.host("Alice");
  Host& bob = world.host("Bob");
  void SetUp() override { world.pair(alice, bob); }
};

TEST_F(Paired, TheKitBringsEverythingBackOnAnotherDevice) {
  alice.must(boundary::DiarySaveArgs{"only for me", std::nullopt});
  bob.must(boundary::ShareSendArgs{"for both", boundary::ReplyMode::kAsk});
  const auto question = alice.must(boundary::TodayViewArgs{}).today.exchange->question.id;
  alice.must(boundary::ExchangeSealArgs{question, "sealed before"});
  const auto kit = alice.must(boundary::KitMakeArgs{});
  const auto word = [&](std::size_t i) { return kit.words[static_cast<std::size_t>(kit.ask[i]) - 1]; };
  EXPECT_FALSE(alice.must(boundary::KitProveArgs{{word(0), "abandon"}}).proved && word(1) != "abandon");
  EXPECT_TRUE(alice.must(boundary::KitProveArgs{{word(0), word(1)}}).proved);
  world.settle();
  EXPECT_TRUE(alice.must(boundary::KitCheckArgs{joined(kit.words)}).valid);
  EXPECT_EQ(status(alice).kit, "saved");
  EXPECT_TRUE(status(alice).settled);

  Host& again = world.host("Alice again");
  again.must(boundary::BootArgs{});
  again.must(
      boundary::RecoverBeginArgs{joined(kit.words), "https://hearth.test", again.passphrase_key, base::Bytes(16, 1)});
  world.settle();
  world.pass(10'000);
  EXPECT_EQ(again.must(boundary::RecoverViewArgs{}).phase, "done");
  EXPECT_EQ(status(again).name, "Alice");
  EXPECT_EQ(status(again).partner, "Bob");
  ASSERT_EQ(again.must(boundary::MineViewArgs{}).diary.size(), 1U);
  const auto today = again.must(boundary::TodayViewArgs{}).today;
  ASSERT_EQ(today.shares.size(), 1U);
  EXPECT_EQ(today.exchange->phase, boundary::ExchangePhase::kSealed);
  EXPECT_EQ(today.exchange->own->text, "sealed before");
  // The recovered device goes on as a full member.
  bob.must(boundary::ExchangeSealArgs{question, "mine too"});
  world.settle();
  EXPECT_EQ(again.must(boundary::ExchangeOpenArgs{today.exchange->id}).exchange.theirs->text, "mine too");
  again.reopen();
  world.settle();
  EXPECT_EQ(again.must(boundary::MineViewArgs{}).diary.size(), 1U);
  EXPECT_TRUE(status(again).settled);
}

TEST_F(Paired, AWrongKitIsToldByWordAndAStrangersKitBringsNothing) {
  Host& again = world.host("Again");
  again.must(boundary::BootArgs{});
  const auto begin = [&](std::string words) {
    return again.call(
        boundary::RecoverBeginArgs{std::move(words), "https://hearth.test", again.passphrase_key, base::Bytes(16, 1)});
  };
  const auto typo =
      begin("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon xyzzy");
  ASSERT_FALSE(typo.has_value());
  EXPECT_EQ(typo.error().code, ErrorCode::kBadKit);
  EXPECT_EQ(*typo.error().detail.find("position")->integer(), 12);
  // Valid words of nobody: BIP-39's own example.
  ASSERT_TRUE(begin("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about")
                  .has_value());
  world.settle();
  EXPECT_EQ(again.must(boundary::RecoverViewArgs{}).phase, "failed");
  EXPECT_EQ(again.must(boundary::RecoverViewArgs{}).reason, "unknown_kit");
  EXPECT_TRUE(again.events.empty());
}

TEST_F(Paired, ASecondDeviceIsLinkedByItsCodeAndTwoWords) {
  alice.must(boundary::DiarySaveArgs{"only for me", std::nullopt});
  world.settle();
  Host& laptop = world.host("laptop");
  laptop.must(boundary::BootArgs{});
  const auto shown = laptop
                         .must(boundary::DeviceJoinLinkingArgs{"https://hearth.test", "Laptop", laptop.passphrase_key,
                                                               base::Bytes(16, 1)})
                         .linking;
  ASSERT_TRUE(shown.code.has_value());
  world.settle();
  alice.must(boundary::DeviceScanArgs{*shown.code, alice.passphrase_key});
  world.settle();
  world.pass(5'000);
  const auto left = alice.must(boundary::DeviceViewArgs{}).linking;
  const auto right = laptop.must(boundary::DeviceViewArgs{}).linking;
  ASSERT_EQ(left.phase, boundary::LinkPhase::kCheck);
  ASSERT_EQ(right.phase, boundary::LinkPhase::kCheck);
  alice.must(boundary::DeviceConfirmArgs{right.own_words});
  laptop.must(boundary::DeviceConfirmArgs{left.own_words});
  world.settle();
  world.pass(10'000);
  EXPECT_EQ(laptop.must(boundary::DeviceViewArgs{}).linking.phase, boundary::LinkPhase::kDone);
  EXPECT_EQ(status(laptop).partner, "Bob");
  EXPECT_EQ(laptop.must(boundary::MineViewArgs{}).diary.size(), 1U);
  std::size_t named = 0;
  for (const auto& device : alice.must(boundary::DevicesViewArgs{}).devices) named += device.name == "Laptop" ? 1 : 0;
  EXPECT_EQ(named, 1U);

  // What one device writes, the other has; bob sees one person.
  laptop.must(boundary::ShareSendArgs{"from the laptop", boundary::ReplyMode::kWitness});
  world.settle();
  EXPECT_EQ(alice.must(boundary::TodayViewArgs{}).today.shares.size(), 1U);
  EXPECT_FALSE(bob.must(boundary::TodayViewArgs{}).today.shares.at(0).own);
  laptop.reopen();
  world.settle();
  EXPECT_TRUE(status(laptop).settled);

  // Revoked: it gets no more.
  for (const auto& device : alice.must(boundary::DevicesViewArgs{}).devices) {
    if (device.name == "Laptop") alice.must(boundary::DeviceRevokeArgs{device.id, alice.passphrase_key});
  }
  world.settle();
  laptop.reopen();
  world.settle();
  alice.must(boundary::DiarySaveArgs{"after", std::nullopt});
  world.settle();
  EXPECT_EQ(laptop.must(boundary::MineViewArgs{}).diary.size(), 1U);
}

TEST_F(Paired, DeviceAndKitCommandsAskForThePassphraseAgainAfterAWhile) {
  world.pass(6 * 60'000);
  EXPECT_EQ(alice.call(boundary::KitMakeArgs{}).error().code, ErrorCode::kReauthNeeded);
  EXPECT_EQ(alice.call(boundary::ExportArgs{}).error().code, ErrorCode::kReauthNeeded);
  EXPECT_EQ(alice.call(boundary::ReauthArgs{base::Bytes(32, 1)}).error().code, ErrorCode::kWrongKey);
  EXPECT_EQ(alice.call(boundary::DeviceScanArgs{"x", base::Bytes(32, 1)}).error().code, ErrorCode::kWrongKey);
  alice.must(boundary::ReauthArgs{alice.passphrase_key});
  EXPECT_TRUE(alice.call(boundary::KitMakeArgs{}).has_value());
}

}  // namespace
}  // namespace hearth::app
