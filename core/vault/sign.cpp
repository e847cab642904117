#include "vault/sign.h"

#include <sodium.h>

#include <array>
#include <cstdlib>

#include "verify/hash.h"

namespace hearth::vault {
namespace {

// The 64-byte form that libsodium signs with, for the time of one signature.
struct Expanded {
  explicit Expanded(const SigningSecret& secret) {
    crypto_sign_seed_keypair(key.bytes.data(), bytes.data(), secret.reveal().data());
  }
  ~Expanded() { base::wipe(bytes); }
  Expanded(const Expanded&) = delete;
  Expanded& operator=(const Expanded&) = delete;

  base::SigningPublicKey key;
  std::array<std::uint8_t, 64> bytes{};
};

}  // namespace

base::SigningPublicKey public_key(const SigningSecret& secret) { return Expanded(secret).key; }

base::ExchangePublicKey public_key(const ExchangeSecret& secret) {
  base::ExchangePublicKey key;
  if (crypto_scalarmult_base(key.bytes.data(), secret.reveal().data()) != 0) std::abort();
  return key;
}

base::Signature sign(const SigningSecret& secret, std::string_view name, std::initializer_list<base::ByteView> fields) {
  const Expanded expanded(secret);
  const auto digest = verify::hash(name, fields);
  base::Signature signature;
  crypto_sign_detached(signature.bytes.data(), nullptr, digest.bytes.data(), digest.bytes.size(),
                       expanded.bytes.data());
  return signature;
}

base::Signature sign(const SigningSecret& secret, const verify::LoginStatement& statement) {
  return sign(secret, verify::kLoginLabel, {verify::encode(statement)});
}

std::expected<SharedSecret, base::Error> agree(const ExchangeSecret& own, const base::ExchangePublicKey& other) {
  std::array<std::uint8_t, 32> point{};
  // Fails for a public key of small order: the result would be no secret.
  if (crypto_scalarmult(point.data(), own.reveal().data(), other.bytes.data()) != 0) {
    return std::unexpected(base::Error::bad_scalar);
  }
  auto shared = SharedSecret::from(point);
  base::wipe(point);
  return shared;
}

}  // namespace hearth::vault
