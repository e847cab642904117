#include "tests/members/actor.h"

#include <sodium.h>

#include <format>

#include "codec/reader.h"
#include "codec/writer.h"
#include "server/auth/tokens.h"
#include "verify/hash.h"
#include "verify/signature.h"

namespace hearth::tests {

void fill_random(std::span<std::uint8_t> out) { randombytes_buf(out.data(), out.size()); }

SigningKeys SigningKeys::make() {
  SigningKeys keys;
  crypto_sign_ed25519_keypair(keys.key.bytes.data(), keys.secret.data());
  return keys;
}

base::Signature SigningKeys::sign(const verify::LoginStatement& statement) const {
  const auto bytes = verify::encode(statement);
  const auto hash = verify::hash(verify::kLoginLabel, {bytes});
  base::Signature signature;
  crypto_sign_ed25519_detached(signature.bytes.data(), nullptr, hash.bytes.data(), hash.bytes.size(), secret.data());
  return signature;
}

nlohmann::json Place::devices_json() const {
  auto list = nlohmann::json::array();
  for (const auto& device : devices) list.push_back({{"id", b64(device.id)}, {"key", b64(device.keys.key)}});
  return list;
}

std::optional<ServerMessage> decode_server_message(base::ByteView message) {
  codec::Reader reader(message);
  const auto finished = [&](ServerMessage value) -> std::optional<ServerMessage> {
    if (!reader.finish()) return std::nullopt;
    return value;
  };
  switch (reader.u8()) {
    case 0x81: {
      Welcome welcome;
      welcome.server_time = reader.i64();
      welcome.last = reader.u64();
      welcome.cursor_ok = reader.u8() == 1;
      return finished(welcome);
    }
    case 0x82: {
      Ack ack;
      ack.ref = reader.u32();
      ack.number = reader.u64();
      ack.duplicate = reader.u8() == 1;
      return finished(ack);
    }
    case 0x83: {
      Refusal refusal;
      refusal.ref = reader.u32();
      refusal.code = reader.text(64);
      refusal.expected = reader.u64();
      return finished(refusal);
    }
    case 0x84: {
      Events events;
      const auto count = reader.list(100'000, 17);
      for (std::uint32_t i = 0; i < count; ++i) {
        Event event;
        event.number = reader.u64();
        event.flags = reader.u8();
        event.header = base::to_bytes(reader.bytes(envelope::kHeaderSize));
        event.body = base::to_bytes(reader.bytes(envelope::kBodyLimit));
        events.events.push_back(std::move(event));
      }
      events.more = reader.u8() == 1;
      return finished(std::move(events));
    }
    case 0x85: {
      Failure failure;
      failure.code = reader.text(64);
      return finished(failure);
    }
    default: return std::nullopt;
  }
}

Chain::Chain(const Place& place, std::size_t device, envelope::Stream stream) {
  form_.stream = stream;
  form_.log = place.log;
  form_.owner = place.member;
  form_.device = place.devices.at(device).id;
}

Chain::Made Chain::next(base::ByteView body) const {
  Made made;
  made.header = form_;
  made.header.event = random_id<base::EventId>();
  made.header.sequence = sequence_ + 1;
  made.header.previous = link_;
  made.body = base::to_bytes(body);
  made.header.body_hash = envelope::body_hash(made.body);
  made.header.body_length = static_cast<std::uint32_t>(made.body.size());
  if (form_.stream != envelope::Stream::control) {
    made.header.key_id = random_id<base::Hash32>();
    made.header.own_tag = random_id<base::Hash32>();
  }
  made.header_bytes = envelope::encode(made.header);
  return made;
}

Chain::Made Chain::next_random(std::size_t size) const {
  base::Bytes body(size);
  fill_random(body);
  return next(body);
}

void Chain::moved(const Made& made) {
  sequence_ = made.header.sequence;
  link_ = envelope::link(made.header_bytes);
}

base::Bytes hello_message(std::string_view token, std::uint64_t after, const base::Hash32& link) {
  codec::Writer writer;
  writer.u8(0x01).text(token).u64(after).fixed(link);
  return writer.take();
}

base::Bytes append_message(std::uint32_t ref, const Chain::Made& made) {
  codec::Writer writer;
  writer.u8(0x02).u32(ref).u8(0).bytes(made.header_bytes).bytes(made.body);
  return writer.take();
}

base::Bytes page_message(std::uint64_t after, std::uint32_t max) {
  codec::Writer writer;
  writer.u8(0x03).u64(after).u32(max);
  return writer.take();
}

base::Bytes erase_message(std::uint32_t ref, const base::EventId& event, const base::Hash32& link) {
  codec::Writer writer;
  writer.u8(0x04).u32(ref).fixed(event).fixed(link);
  return writer.take();
}

base::Bytes unerase_message(std::uint32_t ref, const base::EventId& event) {
  codec::Writer writer;
  writer.u8(0x05).u32(ref).fixed(event);
  return writer.take();
}

std::string Dialler::origin() const { return std::format("http://localhost:{}", port_); }

nlohmann::json Dialler::register_body(const Place& place, std::string_view setup_token) const {
  const auto token = base::from_base64url(setup_token).value_or(base::Bytes());
  std::vector<server::auth::NewDevice> devices;
  for (const auto& device : place.devices) devices.push_back({device.id, device.keys.key});
  const auto extra = server::auth::register_extra(server::auth::token_hash(token), place.seat.key, devices);
  const auto nonce = random_id<verify::ClientNonce>();
  const auto here = origin();
  const auto signature = place.devices[0].keys.sign({.origin = here,
                                                     .action = "register",
                                                     .log = place.log,
                                                     .device = place.devices[0].id,
                                                     .challenge = {},
                                                     .nonce = nonce,
                                                     .extra = extra});
  return {{"log", b64(place.log)},
          {"seat_key", b64(place.seat.key)},
          {"devices", place.devices_json()},
          {"setup", std::string(setup_token)},
          {"nonce", b64(nonce)},
          {"signature", b64(signature)}};
}

nlohmann::json Dialler::register_by_invite_body(const Place& place, const base::LocatorId& locator,
                                                base::ByteView seat_token) const {
  auto body = register_body(place, base::to_base64url(seat_token));
  body.erase("setup");
  body["invite"] = {{"locator", b64(locator)}, {"seat_token", base::to_base64url(seat_token)}};
  return body;
}

Reply Dialler::register_place(const Place& place, std::string_view setup_token) const {
  return post(port_, "/v1/register", register_body(place, setup_token));
}

base::Bytes Dialler::challenge(const base::LogId& log, const base::DeviceId& device) const {
  const auto reply = post(port_, "/v1/challenge", {{"log", b64(log)}, {"device", b64(device)}});
  const auto parsed = reply.json();
  if (reply.status != 200 || !parsed.contains("challenge")) return {};
  return base::from_base64url(parsed["challenge"].get<std::string>()).value_or(base::Bytes());
}

Reply Dialler::log_in(const Place& place, std::size_t device) const {
  const auto& with = place.devices.at(device);
  const auto given = verify::Challenge::from(challenge(place.log, with.id)).value_or(verify::Challenge{});
  const auto nonce = random_id<verify::ClientNonce>();
  const auto here = origin();
  const auto signature = with.keys.sign({.origin = here,
                                         .action = "session",
                                         .log = place.log,
                                         .device = with.id,
                                         .challenge = given,
                                         .nonce = nonce,
                                         .extra = {}});
  return post(port_, "/v1/session",
              {{"log", b64(place.log)},
               {"device", b64(with.id)},
               {"challenge", b64(given)},
               {"nonce", b64(nonce)},
               {"signature", b64(signature)}});
}

std::string Dialler::token(const Place& place, std::size_t device) const {
  const auto reply = log_in(place, device);
  return reply.status == 200 ? reply.json()["token"].get<std::string>() : std::string();
}

Reply Dialler::make_space(std::string_view personal_token, const Place& place) const {
  return post(port_, "/v1/spaces",
              {{"log", b64(place.log)},
               {"seat_key", b64(place.seat.key)},
               {"member", b64(place.member)},
               {"devices", place.devices_json()}},
              std::format("Bearer {}", personal_token));
}

Reply Dialler::add_seat(std::string_view space_token, const Place& joiner) const {
  return post(port_, std::format("/v1/logs/{}/seats", b64(joiner.log)),
              {{"seat_key", b64(joiner.seat.key)}, {"member", b64(joiner.member)}, {"devices", joiner.devices_json()}},
              std::format("Bearer {}", space_token));
}

Reply Dialler::seat_signed(const Place& place, std::string_view what, const DeviceKeys* device) const {
  const auto seat_device = verify::seat_device(place.seat.key);
  const auto given = verify::Challenge::from(challenge(place.log, seat_device)).value_or(verify::Challenge{});
  const auto nonce = random_id<verify::ClientNonce>();
  const auto here = origin();
  base::Bytes extra;
  nlohmann::json body = {{"seat_key", b64(place.seat.key)}, {"challenge", b64(given)}, {"nonce", b64(nonce)}};
  if (device != nullptr) {
    extra = server::auth::device_extra({device->id, device->keys.key});
    body["device"] = {{"id", b64(device->id)}, {"key", b64(device->keys.key)}};
  }
  const auto signature = place.seat.sign({.origin = here,
                                          .action = what,
                                          .log = place.log,
                                          .device = seat_device,
                                          .challenge = given,
                                          .nonce = nonce,
                                          .extra = extra});
  body["signature"] = b64(signature);
  const std::string path = what == "leave" ? "leave" : what == "device.add" ? "devices" : "devices/revoke";
  return post(port_, std::format("/v1/logs/{}/{}", b64(place.log), path), body);
}

Listener::Listener(std::uint16_t port, std::string_view token, std::uint64_t after, const base::Hash32& link)
    : socket_(port) {
  if (!socket_.open() || !socket_.send(hello_message(token, after, link))) return;
  const auto first = next();
  if (!first || !std::holds_alternative<Welcome>(*first)) return;
  welcome_ = std::get<Welcome>(*first);
  auto at = welcome_.cursor_ok ? after : 0;
  for (;;) {
    socket_.send(page_message(at, 1000));
    const auto answer = next();
    if (!answer || !std::holds_alternative<Events>(*answer)) return;
    const auto& page = std::get<Events>(*answer);
    for (const auto& event : page.events) {
      paged_.push_back(event);
      at = event.number;
    }
    if (!page.more) break;
  }
  live_ = true;
}

std::optional<ServerMessage> Listener::next(std::chrono::milliseconds timeout) {
  const auto message = socket_.receive(timeout);
  if (!message) return std::nullopt;
  return decode_server_message(*message);
}

std::optional<ServerMessage> Listener::ask(base::ByteView message) {
  if (!socket_.send(message)) return std::nullopt;
  for (;;) {
    auto answer = next();
    if (!answer || !std::holds_alternative<Events>(*answer)) return answer;
    for (auto& event : std::get<Events>(*answer).events) aside_.push_back(std::move(event));
  }
}

std::optional<Event> Listener::next_event(std::chrono::milliseconds timeout) {
  while (aside_.empty()) {
    auto message = next(timeout);
    if (!message || !std::holds_alternative<Events>(*message)) return std::nullopt;
    for (auto& event : std::get<Events>(*message).events) aside_.push_back(std::move(event));
  }
  auto event = std::move(aside_.front());
  aside_.erase(aside_.begin());
  return event;
}

}  // namespace hearth::tests
