#include "app/net/registry.h"

#include "app/net/login.h"
#include "codec/writer.h"
#include "story/fields.h"
#include "verify/hash.h"

namespace hearth::app::net {
namespace {

using story::to_json;

constexpr std::int32_t kMaximumTries = 5;

base::Bytes device_extra(const base::DeviceId& device, const base::SigningPublicKey& key) {
  codec::Writer writer;
  writer.fixed(device).fixed(key);
  return writer.take();
}

// 32 token hash | 32 seat key | list of {16 id, 32 key}.
base::Bytes register_extra(base::ByteView token, const log::Registration& registration) {
  codec::Writer writer;
  writer.fixed(verify::hash("token", {token})).fixed(registration.seat_key).list(registration.devices.size());
  for (const auto& device : registration.devices) writer.fixed(device.id).fixed(device.key);
  return writer.take();
}

}  // namespace

Json devices_json(const std::vector<log::Registration::Device>& devices) {
  Json json{story::json::Array{}};
  for (const auto& device : devices) {
    json.push(Json().set("id", to_json(device.id)).set("key", to_json(device.key)));
  }
  return json;
}

bool Registry::has_work() const {
  const Keep& keep = core_.keep;
  const base::LogId personal = core_.person->personal_log();
  if (!keep.registered.contains(personal)) {
    if (keep.begun_here.contains(personal)) {
      const bool invited = keep.meeting.role == MeetingRole::joiner && keep.meeting.claimed && !keep.meeting.linking;
      return (!keep.setup_token.empty() || invited) && !keep.register_refused;
    }
    return true;
  }
  if (!keep.seat_tasks.empty()) return true;
  for (const base::LogId& log : core_.person->spaces()) {
    if (!arranged(log)) return true;
  }
  return next_reader().has_value();
}

// An archive that the partner brought back is read by the partner's word: nothing
// can be registered there.
bool Registry::arranged(const base::LogId& log) const {
  return core_.keep.registered.contains(log) || core_.person->archive(log);
}

std::optional<log::Person::Reader> Registry::next_reader() const {
  for (const log::Person::Reader& reader : core_.person->archive_readers()) {
    if (core_.keep.readers.contains({reader.log, reader.device.id})) continue;
    if (!token_of_(reader.log).empty()) return reader;
  }
  return std::nullopt;
}

void Registry::let_read(const log::Person::Reader& reader) {
  Json body;
  body.set("device", Json().set("id", to_json(reader.device.id)).set("key", to_json(reader.device.key)));
  busy_ = true;
  const auto done = [this, reader] { core_.keep.readers.emplace(reader.log, reader.device.id); };
  carrier_.send(core_.effects, "POST", "/v1/logs/" + base::to_base64url(reader.log.view()) + "/readers",
                "Bearer " + token_of_(reader.log), body, [this, done](const Answer& answer) {
                  finish(answer, done, [&](const std::string& code) {
                    core_.notice("server_disagrees", Json().set("code", code));
                    done();  // asking again would change nothing
                  });
                });
}

void Registry::pump() {
  if (busy_ || !retry_.due(core_.call.now_ms) || !has_work()) return;
  const Keep& keep = core_.keep;
  const base::LogId personal = core_.person->personal_log();
  if (!keep.registered.contains(personal)) {
    if (!keep.begun_here.contains(personal)) {
      add_this_device(personal);
    } else {
      register_personal();
    }
    return;
  }
  for (const base::LogId& log : core_.person->spaces()) {
    if (arranged(log)) continue;
    if (!keep.begun_here.contains(log)) return add_this_device(log);
    if (register_space(log)) return;
  }
  if (!keep.seat_tasks.empty()) return do_seat_task();
  if (const auto reader = next_reader()) let_read(*reader);
}

void Registry::finish(const Answer& answer, const std::function<void()>& done,
                      const std::function<void(std::string)>& refused) {
  busy_ = false;
  if (answer.ok()) {
    retry_.reset();
    done();
    core_.keep_changed();
    core_.effects.change("status");
    return;
  }
  retry_.later(core_.call.now_ms, core_.entropy());
  if (answer.reached() && answer.status < 500 && answer.status != 429) refused(answer.error_code());
}

bool Registry::register_personal() {
  const base::LogId personal = core_.person->personal_log();
  const log::Registration registration = core_.person->registration(personal);
  if (registration.devices.empty()) return false;
  Json body;
  body.set("log", to_json(personal)).set("seat_key", to_json(registration.seat_key));
  body.set("member", to_json(registration.member)).set("devices", devices_json(registration.devices));
  base::Bytes token;
  log::Handshake* handshake = core_.person->handshake();
  const bool by_invite = core_.keep.setup_token.empty();
  if (by_invite) {
    if (handshake == nullptr) return false;
    const log::InviteAddress address = handshake->address();
    token = base::to_bytes(address.seat_token.view());
    body.set("invite", Json().set("locator", to_json(address.locator)).set("seat_token", to_json(address.seat_token)));
  } else {
    token = base::from_base64url(core_.keep.setup_token).value_or(base::Bytes());
    body.set("setup", core_.keep.setup_token);
  }
  const base::Bytes extra = register_extra(token, registration);
  verify::LoginStatement statement{.origin = core_.keep.server, .action = "register", .log = personal};
  statement.device = registration.devices.front().id;
  statement.nonce = core_.entropy().draw<verify::ClientNonce>();
  statement.extra = extra;
  const auto signature = core_.person->sign(personal, log::Signer::device, statement);
  if (!signature) return false;
  body.set("nonce", to_json(statement.nonce)).set("signature", to_json(*signature));
  busy_ = true;
  carrier_.send(core_.effects, "POST", "/v1/register", {}, body, [this, personal, by_invite](const Answer& answer) {
    finish(
        answer,
        [&] {
          core_.keep.registered.insert(personal);
          core_.keep.setup_token.clear();
        },
        [&](std::string code) {
          core_.keep_changed();
          core_.effects.change("status");
          core_.keep.register_reason = code;
          // A used or wrong token will not become right; an invite may be followed by another.
          if (by_invite) {
            core_.keep.meeting.reason = code;
          } else {
            core_.keep.register_refused = true;
          }
        });
  });
  return true;
}

bool Registry::register_space(const base::LogId& log) {
  const std::string token = token_of_(core_.person->personal_log());
  if (token.empty()) return false;
  const log::Registration registration = core_.person->registration(log);
  Json body;
  body.set("log", to_json(log)).set("seat_key", to_json(registration.seat_key));
  body.set("member", to_json(registration.member)).set("devices", devices_json(registration.devices));
  busy_ = true;
  carrier_.send(core_.effects, "POST", "/v1/spaces", "Bearer " + token, body, [this, log](const Answer& answer) {
    finish(
        answer, [&] { core_.keep.registered.insert(log); },
        [&](const std::string& code) { core_.notice("space_refused", Json().set("code", code)); });
  });
  return true;
}

void Registry::add_this_device(const base::LogId& log) {
  const log::Registration registration = core_.person->registration(log);
  const base::DeviceId device = core_.person->device(log);
  for (const auto& own : registration.devices) {
    if (own.id != device) continue;
    Json body;
    body.set("device", Json().set("id", to_json(own.id)).set("key", to_json(own.key)));
    busy_ = true;
    post_as_seat(core_, carrier_, log, "device.add", "/v1/logs/" + base::to_base64url(log.view()) + "/devices",
                 std::move(body), device_extra(own.id, own.key), [this, log](const Answer& answer) {
                   finish(
                       answer, [&] { core_.keep.registered.insert(log); },
                       [&](const std::string& code) { core_.notice("device_not_added", Json().set("code", code)); });
                 });
    return;
  }
  retry_.later(core_.call.now_ms, core_.entropy());
}

void Registry::do_seat_task() {
  const SeatTask task = core_.keep.seat_tasks.front();
  const std::string base_path = "/v1/logs/" + base::to_base64url(task.log.view());
  Json body{story::json::Object{}};
  std::string path;
  std::string_view action;
  base::Bytes extra;
  if (task.action == SeatAction::leave) {
    // What was said before leaving goes first; afterwards the seat takes nothing more.
    if (!core_.person->unsent(task.log).empty()) return;
    path = base_path + "/leave";
    action = "leave";
  } else {
    const bool adds = task.action == SeatAction::add_device;
    path = base_path + (adds ? "/devices" : "/devices/revoke");
    action = adds ? "device.add" : "device.revoke";
    Json device;
    device.set("id", to_json(task.device));
    if (adds) device.set("key", to_json(task.key));
    body.set("device", std::move(device));
    extra = device_extra(task.device, adds ? task.key : base::SigningPublicKey{});
  }
  busy_ = true;
  post_as_seat(core_, carrier_, task.log, action, std::move(path), std::move(body), std::move(extra),
               [this](const Answer& answer) {
                 auto& tasks = core_.keep.seat_tasks;
                 finish(
                     answer,
                     [&] {
                       if (!tasks.empty()) tasks.erase(tasks.begin());
                       core_.effects.change("devices");
                     },
                     [&](const std::string& code) {
                       if (tasks.empty()) return;
                       core_.keep_changed();
                       if (++tasks.front().tries < kMaximumTries) return;
                       core_.notice("server_disagrees", Json().set("code", code));
                       tasks.erase(tasks.begin());
                     });
               });
}

}  // namespace hearth::app::net
