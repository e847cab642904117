#include "log/person.h"

#include <algorithm>

#include "codec/reader.h"
#include "codec/writer.h"
#include "log/erasure.h"
#include "log/person_state.h"
#include "vault/sign.h"

namespace hearth::log {
namespace {

constexpr std::uint8_t kRecordVersion = 1;
constexpr std::size_t kSpaceLimit = 256;
constexpr std::size_t kGenerationLimit = 4096;
constexpr std::size_t kHandshakeLimit = 256 * 1024;

constexpr std::array kOwnTypes = {kSealType, kReleaseType, kWithdrawType, kEraseType,
                                  kUndoType, kSecretType,  kPlaceType,    kArchiveType};

bool read_present(codec::Reader& reader) { return reader.choice<Role>(2) == Role::joiner; }

}  // namespace

Replica* Person::State::find(const base::LogId& log) {
  if (personal->id() == log) return personal.get();
  for (auto& space : spaces) {
    if (space->id() == log) return space.get();
  }
  return nullptr;
}

const Replica* Person::State::find(const base::LogId& log) const { return const_cast<State*>(this)->find(log); }

std::vector<Replica*> Person::State::all() {
  std::vector<Replica*> result{personal.get()};
  for (auto& space : spaces) result.push_back(space.get());
  return result;
}

std::expected<base::EventId, base::Error> Person::State::send(std::expected<Outgoing, base::Error> written) {
  if (!written) return std::unexpected(written.error());
  const auto event = written->event;
  if (written->opened) {
    std::vector<Opened> opened{*std::move(written->opened)};
    take_own(opened);
    written->opened = opened.empty() ? std::nullopt : std::optional(std::move(opened.front()));
  }
  outbox.push_back(std::move(*written));
  return event;
}

std::expected<base::EventId, base::Error> Person::State::send_private(std::string_view type, base::Bytes payload,
                                                                      std::int64_t now_ms, base::Entropy& entropy) {
  return send(personal->write({.type = std::string(type), .payload = std::move(payload)}, 0, now_ms, entropy));
}

void Person::State::take_own(std::vector<Opened>& opened) {
  std::erase_if(opened, [&](const Opened& event) {
    if (event.type == kSecretType && event.stream == Stream::private_) {
      if (auto secrets = decode_shared_secrets(event.payload)) {
        known_secrets.insert_or_assign(secrets->log, std::move(*secrets));
        learn_owner();
      }
      return true;
    }
    if (event.type == kPlaceType && event.stream == Stream::private_) {
      if (auto place = decode_place(event.payload)) {
        places.insert_or_assign({event.device, place->log}, place->certificate);
      }
      return true;
    }
    if (event.type == kArchiveType && event.stream == Stream::shared) {
      auto keys = decode_archive_keys(event.payload);
      if (keys && event.who == Author::partner) offered_archives.push_back(std::move(*keys));
      return true;
    }
    return false;
  });
}

void Person::State::learn_owner() {
  auto& own = personal->secrets();
  const auto found = known_secrets.find(personal->id());
  if (own.owner || found == known_secrets.end()) return;
  // Only the identity that was pinned when this device was linked.
  if (found->second.owner.identity() != own.identity) return;
  own.owner = found->second.owner.duplicate();
  ++revision;
}

bool Person::State::certified(const Replica& replica) const {
  const auto* device = replica.roster().find(replica.secrets().device);
  return device != nullptr && !device->revoked;
}

bool Person::State::closed(const Replica& replica) const {
  const auto& secrets = replica.secrets();
  return secrets.kind == LogKind::archive || replica.left(secrets.member) ||
         (secrets.partner && replica.left(secrets.partner->member));
}

Person::Person(std::unique_ptr<State> state) : state_(std::move(state)) {}

Person::~Person() = default;

std::unique_ptr<Person> Person::create(std::int64_t now_ms, base::Entropy& entropy) {
  auto state = std::make_unique<State>();
  state->keyring.generations.add({}, vault::GenerationKey::draw(entropy));
  auto owner = OwnerSecrets::draw(entropy);
  auto secrets = draw_device(LogKind::personal, entropy.draw<base::LogId>(), entropy.draw<base::MemberId>(),
                             owner.identity(), entropy);
  secrets.owner = std::move(owner);
  secrets.created_ms = now_ms;
  state->personal = std::make_unique<Replica>(std::move(secrets), state->keyring);
  auto& personal = *state->personal;

  // What was just drawn cannot be refused by our own checks: a broken invariant.
  const auto certain = [](bool done) {
    if (!done) std::abort();
  };
  auto certificate = own_certificate(personal.secrets());
  certificate.voucher = certificate.device;
  certificate.by_voucher = certificate.by_subject;
  certain(state
              ->send(personal.write_control(ControlType::member,
                                            encode(MemberPayload{.member = personal.secrets().member,
                                                                 .identity = personal.secrets().identity,
                                                                 .first_device = certificate}),
                                            now_ms, entropy))
              .has_value());
  KeysPayload keys;
  for (const auto& [id, node] : state->keyring.generations.nodes()) {
    auto wrap = personal.make_wrap(id, node.parent, node.key.reveal(), certificate.device, entropy);
    certain(wrap.has_value());
    keys.wraps.push_back(std::move(*wrap));
  }
  certain(state->send(personal.write_control(ControlType::rotate, encode(keys), now_ms, entropy)).has_value());
  certain(state->write_secrets(personal, {}, now_ms, entropy).has_value());
  return std::unique_ptr<Person>(new Person(std::move(state)));
}

base::SecretBytes Person::save() const {
  codec::Writer writer;
  writer.u8(kRecordVersion);
  write(writer, state_->keyring.generations);
  write(writer, state_->personal->secrets());
  writer.list(state_->spaces.size());
  for (const auto& space : state_->spaces) write(writer, space->secrets());
  writer.u8(state_->handshake ? 1 : 0);
  if (state_->handshake) {
    writer.bytes(state_->handshake->save().reveal());
    writer.u8(state_->joining ? 1 : 0);
    if (state_->joining) write(writer, *state_->joining);
    writer.u8(state_->inviting ? 1 : 0);
    if (state_->inviting) writer.fixed(*state_->inviting);
    writer.u8(state_->linking ? 1 : 0);
    if (state_->linking) writer.bytes(encode(*state_->linking));
  }
  return base::SecretBytes(writer.take());
}

std::expected<std::unique_ptr<Person>, base::Error> Person::restore(base::ByteView record) {
  if (!record.empty() && record[0] != kRecordVersion) return std::unexpected(base::Error::unknown_version);
  codec::Reader reader(record);
  reader.u8();
  auto state = std::make_unique<State>();
  state->keyring.generations = read_key_tree<vault::GenerationKey>(reader, kGenerationLimit);
  auto personal = read_log_secrets(reader);
  if (!personal || personal->kind != LogKind::personal) return std::unexpected(base::Error::shape);
  state->personal = std::make_unique<Replica>(std::move(*personal), state->keyring);
  const auto spaces = reader.list(kSpaceLimit, 100);
  for (std::uint32_t i = 0; i < spaces; ++i) {
    auto space = read_log_secrets(reader);
    if (!space) return std::unexpected(base::Error::shape);
    state->spaces.push_back(std::make_unique<Replica>(std::move(*space), state->keyring));
  }
  if (read_present(reader)) {
    auto handshake = Handshake::restore(reader.bytes(kHandshakeLimit));
    if (!handshake) return std::unexpected(handshake.error());
    state->handshake = std::move(*handshake);
    if (read_present(reader)) {
      auto joining = read_log_secrets(reader);
      if (!joining) return std::unexpected(base::Error::shape);
      state->joining = std::move(*joining);
    }
    if (read_present(reader)) state->inviting = reader.fixed<base::LogId>();
    if (read_present(reader)) {
      const auto linking = decode_link_new(reader.bytes(kHandshakeLimit));
      if (!linking) return std::unexpected(linking.error());
      state->linking = *linking;
    }
  }
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  return std::unique_ptr<Person>(new Person(std::move(state)));
}

std::uint64_t Person::revision() const { return state_->revision; }

base::LogId Person::personal_log() const { return state_->personal->id(); }

std::vector<base::LogId> Person::spaces() const {
  std::vector<base::LogId> result;
  for (const auto& space : state_->spaces) result.push_back(space->id());
  return result;
}

std::optional<base::LogId> Person::current_space() const {
  for (auto at = state_->spaces.rbegin(); at != state_->spaces.rend(); ++at) {
    const auto& secrets = (*at)->secrets();
    if (secrets.kind == LogKind::space && secrets.partner) return secrets.log;
  }
  return std::nullopt;
}

bool Person::paired(base::LogId space) const {
  const auto* replica = state_->find(space);
  return replica != nullptr && replica->secrets().partner.has_value();
}

bool Person::archive(base::LogId space) const {
  const auto* replica = state_->find(space);
  return replica != nullptr && replica->secrets().kind == LogKind::archive;
}

bool Person::left(base::LogId space, Author who) const {
  const auto* replica = state_->find(space);
  if (replica == nullptr) return false;
  const auto& secrets = replica->secrets();
  if (who == Author::me) return replica->left(secrets.member);
  return secrets.partner && replica->left(secrets.partner->member);
}

base::MemberId Person::member(base::LogId log) const {
  const auto* replica = state_->find(log);
  return replica != nullptr ? replica->secrets().member : base::MemberId{};
}

base::DeviceId Person::device(base::LogId log) const {
  const auto* replica = state_->find(log);
  return replica != nullptr ? replica->secrets().device : base::DeviceId{};
}

std::vector<DeviceInfo> Person::devices(base::LogId log) const {
  std::vector<DeviceInfo> result;
  const auto* replica = state_->find(log);
  if (replica == nullptr) return result;
  for (const auto& [id, device] : replica->roster().devices()) {
    result.push_back({.id = id,
                      .member = device.member,
                      .key = device.certificate.key,
                      .this_device = id == replica->secrets().device,
                      .own = device.member == replica->secrets().member,
                      .kit = device.certificate.kind == DeviceKind::kit,
                      .revoked = device.revoked,
                      .added_ms = device.added_ms});
  }
  return result;
}

Registration Person::registration(base::LogId log) const {
  Registration registration;
  const auto* replica = state_->find(log);
  if (replica == nullptr || !replica->secrets().owner) return registration;
  const auto& secrets = replica->secrets();
  registration.log = log;
  registration.member = secrets.member;
  registration.seat_key = vault::public_key(secrets.owner->seat);
  registration.devices.push_back({secrets.device, vault::public_key(secrets.device_signing)});
  // A kit that was made before the server knew this person comes back to it too.
  if (replica->personal()) {
    if (const auto kit = kit_device()) registration.devices.push_back(*kit);
  }
  return registration;
}

std::expected<base::Signature, base::Error> Person::sign(base::LogId log, Signer signer,
                                                         const verify::LoginStatement& statement) const {
  const auto* replica = state_->find(log);
  if (replica == nullptr) return std::unexpected(base::Error::not_found);
  const auto& secrets = replica->secrets();
  if (signer == Signer::device) return vault::sign(secrets.device_signing, statement);
  if (!secrets.owner) return std::unexpected(base::Error::not_ready);
  return vault::sign(secrets.owner->seat, statement);
}

std::vector<Outgoing> Person::take_outbox() { return std::exchange(state_->outbox, {}); }

std::expected<base::EventId, base::Error> Person::append(base::LogId log, const Draft& draft, std::int64_t now_ms,
                                                         base::Entropy& entropy) {
  auto* replica = state_->find(log);
  if (replica == nullptr) return std::unexpected(base::Error::not_found);
  if (std::ranges::find(kOwnTypes, draft.type) != kOwnTypes.end()) {
    return std::unexpected(base::Error::refused_by_rule);
  }
  if (!replica->personal() && !replica->secrets().partner) return std::unexpected(base::Error::not_paired);
  if (state_->closed(*replica)) return std::unexpected(base::Error::left);
  std::uint64_t floor = 0;
  for (const auto& space : state_->spaces) {
    // What is said in a space that replaces another comes after all that was said there.
    if (space->secrets().kind == LogKind::archive) floor = std::max(floor, space->greatest_logical());
  }
  if (replica->personal()) {
    // What is private may follow what is shared, never the other way: a shared
    // time must not tell how much was written privately.
    for (const auto& space : state_->spaces) floor = std::max(floor, space->greatest_logical());
  }
  return state_->send(replica->write({.type = draft.type, .type_version = draft.type_version, .payload = draft.payload},
                                     floor, now_ms, entropy));
}

Receipt Person::receive(base::LogId log, const Incoming& incoming) {
  auto* replica = state_->find(log);
  if (replica == nullptr) return {.error = base::Error::not_found};
  const auto keys_before = state_->keyring.generations.nodes().size() + replica->secrets().epochs.nodes().size();
  auto receipt = replica->receive(incoming);
  state_->take_own(receipt.opened);
  const auto keys_after = state_->keyring.generations.nodes().size() + replica->secrets().epochs.nodes().size();
  if (keys_after != keys_before) {
    ++state_->revision;
    // A new generation may open what other logs hold back.
    for (auto* other : state_->all()) {
      auto more = other->drain();
      state_->take_own(more.opened);
      std::ranges::move(more.opened, std::back_inserter(receipt.opened));
      std::ranges::move(more.notices, std::back_inserter(receipt.notices));
    }
  }
  return receipt;
}

void Person::acknowledged(base::LogId log, base::EventId event, std::uint64_t number) {
  if (auto* replica = state_->find(log)) replica->acknowledged(event, number);
}

std::vector<base::EventId> Person::unsent(base::LogId log) const {
  const auto* replica = state_->find(log);
  return replica != nullptr ? replica->unsent() : std::vector<base::EventId>{};
}

Cursor Person::cursor(base::LogId log) const {
  const auto* replica = state_->find(log);
  return replica != nullptr ? replica->cursor() : Cursor{};
}

void Person::begin_resync(base::LogId log) {
  if (auto* replica = state_->find(log)) replica->begin_resync();
}

std::vector<Notice> Person::standing_notices(base::LogId log) const {
  const auto* replica = state_->find(log);
  return replica != nullptr ? replica->standing_notices() : std::vector<Notice>{};
}

}  // namespace hearth::log
