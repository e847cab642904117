#include "log/handshake.h"

#include <algorithm>

#include "base/words.h"
#include "codec/reader.h"
#include "codec/writer.h"
#include "verify/hash.h"

namespace hearth::log {
namespace {

// A message: version u8 (1) | kind u8 | bytes payload | MAC 32.
constexpr std::uint8_t kMessageVersion = 1;
constexpr std::uint8_t kRecordVersion = 1;
constexpr std::size_t kHelloLimit = 4096;
constexpr std::size_t kMessageLimit = 8192;
constexpr std::size_t kAdmissionLimit = 7168;
constexpr std::size_t kAttachmentLimit = 1024;
constexpr std::size_t kOutboxLimit = 12;
constexpr std::size_t kDecoys = 3;
constexpr std::uint8_t kPhaseCount = static_cast<std::uint8_t>(Phase::failed) + 1;

enum class Kind : std::uint8_t { hello_inviter = 1, hello_joiner, nonce, confirmed, admission, refused };

std::uint8_t number(Kind kind) { return static_cast<std::uint8_t>(kind); }

struct Message {
  std::uint8_t kind = 0;
  base::ByteView payload;
  base::ByteView before_mac;
  base::ByteView mac;
};

std::expected<Message, base::Error> read_message(base::ByteView bytes) {
  if (bytes.size() > kMessageLimit) return std::unexpected(base::Error::too_large);
  codec::Reader reader(bytes);
  const auto version = reader.u8();
  Message message;
  message.kind = reader.u8();
  message.payload = reader.bytes(kMessageLimit);
  message.before_mac = bytes.first(bytes.size() - reader.left());
  message.mac = reader.raw(base::Hash32::kSize);
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  if (version != kMessageVersion) return std::unexpected(base::Error::unknown_version);
  return message;
}

TwoWords words_from(const base::Hash32& digest, std::size_t at) {
  // 22 bits: eleven for each word.
  const std::uint32_t bits = static_cast<std::uint32_t>(digest.bytes[at]) |
                             (static_cast<std::uint32_t>(digest.bytes[at + 1]) << 8) |
                             (static_cast<std::uint32_t>(digest.bytes[at + 2]) << 16);
  return {std::string(base::words()[bits & 2047U]), std::string(base::words()[(bits >> 11) & 2047U])};
}

std::string_view role_name(Role role) { return role == Role::inviter ? "inviter" : "joiner"; }

Role other(Role role) { return role == Role::inviter ? Role::joiner : Role::inviter; }

base::Hash32 hello_commitment(const base::Hash32& nonce, base::ByteView hello) {
  return verify::hash("pair-commitment", {nonce.view(), hello});
}

bool in_check_or_later(Phase phase) {
  return phase == Phase::check || phase == Phase::waiting_other || phase == Phase::confirmed || phase == Phase::done;
}

}  // namespace

InviteAddress address_of(const vault::PairingSecret& secret) {
  InviteAddress address;
  const auto locator = verify::keyed_hash(secret.reveal(), "pair-locator", {});
  std::copy_n(locator.bytes.begin(), address.locator.bytes.size(), address.locator.bytes.begin());
  address.seat_token = verify::keyed_hash(secret.reveal(), "pair-seat", {});
  return address;
}

Handshake::Handshake(Role role, Purpose purpose, vault::PairingSecret secret, base::Bytes hello)
    : role_(role),
      purpose_(purpose),
      phase_(role == Role::inviter ? Phase::inviting : Phase::joining),
      secret_(std::move(secret)),
      hello_(std::move(hello)) {
  const std::array purpose_byte{static_cast<std::uint8_t>(purpose_)};
  running_ = verify::hash("pair-begin", {purpose_byte});
}

Handshake Handshake::invite(Purpose purpose, vault::PairingSecret secret, base::Bytes hello, base::Entropy& entropy) {
  Handshake handshake(Role::inviter, purpose, std::move(secret), std::move(hello));
  entropy.fill(handshake.nonce_.bytes);
  codec::Writer writer;
  writer.bytes(handshake.hello_).fixed(hello_commitment(handshake.nonce_, handshake.hello_));
  handshake.post_transcript(number(Kind::hello_inviter), writer.data());
  return handshake;
}

Handshake Handshake::join(Purpose purpose, vault::PairingSecret secret, base::Bytes hello, base::Entropy& entropy) {
  Handshake handshake(Role::joiner, purpose, std::move(secret), std::move(hello));
  entropy.fill(handshake.nonce_.bytes);
  return handshake;
}

vault::RoleKey Handshake::role_key(Role role) const {
  auto digest = verify::keyed_hash(secret_.reveal(), "pair-role", {base::as_bytes(role_name(role))});
  auto key = vault::RoleKey::from(digest.view());
  base::wipe(digest.bytes);
  return std::move(*key);
}

base::Hash32 Handshake::mac(Role author, base::ByteView before_mac) const {
  return verify::keyed_hash(role_key(author).reveal(), "pair-mac", {running_.view(), before_mac});
}

void Handshake::post(std::uint8_t kind, base::ByteView payload) {
  codec::Writer writer;
  writer.u8(kMessageVersion).u8(kind).bytes(payload);
  const auto tag = mac(role_, writer.data());
  writer.fixed(tag);
  outbox_.push_back(writer.take());
}

void Handshake::post_transcript(std::uint8_t kind, base::ByteView payload) {
  post(kind, payload);
  extend(outbox_.back());
}

void Handshake::extend(base::ByteView message) {
  running_ = verify::hash("pair-running", {running_.view(), message});
  ++seen_;
  if (seen_ == 3) {
    transcript_ = verify::hash("pair-transcript", {running_.view()});
    phase_ = Phase::check;
  }
}

void Handshake::fail() { phase_ = Phase::failed; }

std::vector<base::Bytes> Handshake::take_outbox() { return std::exchange(outbox_, {}); }

std::expected<void, base::Error> Handshake::receive(base::ByteView bytes) {
  if (phase_ == Phase::failed || phase_ == Phase::mismatch || phase_ == Phase::done) {
    return std::unexpected(base::Error::refused_by_rule);
  }
  const auto result = receive_message(bytes);
  if (!result) fail();
  return result;
}

std::expected<void, base::Error> Handshake::receive_message(base::ByteView bytes) {
  const auto message = read_message(bytes);
  if (!message) return std::unexpected(message.error());
  if (!verify::equal(mac(other(role_), message->before_mac).view(), message->mac)) {
    return std::unexpected(base::Error::verification_failed);
  }
  codec::Reader reader(message->payload);
  switch (static_cast<Kind>(message->kind)) {
    case Kind::hello_inviter: {
      if (role_ != Role::joiner || seen_ != 0) break;
      other_hello_ = base::to_bytes(reader.bytes(kHelloLimit));
      other_commitment_ = reader.fixed<base::Hash32>();
      if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
      extend(bytes);
      codec::Writer writer;
      writer.bytes(hello_).fixed(nonce_);
      post_transcript(number(Kind::hello_joiner), writer.data());
      return {};
    }
    case Kind::hello_joiner: {
      if (role_ != Role::inviter || seen_ != 1) break;
      other_hello_ = base::to_bytes(reader.bytes(kHelloLimit));
      reader.fixed<base::Hash32>();  // the joiner's nonce counts through the transcript
      if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
      extend(bytes);
      post_transcript(number(Kind::nonce), nonce_.view());
      return {};
    }
    case Kind::nonce: {
      if (role_ != Role::joiner || seen_ != 2) break;
      const auto nonce = reader.fixed<base::Hash32>();
      if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
      if (hello_commitment(nonce, other_hello_) != other_commitment_) {
        return std::unexpected(base::Error::verification_failed);
      }
      extend(bytes);
      return {};
    }
    case Kind::confirmed: {
      if (seen_ != 3 || other_confirmed_ || message->payload.size() > kAttachmentLimit) break;
      other_attachment_ = base::to_bytes(message->payload);
      other_confirmed_ = true;
      if (own_confirmed_) phase_ = Phase::confirmed;
      return {};
    }
    case Kind::admission: {
      if (role_ != Role::joiner || phase_ != Phase::confirmed) break;
      admission_ = base::to_bytes(message->payload);
      phase_ = Phase::done;
      return {};
    }
    case Kind::refused: phase_ = Phase::mismatch; return {};
  }
  return std::unexpected(base::Error::shape);
}

TwoWords Handshake::words_of(Role role) const {
  return words_from(verify::hash("pair-words", {transcript_.view(), base::as_bytes(role_name(role))}), 0);
}

std::optional<TwoWords> Handshake::own_words() const {
  if (!in_check_or_later(phase_)) return std::nullopt;
  return words_of(role_);
}

std::vector<TwoWords> Handshake::choices() const {
  if (!in_check_or_later(phase_)) return {};
  // Nobody without the secret can know the decoys or the place of the right one.
  const auto digest =
      verify::keyed_hash(secret_.reveal(), "pair-decoys", {transcript_.view(), base::as_bytes(role_name(role_))});
  std::vector<TwoWords> choices;
  for (std::size_t i = 0; i < kDecoys; ++i) choices.push_back(words_from(digest, i * 3));
  const auto place = static_cast<std::ptrdiff_t>(digest.bytes[31] % (kDecoys + 1));
  choices.insert(choices.begin() + place, words_of(other(role_)));
  return choices;
}

std::expected<void, base::Error> Handshake::confirm(const TwoWords& words, base::ByteView attachment) {
  if (phase_ != Phase::check) return std::unexpected(base::Error::refused_by_rule);
  const auto expected = words_of(other(role_));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (base::word_index(words[i]) != base::word_index(expected[i])) {
      refuse();
      return std::unexpected(base::Error::wrong_words);
    }
  }
  own_confirmed_ = true;
  post(number(Kind::confirmed), attachment);
  phase_ = other_confirmed_ ? Phase::confirmed : Phase::waiting_other;
  return {};
}

void Handshake::refuse() {
  if (phase_ == Phase::failed || phase_ == Phase::mismatch || phase_ == Phase::done) return;
  post(number(Kind::refused), {});
  phase_ = Phase::mismatch;
}

std::expected<void, base::Error> Handshake::admit(base::Bytes admission) {
  if (role_ != Role::inviter || phase_ != Phase::confirmed) return std::unexpected(base::Error::refused_by_rule);
  if (admission.size() > kAdmissionLimit) return std::unexpected(base::Error::too_large);
  post(number(Kind::admission), admission);
  phase_ = Phase::done;
  return {};
}

base::SecretBytes Handshake::save() const {
  codec::Writer writer;
  writer.u8(kRecordVersion).u8(static_cast<std::uint8_t>(role_)).u8(static_cast<std::uint8_t>(purpose_));
  writer.u8(static_cast<std::uint8_t>(phase_)).raw(secret_.reveal()).bytes(hello_).bytes(other_hello_);
  writer.bytes(other_attachment_);
  writer.fixed(nonce_).fixed(other_commitment_).fixed(running_).fixed(transcript_).u8(seen_);
  writer.u8(own_confirmed_ ? 1 : 0).u8(other_confirmed_ ? 1 : 0).bytes(admission_);
  writer.list(outbox_.size());
  for (const auto& message : outbox_) writer.bytes(message);
  return base::SecretBytes(writer.take());
}

std::expected<Handshake, base::Error> Handshake::restore(base::ByteView bytes) {
  codec::Reader reader(bytes);
  if (reader.u8() != kRecordVersion) return std::unexpected(base::Error::unknown_version);
  const auto role = reader.choice<Role>(2);
  const auto purpose = reader.choice<Purpose>(2);
  const auto phase = reader.choice<Phase>(kPhaseCount);
  auto secret = vault::PairingSecret::from(reader.raw(vault::PairingSecret::kSize));
  if (!secret) return std::unexpected(base::Error::shape);
  Handshake handshake(role, purpose, std::move(*secret), base::to_bytes(reader.bytes(kHelloLimit)));
  handshake.phase_ = phase;
  handshake.other_hello_ = base::to_bytes(reader.bytes(kHelloLimit));
  handshake.other_attachment_ = base::to_bytes(reader.bytes(kAttachmentLimit));
  handshake.nonce_ = reader.fixed<base::Hash32>();
  handshake.other_commitment_ = reader.fixed<base::Hash32>();
  handshake.running_ = reader.fixed<base::Hash32>();
  handshake.transcript_ = reader.fixed<base::Hash32>();
  handshake.seen_ = reader.choice<std::uint8_t>(4);
  handshake.own_confirmed_ = reader.choice<std::uint8_t>(2) == 1;
  handshake.other_confirmed_ = reader.choice<std::uint8_t>(2) == 1;
  handshake.admission_ = base::to_bytes(reader.bytes(kMessageLimit));
  const auto count = reader.list(kOutboxLimit, 4);
  for (std::uint32_t i = 0; i < count; ++i) handshake.outbox_.push_back(base::to_bytes(reader.bytes(kMessageLimit)));
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  return handshake;
}

}  // namespace hearth::log
