// Own devices: kit, linking, revoking, and what siblings owe each other.
#include <algorithm>

#include "codec/reader.h"
#include "codec/writer.h"
#include "log/person_state.h"
#include "vault/box.h"
#include "vault/kit.h"
#include "vault/sign.h"

namespace hearth::log {
namespace {

constexpr std::string_view kLinkPrefix = "hearth-link:1:";
constexpr std::size_t kWrapsPerEvent = 256;

struct LinkCode {
  vault::PairingSecret secret;
  LinkHelloNew device;
};

std::string encode_link(const vault::PairingSecret& secret, const LinkHelloNew& device) {
  codec::Writer writer;
  writer.raw(secret.reveal()).raw(encode(device));
  return std::string(kLinkPrefix) + base::to_base64url(writer.data());
}

// decoder: log_hello
std::expected<LinkCode, base::Error> decode_link(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (!text.starts_with(kLinkPrefix)) return std::unexpected(base::Error::shape);
  const auto bytes = base::from_base64url(text.substr(kLinkPrefix.size()));
  if (!bytes) return std::unexpected(bytes.error());
  codec::Reader reader(*bytes);
  auto secret = vault::PairingSecret::from(reader.raw(vault::PairingSecret::kSize));
  const auto device = decode_link_new(reader.raw(reader.left()));
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  if (!secret) return std::unexpected(secret.error());
  if (!device) return std::unexpected(device.error());
  return LinkCode{std::move(*secret), *device};
}

}  // namespace

std::expected<base::Bytes, base::Error> decode_link_code(std::string_view text) {
  return decode_link(text).transform([](const LinkCode& code) { return encode(code.device); });
}

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

// ---- linking ---------------------------------------------------------------

struct Person::NewDevice::Keys {
  base::DeviceId device;
  vault::SigningSecret signing;
  vault::ExchangeSecret exchange;
};

Person::NewDevice::NewDevice(std::string code, Handshake begun, std::unique_ptr<Keys> drawn)
    : link_code(std::move(code)), handshake(std::move(begun)), keys(std::move(drawn)) {}

Person::NewDevice::~NewDevice() = default;

std::expected<std::unique_ptr<Person::NewDevice>, base::Error> Person::begin_link(
    std::optional<vault::PairingSecret> spoken, base::Entropy& entropy) {
  const auto device = entropy.draw<base::DeviceId>();
  auto signing = vault::SigningSecret::draw(entropy);
  auto exchange = vault::ExchangeSecret::draw(entropy);
  const LinkHelloNew hello{
      .device = device, .key = vault::public_key(signing), .exchange = vault::public_key(exchange)};
  auto keys = std::make_unique<NewDevice::Keys>(device, std::move(signing), std::move(exchange));
  std::string code;
  if (!spoken) {
    spoken = vault::PairingSecret::draw(entropy);
    code = encode_link(*spoken, hello);
  }
  auto handshake = Handshake::join(Purpose::link, std::move(*spoken), encode(hello), entropy);
  return std::make_unique<NewDevice>(std::move(code), std::move(handshake), std::move(keys));
}

std::expected<void, base::Error> Person::NewDevice::confirm(const TwoWords& words) {
  const auto hello = decode_link_old(handshake.other_hello());
  if (!hello) {
    handshake.refuse();
    return std::unexpected(hello.error());
  }
  // The own half of the certificate, over what the other says of itself.
  Certificate certificate{
      .device = keys->device, .key = vault::public_key(keys->signing), .exchange = vault::public_key(keys->exchange)};
  sign_certificate(hello->log, hello->member, hello->identity, certificate, {.subject = &keys->signing});
  return handshake.confirm(words, certificate.by_subject.view());
}

std::expected<std::unique_ptr<Person>, base::Error> Person::NewDevice::finish() {
  if (handshake.phase() != Phase::done) return std::unexpected(base::Error::not_ready);
  const auto hello = decode_link_old(handshake.other_hello());
  if (!hello) return std::unexpected(hello.error());
  auto state = std::make_unique<State>();
  LogSecrets secrets{.kind = LogKind::personal,
                     .log = hello->log,
                     .member = hello->member,
                     .device = keys->device,
                     .device_signing = keys->signing.duplicate(),
                     .device_exchange = keys->exchange.duplicate(),
                     .identity = hello->identity};
  state->personal = std::make_unique<Replica>(std::move(secrets), state->keyring);
  return std::unique_ptr<Person>(new Person(std::move(state)));
}

std::expected<void, base::Error> Person::begin_link_invite(std::string_view link_code, base::Entropy& entropy) {
  auto code = decode_link(link_code);
  if (!code) return std::unexpected(code.error());
  auto begun = begin_link_invite(std::move(code->secret), entropy);
  if (begun) state_->linking = code->device;
  return begun;
}

std::expected<void, base::Error> Person::begin_link_invite(vault::PairingSecret spoken, base::Entropy& entropy) {
  if (state_->handshake) return std::unexpected(base::Error::refused_by_rule);
  const auto& own = state_->personal->secrets();
  if (!own.owner || !state_->certified(*state_->personal)) return std::unexpected(base::Error::not_ready);
  const LinkHelloOld hello{.log = own.log, .member = own.member, .identity = own.identity};
  state_->handshake = Handshake::invite(Purpose::link, std::move(spoken), encode(hello), entropy);
  ++state_->revision;
  return {};
}

// Old device, after both confirmed: certifies the new one and wraps the keys.
std::expected<void, base::Error> Person::State::admit_device(std::int64_t now_ms, base::Entropy& entropy) {
  const auto hello = decode_link_new(handshake->other_hello());
  if (!hello) return std::unexpected(hello.error());
  const auto by_subject = base::Signature::from(handshake->other_attachment());
  if (!by_subject) return std::unexpected(by_subject.error());
  const auto& secrets = personal->secrets();
  Certificate certificate{.device = hello->device,
                          .key = hello->key,
                          .exchange = hello->exchange,
                          .voucher = secrets.device,
                          .by_subject = *by_subject};
  sign_certificate(secrets.log, secrets.member, secrets.identity, certificate,
                   {.identity = &secrets.owner->signing, .voucher = &secrets.device_signing});
  const auto written = send(personal->write_control(
      ControlType::certificate, encode(CertificatePayload{.member = secrets.member, .certificate = certificate}),
      now_ms, entropy));
  if (!written) return std::unexpected(written.error());
  wrap_missing(*personal, now_ms, entropy);
  return handshake->admit({});
}

}  // namespace hearth::log
