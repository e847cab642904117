// How the pieces of a Person are written down.
#include "log/person_state.h"

#include "codec/reader.h"
#include "codec/writer.h"

namespace hearth::log {
namespace {

constexpr std::size_t kArchiveKeysLimit = 4096;
constexpr std::size_t kArchiveKeySize = 32 + 16 + 32;

template <class Value>
std::expected<Value, base::Error> finished(codec::Reader& reader, Value value) {
  if (auto result = reader.finish(); !result) return std::unexpected(result.error());
  return value;
}

void write_identity(codec::Writer& writer, const Identity& identity) {
  writer.fixed(identity.signing).fixed(identity.exchange);
}

Identity read_identity(codec::Reader& reader) {
  Identity identity;
  identity.signing = reader.fixed<base::SigningPublicKey>();
  identity.exchange = reader.fixed<base::ExchangePublicKey>();
  return identity;
}

Partner read_partner(codec::Reader& reader) {
  Partner partner;
  partner.member = reader.fixed<base::MemberId>();
  partner.identity = read_identity(reader);
  return partner;
}

}  // namespace

base::Bytes encode(const DevicePlace& place) {
  codec::Writer writer;
  writer.fixed(place.log);
  write_certificate(writer, place.certificate);
  return writer.take();
}

std::expected<DevicePlace, base::Error> decode_place(base::ByteView bytes) {
  codec::Reader reader(bytes);
  DevicePlace place;
  place.log = reader.fixed<base::LogId>();
  place.certificate = read_certificate(reader);
  return finished(reader, place);
}

base::Bytes encode(const PairHelloInviter& hello) {
  codec::Writer writer;
  writer.fixed(hello.space).fixed(hello.member);
  write_identity(writer, hello.identity);
  return writer.take();
}

base::Bytes encode(const PairHelloJoiner& hello) {
  codec::Writer writer;
  writer.fixed(hello.member);
  write_identity(writer, hello.identity);
  writer.fixed(hello.seat).fixed(hello.device).fixed(hello.key).fixed(hello.exchange);
  return writer.take();
}

base::Bytes encode(const LinkHelloOld& hello) {
  codec::Writer writer;
  writer.fixed(hello.log).fixed(hello.member);
  write_identity(writer, hello.identity);
  return writer.take();
}

base::Bytes encode(const LinkHelloNew& hello) {
  codec::Writer writer;
  writer.fixed(hello.device).fixed(hello.key).fixed(hello.exchange);
  return writer.take();
}

std::expected<PairHelloInviter, base::Error> decode_pair_inviter(base::ByteView bytes) {
  codec::Reader reader(bytes);
  PairHelloInviter hello;
  hello.space = reader.fixed<base::LogId>();
  hello.member = reader.fixed<base::MemberId>();
  hello.identity = read_identity(reader);
  return finished(reader, hello);
}

std::expected<PairHelloJoiner, base::Error> decode_pair_joiner(base::ByteView bytes) {
  codec::Reader reader(bytes);
  PairHelloJoiner hello;
  hello.member = reader.fixed<base::MemberId>();
  hello.identity = read_identity(reader);
  hello.seat = reader.fixed<base::SigningPublicKey>();
  hello.device = reader.fixed<base::DeviceId>();
  hello.key = reader.fixed<base::SigningPublicKey>();
  hello.exchange = reader.fixed<base::ExchangePublicKey>();
  return finished(reader, hello);
}

std::expected<LinkHelloOld, base::Error> decode_link_old(base::ByteView bytes) {
  codec::Reader reader(bytes);
  LinkHelloOld hello;
  hello.log = reader.fixed<base::LogId>();
  hello.member = reader.fixed<base::MemberId>();
  hello.identity = read_identity(reader);
  return finished(reader, hello);
}

std::expected<LinkHelloNew, base::Error> decode_link_new(base::ByteView bytes) {
  codec::Reader reader(bytes);
  LinkHelloNew hello;
  hello.device = reader.fixed<base::DeviceId>();
  hello.key = reader.fixed<base::SigningPublicKey>();
  hello.exchange = reader.fixed<base::ExchangePublicKey>();
  return finished(reader, hello);
}

base::SecretBytes encode(const KitPlace& place) {
  codec::Writer writer;
  writer.fixed(place.device).raw(place.signing.reveal()).raw(place.exchange.reveal());
  return base::SecretBytes(writer.take());
}

std::expected<KitPlace, base::Error> decode_kit_place(base::ByteView bytes) {
  codec::Reader reader(bytes);
  const auto device = reader.fixed<base::DeviceId>();
  auto signing = vault::SigningSecret::from(reader.raw(vault::SigningSecret::kSize));
  auto exchange = vault::ExchangeSecret::from(reader.raw(vault::ExchangeSecret::kSize));
  if (auto result = reader.finish(); !result) return std::unexpected(result.error());
  if (!signing || !exchange) return std::unexpected(base::Error::shape);
  return KitPlace{device, std::move(*signing), std::move(*exchange)};
}

base::Bytes kit_place_bound_to(const base::LogId& log) {
  codec::Writer writer;
  writer.text("hearth/1/kit-place").fixed(log);
  return writer.take();
}

base::SecretBytes encode(const ArchiveKeys& keys) {
  codec::Writer writer;
  writer.fixed(keys.log);
  for (const auto* partner : {&keys.giver, &keys.receiver}) {
    writer.fixed(partner->member);
    write_identity(writer, partner->identity);
  }
  writer.fixed(keys.root).list(keys.keys.size());
  for (const auto& key : keys.keys) writer.fixed(key.epoch).fixed(key.author).raw(key.key.reveal());
  return base::SecretBytes(writer.take());
}

std::expected<ArchiveKeys, base::Error> decode_archive_keys(base::ByteView bytes) {
  codec::Reader reader(bytes);
  ArchiveKeys keys;
  keys.log = reader.fixed<base::LogId>();
  keys.giver = read_partner(reader);
  keys.receiver = read_partner(reader);
  keys.root = reader.fixed<base::Hash32>();
  const auto count = reader.list(kArchiveKeysLimit, kArchiveKeySize);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto epoch = reader.fixed<base::Hash32>();
    const auto author = reader.fixed<base::MemberId>();
    auto key = vault::AuthorKey::from(reader.raw(vault::AuthorKey::kSize));
    if (key) keys.keys.push_back({epoch, author, std::move(*key)});
  }
  return finished(reader, std::move(keys));
}

void sign_certificate(const base::LogId& log, const base::MemberId& member, const Identity& identity,
                      Certificate& certificate, const Signers& signers) {
  const auto said = statement(log, member, identity, certificate);
  const auto sign = [&](const vault::SigningSecret* secret, base::Signature& signature) {
    if (secret != nullptr) signature = vault::sign(*secret, "certificate", {said});
  };
  sign(signers.identity, certificate.by_identity);
  sign(signers.subject, certificate.by_subject);
  sign(signers.voucher, certificate.by_voucher);
}

Certificate own_certificate(const LogSecrets& secrets) {
  Certificate certificate{.device = secrets.device,
                          .key = vault::public_key(secrets.device_signing),
                          .exchange = vault::public_key(secrets.device_exchange)};
  sign_certificate(secrets.log, secrets.member, secrets.identity, certificate,
                   {.identity = secrets.owner ? &secrets.owner->signing : nullptr, .subject = &secrets.device_signing});
  return certificate;
}

}  // namespace hearth::log
