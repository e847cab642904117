// Back from the paper: the kit reads the personal log, trusts the identity that it
// signed when it was made, and vouches for a new device.
#include <algorithm>

#include "base/order.h"
#include "log/person_state.h"
#include "vault/box.h"
#include "vault/kit.h"
#include "vault/sign.h"
#include "verify/signature.h"

namespace hearth::log {

struct Recovery::State {
  vault::KitSecret kit;
  struct Kept {
    std::uint64_t number = 0;
    bool erased = false;
    base::Bytes header;
    base::Bytes body;
  };
  std::vector<Kept> envelopes;

  struct Anchor {
    base::MemberId member;
    Identity identity;
  };
  // Who the kit belongs to. The host could show it any log; only one holds a
  // certificate that this kit has signed itself.
  [[nodiscard]] std::optional<Anchor> find_anchor(const base::LogId& log) const;
};

std::optional<Recovery::State::Anchor> Recovery::State::find_anchor(const base::LogId& log) const {
  std::vector<Anchor> members;
  std::vector<Certificate> certificates;
  for (const auto& envelope : envelopes) {
    const auto header = envelope::decode(envelope.header);
    if (!header || header->stream != Stream::control) continue;
    const auto control = decode_control(envelope.body);
    if (!control) continue;
    if (control->type == static_cast<std::uint8_t>(ControlType::member)) {
      if (const auto payload = decode_member(control->payload)) members.push_back({payload->member, payload->identity});
    }
    if (control->type == static_cast<std::uint8_t>(ControlType::certificate)) {
      const auto payload = decode_certificate(control->payload);
      if (payload && payload->certificate.device == vault::kit_device(kit)) {
        certificates.push_back(payload->certificate);
      }
    }
  }
  const auto own_key = vault::public_key(vault::kit_signing_secret(kit));
  for (const auto& certificate : certificates) {
    if (certificate.key != own_key) continue;
    for (const auto& anchor : members) {
      const auto said = statement(log, anchor.member, anchor.identity, certificate);
      if (verify::signature_matches(own_key, "certificate", {said}, certificate.by_subject)) return anchor;
    }
  }
  return std::nullopt;
}

Recovery::Recovery(const vault::KitSecret& kit) : state_(new State{.kit = kit.duplicate(), .envelopes = {}}) {}

Recovery::~Recovery() = default;

base::DeviceId Recovery::device() const { return vault::kit_device(state_->kit); }

base::Signature Recovery::sign(const verify::LoginStatement& statement) const {
  return vault::sign(vault::kit_signing_secret(state_->kit), statement);
}

void Recovery::receive(const Incoming& incoming) {
  state_->envelopes.push_back({.number = incoming.number,
                               .erased = incoming.erased,
                               .header = base::to_bytes(incoming.header),
                               .body = base::to_bytes(incoming.body)});
}

std::expected<std::unique_ptr<Person>, base::Error> Recovery::finish(base::LogId log, base::Entropy& entropy) {
  const auto anchor = state_->find_anchor(log);
  if (!anchor) return std::unexpected(base::Error::bad_kit);

  // First reading, as the kit: the roster, the generations and the secrets.
  const auto kit_device = vault::kit_device(state_->kit);
  Person::State as_kit;
  as_kit.personal = std::make_unique<Replica>(LogSecrets{.kind = LogKind::personal,
                                                         .log = log,
                                                         .member = anchor->member,
                                                         .device = kit_device,
                                                         .device_signing = vault::kit_signing_secret(state_->kit),
                                                         .device_exchange = vault::kit_exchange_secret(state_->kit),
                                                         .identity = anchor->identity},
                                              as_kit.keyring);
  for (const auto& envelope : state_->envelopes) {
    auto receipt = as_kit.personal->receive({.source = Source::stored,
                                             .number = envelope.number,
                                             .erased = envelope.erased,
                                             .header = envelope.header,
                                             .body = envelope.body});
    as_kit.take_own(receipt.opened);
  }
  const auto* certified = as_kit.personal->roster().find(kit_device);
  if (certified == nullptr || certified->revoked) return std::unexpected(base::Error::bad_kit);
  const auto own = as_kit.known_secrets.find(log);
  if (as_kit.keyring.generations.empty() || own == as_kit.known_secrets.end() ||
      own->second.owner.identity() != anchor->identity) {
    return std::unexpected(base::Error::verification_failed);
  }

  // The new device begins with all keys and an empty log: what it reads now is
  // checked with every own tag, and opened for its caller.
  auto state = std::make_unique<Person::State>();
  for (const auto& [id, node] : as_kit.keyring.generations.nodes()) {
    state->keyring.generations.add(node.parent, node.key.duplicate());
  }
  auto secrets = draw_device(LogKind::personal, log, anchor->member, anchor->identity, entropy);
  secrets.owner = own->second.owner.duplicate();
  secrets.created_ms = own->second.created_ms;
  const auto kit_signing = vault::kit_signing_secret(state_->kit);
  auto certificate = own_certificate(secrets);
  certificate.voucher = kit_device;
  sign_certificate(log, anchor->member, anchor->identity, certificate, {.voucher = &kit_signing});
  secrets.introduction = certificate;
  state->personal = std::make_unique<Replica>(std::move(secrets), state->keyring);

  const auto kit_exchange = vault::kit_exchange_secret(state_->kit);
  for (const auto& [space_log, shared] : as_kit.known_secrets) {
    if (shared.kind != LogKind::space || !shared.root) continue;
    auto space = draw_device(LogKind::space, space_log, shared.member, shared.owner.identity(), entropy);
    space.owner = shared.owner.duplicate();
    space.root = shared.root->duplicate();
    space.partner = shared.partner;
    space.created_ms = shared.created_ms;
    const auto opened = vault::open_sealed(kit_exchange, kit_place_bound_to(space_log), shared.kit_sealed);
    auto place = opened ? decode_kit_place(opened->reveal()) : std::unexpected(opened.error());
    if (place) {
      auto own_place = own_certificate(space);
      own_place.voucher = place->device;
      sign_certificate(space_log, shared.member, space.identity, own_place, {.voucher = &place->signing});
      space.introduction = own_place;
      space.kit_exchange = std::move(place->exchange);
    }
    state->spaces.push_back(std::make_unique<Replica>(std::move(space), state->keyring));
  }
  base::sort(state->spaces,
             [](const auto& a, const auto& b) { return a->secrets().created_ms < b->secrets().created_ms; });
  return std::unique_ptr<Person>(new Person(std::move(state)));
}

}  // namespace hearth::log
