// Mallory is the host; sometimes she is bob too. What a member notices, and what
// they never accept. Where something cannot be noticed yet, the test says so.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "log/mallory_testing.h"
#include "log/person_state.h"
#include "vault/kit.h"

namespace hearth::log {
namespace {

using testing::Actor;
using testing::Forger;
using testing::Host;
using testing::Mallory;
using testing::Stored;

constexpr std::size_t kOwnTagAt = envelope::kHeaderSize - base::Hash32::kSize;

// ---- alter -------------------------------------------------------------------

TEST_F(Mallory, AnyAlteredByteOfAnEventIsNeverOpened) {
  const auto original = next_of_alice("hello");
  const auto space = alice.space();
  std::minstd_rand random(20261121);
  for (std::size_t round = 0; round < 800; ++round) {
    auto changed = original;
    // All of the header that the partner can check, then places in the body.
    auto& part = round < kOwnTagAt ? changed.header : changed.body;
    const auto at = round < kOwnTagAt ? round : random() % part.size();
    part[at] ^= static_cast<std::uint8_t>(1U << (random() % 8));
    const auto receipt = give(bob, space, changed);
    ASSERT_TRUE(receipt.opened.empty()) << "round " << round << " byte " << at;
    ASSERT_NE(receipt.verdict, Verdict::accepted) << "round " << round << " byte " << at;
  }
  EXPECT_EQ(give(bob, space, original).verdict, Verdict::accepted);
  EXPECT_EQ(bob.texts(space), std::vector<std::string>{"hello"});
}

// The own tag is for the owner's devices alone. The partner notices one that was
// altered at the next event of the chain, whose link was made over the true one.
TEST_F(Mallory, AlteredOwnTagIsNoticedByTheOwnerAtOnceAndByThePartnerAtTheNextEvent) {
  auto changed = next_of_alice("one");
  changed.header[kOwnTagAt] ^= 1;
  Actor twin("alice's twin", host, 9, std::move(*Person::restore(alice.person().save().reveal())));
  auto& own_log = host.log(alice.space());
  own_log.back().header = changed.header;
  twin.read();
  EXPECT_TRUE(stands(twin, "injected"));
  EXPECT_TRUE(twin.texts(alice.space()).empty());

  EXPECT_EQ(give(bob, alice.space(), changed).verdict, Verdict::accepted);
  const auto receipt = give(bob, alice.space(), next_of_alice("two"));
  EXPECT_TRUE(has(receipt, "withheld"));
}

TEST_F(Mallory, AlteredBodyIsNamed) {
  auto stored = next_of_alice("hello");
  stored.body[100] ^= 1;
  const auto receipt = give(bob, alice.space(), stored);
  EXPECT_EQ(receipt.verdict, Verdict::refused);
  EXPECT_TRUE(has(receipt, "altered"));
}

TEST_F(Mallory, AnyAlteredByteOfAControlEventIsNeverBelieved) {
  auto kit = vault::KitSecret::draw(alice.entropy());
  ASSERT_TRUE(alice.person().set_kit(kit, alice.now(), alice.entropy()));
  bob.sync();
  alice.send();
  const auto before = bob.person().devices(alice.space()).size();
  const auto new_events = host.log(alice.space());
  const auto& original = new_events.at(new_events.size() - 2);  // the kit's certificate
  ASSERT_EQ(envelope::decode(original.header)->stream, Stream::control);
  for (std::size_t at = 0; at < original.body.size(); ++at) {
    auto changed = original;
    changed.body[at] ^= 1;
    auto header = *envelope::decode(changed.header);
    header.body_hash = envelope::body_hash(changed.body);
    changed.header = envelope::encode(header);
    ASSERT_EQ(give(bob, alice.space(), changed).verdict, Verdict::refused) << at;
  }
  EXPECT_EQ(bob.person().devices(alice.space()).size(), before);
  EXPECT_EQ(give(bob, alice.space(), original).verdict, Verdict::accepted);
  EXPECT_EQ(bob.person().devices(alice.space()).size(), before + 1);
}

TEST_F(Mallory, BodyReplacedTogetherWithItsHashIsNamed) {
  const auto one = next_of_alice("one");
  auto header = *envelope::decode(one.header);
  auto body = one.body;
  body.back() ^= 1;
  header.body_hash = envelope::body_hash(body);
  const auto receipt = give(bob, alice.space(), {.header = envelope::encode(header), .body = body});
  EXPECT_EQ(receipt.verdict, Verdict::refused);
  EXPECT_TRUE(has(receipt, "injected"));
}

// ---- drop, reorder, replay ----------------------------------------------------

TEST_F(Mallory, DroppedEventIsNoticedAtTheNextOneOfItsChain) {
  next_of_alice("one");
  const auto two = next_of_alice("two");
  EXPECT_EQ(give(bob, alice.space(), two).verdict, Verdict::held);
  EXPECT_TRUE(stands(bob, "withheld"));
  EXPECT_TRUE(bob.texts(alice.space()).empty());
}

TEST_F(Mallory, DroppedEventOfAnotherChainIsNoticedWhenItsHeadIsNamed) {
  auto kit = vault::KitSecret::draw(alice.entropy());
  ASSERT_TRUE(alice.person().set_kit(kit, alice.now(), alice.entropy()));
  alice.send();
  const auto space = alice.space();
  const auto shared = next_of_alice("after the kit");
  // The control events that alice wrote before are kept back.
  EXPECT_EQ(give(bob, space, shared).verdict, Verdict::accepted);
  EXPECT_TRUE(stands(bob, "withheld"));
  bob.read();
  EXPECT_FALSE(stands(bob, "withheld"));
}

TEST_F(Mallory, ReorderedEventsEndInTheSameState) {
  for (const auto* text : {"one", "two", "three", "four"}) next_of_alice(text);
  const auto space = alice.space();
  auto events = host.log(space);
  std::minstd_rand random(7);
  for (int round = 0; round < 20; ++round) {
    Actor fresh("bob", host, 2, std::move(*Person::restore(bob.person().save().reveal())));
    auto order = events;
    std::ranges::shuffle(order, random);
    for (const auto& stored : order) static_cast<void>(give(fresh, space, stored, stored.number));
    for (const auto& stored : host.log(fresh.person().personal_log())) {
      static_cast<void>(give(fresh, fresh.person().personal_log(), stored, stored.number));
    }
    ASSERT_EQ(fresh.texts(space), (std::vector<std::string>{"one", "two", "three", "four"})) << "round " << round;
    ASSERT_TRUE(fresh.person().standing_notices(space).empty());
  }
}

TEST_F(Mallory, ReplayedEventChangesNothing) {
  const auto stored = next_of_alice("hello");
  EXPECT_EQ(give(bob, alice.space(), stored).verdict, Verdict::accepted);
  const auto again = give(bob, alice.space(), stored, 99);
  EXPECT_EQ(again.verdict, Verdict::duplicate);
  EXPECT_TRUE(again.opened.empty());
}

TEST_F(Mallory, EventOfAnotherLogIsRefused) {
  alice.write_private("mine");
  alice.send();
  const auto stored = host.log(alice.person().personal_log()).back();
  const auto receipt = give(bob, bob.person().personal_log(), stored);
  EXPECT_EQ(receipt.verdict, Verdict::refused);
  EXPECT_TRUE(has(receipt, "injected"));
  EXPECT_EQ(give(bob, bob.space(), stored).verdict, Verdict::refused);
}

TEST_F(Mallory, SameEventIdWithOtherBytesIsNamedReplayed) {
  const auto stored = next_of_alice("hello");
  bob.read();
  Forger as_bob(bob, host);
  auto forged = as_bob.shared({.owner = as_bob.space().member,
                               .device = as_bob.space().device,
                               .payload = {},
                               .event = envelope::decode(stored.header)->event});
  const auto receipt = give(alice, alice.space(), forged);
  EXPECT_EQ(receipt.verdict, Verdict::refused);
  EXPECT_TRUE(has(receipt, "replayed"));
}

// ---- inject ---------------------------------------------------------------------

TEST_F(Mallory, HostAloneCannotWriteAsAnyone) {
  auto header = *envelope::decode(next_of_alice("hello").header);
  bob.read();
  header.previous = envelope::link(host.log(alice.space()).back().header);
  header.sequence += 1;
  header.event.bytes[0] ^= 1;
  const base::Bytes body(600, 7);
  header.body_hash = envelope::body_hash(body);
  header.body_length = 600;
  const auto receipt = give(bob, alice.space(), {.header = envelope::encode(header), .body = body});
  EXPECT_EQ(receipt.verdict, Verdict::refused);
  EXPECT_TRUE(has(receipt, "injected"));
}

TEST_F(Mallory, OwnerAndDeviceBelongTogether) {
  // bob's client writes in his own name, but as if from alice's device.
  Forger as_bob(bob, host);
  const auto forged =
      as_bob.shared({.owner = as_bob.space().member, .device = alice.person().device(alice.space()), .payload = {}});
  const auto receipt = give(alice, alice.space(), forged);
  EXPECT_EQ(receipt.verdict, Verdict::refused);
  EXPECT_EQ(receipt.error, base::Error::not_yours);
}

// bob holds all keys of the space: he can make alice's author key. Her own devices
// know that it was not her.
TEST_F(Mallory, PartnerWhoIsTheHostCannotWriteInAlicesName) {
  alice.share("really me");
  alice.sync();
  bob.sync();
  Forger as_bob(bob, host);
  const auto forged = as_bob.shared({.owner = alice.person().member(alice.space()),
                                     .device = alice.person().device(alice.space()),
                                     .payload = base::to_bytes(base::as_bytes("I never said this"))});
  EXPECT_EQ(give(alice, alice.space(), forged).verdict, Verdict::held);
  EXPECT_TRUE(stands(alice, "injected"));
  EXPECT_EQ(alice.texts(alice.space()), std::vector<std::string>{"really me"});

  // Her next own word takes the place; the forgery is named and gone.
  alice.share("still me");
  alice.sync();
  EXPECT_FALSE(stands(alice, "injected"));
  EXPECT_EQ(alice.texts(alice.space()), (std::vector<std::string>{"really me", "still me"}));
}

TEST_F(Mallory, PartnerWhoIsTheHostCannotWriteInAlicesNameAfterSheCameBackFromHerKit) {
  auto kit = vault::KitSecret::draw(alice.entropy());
  ASSERT_TRUE(alice.person().set_kit(kit, alice.now(), alice.entropy()));
  alice.sync();
  bob.sync();
  Recovery recovery(kit);
  for (const auto& stored : host.log(alice.person().personal_log())) {
    recovery.receive({.number = stored.number, .header = stored.header, .body = stored.body});
  }
  auto person = recovery.finish(alice.person().personal_log(), alice.entropy());
  ASSERT_TRUE(person);
  Forger as_bob(bob, host);
  const auto forged = as_bob.shared({.owner = alice.person().member(alice.space()),
                                     .device = alice.person().device(alice.space()),
                                     .payload = base::to_bytes(base::as_bytes("I never said this"))});
  host.append(alice.space(), forged.header, forged.body);
  Actor again("alice again", host, 3, std::move(*person));
  again.sync();
  again.sync();
  EXPECT_TRUE(again.texts(again.space()).empty());
  EXPECT_TRUE(stands(again, "injected"));
}

TEST_F(Mallory, FakePersonalLogDoesNotFoolTheKit) {
  auto kit = vault::KitSecret::draw(alice.entropy());
  ASSERT_TRUE(alice.person().set_kit(kit, alice.now(), alice.entropy()));
  alice.sync();
  // mallory knows the kit's public keys and makes a log of her own that names them.
  Actor mallory("mallory", host, 66);
  testing::pair(mallory, bob);
  auto other_kit = vault::KitSecret::draw(mallory.entropy());
  ASSERT_TRUE(mallory.person().set_kit(other_kit, mallory.now(), mallory.entropy()));
  mallory.sync();
  Recovery recovery(kit);
  for (const auto& stored : host.log(mallory.person().personal_log())) {
    recovery.receive({.number = stored.number, .header = stored.header, .body = stored.body});
  }
  EXPECT_EQ(recovery.finish(mallory.person().personal_log(), alice.entropy()).error(), base::Error::bad_kit);
}

TEST_F(Mallory, ThirdPersonInTheSpaceIsNeverTrusted) {
  // A control stream of someone else, delivered as if it belonged here.
  Actor mallory("mallory", host, 66);
  Actor helper("helper", host, 67);
  testing::pair(mallory, helper);
  auto stored = host.log(mallory.space()).front();
  EXPECT_EQ(give(bob, bob.space(), stored).verdict, Verdict::refused);

  // And one that names this very space, signed by her own identity.
  Keyring keyring;
  keyring.generations.add({}, vault::GenerationKey::draw(mallory.entropy()));
  auto owner = OwnerSecrets::draw(mallory.entropy());
  auto secrets = draw_device(LogKind::space, bob.space(), mallory.entropy().draw<base::MemberId>(), owner.identity(),
                             mallory.entropy());
  secrets.owner = std::move(owner);
  auto certificate = own_certificate(secrets);
  certificate.voucher = certificate.device;
  certificate.by_voucher = certificate.by_subject;
  Replica replica(std::move(secrets), keyring);
  const auto written = replica.write_control(
      ControlType::member,
      encode(MemberPayload{
          .member = replica.secrets().member, .identity = replica.secrets().identity, .first_device = certificate}),
      1, mallory.entropy());
  ASSERT_TRUE(written);
  const auto receipt = give(bob, bob.space(), {.header = written->header, .body = written->body});
  EXPECT_EQ(receipt.verdict, Verdict::refused);
  EXPECT_TRUE(has(receipt, "identity_changed"));
}

// ---- fork, roll back, withhold -----------------------------------------------------

TEST_F(Mallory, TwoAuthenticEventsInOnePlaceAreAFork) {
  alice.sync();
  auto twin = Person::restore(alice.person().save().reveal());
  ASSERT_TRUE(twin);
  Actor clone("alice's clone", host, 8, std::move(*twin));
  clone.read();
  const auto one = alice.share("one");
  clone.share("two");
  alice.send();
  const auto outgoing = clone.person().unsent(alice.space());
  ASSERT_EQ(outgoing.size(), 1U);
  const auto from_clone = clone.store()[alice.space()].at(outgoing.front());
  bob.read();
  const auto receipt = give(bob, alice.space(), from_clone);
  EXPECT_EQ(receipt.verdict, Verdict::set_aside);
  EXPECT_TRUE(has(receipt, "forked"));
  EXPECT_NE(bob.find(one), nullptr);
  EXPECT_EQ(bob.texts(alice.space()), std::vector<std::string>{"one"});
}

TEST_F(Mallory, UnknownHeaderInAPlaceIsNoFork) {
  const auto stored = next_of_alice("one");
  bob.read();
  auto header = *envelope::decode(stored.header);
  header.event.bytes[5] ^= 1;
  const auto receipt = give(bob, alice.space(), {.header = envelope::encode(header), .body = stored.body});
  EXPECT_FALSE(has(receipt, "forked"));
  EXPECT_EQ(receipt.verdict, Verdict::refused);
}

TEST_F(Mallory, RestoredBackupOfTheServerIsFilledAgainByBoth) {
  const auto space = alice.space();
  next_of_alice("one");
  bob.sync();
  bob.share("two");
  bob.sync();
  alice.sync();
  const auto before = host.log(space).size();
  auto& events = host.log(space);
  events.resize(events.size() - 2);  // the backup of last night
  alice.person().begin_resync(space);
  bob.person().begin_resync(space);
  for (int round = 0; round < 2; ++round) {
    bob.read();
    bob.send();
    alice.read();
    alice.send();
  }
  EXPECT_EQ(host.log(space).size(), before);
  EXPECT_EQ(alice.texts(space), (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(alice.person().unsent(space).empty());
  EXPECT_EQ(alice.person().same_page(space), bob.person().same_page(space));
}

TEST_F(Mallory, DeviceBehindItsOwnChainTakesItOver) {
  alice.sync();
  auto old_record = alice.person().save();
  Actor restored("alice from a backup", host, 8, std::move(*Person::restore(old_record.reveal())));
  alice.share("written after the backup");
  alice.sync();
  restored.sync();
  EXPECT_EQ(restored.texts(alice.space()), std::vector<std::string>{"written after the backup"});
  restored.share("and on");
  restored.sync();
  bob.sync();
  EXPECT_EQ(bob.texts(alice.space()), (std::vector<std::string>{"written after the backup", "and on"}));
  EXPECT_FALSE(bob.noticed("forked"));
}

// This cannot be noticed by the log alone: complete silence looks like silence.
TEST_F(Mallory, CompleteWithholdingLooksLikeSilenceUntilTheWordsAreCompared) {
  next_of_alice("never delivered");
  EXPECT_TRUE(bob.person().standing_notices(bob.space()).empty());
  EXPECT_NE(alice.person().same_page(alice.space()), bob.person().same_page(bob.space()));
}

TEST_F(Mallory, MissingBodyWithoutAnErasureCountsAsWithheld) {
  const auto event = alice.share("hello");
  alice.send();
  auto stored = host.log(alice.space()).back();
  stored.erased = true;
  stored.body.clear();
  host.log(alice.space()).back() = stored;
  EXPECT_EQ(give(bob, alice.space(), stored).verdict, Verdict::accepted);
  EXPECT_TRUE(stands(bob, "withheld"));
  ASSERT_TRUE(alice.person().erase(alice.space(), event, alice.now(), alice.entropy()));
  alice.send();
  bob.read();
  EXPECT_FALSE(stands(bob, "withheld"));
  EXPECT_EQ(bob.find(event), nullptr);
}

TEST_F(Mallory, HeaderWithoutABodyDoesNotBlockTheRealEvent) {
  const auto stored = next_of_alice("hello");
  auto header = *envelope::decode(stored.header);
  header.event.bytes[0] ^= 1;
  EXPECT_EQ(give(bob, alice.space(), {.erased = true, .header = envelope::encode(header), .body = {}}).verdict,
            Verdict::accepted);
  EXPECT_EQ(give(bob, alice.space(), stored).verdict, Verdict::accepted);
  EXPECT_EQ(bob.texts(alice.space()), std::vector<std::string>{"hello"});
}

// ---- versions -----------------------------------------------------------------------

TEST_F(Mallory, UnknownVersionIsSetAsideAloneAndNotGuessedAt) {
  auto stored = next_of_alice("hello");
  stored.header[0] = 2;
  const auto receipt = give(bob, alice.space(), stored);
  EXPECT_EQ(receipt.verdict, Verdict::set_aside);
  EXPECT_EQ(receipt.error, base::Error::unknown_version);
  EXPECT_TRUE(receipt.notices.empty());
  bob.read();
  EXPECT_EQ(bob.texts(alice.space()), std::vector<std::string>{"hello"});
}

TEST_F(Mallory, StreamNeverGoesBackToAnOlderEpoch) {
  auto kit = vault::KitSecret::draw(bob.entropy());
  ASSERT_TRUE(bob.person().set_kit(kit, bob.now(), bob.entropy()));
  auto next_kit = vault::KitSecret::draw(bob.entropy());
  const auto old_epoch = Forger(bob, host).space().epochs.current();
  ASSERT_TRUE(bob.person().set_kit(next_kit, bob.now(), bob.entropy()));
  bob.share("under the new epoch");
  bob.sync();
  alice.sync();
  Forger as_bob(bob, host);
  ASSERT_NE(as_bob.space().epochs.current(), old_epoch);
  const auto forged = as_bob.shared(
      {.owner = as_bob.space().member, .device = as_bob.space().device, .payload = {}, .epoch = old_epoch});
  EXPECT_EQ(give(alice, alice.space(), forged).error, base::Error::refused_by_rule);
}

}  // namespace
}  // namespace hearth::log
