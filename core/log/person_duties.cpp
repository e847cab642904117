// What a device owes its logs by itself once they are read to their end.
#include <algorithm>

#include "log/person_state.h"
#include "vault/sign.h"

namespace hearth::log {
namespace {

constexpr std::size_t kWrapsPerEvent = 256;

}  // namespace

bool Person::State::wrap_missing(Replica& replica, std::int64_t now_ms, base::Entropy& entropy) {
  if (!certified(replica) || replica.secrets().kind == LogKind::archive) return false;
  KeysPayload keys;
  const auto add = [&](const KeyId& id, const KeyId& parent, base::ByteView key) {
    for (const auto& device : replica.roster().active(replica.secrets().member)) {
      if (device == replica.secrets().device || replica.wrapped(id, device)) continue;
      if (keys.wraps.size() == kWrapsPerEvent) return;
      if (auto wrap = replica.make_wrap(id, parent, key, device, entropy)) keys.wraps.push_back(std::move(*wrap));
    }
  };
  if (replica.personal()) {
    for (const auto& [id, node] : keyring.generations.nodes()) add(id, node.parent, node.key.reveal());
  } else {
    for (const auto& [id, node] : replica.secrets().epochs.nodes()) add(id, node.parent, node.key.reveal());
  }
  if (keys.wraps.empty()) return false;
  return send(replica.write_control(ControlType::wrap, encode(keys), now_ms, entropy)).has_value();
}

// Back from the kit: introduces this device with the certificate that it gave.
void Person::State::introduce(Replica& replica, std::int64_t now_ms, base::Entropy& entropy) {
  auto& secrets = replica.secrets();
  if (!secrets.introduction || replica.roster().find(secrets.introduction->voucher) == nullptr) return;
  if (replica.roster().find(secrets.device) == nullptr) {
    const CertificatePayload payload{.member = secrets.member, .certificate = *secrets.introduction};
    static_cast<void>(send(replica.write_control(ControlType::certificate, encode(payload), now_ms, entropy)));
  }
  if (certified(replica)) {
    secrets.introduction.reset();
    secrets.kit_exchange.reset();
    ++revision;
  }
}

bool Person::attend(std::int64_t now_ms, base::Entropy& entropy) {
  auto& state = *state_;
  const auto before = state.outbox.size();
  const auto revision_before = state.revision;

  state.introduce(*state.personal, now_ms, entropy);
  if (state.personal->secrets().owner && state.certified(*state.personal)) {
    // Spaces that a sibling entered and this device does not know yet.
    for (const auto& [log, shared] : state.known_secrets) {
      if (shared.kind != LogKind::space || !shared.root || state.find(log) != nullptr) continue;
      auto secrets = draw_device(LogKind::space, log, shared.member, shared.owner.identity(), entropy);
      secrets.owner = shared.owner.duplicate();
      secrets.root = shared.root->duplicate();
      secrets.partner = shared.partner;
      secrets.created_ms = shared.created_ms;
      state.spaces.push_back(std::make_unique<Replica>(std::move(secrets), state.keyring));
      ++state.revision;
    }
    // Tells the siblings which device of a space this one is, once.
    for (auto& space : state.spaces) {
      const std::pair place{state.personal->secrets().device, space->id()};
      if (space->secrets().kind != LogKind::space || !space->secrets().partner || state.places.contains(place)) {
        continue;
      }
      static_cast<void>(state.write_place(*space, now_ms, entropy));
    }
  }

  for (auto& space : state.spaces) {
    auto& secrets = space->secrets();
    state.introduce(*space, now_ms, entropy);
    if (!state.certified(*space) || !secrets.owner) continue;
    // Siblings that ask to be certified here.
    for (const auto& [where, certificate] : state.places) {
      const auto* sibling = state.personal->roster().find(where.first);
      if (where.second != space->id() || sibling == nullptr || sibling->revoked) continue;
      if (space->roster().find(certificate.device) != nullptr) continue;
      auto vouched = certificate;
      vouched.voucher = secrets.device;
      sign_certificate(secrets.log, secrets.member, secrets.identity, vouched, {.voucher = &secrets.device_signing});
      const CertificatePayload payload{.member = secrets.member, .certificate = vouched};
      static_cast<void>(state.send(space->write_control(ControlType::certificate, encode(payload), now_ms, entropy)));
    }
  }

  for (auto* replica : state.all()) state.wrap_missing(*replica, now_ms, entropy);

  // Archives that the partner handed over.
  for (const auto& offered : state.offered_archives) {
    if (state.find(offered.log) != nullptr || state.spaces.empty()) continue;
    const auto& home = state.spaces.back()->secrets();
    LogSecrets secrets{.kind = LogKind::archive,
                       .log = offered.log,
                       .member = offered.receiver.member,
                       .device = home.device,
                       .device_signing = home.device_signing.duplicate(),
                       .device_exchange = home.device_exchange.duplicate(),
                       .identity = offered.receiver.identity};
    secrets.root = *vault::SpaceRoot::from(offered.root.view());
    secrets.partner = offered.giver;
    for (const auto& key : offered.keys) secrets.archive_keys.push_back({key.epoch, key.author, key.key.duplicate()});
    state.spaces.insert(state.spaces.begin(), std::make_unique<Replica>(std::move(secrets), state.keyring));
    ++state.revision;
  }

  // Releases: only here does a key leave this device, and only for an answer
  // whose counterpart stands verified in the own log.
  for (auto& space : state.spaces) {
    if (!state.certified(*space)) continue;
    // Once one of the two has gone, the other key would never come.
    if (state.closed(*space)) continue;
    for (const auto& seal : space->exchanges().due()) {
      const auto* record = space->exchanges().find(seal);
      for (const auto& [id, node] : state.keyring.generations.nodes()) {
        const auto key = answer_key(seal_key(node.key), record->exchange, seal);
        const auto expected = commitment(record->exchange, record->payload.question, record->payload.version,
                                         record->member, key, record->payload.box);
        if (expected != record->payload.commitment) continue;
        const ReleasePayload payload{
            .exchange = record->exchange, .seal = seal, .key = *base::Hash32::from(key.reveal())};
        static_cast<void>(state.send(
            space->write({.type = std::string(kReleaseType), .payload = encode(payload)}, 0, now_ms, entropy)));
        break;
      }
    }
  }
  return state.outbox.size() != before || state.revision != revision_before;
}

}  // namespace hearth::log
