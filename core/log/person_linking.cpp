// Linking an own device: the new one shows a code, the old one scans it, both
// compare words, the old one vouches.
#include "codec/reader.h"
#include "codec/writer.h"
#include "log/person_state.h"
#include "vault/sign.h"

namespace hearth::log {
namespace {

constexpr std::string_view kLinkPrefix = "hearth-link:1:";

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
