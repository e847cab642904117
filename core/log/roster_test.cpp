#include "log/roster.h"

#include <gtest/gtest.h>

#include "log/person_state.h"
#include "log/world_testing.h"
#include "vault/entropy.h"

namespace hearth::log {
namespace {

// A person with an identity and devices that sign for each other.
class Certificates : public ::testing::Test {
 protected:
  struct Device {
    Certificate certificate;
    vault::SigningSecret secret;
  };

  Certificates() {
    vault::initialise();
    roster.pin(member, identity);
  }

  Device draw(DeviceKind kind = DeviceKind::device) {
    const auto id = entropy.draw<base::DeviceId>();
    auto secret = vault::SigningSecret::draw(entropy);
    Certificate certificate{.device = id,
                            .key = vault::public_key(secret),
                            .exchange = vault::public_key(vault::ExchangeSecret::draw(entropy)),
                            .kind = kind};
    return {certificate, std::move(secret)};
  }
  void sign(Device& device, const Device& voucher) {
    device.certificate.voucher = voucher.certificate.device;
    sign_certificate(log, member, identity, device.certificate,
                     {.identity = &owner.signing, .subject = &device.secret, .voucher = &voucher.secret});
  }
  Device first() {
    auto device = draw();
    sign(device, device);
    EXPECT_TRUE(roster.add_member({member, identity, device.certificate}, 1));
    return device;
  }
  std::expected<void, base::Error> add(const Device& device) {
    return roster.add_certificate({member, device.certificate}, 2);
  }

  vault::SeededEntropy entropy{testing::seed(3)};
  base::LogId log = entropy.draw<base::LogId>();
  base::MemberId member = entropy.draw<base::MemberId>();
  OwnerSecrets owner = OwnerSecrets::draw(entropy);
  Identity identity = owner.identity();
  Roster roster{log};
};

TEST_F(Certificates, DeviceWithAllThreeSignaturesIsCertified) {
  const auto phone = first();
  auto tablet = draw();
  sign(tablet, phone);
  EXPECT_TRUE(add(tablet));
  EXPECT_TRUE(roster.may_write(tablet.certificate.device, envelope::Stream::shared, 1));
}

TEST_F(Certificates, MissingIdentitySignatureIsRefused) {
  const auto phone = first();
  auto tablet = draw();
  sign(tablet, phone);
  tablet.certificate.by_identity = tablet.certificate.by_subject;
  EXPECT_EQ(add(tablet).error(), base::Error::verification_failed);
}

TEST_F(Certificates, MissingVoucherSignatureIsRefused) {
  const auto phone = first();
  auto tablet = draw();
  sign(tablet, phone);
  tablet.certificate.by_voucher = tablet.certificate.by_identity;
  EXPECT_EQ(add(tablet).error(), base::Error::verification_failed);
}

TEST_F(Certificates, MissingSignatureOfTheNewDeviceIsRefused) {
  const auto phone = first();
  auto tablet = draw();
  sign(tablet, phone);
  tablet.certificate.by_subject = tablet.certificate.by_identity;
  EXPECT_EQ(add(tablet).error(), base::Error::verification_failed);
}

TEST_F(Certificates, UncertifiedVoucherIsRefused) {
  first();
  const auto stranger = draw();
  auto tablet = draw();
  sign(tablet, stranger);
  EXPECT_EQ(add(tablet).error(), base::Error::verification_failed);
}

TEST_F(Certificates, RevokedVoucherIsRefused) {
  const auto phone = first();
  auto tablet = draw();
  sign(tablet, phone);
  ASSERT_TRUE(add(tablet));
  ASSERT_TRUE(roster.revoke({.device = tablet.certificate.device, .cuts = {}}, phone.certificate.device, 3));
  auto third = draw();
  sign(third, tablet);
  EXPECT_EQ(add(third).error(), base::Error::verification_failed);
}

TEST_F(Certificates, CertificateForAnotherLogIsRefused) {
  const auto phone = first();
  auto tablet = draw();
  log.bytes[0] ^= 1;
  sign(tablet, phone);
  EXPECT_EQ(add(tablet).error(), base::Error::verification_failed);
}

TEST_F(Certificates, SecondIdentityForAMemberIsNotTheirs) {
  const auto other = OwnerSecrets::draw(entropy);
  auto device = draw();
  sign_certificate(log, member, other.identity(), device.certificate,
                   {.identity = &other.signing, .subject = &device.secret, .voucher = &device.secret});
  device.certificate.voucher = device.certificate.device;
  EXPECT_EQ(roster.add_member({member, other.identity(), device.certificate}, 1).error(), base::Error::not_yours);
}

TEST_F(Certificates, SecondFirstDeviceIsRefused) {
  first();
  auto device = draw();
  sign(device, device);
  EXPECT_EQ(roster.add_member({member, identity, device.certificate}, 1).error(), base::Error::verification_failed);
}

TEST_F(Certificates, KnownDeviceWithOtherKeysIsAConflict) {
  const auto phone = first();
  auto tablet = draw();
  sign(tablet, phone);
  ASSERT_TRUE(add(tablet));
  EXPECT_TRUE(add(tablet));
  auto other = draw();
  other.certificate.device = tablet.certificate.device;
  sign(other, phone);
  EXPECT_EQ(add(other).error(), base::Error::conflict);
}

TEST_F(Certificates, RevokedDeviceCountsUpToItsCut) {
  const auto phone = first();
  auto tablet = draw();
  sign(tablet, phone);
  ASSERT_TRUE(add(tablet));
  const auto id = tablet.certificate.device;
  ASSERT_TRUE(roster.revoke({.device = id, .cuts = {{envelope::Stream::shared, 5}}}, phone.certificate.device, 3));
  EXPECT_TRUE(roster.may_write(id, envelope::Stream::shared, 5));
  EXPECT_FALSE(roster.may_write(id, envelope::Stream::shared, 6));
  EXPECT_FALSE(roster.may_write(id, envelope::Stream::control, 1));
}

TEST_F(Certificates, NobodyRevokesTheOthersDevice) {
  const auto phone = first();
  const auto partner = entropy.draw<base::MemberId>();
  const auto other = OwnerSecrets::draw(entropy);
  roster.pin(partner, other.identity());
  auto device = draw();
  device.certificate.voucher = device.certificate.device;
  sign_certificate(log, partner, other.identity(), device.certificate,
                   {.identity = &other.signing, .subject = &device.secret, .voucher = &device.secret});
  ASSERT_TRUE(roster.add_member({partner, other.identity(), device.certificate}, 1));
  EXPECT_EQ(roster.revoke({.device = phone.certificate.device, .cuts = {}}, device.certificate.device, 2).error(),
            base::Error::not_yours);
  EXPECT_TRUE(roster.may_write(phone.certificate.device, envelope::Stream::control, 2));
}

// A thief revokes kit and phone first; the owner comes back with the kit and
// revokes the thief where the kit had last seen that device write.
TEST_F(Certificates, KitComesBeforeTheDeviceThatRevokedIt) {
  const auto phone = first();
  auto kit = draw(DeviceKind::kit);
  sign(kit, phone);
  ASSERT_TRUE(add(kit));
  auto back = draw();
  sign(back, kit);
  ASSERT_TRUE(add(back));
  // The thief holds the phone and writes at sequence 9.
  ASSERT_TRUE(roster.revoke({.device = kit.certificate.device, .cuts = {}}, phone.certificate.device, 9));
  ASSERT_TRUE(roster.revoke({.device = back.certificate.device, .cuts = {}}, phone.certificate.device, 10));
  EXPECT_FALSE(roster.may_write(back.certificate.device, envelope::Stream::control, 2));
  ASSERT_TRUE(roster.revoke({.device = phone.certificate.device, .cuts = {{envelope::Stream::control, 8}}},
                            back.certificate.device, 2));
  EXPECT_TRUE(roster.may_write(back.certificate.device, envelope::Stream::control, 2));
  EXPECT_TRUE(roster.kit(member));
  EXPECT_FALSE(roster.may_write(phone.certificate.device, envelope::Stream::control, 9));
}

}  // namespace
}  // namespace hearth::log
