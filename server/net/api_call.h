// What the handlers of api.h share. Inside this folder only.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "server/net/api.h"
#include "server/net/worker.h"

namespace hearth::server::net {

struct Api::Call {
  const Request& request;
  Worker& worker;
  std::string_view segment;  // the first {…} of the path
  std::string_view second;   // the second, where there are two
};

struct Api::Route {
  Method method;
  std::string_view pattern;  // "/v1/logs/{}/seats"
  Api::Handler handler;
};

namespace api_call {

[[nodiscard]] inline Response json(int status, const nlohmann::json& body) {
  return {.status = status, .body = body.dump()};
}

[[nodiscard]] inline int status_of(base::Error error) {
  switch (error) {
    case base::Error::too_large: return 413;
    case base::Error::login_refused: return 401;
    case base::Error::not_yours:
    case base::Error::setup_refused:
    case base::Error::setup_used:
    case base::Error::seat_ended: return 403;
    case base::Error::not_found:
    case base::Error::invite_unknown: return 404;
    case base::Error::invite_used:
    case base::Error::space_full:
    case base::Error::conflict:
    case base::Error::quota: return 409;
    case base::Error::invite_expired: return 410;
    case base::Error::rate: return 429;
    case base::Error::read_only: return 503;
    default: return 400;
  }
}

[[nodiscard]] inline Response refused(base::Error error) { return refusal(status_of(error), base::code(error)); }

// The disk takes nothing, or a fault of this program.
[[nodiscard]] inline Response troubled(const store::Problem& problem) {
  if (problem.trouble == store::Trouble::failed) return refusal(500, "fault");
  return refused(base::Error::read_only);
}

template <class Value>
[[nodiscard]] std::string text(const Value& value) {
  return base::to_base64url(value.view());
}

// The fixed value that a part of the path spells.
template <class Value>
[[nodiscard]] std::optional<Value> from_path(std::string_view segment) {
  const auto bytes = base::from_base64url(segment);
  if (!bytes) return std::nullopt;
  const auto value = Value::from(*bytes);
  if (!value) return std::nullopt;
  return *value;
}

// What a writing request decided: a status, and a code when it was refused.
struct Decision {
  int status = 200;
  std::optional<base::Error> refusal;
};
[[nodiscard]] inline store::Result<Decision> decided(int status) { return Decision{.status = status}; }
[[nodiscard]] inline store::Result<Decision> decided(base::Error error) {
  return Decision{.status = status_of(error), .refusal = error};
}
[[nodiscard]] inline Response response(const store::Result<Decision>& decision, const nlohmann::json& body) {
  if (!decision) return troubled(decision.error());
  if (decision->refusal) return refused(*decision->refusal);
  return json(decision->status, body);
}

}  // namespace api_call
}  // namespace hearth::server::net
