#include "app/testing/relay_testing.h"

#include <ranges>

#include "app/net/carrier.h"
#include "codec/reader.h"
#include "codec/writer.h"
#include "envelope/header.h"
#include "story/fields.h"
#include "verify/hash.h"

namespace hearth::app::testing {
namespace {

using boundary::Json;
using net::fixed_of;
using net::text_of;

HttpAnswer error(int status, std::string_view code) {
  return {status, Json().set("error", Json().set("code", code).set("detail", Json(story::json::Object{})))};
}
HttpAnswer ok(Json body = Json(story::json::Object{}), int status = 200) { return {status, std::move(body)}; }

template <class Fixed>
std::optional<Fixed> from_text(std::string_view text) {
  const auto bytes = base::from_base64url(text);
  if (!bytes) return std::nullopt;
  const auto made = Fixed::from(*bytes);
  return made ? std::optional(*made) : std::nullopt;
}

void add_devices(Relay::Log& log, const Json& body) {
  const Json* devices = body.find("devices");
  if (devices == nullptr || devices->array() == nullptr) return;
  for (const Json& device : *devices->array()) {
    if (const auto id = fixed_of<base::DeviceId>(device, "id")) log.devices[*id] = true;
  }
}

std::int64_t query_number(std::string_view path, std::string_view name) {
  const std::size_t at = path.find(std::string(name) + "=");
  return at == std::string_view::npos ? 0 : std::stoll(std::string(path.substr(at + name.size() + 1)));
}

}  // namespace

const Relay::Session* Relay::bearer(const HttpRequest& request) const {
  if (!request.authorization.starts_with("Bearer ")) return nullptr;
  const auto found = sessions_.find(request.authorization.substr(7));
  return found == sessions_.end() ? nullptr : &found->second;
}

std::optional<HttpAnswer> Relay::http(const HttpRequest& request) {
  const std::string& path = request.path;
  if (path == "/v1/challenge") {
    const base::Hash32 challenge = verify::hash("test", {base::as_bytes(std::to_string(next_++))});
    return ok(Json().set("challenge", story::to_json(challenge)).set("server_time", now_ms));
  }
  if (path == "/v1/session") {
    auto log = *fixed_of<base::LogId>(request.body, "log");
    const auto device = *fixed_of<base::DeviceId>(request.body, "device");
    if (log.is_zero()) {
      for (const auto& [id, held] : logs) {
        if (!held.space && held.devices.contains(device)) log = id;
      }
    }
    const auto found = logs.find(log);
    if (found == logs.end() || !found->second.devices.contains(device) || !found->second.devices.at(device)) {
      return error(401, "login_refused");
    }
    const std::string token = "token" + std::to_string(next_++);
    sessions_[token] = {log, device};
    return ok(
        Json().set("token", token).set("expires_in_s", 900).set("log", story::to_json(log)).set("server_time", now_ms));
  }
  if (path == "/v1/register") {
    const auto log = *fixed_of<base::LogId>(request.body, "log");
    if (logs.contains(log)) return ok();
    const Json* invite = request.body.find("invite");
    const std::string token = invite != nullptr ? text_of(*invite, "seat_token") : text_of(request.body, "setup");
    if (invite == nullptr && token != setup_token) return error(403, "setup_refused");
    if (!used_tokens.insert(token).second) return error(403, "setup_used");
    add_devices(logs[log], request.body);
    logs[log].seats.push_back(text_of(request.body, "seat_key"));
    return ok({}, 201);
  }
  if (path == "/v1/spaces") {
    if (bearer(request) == nullptr) return error(401, "login_refused");
    Log& log = logs[*fixed_of<base::LogId>(request.body, "log")];
    log.space = true;
    log.seats = {text_of(request.body, "seat_key")};
    add_devices(log, request.body);
    return ok({}, 201);
  }
  if (path.starts_with("/v1/logs/")) return log_request(request, std::string_view(path).substr(9));
  if (path.starts_with("/v1/invites")) return invite_request(request, std::string_view(path).substr(11));
  return error(404, "not_found");
}

HttpAnswer Relay::log_request(const HttpRequest& request, std::string_view rest) {
  const std::size_t slash = rest.find('/');
  const auto id = from_text<base::LogId>(rest.substr(0, slash));
  if (!id || !logs.contains(*id)) return error(404, "not_found");
  Log& log = logs[*id];
  const std::string_view what = rest.substr(slash);
  const Json* device = request.body.find("device");
  if (what == "/seats") {
    if (bearer(request) == nullptr) return error(401, "login_refused");
    const std::string key = text_of(request.body, "seat_key");
    if (log.seats.size() >= 2 && log.seats[1] != key) return error(409, "space_full");
    if (log.seats.size() < 2) log.seats.push_back(key);
    add_devices(log, request.body);
    return ok({}, 201);
  }
  if (what == "/readers" && device != nullptr) {
    if (bearer(request) == nullptr) return error(401, "login_refused");
    log.devices[*fixed_of<base::DeviceId>(*device, "id")] = true;
    return ok({}, 201);
  }
  if (what == "/devices" && device != nullptr) {
    log.devices[*fixed_of<base::DeviceId>(*device, "id")] = true;
    return ok({}, 201);
  }
  if (what == "/devices/revoke" && device != nullptr) {
    log.devices[*fixed_of<base::DeviceId>(*device, "id")] = false;
    return ok();
  }
  if (what.starts_with("/shares")) return share_request(request, *id, what.substr(7));
  if (what == "/leave") return ok();
  return error(404, "not_found");
}

HttpAnswer Relay::share_request(const HttpRequest& request, const base::LogId& log, std::string_view rest) {
  const Session* session = bearer(request);
  if (session == nullptr || session->log != log) return error(401, "login_refused");
  const std::string device = base::to_hex(session->device.view());
  if (rest.empty() && request.method == "POST") {
    Share& share = shares[text_of(request.body, "id")];
    const std::string body = text_of(request.body, "body");
    if (share.expires_at != 0) return share.body == body ? ok() : error(share.body.empty() ? 404 : 409, "conflict");
    share = {log, device, body, now_ms + net::integer_of(request.body, "ttl_s") * 1000, !logs[log].space, false};
    return ok(Json().set("confirmed", share.confirmed), 201);
  }
  if (rest.empty()) {
    Json list{story::json::Array{}};
    for (const auto& [id, share] : shares) {
      if (share.log != log || share.body.empty() || share.expires_at <= now_ms) continue;
      list.push(Json().set("id", id).set("confirmed", share.confirmed).set("fetched", share.fetched));
    }
    return ok(Json().set("shares", std::move(list)));
  }
  rest.remove_prefix(1);
  const auto found = shares.find(std::string(rest.substr(0, rest.find('/'))));
  if (found == shares.end() || found->second.log != log || found->second.body.empty()) return error(404, "not_found");
  if (request.method == "DELETE") {
    found->second.body.clear();
    return ok();
  }
  if (found->second.maker == device) return error(403, "not_yours");
  found->second.confirmed = true;
  return ok();
}

std::optional<HttpAnswer> Relay::invite_request(const HttpRequest& request, std::string_view rest) {
  if (rest.empty()) {
    if (bearer(request) == nullptr) return error(401, "login_refused");
    Invite& invite = invites[text_of(request.body, "locator")];
    invite.seat_hash = text_of(request.body, "seat_hash");
    invite.expires_at = now_ms + net::integer_of(request.body, "ttl_s") * 1000;
    return ok(Json().set("expires_at", invite.expires_at), 201);
  }
  rest.remove_prefix(1);
  const auto found = invites.find(std::string(rest.substr(0, rest.find_first_of("/?"))));
  if (found == invites.end()) return error(404, "invite_unknown");
  Invite& invite = found->second;
  if (now_ms > invite.expires_at || invite.gone) return error(410, "invite_expired");
  if (rest.ends_with("/claim")) {
    const std::string claim = text_of(request.body, "claim");
    const auto token = base::from_base64url(text_of(request.body, "seat_token"));
    if (!token || base::to_base64url(verify::hash("token", {*token}).view()) != invite.seat_hash) {
      return error(403, "not_yours");
    }
    if (!invite.claim.empty() && invite.claim != claim) return error(409, "invite_used");
    invite.claim = claim;
    return ok();
  }
  const bool joiner = request.authorization.starts_with("Seat ");
  if (!joiner && bearer(request) == nullptr) return error(401, "login_refused");
  if (joiner && !request.authorization.ends_with("." + invite.claim)) return error(409, "invite_used");
  if (request.method == "DELETE") {
    invite.gone = true;
    return ok();
  }
  const std::string side = joiner ? "joiner" : "inviter";
  if (request.method == "POST") {
    const std::string data = text_of(request.body, "data");
    for (const Message& message : invite.messages) {
      if (message.from == side && message.data == data) return ok(Json().set("number", message.number));
    }
    invite.messages.push_back({static_cast<std::int64_t>(invite.messages.size()) + 1, side, data});
    return ok(Json().set("number", invite.messages.back().number), 201);
  }
  const std::int64_t after = query_number(rest, "after");
  Json list{story::json::Array{}};
  for (const Message& message : invite.messages) {
    if (message.number <= after) continue;
    list.push(Json().set("number", message.number).set("from", message.from).set("data", message.data));
  }
  if (list.array()->empty()) return std::nullopt;
  return ok(Json().set("messages", std::move(list)));
}

int Relay::open_socket() {
  sockets_[next_] = {};
  return next_++;
}
void Relay::close_socket(int socket) { sockets_.erase(socket); }

base::Bytes Relay::events_after(const Log& log, std::uint64_t after, std::uint32_t max, bool* more) const {
  std::vector<const Stored*> found;
  *more = false;
  for (const Stored& event : log.events) {
    if (event.number <= after) continue;
    if (found.size() == max) {
      *more = true;
      break;
    }
    found.push_back(&event);
  }
  codec::Writer writer;
  writer.u8(0x84).list(found.size());
  for (const Stored* event : found) {
    writer.u64(event->number).u8(event->erased ? 1 : 0).bytes(event->header).bytes(event->body);
  }
  writer.u8(*more ? 1 : 0);
  return writer.take();
}

std::vector<base::Bytes> Relay::frame(int id, base::ByteView data) {
  if (!sockets_.contains(id)) return {};
  Socket& socket = sockets_[id];
  codec::Reader reader(data);
  codec::Writer writer;
  switch (reader.u8()) {
    case 0x01: {
      const auto session = sessions_.find(std::string(reader.text(128)));
      if (session == sessions_.end()) {
        writer.u8(0x85).text("login_refused");
        return {writer.take()};
      }
      socket.log = session->second.log;
      const std::uint64_t after = reader.u64();
      const auto link = reader.fixed<base::Hash32>();
      const Log& log = logs[*socket.log];
      bool known = after == 0;
      for (const Stored& event : log.events) {
        known = known || (event.number == after && envelope::link(event.header) == link);
      }
      writer.u8(0x81).i64(now_ms).u64(log.events.size()).u8(known ? 1 : 0);
      return {writer.take()};
    }
    case 0x02: {
      const std::uint32_t ref = reader.u32();
      reader.u8();
      const base::Bytes header = base::to_bytes(reader.bytes(1024));
      const base::Bytes body = base::to_bytes(reader.bytes(1 << 20));
      const auto decoded = envelope::decode(header);
      Log& log = logs[*socket.log];
      std::uint64_t expected = 1;
      for (const Stored& event : log.events) {
        if (event.header == header) {
          writer.u8(0x82).u32(ref).u64(event.number).u8(1);
          return {writer.take()};
        }
      }
      for (const Stored& event : std::views::reverse(log.events)) {
        const auto other = envelope::decode(event.header);
        if (other->device != decoded->device || other->stream != decoded->stream) continue;
        expected = other->sequence + 1;
        break;
      }
      std::optional<std::string> refusal = refuse_append ? refuse_append(header) : std::nullopt;
      if (!refusal && decoded->sequence != expected) refusal = "sequence_gap";
      if (refusal) {
        writer.u8(0x83).u32(ref).text(*refusal).u64(expected);
        return {writer.take()};
      }
      const std::uint64_t number = log.events.empty() ? 1 : log.events.back().number + 1;
      log.events.push_back({number, false, header, body});
      bool more = false;
      for (const auto& [other_id, other] : sockets_) {
        if (other_id != id && other.live && other.log == socket.log) {
          pushes_.push_back({other_id, events_after(log, number - 1, 1, &more)});
        }
      }
      writer.u8(0x82).u32(ref).u64(number).u8(0);
      return {writer.take()};
    }
    case 0x03: {
      const std::uint64_t after = reader.u64();
      bool more = false;
      const std::uint32_t max = reader.u32();
      auto page = events_after(logs[*socket.log], after, max, &more);
      if (!more) socket.live = true;
      return {std::move(page)};
    }
    case 0x04:
    case 0x05: {
      writer.u8(0x82).u32(reader.u32()).u64(1).u8(0);
      return {writer.take()};
    }
    default: return {};
  }
}

std::vector<Relay::Push> Relay::take_pushes() { return std::exchange(pushes_, {}); }

}  // namespace hearth::app::testing
