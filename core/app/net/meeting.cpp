#include "app/net/meeting.h"

#include "app/net/login.h"
#include "app/net/registry.h"
#include "codec/writer.h"
#include "story/fields.h"
#include "verify/hash.h"

namespace hearth::app::net {
namespace {

using log::Phase;
using story::to_json;

constexpr std::int64_t kUnknownYet = 2'000;  // the other side has not made the invite yet
constexpr std::size_t kMaximumMessage = 16 * 1024;

MeetingEnd end_of(std::string_view code) {
  if (code == "invite_used") return MeetingEnd::used;
  if (code == "invite_expired" || code == "invite_unknown") return MeetingEnd::expired;
  return MeetingEnd::failed;
}

}  // namespace

log::Handshake* Meeting::handshake() const {
  if (new_device) return &new_device->handshake;
  return core_.person ? core_.person->handshake() : nullptr;
}

const base::Bytes* Meeting::next_message() const {
  const log::Handshake* shake = handshake();
  return shake == nullptr ? nullptr : shake->next_message();
}

bool Meeting::under_way() const {
  const KeptMeeting& meeting = core_.keep.meeting;
  return meeting.role != MeetingRole::none && meeting.end == MeetingEnd::open;
}

bool Meeting::settled() const { return !under_way() || (polling_ && !busy_ && next_message() == nullptr); }

std::int64_t Meeting::wake_at() const {
  if (!under_way() || busy_) return 0;
  // Also while a wait for the other stands: something of one's own may have yet to go.
  // What was due has been tried by now.
  return retry_.due(core_.call.now_ms) ? 0 : retry_.at_ms();
}

std::string Meeting::path() { return "/v1/invites/" + base::to_base64url(handshake()->address().locator.view()); }

std::string Meeting::authorization() {
  if (!inviter()) {
    return "Seat " + base::to_base64url(handshake()->address().seat_token.view()) + "." + kept().claim;
  }
  // The invite was made with the personal log's token for an own device, with the space's for a partner.
  const auto spaces = core_.person->spaces();
  if (!kept().linking && spaces.empty()) return {};
  const std::string token = token_of_(kept().linking ? core_.person->personal_log() : spaces.back());
  return token.empty() ? std::string() : "Bearer " + token;
}

void Meeting::pump() {
  if (!under_way() || core_.keep.server.empty()) return;
  log::Handshake* shake = handshake();
  if (shake == nullptr) return;  // waits for the words to be stretched
  if (kept().expires_at != 0 && core_.now_ms() > kept().expires_at && shake->phase() != Phase::confirmed) {
    end(MeetingEnd::expired, "invite_expired");
    return;
  }
  if (!retry_.due(core_.call.now_ms)) return;
  if (!busy_) {
    if (inviter() && !kept().created) {
      const std::string token = authorization();
      if (token.empty()) return;  // the line to the log is not there yet
      return make_invite(token);
    }
    if (!inviter() && !kept().claimed) return claim();
    if (next_message() != nullptr) return post_next();
    if (inviter() && shake->phase() == Phase::confirmed) return kept().seat_done ? admit() : register_seat();
    if (shake->phase() == Phase::done) return finish();
  }
  const bool made = inviter() ? kept().created : kept().claimed;
  if (made && !polling_ && shake->phase() != Phase::done) poll();
}

void Meeting::after_step() {
  core_.keep_changed();
  core_.effects.change(kept().linking ? "linking" : "pairing");
  core_.settle();
}

Carrier::OnAnswer Meeting::of_this(Carrier::OnAnswer then) {
  return [this, turn = turn_, then = std::move(then)](const Answer& answer) {
    if (turn == turn_) then(answer);
  };
}

void Meeting::trouble(const Answer& answer) {
  busy_ = false;
  if (!answer.reached() || answer.status >= 500 || answer.status == 429 || answer.status == 401) {
    retry_.later(core_.call.now_ms, core_.entropy());
    return;
  }
  const std::string code = answer.error_code();
  // The box was there and is gone, and we know who was in it: the other has ended this.
  const bool met = handshake() != nullptr && !handshake()->other_hello().empty();
  if (met && (code == "invite_used" || code == "invite_unknown")) return end(MeetingEnd::failed, "other_ended");
  end(end_of(code), code);
}

void Meeting::make_invite(const std::string& token) {
  const log::InviteAddress address = handshake()->address();
  const std::int64_t left_s = (kept().expires_at - core_.now_ms()) / 1000;
  Json body;
  body.set("locator", to_json(address.locator))
      .set("seat_hash", to_json(verify::hash("token", {address.seat_token.view()})))
      .set("ttl_s", std::clamp<std::int64_t>(left_s, 1, 86'400));
  busy_ = true;
  carrier_.send(core_.effects, "POST", "/v1/invites", token, body, of_this([this](const Answer& answer) {
                  if (!answer.ok()) return trouble(answer);
                  busy_ = false;
                  retry_.reset();
                  kept().created = true;
                  after_step();
                }));
}

void Meeting::claim() {
  if (kept().claim.empty()) {
    base::Hash32 claim;
    core_.entropy().fill(claim.bytes);
    kept().claim = base::to_base64url(claim.view());
    core_.keep_changed();
  }
  Json body;
  body.set("seat_token", to_json(handshake()->address().seat_token)).set("claim", kept().claim);
  busy_ = true;
  carrier_.send(core_.effects, "POST", path() + "/claim", {}, body, of_this([this](const Answer& answer) {
                  if (!under_way() || handshake() == nullptr) return;
                  busy_ = false;
                  if (answer.ok()) {
                    retry_.reset();
                    kept().claimed = true;
                    return after_step();
                  }
                  // An own new device shows its code before the old one has made the invite.
                  if (kept().linking && answer.error_code() == "invite_unknown") {
                    return retry_.after(core_.call.now_ms, kUnknownYet);
                  }
                  trouble(answer);
                }));
}

void Meeting::post_next() {
  const std::string token = authorization();
  if (token.empty()) return;
  Json body;
  body.set("data", to_json(base::ByteView(*next_message())));
  busy_ = true;
  // The same message again is the same message: the server keeps it once.
  carrier_.send(core_.effects, "POST", path() + "/messages", token, body, of_this([this](const Answer& answer) {
                  if (!under_way() || handshake() == nullptr) return;
                  if (!answer.ok()) return trouble(answer);
                  busy_ = false;
                  retry_.reset();
                  if (next_message() != nullptr) handshake()->arrived();
                  after_step();
                }));
}

void Meeting::poll() {
  const std::string token = authorization();
  if (token.empty()) return;
  polling_ = true;
  carrier_.get(core_.effects, path() + "/messages?after=" + std::to_string(kept().last) + "&wait=25", token,
               Carrier::Patience::patient, of_this([this](const Answer& answer) { heard(answer); }));
}

void Meeting::heard(const Answer& answer) {
  polling_ = false;
  if (!under_way() || handshake() == nullptr) return;
  if (!answer.ok()) {
    const bool was_busy = busy_;
    trouble(answer);
    busy_ = was_busy && under_way();
    return;
  }
  retry_.reset();
  const Json json = answer.json();
  const Json* messages = json.find("messages");
  if (messages == nullptr || messages->array() == nullptr) return;
  const std::string_view mine = inviter() ? "inviter" : "joiner";
  for (const Json& message : *messages->array()) {
    const std::int64_t number = integer_of(message, "number");
    if (number <= kept().last) continue;
    kept().last = number;
    if (text_of(message, "from") == mine) continue;
    const auto data = base::from_base64url(text_of(message, "data"));
    std::expected<void, base::Error> received = std::unexpected(base::Error::shape);
    if (data && data->size() <= kMaximumMessage) {
      received = new_device ? new_device->handshake.receive(*data)
                            : core_.person->handshake_receive(*data, core_.now_ms(), core_.entropy());
    }
    if (!received) {
      end(handshake() != nullptr && handshake()->phase() == Phase::mismatch ? MeetingEnd::mismatch : MeetingEnd::failed,
          base::code(received.error()));
      return;
    }
  }
  if (handshake()->phase() == Phase::mismatch) return end(MeetingEnd::mismatch, "other_refused");
  if (handshake()->phase() == Phase::failed) return end(MeetingEnd::failed, "other_refused");
  after_step();
}

Outcome<void> Meeting::confirm(const log::TwoWords& words) {
  log::Handshake* shake = handshake();
  if (shake == nullptr || !under_way()) return refuse(ErrorCode::kNotReady);
  const auto confirmed =
      new_device ? new_device->confirm(words) : core_.person->handshake_confirm(words, core_.now_ms(), core_.entropy());
  if (!confirmed) {
    const base::Error error = confirmed.error();
    if (error == base::Error::wrong_words) end(MeetingEnd::mismatch, "wrong_words");
    return refuse(error);
  }
  after_step();
  return {};
}

void Meeting::register_seat() {
  const auto registration = core_.person->seat_to_register();
  if (!registration) return;
  const auto on_answer = of_this([this](const Answer& answer) {
    if (!under_way()) return;
    if (!answer.ok()) return trouble(answer);
    busy_ = false;
    retry_.reset();
    kept().seat_done = true;
    after_step();
  });
  const std::string log_path = "/v1/logs/" + base::to_base64url(registration->log.view());
  if (kept().linking) {
    if (registration->devices.empty()) return;
    const auto& device = registration->devices.front();
    codec::Writer extra;
    extra.fixed(device.id).fixed(device.key);
    Json body;
    body.set("device", Json().set("id", to_json(device.id)).set("key", to_json(device.key)));
    busy_ = true;
    post_as_seat(core_, carrier_, registration->log, "device.add", log_path + "/devices", std::move(body), extra.take(),
                 on_answer);
    return;
  }
  const std::string token = token_of_(registration->log);
  if (token.empty()) return;
  Json body;
  body.set("seat_key", to_json(registration->seat_key)).set("member", to_json(registration->member));
  body.set("devices", devices_json(registration->devices));
  busy_ = true;
  carrier_.send(core_.effects, "POST", log_path + "/seats", "Bearer " + token, body, on_answer);
}

void Meeting::admit() {
  const auto admitted = core_.person->admit(core_.now_ms(), core_.entropy());
  if (!admitted) return end(MeetingEnd::failed, base::code(admitted.error()));
  kept().admitted = true;
  after_step();
}

void Meeting::finish() {
  // The joiner has all; the box is of no more use. The inviter's last message may
  // still wait in it, so the inviter leaves it to expire.
  if (!inviter()) carrier_.send(core_.effects, "DELETE", path(), authorization(), Json(), [](const Answer&) {});
  kept().end = MeetingEnd::done;
  kept().secret.clear();
  kept().words.clear();
  if (new_device) {
    on_linked();
    return;
  }
  if (!inviter()) {
    // Whoever invited has registered this device's seat.
    for (const base::LogId& log : core_.person->spaces()) core_.keep.registered.insert(log);
  }
  core_.person->end_handshake();
  after_step();
  for (const std::string_view topic : {"status", "today", "story", "devices"}) core_.effects.change(topic);
}

void Meeting::end(MeetingEnd end, std::string_view reason) {
  if (!under_way()) return;
  log::Handshake* shake = handshake();
  if (shake != nullptr && (kept().created || kept().claimed) && end != MeetingEnd::expired && end != MeetingEnd::used) {
    const std::string token = authorization();
    const auto last_words = shake->take_outbox();
    // The other hears that the words did not match, and the box is left to expire;
    // whoever merely changed their mind takes it away.
    for (const base::Bytes& message : last_words) {
      if (end != MeetingEnd::mismatch || token.empty()) break;
      Json body;
      body.set("data", to_json(base::ByteView(message)));
      carrier_.send(core_.effects, "POST", path() + "/messages", token, body, [](const Answer&) {});
    }
    if (!token.empty() && (end != MeetingEnd::mismatch || last_words.empty())) {
      carrier_.send(core_.effects, "DELETE", path(), token, Json(), [](const Answer&) {});
    }
  }
  kept().end = end;
  kept().reason = std::string(reason);
  kept().secret.clear();
  kept().words.clear();
  busy_ = false;
  polling_ = false;
  turn_ += 1;
  new_device.reset();
  if (core_.person) core_.person->end_handshake();
  after_step();
}

}  // namespace hearth::app::net
