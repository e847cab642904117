#include "log/secrets.h"

#include "vault/sign.h"

namespace hearth::log {
namespace {

constexpr std::size_t kEpochLimit = 4096;
constexpr std::size_t kArchiveKeyLimit = 4096;
constexpr std::size_t kKitSealedLimit = 512;
constexpr std::uint8_t kSharedSecretsVersion = 1;

template <class Key>
std::optional<Key> read_key(codec::Reader& reader) {
  auto key = Key::from(reader.raw(Key::kSize));
  if (!key) {
    reader.fail(base::Error::shape);
    return std::nullopt;
  }
  return std::move(*key);
}

void write_owner(codec::Writer& writer, const OwnerSecrets& owner) {
  writer.raw(owner.signing.reveal()).raw(owner.exchange.reveal()).raw(owner.seat.reveal());
}

std::optional<OwnerSecrets> read_owner(codec::Reader& reader) {
  auto signing = read_key<vault::SigningSecret>(reader);
  auto exchange = read_key<vault::ExchangeSecret>(reader);
  auto seat = read_key<vault::SigningSecret>(reader);
  if (!signing || !exchange || !seat) return std::nullopt;
  return OwnerSecrets{std::move(*signing), std::move(*exchange), std::move(*seat)};
}

void write_partner(codec::Writer& writer, const Partner& partner) {
  writer.fixed(partner.member).fixed(partner.identity.signing).fixed(partner.identity.exchange);
}

Partner read_partner(codec::Reader& reader) {
  Partner partner;
  partner.member = reader.fixed<base::MemberId>();
  partner.identity.signing = reader.fixed<base::SigningPublicKey>();
  partner.identity.exchange = reader.fixed<base::ExchangePublicKey>();
  return partner;
}

bool read_present(codec::Reader& reader) { return reader.choice<DeviceKind>(2) == DeviceKind::kit; }

void write_present(codec::Writer& writer, bool present) { writer.u8(present ? 1 : 0); }

}  // namespace

OwnerSecrets OwnerSecrets::draw(base::Entropy& entropy) {
  auto signing = vault::SigningSecret::draw(entropy);
  auto exchange = vault::ExchangeSecret::draw(entropy);
  auto seat = vault::SigningSecret::draw(entropy);
  return {std::move(signing), std::move(exchange), std::move(seat)};
}

OwnerSecrets OwnerSecrets::duplicate() const { return {signing.duplicate(), exchange.duplicate(), seat.duplicate()}; }

Identity OwnerSecrets::identity() const { return {vault::public_key(signing), vault::public_key(exchange)}; }

void write(codec::Writer& writer, const LogSecrets& secrets) {
  writer.u8(static_cast<std::uint8_t>(secrets.kind)).fixed(secrets.log).fixed(secrets.member).fixed(secrets.device);
  writer.raw(secrets.device_signing.reveal()).raw(secrets.device_exchange.reveal());
  writer.fixed(secrets.identity.signing).fixed(secrets.identity.exchange);
  write_present(writer, secrets.owner.has_value());
  if (secrets.owner) write_owner(writer, *secrets.owner);
  write_present(writer, secrets.root.has_value());
  if (secrets.root) writer.raw(secrets.root->reveal());
  write_present(writer, secrets.partner.has_value());
  if (secrets.partner) write_partner(writer, *secrets.partner);
  write(writer, secrets.epochs);
  writer.list(secrets.archive_keys.size());
  for (const auto& key : secrets.archive_keys) {
    writer.fixed(key.epoch).fixed(key.author).raw(key.key.reveal());
  }
  write_present(writer, secrets.successor_of.has_value());
  if (secrets.successor_of) writer.fixed(*secrets.successor_of);
  write_present(writer, secrets.introduction.has_value());
  if (secrets.introduction) write_certificate(writer, *secrets.introduction);
  write_present(writer, secrets.kit_exchange.has_value());
  if (secrets.kit_exchange) writer.raw(secrets.kit_exchange->reveal());
  writer.i64(secrets.created_ms);
}

std::optional<LogSecrets> read_log_secrets(codec::Reader& reader) {
  const auto kind = reader.choice<LogKind>(3);
  const auto log = reader.fixed<base::LogId>();
  const auto member = reader.fixed<base::MemberId>();
  const auto device = reader.fixed<base::DeviceId>();
  auto signing = read_key<vault::SigningSecret>(reader);
  auto exchange = read_key<vault::ExchangeSecret>(reader);
  if (!signing || !exchange) return std::nullopt;
  LogSecrets secrets{.kind = kind,
                     .log = log,
                     .member = member,
                     .device = device,
                     .device_signing = std::move(*signing),
                     .device_exchange = std::move(*exchange)};
  secrets.identity.signing = reader.fixed<base::SigningPublicKey>();
  secrets.identity.exchange = reader.fixed<base::ExchangePublicKey>();
  if (read_present(reader)) secrets.owner = read_owner(reader);
  if (read_present(reader)) secrets.root = read_key<vault::SpaceRoot>(reader);
  if (read_present(reader)) secrets.partner = read_partner(reader);
  secrets.epochs = read_key_tree<vault::EpochKey>(reader, kEpochLimit);
  const auto archive_keys = reader.list(kArchiveKeyLimit, 80);
  for (std::uint32_t i = 0; i < archive_keys; ++i) {
    const auto epoch = reader.fixed<base::Hash32>();
    const auto author = reader.fixed<base::MemberId>();
    if (auto key = read_key<vault::AuthorKey>(reader)) {
      secrets.archive_keys.push_back({epoch, author, std::move(*key)});
    }
  }
  if (read_present(reader)) secrets.successor_of = reader.fixed<base::LogId>();
  if (read_present(reader)) secrets.introduction = read_certificate(reader);
  if (read_present(reader)) secrets.kit_exchange = read_key<vault::ExchangeSecret>(reader);
  secrets.created_ms = reader.i64();
  if (!reader.ok()) return std::nullopt;
  return secrets;
}

LogSecrets draw_device(LogKind kind, const base::LogId& log, const base::MemberId& member, const Identity& identity,
                       base::Entropy& entropy) {
  const auto device = entropy.draw<base::DeviceId>();
  auto signing = vault::SigningSecret::draw(entropy);
  auto exchange = vault::ExchangeSecret::draw(entropy);
  return LogSecrets{.kind = kind,
                    .log = log,
                    .member = member,
                    .device = device,
                    .device_signing = std::move(signing),
                    .device_exchange = std::move(exchange),
                    .identity = identity};
}

base::SecretBytes encode(const SharedSecrets& secrets) {
  codec::Writer writer;
  writer.u8(kSharedSecretsVersion).u8(static_cast<std::uint8_t>(secrets.kind));
  writer.fixed(secrets.log).fixed(secrets.member);
  write_owner(writer, secrets.owner);
  write_present(writer, secrets.root.has_value());
  if (secrets.root) writer.raw(secrets.root->reveal());
  write_present(writer, secrets.partner.has_value());
  if (secrets.partner) write_partner(writer, *secrets.partner);
  writer.bytes(secrets.kit_sealed).i64(secrets.created_ms);
  return base::SecretBytes(writer.take());
}

std::expected<SharedSecrets, base::Error> decode_shared_secrets(base::ByteView bytes) {
  if (!bytes.empty() && bytes[0] != kSharedSecretsVersion) return std::unexpected(base::Error::unknown_version);
  codec::Reader reader(bytes);
  reader.u8();
  const auto kind = reader.choice<LogKind>(3);
  const auto log = reader.fixed<base::LogId>();
  const auto member = reader.fixed<base::MemberId>();
  auto owner = read_owner(reader);
  std::optional<vault::SpaceRoot> root;
  if (read_present(reader)) root = read_key<vault::SpaceRoot>(reader);
  std::optional<Partner> partner;
  if (read_present(reader)) partner = read_partner(reader);
  auto kit_sealed = base::to_bytes(reader.bytes(kKitSealedLimit));
  const auto created_ms = reader.i64();
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  if (!owner) return std::unexpected(base::Error::shape);
  return SharedSecrets{.kind = kind,
                       .log = log,
                       .member = member,
                       .owner = std::move(*owner),
                       .root = std::move(root),
                       .partner = partner,
                       .kit_sealed = std::move(kit_sealed),
                       .created_ms = created_ms};
}

}  // namespace hearth::log
