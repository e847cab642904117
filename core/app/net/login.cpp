#include "app/net/login.h"

#include "story/fields.h"
#include "verify/signature.h"

namespace hearth::app::net {
namespace {

using story::to_json;

constexpr std::int64_t kRenewEarlier = 60'000;

std::string why(const Answer& answer) {
  if (!answer.reached()) return "unreachable";
  const std::string code = answer.error_code();
  return code.empty() ? "unexpected_answer" : code;
}

using OnChallenge = std::function<void(const std::optional<verify::Challenge>&, const Answer&)>;

void fetch_challenge(Core& core, Carrier& carrier, const base::LogId& log, const base::DeviceId& device,
                     OnChallenge on_challenge) {
  Json body;
  body.set("log", to_json(log)).set("device", to_json(device));
  carrier.send(core.effects, "POST", "/v1/challenge", {}, body,
               [&core, on_challenge = std::move(on_challenge)](const Answer& answer) {
                 const Json json = answer.json();
                 if (answer.ok()) learn_time(core, integer_of(json, "server_time"));
                 on_challenge(answer.ok() ? fixed_of<verify::Challenge>(json, "challenge") : std::nullopt, answer);
               });
}

}  // namespace

void learn_time(Core& core, std::int64_t server_time) {
  if (server_time <= 0) return;
  const std::int64_t before = core.clock_off_ms();
  core.keep.clock_ahead_ms = server_time - core.call.now_ms;
  if ((before == 0) != (core.clock_off_ms() == 0)) {
    core.keep_changed();
    core.effects.change("status");
    core.effects.change("today");
  }
}

void log_in(Core& core, Carrier& carrier, const base::LogId& log, const base::DeviceId& device, Sign sign,
            OnSession on_session) {
  fetch_challenge(
      core, carrier, log, device,
      [&core, &carrier, log, device, sign, on_session](const std::optional<verify::Challenge>& challenge,
                                                       const Answer& challenged) {
        if (!challenge) return on_session({.error = why(challenged)});
        verify::LoginStatement statement{.origin = core.keep.server, .action = "session", .log = log, .device = device};
        statement.challenge = *challenge;
        statement.nonce = core.entropy().draw<verify::ClientNonce>();
        const auto signature = sign(statement);
        if (!signature) return on_session({.error = "no_key"});
        Json body;
        body.set("log", to_json(log)).set("device", to_json(device)).set("challenge", to_json(*challenge));
        body.set("nonce", to_json(statement.nonce)).set("signature", to_json(*signature));
        carrier.send(core.effects, "POST", "/v1/session", {}, body, [&core, on_session](const Answer& answer) {
          const Json json = answer.json();
          Session session;
          if (answer.ok()) session.token = text_of(json, "token");
          if (session.token.empty()) {
            session.error = why(answer);
          } else {
            session.until_ms = core.call.now_ms + integer_of(json, "expires_in_s") * 1000 - kRenewEarlier;
            session.log = fixed_of<base::LogId>(json, "log");
          }
          on_session(session);
        });
      });
}

void post_as_seat(Core& core, Carrier& carrier, const base::LogId& log, std::string_view action, std::string path,
                  Json body, base::Bytes extra, Carrier::OnAnswer on_answer) {
  const base::SigningPublicKey seat_key = core.person->registration(log).seat_key;
  const base::DeviceId device = verify::seat_device(seat_key);
  fetch_challenge(
      core, carrier, log, device,
      [&core, &carrier, log, device, seat_key, action = std::string(action), path = std::move(path),
       body = std::move(body), extra = std::move(extra),
       on_answer = std::move(on_answer)](const std::optional<verify::Challenge>& challenge, const Answer& challenged) {
        if (!challenge) return on_answer(challenged);
        verify::LoginStatement statement{.origin = core.keep.server, .action = action, .log = log, .device = device};
        statement.challenge = *challenge;
        statement.nonce = core.entropy().draw<verify::ClientNonce>();
        statement.extra = extra;
        const auto signature = core.person->sign(log, log::Signer::seat, statement);
        if (!signature) return on_answer({});
        Json full = body;
        full.set("seat_key", to_json(seat_key)).set("challenge", to_json(*challenge));
        full.set("nonce", to_json(statement.nonce)).set("signature", to_json(*signature));
        carrier.send(core.effects, "POST", path, {}, full, on_answer);
      });
}

}  // namespace hearth::app::net
