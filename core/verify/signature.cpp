#include "verify/signature.h"

#include <sodium.h>

#include <algorithm>

#include "verify/hash.h"

namespace hearth::verify {

bool signature_matches(const base::SigningPublicKey& key, std::string_view name,
                       std::initializer_list<base::ByteView> fields, const base::Signature& signature) {
  const auto digest = hash(name, fields);
  return crypto_sign_verify_detached(signature.bytes.data(), digest.bytes.data(), digest.bytes.size(),
                                     key.bytes.data()) == 0;
}

base::DeviceId seat_device(const base::SigningPublicKey& seat_key) {
  const auto digest = hash("seat", {seat_key.view()});
  base::DeviceId id;
  std::copy_n(digest.bytes.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

}  // namespace hearth::verify
