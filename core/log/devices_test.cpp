// Kit, second device, revocation, and the way back after a loss.
#include <gtest/gtest.h>

#include <algorithm>

#include "codec/writer.h"
#include "log/world_testing.h"
#include "vault/kit.h"

namespace hearth::log {
namespace {

using testing::Actor;
using testing::Host;

class Devices : public ::testing::Test {
 protected:
  Devices() { testing::pair(alice, bob); }

  vault::KitSecret make_kit(Actor& actor) {
    auto kit = vault::KitSecret::draw(actor.entropy());
    EXPECT_TRUE(actor.person().set_kit(kit, actor.now(), actor.entropy()));
    actor.sync();
    return kit;
  }

  // A new device from the kit alone and what the host holds.
  std::unique_ptr<Person> recover(const vault::KitSecret& kit, const base::LogId& personal_log) {
    Recovery recovery(kit);
    for (const auto& stored : host.log(personal_log)) {
      recovery.receive(
          {.number = stored.number, .erased = stored.erased, .header = stored.header, .body = stored.body});
    }
    vault::SeededEntropy entropy(testing::seed(77));
    auto person = recovery.finish(personal_log, entropy);
    EXPECT_TRUE(person) << (person ? "" : base::code(person.error()));
    if (!person) std::abort();
    return person ? std::move(*person) : nullptr;
  }

  // Links a second device by the code that it shows.
  std::unique_ptr<Person> link(Actor& old_device) {
    vault::SeededEntropy entropy(testing::seed(next_seed_++));
    auto fresh = Person::begin_link(std::nullopt, entropy);
    EXPECT_TRUE(fresh);
    EXPECT_TRUE(old_device.person().begin_link_invite((*fresh)->link_code, old_device.entropy()));
    auto& a = *old_device.person().handshake();
    auto& b = (*fresh)->handshake;
    const auto carry = [&] {
      for (int round = 0; round < 4; ++round) {
        for (const auto& message : a.take_outbox()) EXPECT_TRUE(b.receive(message));
        for (const auto& message : b.take_outbox()) {
          EXPECT_TRUE(old_device.person().handshake_receive(message, old_device.now(), old_device.entropy()));
        }
      }
    };
    carry();
    EXPECT_EQ(a.phase(), Phase::check);
    EXPECT_TRUE(old_device.person().handshake_confirm(*b.own_words(), old_device.now(), old_device.entropy()));
    EXPECT_TRUE((*fresh)->confirm(*a.own_words()));
    carry();
    EXPECT_TRUE(old_device.person().seat_to_register());
    EXPECT_TRUE(old_device.person().admit(old_device.now(), old_device.entropy()));
    carry();
    old_device.person().end_handshake();
    old_device.sync();
    auto person = (*fresh)->finish();
    EXPECT_TRUE(person);
    return person ? std::move(*person) : nullptr;
  }

  Host host;
  Actor alice{"alice", host, 1};
  Actor bob{"bob", host, 2};

 private:
  std::uint8_t next_seed_ = 100;
};

TEST_F(Devices, RecordThatNamesOneKeyTwiceIsRefused) {
  const auto record = alice.person().save();
  const auto whole = record.reveal();
  // The version, how many generations, and each: its parent and its key.
  constexpr std::size_t kBefore = 5;
  constexpr std::size_t kOne = 64;
  codec::Writer once;
  codec::Writer twice;
  once.u8(whole[0]).list(1).raw(whole.subspan(kBefore));
  ASSERT_TRUE(std::ranges::equal(once.take(), whole));
  twice.u8(whole[0]).list(2).raw(whole.subspan(kBefore, kOne)).raw(whole.subspan(kBefore));
  const auto refused = Person::restore(twice.take());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), base::Error::shape);
}

TEST_F(Devices, KitBringsEverythingBackOnANewDevice) {
  const auto kit = make_kit(alice);
  alice.write_private("mine");
  alice.share("from alice");
  alice.sync();
  bob.sync();
  bob.share("from bob");
  bob.sync();
  const auto space = alice.space();

  Actor again("alice again", host, 3, recover(kit, alice.person().personal_log()));
  again.sync();
  again.sync();
  EXPECT_EQ(again.texts(again.person().personal_log()), std::vector<std::string>{"mine"});
  EXPECT_EQ(again.space(), space);
  EXPECT_EQ(again.texts(space), (std::vector<std::string>{"from alice", "from bob"}));

  again.share("back again");
  again.sync();
  bob.sync();
  EXPECT_EQ(bob.texts(space).back(), "back again");
  for (const auto& notice : bob.notices()) ADD_FAILURE() << notice.code;
}

TEST_F(Devices, UsingTheKitShowsOnTheOtherOwnDevicesAndNotAtThePartner) {
  const auto kit = make_kit(alice);
  alice.sync();
  Actor again("alice again", host, 3, recover(kit, alice.person().personal_log()));
  again.sync();
  alice.sync();
  bob.sync();
  EXPECT_TRUE(alice.noticed("kit_used"));
  EXPECT_FALSE(bob.noticed("kit_used"));
}

TEST_F(Devices, KitMadeBeforePairingBringsTheSpaceBackToo) {
  Host other_host;
  Actor carol("carol", other_host, 11);
  Actor dave("dave", other_host, 12);
  auto kit = vault::KitSecret::draw(carol.entropy());
  ASSERT_TRUE(carol.person().set_kit(kit, carol.now(), carol.entropy()));
  carol.sync();
  testing::pair(carol, dave);
  dave.share("hello carol");
  dave.sync();
  carol.sync();
  Recovery recovery(kit);
  for (const auto& stored : other_host.log(carol.person().personal_log())) {
    recovery.receive({.number = stored.number, .header = stored.header, .body = stored.body});
  }
  auto person = recovery.finish(carol.person().personal_log(), carol.entropy());
  ASSERT_TRUE(person);
  Actor again("carol again", other_host, 13, std::move(*person));
  again.sync();
  EXPECT_EQ(again.texts(carol.space()), std::vector<std::string>{"hello carol"});
}

TEST_F(Devices, AnotherKitIsRefused) {
  make_kit(alice);
  const auto wrong = vault::KitSecret::draw(bob.entropy());
  EXPECT_EQ(alice.person().check_kit(wrong).error(), base::Error::bad_kit);
  Recovery recovery(wrong);
  for (const auto& stored : host.log(alice.person().personal_log())) {
    recovery.receive({.number = stored.number, .header = stored.header, .body = stored.body});
  }
  EXPECT_EQ(recovery.finish(alice.person().personal_log(), bob.entropy()).error(), base::Error::bad_kit);
}

TEST_F(Devices, ReplacedKitIsRevokedAndReadsNothingNew) {
  const auto found_by_bob = make_kit(alice);
  const auto fresh = make_kit(alice);
  EXPECT_TRUE(alice.person().check_kit(fresh));
  EXPECT_EQ(alice.person().check_kit(found_by_bob).error(), base::Error::bad_kit);
  alice.write_private("after the new kit");
  alice.sync();
  Recovery recovery(found_by_bob);
  for (const auto& stored : host.log(alice.person().personal_log())) {
    recovery.receive({.number = stored.number, .header = stored.header, .body = stored.body});
  }
  EXPECT_EQ(recovery.finish(alice.person().personal_log(), bob.entropy()).error(), base::Error::bad_kit);
  Actor again("alice again", host, 3, recover(fresh, alice.person().personal_log()));
  again.sync();
  EXPECT_EQ(again.texts(alice.person().personal_log()), std::vector<std::string>{"after the new kit"});
}

TEST_F(Devices, LinkedDeviceReadsAndWritesEverywhere) {
  alice.write_private("mine");
  alice.share("from alice");
  alice.sync();
  bob.sync();
  Actor tablet("alice's tablet", host, 4, link(alice));
  for (int round = 0; round < 3; ++round) {
    tablet.sync();
    alice.sync();
  }
  EXPECT_EQ(tablet.texts(tablet.person().personal_log()), std::vector<std::string>{"mine"});
  EXPECT_EQ(tablet.texts(alice.space()), std::vector<std::string>{"from alice"});
  tablet.share("from the tablet");
  tablet.write_private("mine too");
  tablet.sync();
  alice.sync();
  bob.sync();
  EXPECT_EQ(bob.texts(bob.space()).back(), "from the tablet");
  EXPECT_EQ(alice.texts(alice.space()).back(), "from the tablet");
  EXPECT_EQ(alice.texts(alice.person().personal_log()).back(), "mine too");
  EXPECT_TRUE(bob.notices().empty());
  for (const auto& notice : tablet.person().standing_notices(alice.space())) ADD_FAILURE() << notice.code;
}

TEST_F(Devices, LinkedDeviceSurvivesARestart) {
  Actor tablet("alice's tablet", host, 4, link(alice));
  for (int round = 0; round < 3; ++round) {
    tablet.sync();
    alice.sync();
  }
  tablet.restart();
  tablet.share("still here");
  tablet.sync();
  bob.sync();
  EXPECT_EQ(bob.texts(bob.space()).back(), "still here");
}

TEST_F(Devices, SealedOnOneOwnDeviceIsReleasedByTheOther) {
  Actor tablet("alice's tablet", host, 4, link(alice));
  for (int round = 0; round < 3; ++round) {
    tablet.sync();
    alice.sync();
  }
  ASSERT_TRUE(alice.person().seal(alice.space(), "q", 1, 0, "from the phone", alice.now(), alice.entropy()));
  alice.sync();
  tablet.sync();
  bob.sync();
  ASSERT_TRUE(bob.person().seal(bob.space(), "q", 1, 0, "from bob", bob.now(), bob.entropy()));
  bob.sync();
  tablet.sync();  // the phone sleeps
  bob.sync();
  const auto exchange = *bob.person().exchange_id(bob.space(), "q", 1, 0);
  EXPECT_EQ(bob.person().exchange(bob.space(), exchange).theirs, ExchangeStep::released);
}

TEST_F(Devices, OfTwoSealsOfOnePersonTheSmallerEventCountsOnBothSides) {
  Actor tablet("alice's tablet", host, 4, link(alice));
  for (int round = 0; round < 3; ++round) {
    tablet.sync();
    alice.sync();
  }
  const auto one = alice.person().seal(alice.space(), "q", 1, 0, "from the phone", alice.now(), alice.entropy());
  const auto two = tablet.person().seal(alice.space(), "q", 1, 0, "from the tablet", tablet.now(), tablet.entropy());
  ASSERT_TRUE(one && two);
  alice.sync();
  tablet.sync();
  alice.sync();
  bob.sync();
  const auto exchange = *bob.person().exchange_id(bob.space(), "q", 1, 0);
  const auto smaller = std::min(*one, *two);
  EXPECT_EQ(alice.person().exchange(alice.space(), exchange).own_seal, smaller);
  EXPECT_EQ(alice.person().exchange(alice.space(), exchange).other_own_seal, std::max(*one, *two));
  EXPECT_EQ(tablet.person().exchange(alice.space(), exchange).own_seal, smaller);
  EXPECT_EQ(bob.person().exchange(bob.space(), exchange).their_seal, smaller);
}

TEST_F(Devices, RevokedDeviceIsCutAndReadsNothingNew) {
  Actor tablet("alice's tablet", host, 4, link(alice));
  for (int round = 0; round < 3; ++round) {
    tablet.sync();
    alice.sync();
  }
  tablet.share("before");
  tablet.sync();
  alice.sync();
  const auto lost = tablet.person().device(tablet.person().personal_log());
  EXPECT_EQ(alice.person().placed(lost).size(), 2U);
  ASSERT_TRUE(alice.person().revoke(lost, alice.now(), alice.entropy()));
  alice.share("after");
  alice.write_private("mine after");
  alice.sync();
  bob.sync();

  // The thief's tablet, with a host that takes everything.
  tablet.share("forged");
  tablet.send();
  alice.sync();
  bob.sync();
  EXPECT_EQ(bob.texts(bob.space()), (std::vector<std::string>{"before", "after"}));
  EXPECT_EQ(alice.texts(alice.space()), (std::vector<std::string>{"before", "after"}));
  EXPECT_TRUE(bob.noticed("injected"));
  tablet.read();
  EXPECT_EQ(tablet.texts(bob.space()), (std::vector<std::string>{"before", "forged"}));
  EXPECT_TRUE(tablet.texts(tablet.person().personal_log()).empty());
}

TEST_F(Devices, RevokedDeviceCannotLetItselfBackIn) {
  Actor tablet("alice's tablet", host, 4, link(alice));
  for (int round = 0; round < 3; ++round) {
    tablet.sync();
    alice.sync();
  }
  ASSERT_TRUE(
      alice.person().revoke(tablet.person().device(tablet.person().personal_log()), alice.now(), alice.entropy()));
  alice.sync();
  // It has the identity and links a third device as if nothing had happened.
  auto third = link(tablet);
  tablet.send();
  Actor intruder("intruder", host, 5, std::move(third));
  intruder.sync();
  alice.sync();
  intruder.sync();
  bob.sync();
  const auto& devices = alice.person().devices(alice.person().personal_log());
  for (const auto& device : devices) {
    EXPECT_NE(device.id, intruder.person().device(intruder.person().personal_log()));
  }
  EXPECT_TRUE(alice.noticed("injected"));
}

TEST_F(Devices, TwoRotationsOnOneParentBothStayReadable) {
  Actor tablet("alice's tablet", host, 4, link(alice));
  Actor laptop("alice's laptop", host, 5, [&] {
    for (int round = 0; round < 3; ++round) {
      tablet.sync();
      alice.sync();
    }
    return link(alice);
  }());
  for (int round = 0; round < 3; ++round) {
    laptop.sync();
    tablet.sync();
    alice.sync();
  }
  const auto lost = laptop.person().device(laptop.person().personal_log());
  ASSERT_TRUE(alice.person().revoke(lost, alice.now(), alice.entropy()));
  ASSERT_TRUE(tablet.person().revoke(lost, tablet.now(), tablet.entropy()));
  alice.share("by the phone");
  tablet.share("by the tablet");
  alice.send();
  tablet.send();
  for (int round = 0; round < 2; ++round) {
    alice.sync();
    tablet.sync();
    bob.sync();
  }
  EXPECT_EQ(bob.texts(bob.space()).size(), 2U);
  EXPECT_EQ(alice.texts(alice.space()), tablet.texts(alice.space()));
  alice.share("and on");
  alice.sync();
  tablet.sync();
  bob.sync();
  EXPECT_EQ(bob.texts(bob.space()).back(), "and on");
  EXPECT_EQ(tablet.texts(alice.space()).back(), "and on");
}

TEST_F(Devices, PartnerBringsBackWhatWasSharedAfterEverythingIsLost) {
  alice.share("from alice");
  alice.sync();
  bob.sync();
  bob.share("from bob");
  ASSERT_TRUE(bob.person().seal(bob.space(), "q", 1, 0, "bob's answer", bob.now(), bob.entropy()));
  bob.sync();
  alice.sync();
  const auto old_space = alice.space();

  Actor bob_again("bob again", host, 6);
  testing::pair(alice, bob_again, old_space);
  EXPECT_NE(alice.space(), old_space);
  EXPECT_EQ(alice.space(), bob_again.space());
  EXPECT_TRUE(alice.person().archive(old_space));
  EXPECT_TRUE(bob_again.person().archive(old_space));
  EXPECT_EQ(bob_again.texts(old_space), (std::vector<std::string>{"from alice", "from bob"}));
  for (const auto& event : bob_again.opened(old_space)) {
    EXPECT_EQ(event.provenance, Provenance::brought_back);
    if (base::as_text(event.payload) == "from bob") {
      EXPECT_EQ(event.who, Author::me);
    }
  }
  bob_again.share("here again");
  bob_again.sync();
  alice.sync();
  EXPECT_EQ(alice.texts(alice.space()), std::vector<std::string>{"here again"});
  bob_again.restart();
  EXPECT_EQ(bob_again.texts(old_space).size(), 2U);
  alice.restart();
  EXPECT_TRUE(alice.person().archive(old_space));
}

TEST_F(Devices, LeavingEndsTheOwnSeatAndNothingElse) {
  alice.share("mine");
  alice.sync();
  bob.sync();
  bob.share("his");
  bob.sync();
  alice.sync();
  ASSERT_TRUE(alice.person().leave(alice.space(), alice.now(), alice.entropy()));
  alice.sync();
  bob.sync();
  EXPECT_TRUE(bob.noticed("partner_left"));
  EXPECT_TRUE(bob.person().left(bob.space(), Author::partner));
  EXPECT_EQ(
      alice.person().append(alice.space(), {.type = "share.text", .payload = {}}, alice.now(), alice.entropy()).error(),
      base::Error::left);
  EXPECT_EQ(alice.texts(alice.space()), (std::vector<std::string>{"mine", "his"}));
  const auto own = alice.opened(alice.space()).front().id;
  EXPECT_TRUE(alice.person().erase(alice.space(), own, alice.now(), alice.entropy()));
  alice.sync();
  bob.sync();
  EXPECT_TRUE(bob.opened(bob.space()).back().type == "erase");
}

TEST_F(Devices, AfterOneLeftTheOtherWritesNothingThereAndReleasesNoKey) {
  ASSERT_TRUE(alice.person().seal(alice.space(), "q", 1, 0, "alice's answer", alice.now(), alice.entropy()));
  alice.sync();
  ASSERT_TRUE(alice.person().leave(alice.space(), alice.now(), alice.entropy()));
  alice.sync();
  // Bob sealed offline before he hears of it.
  ASSERT_TRUE(bob.person().seal(bob.space(), "q", 1, 0, "bob's answer", bob.now(), bob.entropy()));
  bob.sync();
  bob.sync();
  const auto exchange = bob.person().exchange_id(bob.space(), "q", 1, 0);
  ASSERT_TRUE(exchange);
  EXPECT_EQ(bob.person().exchange(bob.space(), *exchange).own, ExchangeStep::sealed);
  EXPECT_EQ(bob.person().append(bob.space(), {.type = "share.text", .payload = {}}, bob.now(), bob.entropy()).error(),
            base::Error::left);
  EXPECT_EQ(bob.person().seal(bob.space(), "r", 1, 0, "another", bob.now(), bob.entropy()).error(), base::Error::left);
}

TEST_F(Devices, WhoLeftSaysNothingMoreEvenWhenTheHostLetsItThrough) {
  Actor tablet("alice's tablet", host, 4, link(alice));
  for (int round = 0; round < 3; ++round) {
    alice.sync();
    tablet.sync();
  }
  alice.share("mine");
  alice.sync();
  tablet.share("said on the tablet");  // has not heard of the leaving
  ASSERT_TRUE(alice.person().leave(alice.space(), alice.now(), alice.entropy()));
  alice.sync();
  tablet.send();
  bob.sync();
  EXPECT_EQ(bob.texts(bob.space()), std::vector<std::string>{"mine"});
}

}  // namespace
}  // namespace hearth::log
