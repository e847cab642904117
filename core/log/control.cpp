#include "log/control.h"

#include "codec/reader.h"
#include "codec/writer.h"
#include "verify/signature.h"

namespace hearth::log {
namespace {

constexpr std::uint8_t kControlVersion = 1;
constexpr std::size_t kControlPayloadLimit = 192 * 1024;
constexpr std::size_t kSmallestWrap = 32 + 32 + 16 + 4;
constexpr std::size_t kCutSize = 1 + 8;

void write_identity(codec::Writer& writer, const Identity& identity) {
  writer.fixed(identity.signing).fixed(identity.exchange);
}

Identity read_identity(codec::Reader& reader) {
  Identity identity;
  identity.signing = reader.fixed<base::SigningPublicKey>();
  identity.exchange = reader.fixed<base::ExchangePublicKey>();
  return identity;
}

}  // namespace

void write_certificate(codec::Writer& writer, const Certificate& certificate) {
  writer.fixed(certificate.device).fixed(certificate.key).fixed(certificate.exchange);
  writer.u8(static_cast<std::uint8_t>(certificate.kind)).fixed(certificate.voucher);
  writer.fixed(certificate.by_identity).fixed(certificate.by_subject).fixed(certificate.by_voucher);
}

Certificate read_certificate(codec::Reader& reader) {
  Certificate certificate;
  certificate.device = reader.fixed<base::DeviceId>();
  certificate.key = reader.fixed<base::SigningPublicKey>();
  certificate.exchange = reader.fixed<base::ExchangePublicKey>();
  certificate.kind = reader.choice<DeviceKind>(2);
  certificate.voucher = reader.fixed<base::DeviceId>();
  certificate.by_identity = reader.fixed<base::Signature>();
  certificate.by_subject = reader.fixed<base::Signature>();
  certificate.by_voucher = reader.fixed<base::Signature>();
  return certificate;
}

namespace {

template <class Value>
std::expected<Value, base::Error> finished(codec::Reader& reader, Value value) {
  if (auto result = reader.finish(); !result) return std::unexpected(result.error());
  return value;
}

base::Bytes without_signature(const Control& control) {
  codec::Writer writer;
  writer.u8(kControlVersion).u8(control.type).u64(control.logical).i64(control.authored_ms);
  write_heads(writer, control.heads);
  writer.bytes(control.payload);
  return writer.take();
}

}  // namespace

base::Bytes statement(const base::LogId& log, const base::MemberId& member, const Identity& identity,
                      const Certificate& certificate) {
  codec::Writer writer;
  writer.fixed(log).fixed(member);
  write_identity(writer, identity);
  writer.fixed(certificate.device).fixed(certificate.key).fixed(certificate.exchange);
  writer.u8(static_cast<std::uint8_t>(certificate.kind));
  return writer.take();
}

base::Bytes wrap_place(const base::LogId& log, const base::Hash32& key_id, const base::DeviceId& device) {
  codec::Writer writer;
  writer.text("hearth/1/key").fixed(log).fixed(key_id).fixed(device);
  return writer.take();
}

base::Bytes encode(const MemberPayload& payload) {
  codec::Writer writer;
  writer.fixed(payload.member);
  write_identity(writer, payload.identity);
  write_certificate(writer, payload.first_device);
  return writer.take();
}

base::Bytes encode(const CertificatePayload& payload) {
  codec::Writer writer;
  writer.fixed(payload.member);
  write_certificate(writer, payload.certificate);
  return writer.take();
}

base::Bytes encode(const KeysPayload& payload) {
  codec::Writer writer;
  writer.list(payload.wraps.size());
  for (const auto& wrap : payload.wraps) {
    writer.fixed(wrap.key_id).fixed(wrap.parent).fixed(wrap.device).bytes(wrap.sealed);
  }
  return writer.take();
}

base::Bytes encode(const RevokePayload& payload) {
  codec::Writer writer;
  writer.fixed(payload.device).list(payload.cuts.size());
  for (const auto& cut : payload.cuts) writer.u8(static_cast<std::uint8_t>(cut.stream)).u64(cut.sequence);
  return writer.take();
}

std::expected<MemberPayload, base::Error> decode_member(base::ByteView bytes) {
  codec::Reader reader(bytes);
  MemberPayload payload;
  payload.member = reader.fixed<base::MemberId>();
  payload.identity = read_identity(reader);
  payload.first_device = read_certificate(reader);
  return finished(reader, payload);
}

std::expected<CertificatePayload, base::Error> decode_certificate(base::ByteView bytes) {
  codec::Reader reader(bytes);
  CertificatePayload payload;
  payload.member = reader.fixed<base::MemberId>();
  payload.certificate = read_certificate(reader);
  return finished(reader, payload);
}

std::expected<KeysPayload, base::Error> decode_keys(base::ByteView bytes) {
  codec::Reader reader(bytes);
  KeysPayload payload;
  const auto count = reader.list(kWrapLimit, kSmallestWrap);
  for (std::uint32_t i = 0; i < count; ++i) {
    Wrap wrap;
    wrap.key_id = reader.fixed<base::Hash32>();
    wrap.parent = reader.fixed<base::Hash32>();
    wrap.device = reader.fixed<base::DeviceId>();
    wrap.sealed = base::to_bytes(reader.bytes(kSealedLimit));
    payload.wraps.push_back(std::move(wrap));
  }
  return finished(reader, std::move(payload));
}

std::expected<RevokePayload, base::Error> decode_revoke(base::ByteView bytes) {
  codec::Reader reader(bytes);
  RevokePayload payload;
  payload.device = reader.fixed<base::DeviceId>();
  const auto count = reader.list(envelope::kStreamCount, kCutSize);
  for (std::uint32_t i = 0; i < count; ++i) {
    Cut cut;
    cut.stream = reader.choice<envelope::Stream>(envelope::kStreamCount);
    cut.sequence = reader.u64();
    payload.cuts.push_back(cut);
  }
  return finished(reader, std::move(payload));
}

base::Bytes sign_control(const Control& control, base::ByteView core, const vault::SigningSecret& secret) {
  auto body = without_signature(control);
  const auto signature = vault::sign(secret, "control", {core, body});
  base::append(body, signature.view());
  return body;
}

std::expected<Control, base::Error> decode_control(base::ByteView body) {
  if (!body.empty() && body[0] != kControlVersion) return std::unexpected(base::Error::unknown_version);
  codec::Reader reader(body);
  Control control;
  reader.u8();
  control.type = reader.u8();
  control.logical = reader.u64();
  control.authored_ms = reader.i64();
  control.heads = read_heads(reader);
  control.payload = base::to_bytes(reader.bytes(kControlPayloadLimit));
  control.signature = reader.fixed<base::Signature>();
  return finished(reader, std::move(control));
}

bool control_matches(base::ByteView body, base::ByteView core, const base::SigningPublicKey& key) {
  if (body.size() < base::Signature::kSize) return false;
  const auto signed_part = body.first(body.size() - base::Signature::kSize);
  const auto signature = base::Signature::from(body.last(base::Signature::kSize));
  return signature && verify::signature_matches(key, "control", {core, signed_part}, *signature);
}

}  // namespace hearth::log
