// Pairing: from an invite's secret to a space that both live in.
#include <algorithm>
#include <cstdlib>

#include "codec/reader.h"
#include "codec/writer.h"
#include "log/person_state.h"
#include "vault/box.h"
#include "vault/sign.h"

namespace hearth::log {
namespace {

constexpr std::size_t kEpochLimit = 64;

// What message (5) of pairing holds, sealed to the joiner's device, with the
// agreement of both identities in its key, and bound to the transcript.
struct Admission {
  vault::SpaceRoot root;
  std::vector<std::pair<KeyId, vault::EpochKey>> epochs;  // parent, key
};

base::SecretBytes encode_admission(const LogSecrets& secrets) {
  codec::Writer writer;
  writer.raw(secrets.root->reveal()).list(secrets.epochs.nodes().size());
  for (const auto& [id, node] : secrets.epochs.nodes()) writer.fixed(node.parent).raw(node.key.reveal());
  return base::SecretBytes(writer.take());
}

// decoder: log_hello
std::expected<Admission, base::Error> decode_admission(base::ByteView bytes) {
  codec::Reader reader(bytes);
  auto root = vault::SpaceRoot::from(reader.raw(vault::SpaceRoot::kSize));
  if (!root) return std::unexpected(base::Error::shape);
  Admission admission{.root = std::move(*root), .epochs = {}};
  const auto count = reader.list(kEpochLimit, 64);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto parent = reader.fixed<base::Hash32>();
    auto key = vault::EpochKey::from(reader.raw(vault::EpochKey::kSize));
    if (key) admission.epochs.emplace_back(parent, std::move(*key));
  }
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  return admission;
}

}  // namespace

std::expected<Replica*, base::Error> Person::State::enter_space(LogSecrets secrets, std::int64_t now_ms,
                                                                base::Entropy& entropy) {
  const bool founder = secrets.epochs.empty();
  if (founder) secrets.epochs.add({}, vault::EpochKey::draw(entropy));
  auto certificate = own_certificate(secrets);
  certificate.voucher = certificate.device;
  certificate.by_voucher = certificate.by_subject;
  auto replica = std::make_unique<Replica>(std::move(secrets), keyring);
  auto member = replica->write_control(
      ControlType::member,
      encode(MemberPayload{
          .member = replica->secrets().member, .identity = replica->secrets().identity, .first_device = certificate}),
      now_ms, entropy);
  if (!member) return std::unexpected(member.error());
  std::optional<Outgoing> rotate;
  if (founder) {
    KeysPayload keys;
    for (const auto& [id, node] : replica->secrets().epochs.nodes()) {
      auto wrap = replica->make_wrap(id, node.parent, node.key.reveal(), certificate.device, entropy);
      if (!wrap) return std::unexpected(wrap.error());
      keys.wraps.push_back(std::move(*wrap));
    }
    auto written = replica->write_control(ControlType::rotate, encode(keys), now_ms, entropy);
    if (!written) return std::unexpected(written.error());
    rotate = std::move(*written);
  }
  outbox.push_back(std::move(*member));
  if (rotate) outbox.push_back(std::move(*rotate));
  spaces.push_back(std::move(replica));
  ++revision;
  return spaces.back().get();
}

std::expected<base::LogId, base::Error> Person::begin_invite(vault::PairingSecret secret,
                                                             std::optional<base::LogId> successor_of,
                                                             std::int64_t now_ms, base::Entropy& entropy) {
  if (state_->handshake) return std::unexpected(base::Error::refused_by_rule);
  if (successor_of && !paired(*successor_of)) return std::unexpected(base::Error::not_paired);
  auto owner = OwnerSecrets::draw(entropy);
  auto secrets = draw_device(LogKind::space, entropy.draw<base::LogId>(), entropy.draw<base::MemberId>(),
                             owner.identity(), entropy);
  secrets.owner = std::move(owner);
  secrets.root = vault::SpaceRoot::draw(entropy);
  secrets.successor_of = successor_of;
  secrets.created_ms = now_ms;
  const auto space = state_->enter_space(std::move(secrets), now_ms, entropy);
  if (!space) return std::unexpected(space.error());
  const auto& made = (*space)->secrets();
  state_->handshake = Handshake::invite(
      Purpose::pair, std::move(secret),
      encode(PairHelloInviter{.space = made.log, .member = made.member, .identity = made.identity}), entropy);
  state_->inviting = made.log;
  state_->admitted.reset();
  return made.log;
}

std::expected<void, base::Error> Person::begin_join(vault::PairingSecret secret, base::Entropy& entropy) {
  if (state_->handshake) return std::unexpected(base::Error::refused_by_rule);
  auto owner = OwnerSecrets::draw(entropy);
  // The space is not known yet: its id comes with the inviter's hello.
  auto secrets = draw_device(LogKind::space, {}, entropy.draw<base::MemberId>(), owner.identity(), entropy);
  const PairHelloJoiner hello{.member = secrets.member,
                              .identity = secrets.identity,
                              .seat = vault::public_key(owner.seat),
                              .device = secrets.device,
                              .key = vault::public_key(secrets.device_signing),
                              .exchange = vault::public_key(secrets.device_exchange)};
  secrets.owner = std::move(owner);
  state_->handshake = Handshake::join(Purpose::pair, std::move(secret), encode(hello), entropy);
  state_->joining = std::move(secrets);
  ++state_->revision;
  return {};
}

Handshake* Person::handshake() { return state_->handshake ? &*state_->handshake : nullptr; }

std::expected<void, base::Error> Person::handshake_receive(base::ByteView message, std::int64_t now_ms,
                                                           base::Entropy& entropy) {
  if (!state_->handshake) return std::unexpected(base::Error::not_ready);
  auto& handshake = *state_->handshake;
  ++state_->revision;
  const bool knew_other = !handshake.other_hello().empty();
  const auto received = handshake.receive(message);
  if (!received) return received;
  if (!knew_other && !handshake.other_hello().empty()) {
    // What the other says of itself must at least be well-formed; a link's new
    // device must be the one whose code was scanned.
    std::expected<void, base::Error> sound;
    if (handshake.purpose() == Purpose::pair && handshake.role() == Role::inviter) {
      sound = decode_pair_joiner(handshake.other_hello()).transform([](const auto&) {});
    } else if (handshake.purpose() == Purpose::pair) {
      sound = decode_pair_inviter(handshake.other_hello()).transform([](const auto&) {});
    } else {
      const auto hello = decode_link_new(handshake.other_hello());
      if (!hello) {
        sound = std::unexpected(hello.error());
      } else if (state_->linking && *hello != *state_->linking) {
        sound = std::unexpected(base::Error::verification_failed);
      }
    }
    if (!sound) {
      handshake.refuse();
      return sound;
    }
  }
  if (handshake.role() == Role::joiner && handshake.phase() == Phase::done) return state_->joined(now_ms, entropy);
  return {};
}

std::expected<void, base::Error> Person::handshake_confirm(const TwoWords& words, std::int64_t /*now_ms*/,
                                                           base::Entropy& /*entropy*/) {
  if (!state_->handshake) return std::unexpected(base::Error::not_ready);
  ++state_->revision;
  return state_->handshake->confirm(words);
}

std::optional<Registration> Person::seat_to_register() const {
  if (!state_->handshake) return std::nullopt;
  const auto& handshake = *state_->handshake;
  if (handshake.role() != Role::inviter || handshake.phase() != Phase::confirmed) return std::nullopt;
  if (handshake.purpose() == Purpose::pair) {
    const auto hello = decode_pair_joiner(handshake.other_hello());
    if (!hello || !state_->inviting) return std::nullopt;
    return Registration{.log = *state_->inviting,
                        .member = hello->member,
                        .seat_key = hello->seat,
                        .devices = {{hello->device, hello->key}}};
  }
  const auto hello = decode_link_new(handshake.other_hello());
  if (!hello) return std::nullopt;
  auto registration = this->registration(personal_log());
  registration.devices = {{hello->device, hello->key}};
  return registration;
}

std::expected<void, base::Error> Person::admit(std::int64_t now_ms, base::Entropy& entropy) {
  if (!state_->handshake || state_->handshake->role() != Role::inviter ||
      state_->handshake->phase() != Phase::confirmed) {
    return std::unexpected(base::Error::refused_by_rule);
  }
  ++state_->revision;
  return state_->handshake->purpose() == Purpose::pair ? state_->admit_partner(now_ms, entropy)
                                                       : state_->admit_device(now_ms, entropy);
}

// Inviter, after both confirmed: pins the partner and only now seals the keys.
std::expected<void, base::Error> Person::State::admit_partner(std::int64_t now_ms, base::Entropy& entropy) {
  const auto hello = decode_pair_joiner(handshake->other_hello());
  if (!hello) return std::unexpected(hello.error());
  auto* space = inviting ? find(*inviting) : nullptr;
  if (space == nullptr) return std::unexpected(base::Error::not_ready);
  if (hello->member == space->secrets().member || hello->identity == space->secrets().identity) {
    return std::unexpected(base::Error::verification_failed);
  }
  const auto identities = vault::agree(space->secrets().owner->exchange, hello->identity.exchange);
  if (!identities) return std::unexpected(identities.error());
  const auto inside = encode_admission(space->secrets());
  auto sealed = vault::seal_to(hello->exchange, handshake->transcript().view(), inside.reveal(), entropy, &*identities);
  if (!sealed) return std::unexpected(sealed.error());
  if (auto admitted_now = handshake->admit(std::move(*sealed)); !admitted_now) return admitted_now;
  space->pin_partner({.member = hello->member, .identity = hello->identity});

  const auto kit_sealed = add_space_kit(*space, now_ms, entropy);
  if (!kit_sealed) return std::unexpected(kit_sealed.error());
  if (auto written = write_secrets(*space, *kit_sealed, now_ms, entropy); !written) return written;
  if (auto placed = write_place(*space, now_ms, entropy); !placed) return placed;
  if (const auto old_log = space->secrets().successor_of) {
    if (auto* old_space = find(*old_log)) return hand_over(*old_space, *space, now_ms, entropy);
  }
  return {};
}

// Joiner, with message (5): the space is known and entered.
std::expected<void, base::Error> Person::State::joined(std::int64_t now_ms, base::Entropy& entropy) {
  const auto fail = [&](base::Error error) {
    handshake->refuse();
    return std::unexpected(error);
  };
  const auto hello = decode_pair_inviter(handshake->other_hello());
  if (!hello) return fail(hello.error());
  if (!joining) return fail(base::Error::not_ready);
  if (find(hello->space) != nullptr || hello->identity == joining->identity || hello->member == joining->member) {
    return fail(base::Error::verification_failed);
  }
  const auto identities = vault::agree(joining->owner->exchange, hello->identity.exchange);
  if (!identities) return fail(identities.error());
  const auto opened = vault::open_sealed(joining->device_exchange, handshake->transcript().view(),
                                         handshake->admission(), &*identities);
  if (!opened) return fail(opened.error());
  auto admission = decode_admission(opened->reveal());
  if (!admission) return fail(admission.error());
  if (admission->epochs.empty()) return fail(base::Error::shape);

  auto secrets = std::move(*joining);
  joining.reset();
  secrets.log = hello->space;
  secrets.partner = Partner{.member = hello->member, .identity = hello->identity};
  secrets.root = std::move(admission->root);
  secrets.created_ms = now_ms;
  for (auto& [parent, key] : admission->epochs) secrets.epochs.add(parent, std::move(key));
  const auto space = enter_space(std::move(secrets), now_ms, entropy);
  if (!space) return std::unexpected(space.error());
  const auto kit_sealed = add_space_kit(**space, now_ms, entropy);
  if (!kit_sealed) return std::unexpected(kit_sealed.error());
  if (auto written = write_secrets(**space, *kit_sealed, now_ms, entropy); !written) return written;
  return write_place(**space, now_ms, entropy);
}

void Person::end_handshake() {
  if (!state_->handshake) return;
  if (state_->inviting && !paired(*state_->inviting)) {
    std::erase_if(state_->spaces, [&](const auto& space) { return space->id() == *state_->inviting; });
    std::erase_if(state_->outbox, [&](const Outgoing& outgoing) { return outgoing.log == *state_->inviting; });
  }
  state_->handshake.reset();
  state_->joining.reset();
  state_->inviting.reset();
  state_->linking.reset();
  ++state_->revision;
}

// The old author keys of both directions, so that a partner who lost everything
// can read the archive again.
std::expected<void, base::Error> Person::State::hand_over(Replica& old_space, Replica& space, std::int64_t now_ms,
                                                          base::Entropy& entropy) {
  const auto& old = old_space.secrets();
  if (!old.partner || !old.root) return std::unexpected(base::Error::not_paired);
  ArchiveKeys keys{.log = old.log,
                   .giver = {.member = old.member, .identity = old.identity},
                   .receiver = *old.partner,
                   .root = *base::Hash32::from(old.root->reveal())};
  for (const auto& [epoch, node] : old.epochs.nodes()) {
    for (const auto& author : {old.member, old.partner->member}) {
      auto key = old_space.key_of(epoch, Stream::shared, author);
      if (!key) return std::unexpected(key.error());
      keys.keys.push_back({epoch, author, std::move(*key)});
    }
  }
  const auto inside = encode(keys);
  const auto sent = send(
      space.write({.type = std::string(kArchiveType), .payload = base::to_bytes(inside.reveal())}, 0, now_ms, entropy));
  if (!sent) return std::unexpected(sent.error());
  old_space.secrets().kind = LogKind::archive;
  return {};
}

std::vector<Person::Reader> Person::archive_readers() const {
  std::vector<Reader> readers;
  for (const auto& space : state_->spaces) {
    if (!space->secrets().partner) continue;
    // A space may replace one that itself replaced another.
    auto replaced = space->secrets().successor_of;
    for (std::size_t step = 0; replaced && step < state_->spaces.size(); ++step) {
      const auto* old = state_->find(*replaced);
      if (old == nullptr || old->secrets().kind != LogKind::archive) break;
      for (const auto& device : space->roster().active(space->secrets().partner->member)) {
        readers.push_back({old->id(), {device, space->roster().find(device)->certificate.key}});
      }
      replaced = old->secrets().successor_of;
    }
  }
  return readers;
}

}  // namespace hearth::log
