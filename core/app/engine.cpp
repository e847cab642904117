#include "app/engine.h"

#include <cstddef>

#include "app/call.h"
#include "app/frame.h"
#include "app/member.h"
#include "vault/entropy.h"

namespace hearth::app {
namespace {

using boundary::Json;

constexpr std::size_t kLeastEntropy = 64;
constexpr std::int64_t kLastTime = 253'402'300'799'999;  // 9999-12-31

// The envelope of a request around the command's own arguments.
struct Request {
  std::int64_t now = 0;
  std::string zone;
  std::int64_t offset = 0;
  boundary::Bytes entropy;
  std::string command;
  Json args;
};

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Winvalid-offsetof"  // as in the generated code
constexpr boundary::ReadField kFieldsOfRequest[] = {
    boundary::read_of<std::int64_t>("now", offsetof(Request, now)),
    boundary::read_of<std::string>("zone", offsetof(Request, zone)),
    boundary::read_of<std::int64_t>("offset", offsetof(Request, offset)),
    boundary::read_of<boundary::Bytes>("entropy", offsetof(Request, entropy)),
    boundary::read_of<std::string>("command", offsetof(Request, command)),
    boundary::read_of<Json>("args", offsetof(Request, args)),
};
#pragma clang diagnostic pop

bool decode(boundary::Reader& reader, const Json& json, Request& out) {
  if (!boundary::decode_record(reader, json, &out, kFieldsOfRequest)) return false;
  const auto refuse_field = [&](std::string_view name, std::string_view why) {
    reader.path = std::string(name);
    return reader.fail(why);
  };
  if (out.now < 0 || out.now > kLastTime) return refuse_field("now", "out_of_range");
  if (out.offset < -24 * 60 || out.offset > 24 * 60) return refuse_field("offset", "out_of_range");
  if (!story::profile::is_zone_name(out.zone)) return refuse_field("zone", "not_a_zone");
  if (out.entropy.size() < kLeastEntropy) return refuse_field("entropy", "too_short");
  return true;
}

Json failure_json(const boundary::Failure& failure) {
  Json json;
  json.set("code", boundary::code(failure.code));
  json.set("detail", failure.detail.is_null() ? Json(story::json::Object{}) : failure.detail);
  return json;
}

Json net_json(const NetEffect& effect, boundary::Blobs& blobs) {
  constexpr std::string_view kKinds[] = {"http", "socket.open", "socket.send", "socket.close", "kdf"};
  Json json;
  json.set("id", effect.id).set("kind", kKinds[static_cast<std::size_t>(effect.kind)]);
  switch (effect.kind) {
    case NetKind::http: {
      Json headers{story::json::Object{}};
      for (const Header& header : effect.headers) headers.set(header.name, header.value);
      json.set("method", effect.method).set("path", effect.path).set("headers", std::move(headers));
      json.set("body", effect.body ? boundary::encode(*effect.body, blobs) : Json());
      break;
    }
    case NetKind::socket_open: json.set("path", effect.path); break;
    case NetKind::socket_send: json.set("data", boundary::encode(effect.body.value_or(base::Bytes()), blobs)); break;
    case NetKind::socket_close: break;
    case NetKind::kdf:
      json.set("passphrase", effect.passphrase);
      json.set("salt", boundary::encode(effect.body.value_or(base::Bytes()), blobs));
      break;
  }
  return json;
}

// The answer: what the command gave, and what the host has to do.
boundary::Bytes respond(Json response, const Effects& effects, std::int64_t wake_at, boundary::Blobs blobs) {
  Json store{story::json::Array{}};
  for (const StoreEffect& effect : effects.store) {
    Json item;
    item.set("table", effect.table).set("key", effect.key);
    item.set("value", effect.value ? boundary::encode(*effect.value, blobs) : Json());
    store.push(std::move(item));
  }
  Json net{story::json::Array{}};
  for (const NetEffect& effect : effects.net) net.push(net_json(effect, blobs));
  Json changed{story::json::Array{}};
  for (const std::string_view topic : effects.changed) changed.push(topic);
  response.set("store", std::move(store)).set("net", std::move(net));
  Json need{story::json::Array{}};
  for (const std::string& key : effects.need) need.push(key);
  response.set("need", std::move(need));
  response.set("wake_at", wake_at == 0 ? Json() : Json(wake_at)).set("changed", std::move(changed));
  return encode_frame(response, blobs);
}

boundary::Bytes respond_error(const boundary::Failure& failure) {
  return respond(Json().set("error", failure_json(failure)), {}, 0, {});
}

boundary::Failure bad_request(std::string_view field, std::string_view reason) {
  return {ErrorCode::kBadRequest, Json().set("field", field).set("reason", reason)};
}

}  // namespace

struct Engine::State {
  Member member;
};

Engine::Engine() : state_(std::make_unique<State>()) {}
Engine::~Engine() = default;

std::vector<std::uint8_t> Engine::call(std::span<const std::uint8_t> bytes) {
  const auto frame = decode_frame(bytes);
  if (!frame) return respond_error(bad_request("frame", frame.error().reason));
  boundary::Reader reader{frame->blobs, {}, {}};
  Request request;
  if (!decode(reader, frame->json, request)) return respond_error({ErrorCode::kBadRequest, reader.detail()});
  const auto command = boundary::command_named(request.command);
  if (!command) return respond_error(bad_request("command", "unknown"));

  vault::SeededEntropy entropy(request.entropy);
  Member& member = state_->member;
  Core& core = member.core;
  core.call = {request.now, request.zone, static_cast<std::int32_t>(request.offset), &entropy};
  core.effects = {};
  boundary::Blobs blobs;
  auto outcome = boundary::perform(member, *command, request.args, frame->blobs, blobs);
  member.settle();
  core.call.entropy = nullptr;
  const std::int64_t wake_at = member.sync->wake_at();
  const Effects effects = std::move(core.effects);
  core.effects = {};
  Json response;
  if (outcome) {
    response.set("ok", std::move(*outcome));
  } else {
    response.set("error", failure_json(outcome.error()));
  }
  return respond(std::move(response), effects, wake_at, std::move(blobs));
}

std::vector<std::uint8_t> call(std::span<const std::uint8_t> request) {
  static Engine engine;
  return engine.call(request);
}

}  // namespace hearth::app
