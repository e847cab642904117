// What a login, and every other request that a key signs for the server, says.
// The one place where its bytes are laid out, for client and server alike.
#pragma once

#include <string_view>

#include "base/ids.h"

namespace hearth::verify {

using Challenge = base::Fixed<struct ChallengeTag, 32>;
using ClientNonce = base::Fixed<struct ClientNonceTag, 32>;

inline constexpr std::string_view kLoginLabel = "login";

struct LoginStatement {
  std::string_view origin;  // as dialled, such as "http://localhost:8080"
  std::string_view action;  // "session", "register", "device.add", …
  base::LogId log;
  base::DeviceId device;
  Challenge challenge;  // zeros for "register"
  ClientNonce nonce;
  base::ByteView extra;  // codec bytes of the action, or empty
};

// text origin | text action | log | device | challenge | nonce | bytes extra.
// Signed is hash("login", {these bytes}).
[[nodiscard]] base::Bytes encode(const LoginStatement& statement);

[[nodiscard]] bool login_matches(const base::SigningPublicKey& key, const LoginStatement& statement,
                                 const base::Signature& signature);

}  // namespace hearth::verify
