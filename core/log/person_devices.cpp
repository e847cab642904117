// What siblings tell each other, replacing keys, and revoking a device.
#include "log/person_state.h"
#include "vault/kit.h"
#include "vault/sign.h"

namespace hearth::log {

std::expected<void, base::Error> Person::State::write_secrets(Replica& replica, base::ByteView kit_sealed,
                                                              std::int64_t now_ms, base::Entropy& entropy) {
  const auto& secrets = replica.secrets();
  if (!secrets.owner) return std::unexpected(base::Error::not_ready);
  SharedSecrets shared{.kind = secrets.kind,
                       .log = secrets.log,
                       .member = secrets.member,
                       .owner = secrets.owner->duplicate(),
                       .root = std::nullopt,
                       .partner = secrets.partner,
                       .kit_sealed = base::to_bytes(kit_sealed),
                       .created_ms = secrets.created_ms};
  if (secrets.root) shared.root = secrets.root->duplicate();
  const auto inside = encode(shared);
  return send_private(kSecretType, base::to_bytes(inside.reveal()), now_ms, entropy).transform([](const auto&) {});
}

std::expected<void, base::Error> Person::State::write_place(Replica& replica, std::int64_t now_ms,
                                                            base::Entropy& entropy) {
  const DevicePlace place{.log = replica.id(), .certificate = own_certificate(replica.secrets())};
  return send_private(kPlaceType, encode(place), now_ms, entropy).transform([](const auto&) {});
}

std::expected<void, base::Error> Person::State::rotate(Replica& replica, std::int64_t now_ms, base::Entropy& entropy) {
  KeysPayload keys;
  const auto wrap_all = [&](const KeyId& id, const KeyId& parent,
                            base::ByteView key) -> std::expected<void, base::Error> {
    for (const auto& [device, entry] : replica.roster().devices()) {
      if (entry.revoked) continue;
      auto wrap = replica.make_wrap(id, parent, key, device, entropy);
      if (!wrap) return std::unexpected(wrap.error());
      keys.wraps.push_back(std::move(*wrap));
    }
    return {};
  };
  std::expected<void, base::Error> wrapped;
  if (replica.personal()) {
    const auto parent = keyring.generations.current();
    const auto key = vault::GenerationKey::draw(entropy);
    wrapped = wrap_all(key_id(key, parent), parent, key.reveal());
  } else {
    const auto parent = replica.secrets().epochs.current();
    const auto key = vault::EpochKey::draw(entropy);
    wrapped = wrap_all(key_id(key, parent), parent, key.reveal());
  }
  if (!wrapped) return wrapped;
  ++revision;
  return send(replica.write_control(ControlType::rotate, encode(keys), now_ms, entropy)).transform([](const auto&) {});
}

// The device ends where we have seen it end; every key that it had is replaced.
std::expected<void, base::Error> Person::State::revoke_in(Replica& replica, const base::DeviceId& device,
                                                          std::int64_t now_ms, base::Entropy& entropy) {
  const auto* target = replica.roster().find(device);
  if (target == nullptr) return std::unexpected(base::Error::not_found);
  if (target->revoked) return {};
  RevokePayload payload{.device = device, .cuts = {}};
  for (const auto stream : {Stream::control, Stream::shared, Stream::private_}) {
    if (const auto last = replica.last_sequence(device, stream); last > 0) payload.cuts.push_back({stream, last});
  }
  const auto revoked = send(replica.write_control(ControlType::revoke, encode(payload), now_ms, entropy));
  if (!revoked) return std::unexpected(revoked.error());
  return rotate(replica, now_ms, entropy);
}

std::expected<void, base::Error> Person::revoke(base::DeviceId personal_device, std::int64_t now_ms,
                                                base::Entropy& entropy) {
  if (personal_device == state_->personal->secrets().device) return std::unexpected(base::Error::refused_by_rule);
  const auto* target = state_->personal->roster().find(personal_device);
  if (target == nullptr) return std::unexpected(base::Error::not_found);
  auto places = placed(personal_device);
  if (target->certificate.kind == DeviceKind::kit) {
    for (const auto& space : state_->spaces) {
      if (const auto kit = space->roster().kit(space->secrets().member)) places.push_back({space->id(), *kit});
    }
  }
  for (const auto& place : places) {
    auto* replica = state_->find(place.log);
    if (replica == nullptr || !state_->certified(*replica) || replica->secrets().kind == LogKind::archive) continue;
    if (replica->roster().find(place.device) == nullptr) continue;
    if (auto revoked = state_->revoke_in(*replica, place.device, now_ms, entropy); !revoked) return revoked;
  }
  return {};
}

std::vector<Person::Placed> Person::placed(base::DeviceId personal_device) const {
  std::vector<Placed> result{{personal_log(), personal_device}};
  for (const auto& [where, certificate] : state_->places) {
    if (where.first == personal_device) result.push_back({where.second, certificate.device});
  }
  return result;
}

}  // namespace hearth::log
