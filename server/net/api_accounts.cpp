// Logging in, logs, seats and devices.
#include <algorithm>

#include "server/host/random.h"
#include "server/net/api_call.h"
#include "server/relay/execute.h"
#include "verify/signature.h"

namespace hearth::server::net {
namespace {

using namespace api_call;
using boost::asio::awaitable;

// A key of nobody: an unknown device costs the same check as a known one.
const base::SigningPublicKey& nobodys_key() {
  static const auto key = host::random_value<base::SigningPublicKey>();
  return key;
}

// Adds a seat with its devices; the caller has checked that the place is free.
store::Result<void> add_seat(store::Writer& writer, store::LogNumber log, int place,
                             const base::SigningPublicKey& seat_key, std::optional<base::MemberId> member,
                             const std::vector<auth::NewDevice>& devices) {
  if (auto done = writer.add_seat(log, {.place = place, .key = seat_key, .member = member}); !done) return done;
  for (const auto& device : devices) {
    if (auto done = writer.add_device(log, {.id = device.id, .key = device.key, .place = place}); !done) return done;
  }
  return {};
}

// Whether a log is already there exactly as this request wants it.
store::Result<bool> is_the_same(store::Writer& writer, const store::LogRecord& log, store::LogKind kind, int place,
                                const base::SigningPublicKey& seat_key, const std::vector<auth::NewDevice>& devices) {
  if (log.kind != kind) return false;
  const auto seat = writer.seat(log.number, place);
  if (!seat) return std::unexpected(seat.error());
  if (!*seat || (*seat)->key != seat_key) return false;
  for (const auto& device : devices) {
    const auto held = writer.device(log.number, device.id);
    if (!held) return std::unexpected(held.error());
    if (!*held || (*held)->key != device.key || (*held)->place != place) return false;
  }
  return true;
}

// Whether the setup token or invite admits this log now.
store::Result<std::optional<base::Error>> admission(store::Writer& writer, const RegisterBody& body,
                                                    std::int64_t now_ms) {
  const auto hash = auth::token_hash(body.token);
  if (!body.invite) {
    const auto token = writer.setup_token(hash);
    if (!token) return std::unexpected(token.error());
    if (!*token || (*token)->expires_at <= now_ms) return base::Error::setup_refused;
    if ((*token)->used_by) return base::Error::setup_used;
    if (auto done = writer.use_setup_token(hash, body.log); !done) return std::unexpected(done.error());
    return std::nullopt;
  }
  const auto found = writer.invite(*body.invite);
  if (!found) return std::unexpected(found.error());
  if (!*found) return base::Error::setup_refused;
  auto invite = **found;
  if (invite.seat_hash != hash) return base::Error::setup_refused;
  if (invite.expires_at <= now_ms) return base::Error::invite_expired;
  if (invite.registered) return base::Error::setup_used;
  if (invite.gone) return base::Error::invite_expired;
  invite.registered = body.log;
  if (auto done = writer.update_invite(invite); !done) return std::unexpected(done.error());
  return std::nullopt;
}

}  // namespace

bool Api::may_log_in(const Call& call, std::int64_t now) {
  return request_buckets_.take(call.request.neighbourhood, now) &&
         failure_buckets_.has(call.request.neighbourhood, now);
}

Response Api::login_refused(const Call& call, std::int64_t now) {
  (void)failure_buckets_.take(call.request.neighbourhood, now);
  return refused(base::Error::login_refused);
}

awaitable<Response> Api::post_challenge(Call& call) {
  const auto now = now_ms();
  if (!request_buckets_.take(call.request.neighbourhood, now)) co_return refused(base::Error::rate);
  const auto body = decode_challenge(call.request.body);
  if (!body) co_return refused(body.error());
  const auto challenge = parts_.challenges.issue(body->log, body->device, now);
  co_return json(200, {{"challenge", text(challenge)}, {"server_time", now}});
}

awaitable<Response> Api::post_session(Call& call) {
  const auto now = now_ms();
  if (!may_log_in(call, now)) co_return refused(base::Error::rate);
  const auto body = decode_session(call.request.body);
  if (!body) co_return refused(body.error());
  const bool fresh = parts_.challenges.take(body->challenge, body->log, body->device, now);
  auto& reader = *call.worker.reader;
  // A kit knows its device id but not its log: it asks with zeros.
  const auto log = body->log.is_zero() ? reader.personal_log_of(body->device) : reader.log(body->log);
  if (!log) co_return troubled(log.error());
  const auto device = reader.device(*log ? (*log)->number : 0, body->device);
  if (!device) co_return troubled(device.error());
  const bool known = *log && *device && !(*device)->revoked;
  const verify::LoginStatement statement{.origin = call.request.origin,
                                         .action = "session",
                                         .log = body->log,
                                         .device = body->device,
                                         .challenge = body->challenge,
                                         .nonce = body->nonce,
                                         .extra = {}};
  const bool signed_by_it = verify::login_matches(known ? (*device)->key : nobodys_key(), statement, body->signature);
  // One answer for every reason.
  if (!fresh || !known || !signed_by_it) co_return login_refused(call, now);
  const auto token = parts_.sessions.open({.log = (*log)->number,
                                           .log_id = (*log)->id,
                                           .kind = (*log)->kind,
                                           .device = body->device,
                                           .device_kind = (*device)->kind,
                                           .place = (*device)->place},
                                          now);
  co_return json(200, {{"token", token},
                       {"log", text((*log)->id)},
                       {"expires_in_s", auth::kSessionLifeMs / 1000},
                       {"server_time", now}});
}

awaitable<Response> Api::post_register(Call& call) {
  const auto now = now_ms();
  if (!registration_buckets_.take(call.request.neighbourhood, now)) co_return refused(base::Error::rate);
  auto body = decode_register(call.request.body);
  if (!body) co_return refused(body.error());
  const auto extra = auth::register_extra(auth::token_hash(body->token), body->seat_key, body->devices);
  const verify::LoginStatement statement{.origin = call.request.origin,
                                         .action = "register",
                                         .log = body->log,
                                         .device = body->devices.front().id,
                                         .challenge = {},
                                         .nonce = body->nonce,
                                         .extra = extra};
  if (!verify::login_matches(body->devices.front().key, statement, body->signature)) {
    co_return refused(base::Error::login_refused);
  }
  const auto log_id = body->log;
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer, [body = std::move(*body), now](const relay::Asked& asked) -> store::Result<Decision> {
        auto& writer = asked.writer;
        const auto there = writer.log(body.log);
        if (!there) return std::unexpected(there.error());
        if (*there) {
          const auto same = is_the_same(writer, **there, store::LogKind::personal, 1, body.seat_key, body.devices);
          if (!same) return std::unexpected(same.error());
          return *same ? decided(200) : decided(base::Error::conflict);
        }
        const auto refusal = admission(writer, body, now);
        if (!refusal) return std::unexpected(refusal.error());
        if (*refusal) {
          auto answer = decided(**refusal);
          answer->status = 403;
          return answer;
        }
        const auto log = writer.create_log(body.log, store::LogKind::personal, std::nullopt, now);
        if (!log) return std::unexpected(log.error());
        if (auto done = add_seat(writer, *log, 1, body.seat_key, body.member, body.devices); !done) {
          return std::unexpected(done.error());
        }
        return decided(201);
      });
  auto answer = response(decision, {{"log", text(log_id)}, {"server_time", now}});
  if (decision && decision->refusal) answer.status = decision->status;
  co_return answer;
}

awaitable<Response> Api::post_space(Call& call) {
  const auto identity = bearer(call);
  if (!identity) co_return refused(base::Error::login_refused);
  if (identity->kind != store::LogKind::personal || identity->device_kind != store::DeviceKind::member) {
    co_return refused(base::Error::not_yours);
  }
  auto body = decode_space(call.request.body);
  if (!body) co_return refused(body.error());
  const auto now = now_ms();
  const auto limit = options_.spaces_per_log;
  const auto log_id = body->log;
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer,
      [body = std::move(*body), personal = identity->log, now,
       limit](const relay::Asked& asked) -> store::Result<Decision> {
        auto& writer = asked.writer;
        const auto there = writer.log(body.log);
        if (!there) return std::unexpected(there.error());
        if (*there) {
          const auto same = is_the_same(writer, **there, store::LogKind::space, 1, body.seat_key, body.devices);
          if (!same) return std::unexpected(same.error());
          return *same ? decided(200) : decided(base::Error::conflict);
        }
        const auto spaces = writer.spaces_of(personal);
        if (!spaces) return std::unexpected(spaces.error());
        if (*spaces >= limit) return decided(base::Error::quota);
        const auto log = writer.create_log(body.log, store::LogKind::space, personal, now);
        if (!log) return std::unexpected(log.error());
        if (auto done = add_seat(writer, *log, 1, body.seat_key, body.member, body.devices); !done) {
          return std::unexpected(done.error());
        }
        return decided(201);
      });
  co_return response(decision, {{"log", text(log_id)}});
}

awaitable<Response> Api::post_seat(Call& call) {
  const auto identity = member_of(call);
  if (!identity) co_return identity.error();
  if (identity->kind != store::LogKind::space || identity->device_kind != store::DeviceKind::member ||
      identity->place != 1) {
    co_return refused(base::Error::not_yours);
  }
  auto body = decode_seat(call.request.body);
  if (!body) co_return refused(body.error());
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer,
      [body = std::move(*body), log = identity->log](const relay::Asked& asked) -> store::Result<Decision> {
        asked.touches = log;
        auto& writer = asked.writer;
        const auto records = writer.log_records(log);
        if (!records) return std::unexpected(records.error());
        if (!*records) return decided(base::Error::not_found);
        const auto& held = **records;
        if (held.seats.size() >= 2) {
          const auto same = is_the_same(writer, held.log, store::LogKind::space, 2, body.seat_key, body.devices);
          if (!same) return std::unexpected(same.error());
          return *same ? decided(200) : decided(base::Error::space_full);
        }
        const bool taken = std::ranges::any_of(held.seats,
                                               [&](const auto& seat) {
                                                 return seat.key == body.seat_key || seat.member == body.member;
                                               }) ||
                           std::ranges::any_of(body.devices, [&](const auto& device) {
                             return std::ranges::contains(held.devices, device.id, &store::DeviceRecord::id);
                           });
        if (taken) return decided(base::Error::conflict);
        if (auto done = add_seat(writer, log, 2, body.seat_key, body.member, body.devices); !done) {
          return std::unexpected(done.error());
        }
        return decided(201);
      });
  co_return response(decision, nlohmann::json::object());
}

std::expected<store::LogRecord, Response> Api::seat_signed(Call& call, const SeatSignedBody& body,
                                                           std::string_view action, base::ByteView extra,
                                                           store::SeatRecord& seat) {
  const auto now = now_ms();
  if (!may_log_in(call, now)) return std::unexpected(refused(base::Error::rate));
  const auto log_id = from_path<base::LogId>(call.segment);
  if (!log_id) return std::unexpected(refused(base::Error::shape));
  const auto device = verify::seat_device(body.seat_key);
  const bool fresh = parts_.challenges.take(body.challenge, *log_id, device, now);
  auto& reader = *call.worker.reader;
  const auto log = reader.log(*log_id);
  if (!log) return std::unexpected(troubled(log.error()));
  const auto found = reader.seat_by_key(*log ? (*log)->number : 0, body.seat_key);
  if (!found) return std::unexpected(troubled(found.error()));
  const verify::LoginStatement statement{.origin = call.request.origin,
                                         .action = action,
                                         .log = *log_id,
                                         .device = device,
                                         .challenge = body.challenge,
                                         .nonce = body.nonce,
                                         .extra = extra};
  const bool signed_by_it = verify::login_matches(body.seat_key, statement, body.signature);
  if (!fresh || !*log || !*found || !signed_by_it) return std::unexpected(login_refused(call, now));
  seat = **found;
  return **log;
}

awaitable<Response> Api::post_device(Call& call) {
  const auto body = decode_seat_device(call.request.body);
  if (!body || body->device.key.is_zero()) co_return refused(base::Error::shape);
  store::SeatRecord seat;
  const auto log = seat_signed(call, *body, "device.add", auth::device_extra(body->device), seat);
  if (!log) co_return log.error();
  const auto limit = static_cast<std::size_t>(options_.devices_per_log);
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer,
      [device = body->device, log = log->number, place = seat.place,
       limit](const relay::Asked& asked) -> store::Result<Decision> {
        asked.touches = log;
        auto& writer = asked.writer;
        const auto held = writer.device(log, device.id);
        if (!held) return std::unexpected(held.error());
        if (*held) {
          const bool same = (*held)->key == device.key && (*held)->place == place && !(*held)->revoked;
          return same ? decided(200) : decided(base::Error::conflict);
        }
        const auto records = writer.log_records(log);
        if (!records) return std::unexpected(records.error());
        if (!*records || (*records)->devices.size() >= limit) return decided(base::Error::quota);
        if (auto done = writer.add_device(log, {.id = device.id, .key = device.key, .place = place}); !done) {
          return std::unexpected(done.error());
        }
        return decided(201);
      });
  co_return response(decision, nlohmann::json::object());
}

awaitable<Response> Api::post_revoke(Call& call) {
  const auto body = decode_seat_device(call.request.body);
  if (!body) co_return refused(body.error());
  store::SeatRecord seat;
  const auto log = seat_signed(call, *body, "device.revoke", auth::device_extra(body->device), seat);
  if (!log) co_return log.error();
  const auto decision =
      co_await relay::execute<Decision>(parts_.committer,
                                        [device = body->device.id, log = log->number,
                                         place = seat.place](const relay::Asked& asked) -> store::Result<Decision> {
                                          asked.touches = log;
                                          const auto held = asked.writer.device(log, device);
                                          if (!held) return std::unexpected(held.error());
                                          if (!*held || (*held)->place != place) return decided(base::Error::not_found);
                                          if (auto done = asked.writer.revoke_device(log, device); !done)
                                            return std::unexpected(done.error());
                                          asked.revokes = relay::Revoked{.log = log, .device = device};
                                          return decided(200);
                                        });
  co_return response(decision, nlohmann::json::object());
}

awaitable<Response> Api::post_reader(Call& call) {
  const auto identity = member_of(call);
  if (!identity) co_return identity.error();
  if (identity->kind != store::LogKind::space || identity->device_kind != store::DeviceKind::member) {
    co_return refused(base::Error::not_yours);
  }
  const auto device = decode_reader(call.request.body);
  if (!device) co_return refused(device.error());
  const auto limit = static_cast<std::size_t>(options_.devices_per_log);
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer,
      [device = *device, log = identity->log, place = identity->place,
       limit](const relay::Asked& asked) -> store::Result<Decision> {
        asked.touches = log;
        const auto held = asked.writer.device(log, device.id);
        if (!held) return std::unexpected(held.error());
        if (*held) {
          const bool same = (*held)->key == device.key && (*held)->kind == store::DeviceKind::reader;
          return same ? decided(200) : decided(base::Error::conflict);
        }
        const auto records = asked.writer.log_records(log);
        if (!records) return std::unexpected(records.error());
        if (!*records || (*records)->devices.size() >= limit) return decided(base::Error::quota);
        const store::DeviceRecord record{
            .id = device.id, .key = device.key, .place = place, .kind = store::DeviceKind::reader};
        if (auto done = asked.writer.add_device(log, record); !done) return std::unexpected(done.error());
        return decided(201);
      });
  co_return response(decision, nlohmann::json::object());
}

awaitable<Response> Api::post_leave(Call& call) {
  const auto body = decode_leave(call.request.body);
  if (!body) co_return refused(body.error());
  store::SeatRecord seat;
  const auto log = seat_signed(call, *body, "leave", {}, seat);
  if (!log) co_return log.error();
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer, [log = log->number, place = seat.place](const relay::Asked& asked) -> store::Result<Decision> {
        asked.touches = log;
        if (auto done = asked.writer.end_seat(log, place); !done) return std::unexpected(done.error());
        // What two keys opened does not stay open with one.
        if (auto done = asked.writer.end_shares_of(log); !done) return std::unexpected(done.error());
        return decided(200);
      });
  co_return response(decision, nlohmann::json::object());
}

awaitable<Response> Api::get_usage(Call& call) {
  const auto identity = member_of(call);
  if (!identity) co_return identity.error();
  const auto usage = call.worker.reader->usage(identity->log);
  if (!usage) co_return troubled(usage.error());
  co_return json(200, {{"events", usage->events}, {"bytes", usage->bytes}, {"quota", options_.space_bytes}});
}

}  // namespace hearth::server::net
