// Making Ed25519 signatures and X25519 agreements. Public halves are computed,
// never stored beside their secret.
#pragma once

#include <expected>
#include <initializer_list>
#include <string_view>

#include "base/error.h"
#include "base/ids.h"
#include "vault/keys.h"
#include "verify/login.h"

namespace hearth::vault {

[[nodiscard]] base::SigningPublicKey public_key(const SigningSecret& secret);
[[nodiscard]] base::ExchangePublicKey public_key(const ExchangeSecret& secret);

// Over hash(name, fields), as verify::signature_matches checks it.
[[nodiscard]] base::Signature sign(const SigningSecret& secret, std::string_view name,
                                   std::initializer_list<base::ByteView> fields);
[[nodiscard]] base::Signature sign(const SigningSecret& secret, const verify::LoginStatement& statement);

// Refuses (bad_scalar) a public key that gives the zero point.
[[nodiscard]] std::expected<SharedSecret, base::Error> agree(const ExchangeSecret& own,
                                                             const base::ExchangePublicKey& other);

}  // namespace hearth::vault
