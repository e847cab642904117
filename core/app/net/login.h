// Logging in to one log at the server: challenge, signature, token.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/core.h"
#include "app/net/carrier.h"
#include "verify/login.h"

namespace hearth::app::net {

struct Session {
  std::string token;
  std::int64_t until_ms = 0;
  std::optional<base::LogId> log;  // when the server was asked by device alone
  std::string error;               // why there is no token; "unreachable" when nothing came back
};

using Sign = std::function<std::optional<base::Signature>(const verify::LoginStatement&)>;
using OnSession = std::function<void(const Session&)>;

// Signs as `device` of `log` (zeros: the server finds the personal log by the device).
void log_in(Core& core, Carrier& carrier, const base::LogId& log, const base::DeviceId& device, Sign sign,
            OnSession on_session);

// A statement signed with the seat's key (device.add, device.revoke, leave): fetches the
// challenge, signs, posts `body` with challenge, nonce and signature added.
void post_as_seat(Core& core, Carrier& carrier, const base::LogId& log, std::string_view action, std::string path,
                  Json body, base::Bytes extra, Carrier::OnAnswer on_answer);

// Learns how far this device's clock is off.
void learn_time(Core& core, std::int64_t server_time);

}  // namespace hearth::app::net
