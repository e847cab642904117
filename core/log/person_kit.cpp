// The kit: certified in the personal log as what it is, and in each space under a
// key pair of its own.
#include "log/person_state.h"
#include "vault/box.h"
#include "vault/kit.h"
#include "vault/sign.h"

namespace hearth::log {

std::expected<base::Bytes, base::Error> Person::State::add_space_kit(Replica& space, std::int64_t now_ms,
                                                                     base::Entropy& entropy) {
  const auto kit = personal->roster().kit(personal->secrets().member);
  if (!kit) return base::Bytes{};
  const auto& kit_exchange = personal->roster().find(*kit)->certificate.exchange;
  const auto& secrets = space.secrets();
  if (!secrets.owner) return std::unexpected(base::Error::not_ready);

  // A key pair of its own in every space, so that spaces are not linked by it; its
  // secret half is kept only as a box that the kit alone can open.
  const auto before = space.roster().kit(secrets.member);
  const auto device = entropy.draw<base::DeviceId>();
  auto signing = vault::SigningSecret::draw(entropy);
  auto exchange = vault::ExchangeSecret::draw(entropy);
  Certificate certificate{.device = device,
                          .key = vault::public_key(signing),
                          .exchange = vault::public_key(exchange),
                          .kind = DeviceKind::kit,
                          .voucher = secrets.device};
  sign_certificate(secrets.log, secrets.member, secrets.identity, certificate,
                   {.identity = &secrets.owner->signing, .subject = &signing, .voucher = &secrets.device_signing});
  const auto written = send(space.write_control(
      ControlType::certificate, encode(CertificatePayload{.member = secrets.member, .certificate = certificate}),
      now_ms, entropy));
  if (!written) return std::unexpected(written.error());
  if (before) {
    if (auto revoked = revoke_in(space, *before, now_ms, entropy); !revoked) return std::unexpected(revoked.error());
  }
  wrap_missing(space, now_ms, entropy);
  const auto inside = encode(KitPlace{device, std::move(signing), std::move(exchange)});
  return vault::seal_to(kit_exchange, kit_place_bound_to(secrets.log), inside.reveal(), entropy);
}

std::expected<void, base::Error> Person::set_kit(const vault::KitSecret& kit, std::int64_t now_ms,
                                                 base::Entropy& entropy) {
  auto& personal = *state_->personal;
  const auto& secrets = personal.secrets();
  if (!secrets.owner || !state_->certified(personal)) return std::unexpected(base::Error::not_ready);
  const auto device = vault::kit_device(kit);
  if (personal.roster().find(device) != nullptr) return std::unexpected(base::Error::conflict);
  const auto before = personal.roster().kit(secrets.member);
  const auto signing = vault::kit_signing_secret(kit);
  Certificate certificate{.device = device,
                          .key = vault::public_key(signing),
                          .exchange = vault::public_key(vault::kit_exchange_secret(kit)),
                          .kind = DeviceKind::kit,
                          .voucher = secrets.device};
  sign_certificate(secrets.log, secrets.member, secrets.identity, certificate,
                   {.identity = &secrets.owner->signing, .subject = &signing, .voucher = &secrets.device_signing});
  const auto written = state_->send(personal.write_control(
      ControlType::certificate, encode(CertificatePayload{.member = secrets.member, .certificate = certificate}),
      now_ms, entropy));
  if (!written) return std::unexpected(written.error());
  if (before) {
    if (auto revoked = state_->revoke_in(personal, *before, now_ms, entropy); !revoked) return revoked;
  }
  state_->wrap_missing(personal, now_ms, entropy);
  for (auto& space : state_->spaces) {
    if (!space->secrets().partner || space->secrets().kind == LogKind::archive || !state_->certified(*space)) {
      continue;
    }
    const auto kit_sealed = state_->add_space_kit(*space, now_ms, entropy);
    if (!kit_sealed) return std::unexpected(kit_sealed.error());
    if (auto shared = state_->write_secrets(*space, *kit_sealed, now_ms, entropy); !shared) return shared;
  }
  return {};
}

std::optional<Registration::Device> Person::kit_device() const {
  const auto& roster = state_->personal->roster();
  const auto kit = roster.kit(state_->personal->secrets().member);
  if (!kit) return std::nullopt;
  return Registration::Device{*kit, roster.find(*kit)->certificate.key};
}

std::expected<void, base::Error> Person::check_kit(const vault::KitSecret& kit) const {
  const auto certified = kit_device();
  if (!certified || certified->key != vault::public_key(vault::kit_signing_secret(kit))) {
    return std::unexpected(base::Error::bad_kit);
  }
  return {};
}

}  // namespace hearth::log
