// Checking Ed25519 signatures. Signed is always the labelled hash of
// verify/hash.h, never bare bytes, so that a signature given for one purpose is
// worth nothing for another.
#pragma once

#include <initializer_list>
#include <string_view>

#include "base/ids.h"

namespace hearth::verify {

// True when `signature` was made with the secret half of `key` over
// hash(name, fields).
[[nodiscard]] bool signature_matches(const base::SigningPublicKey& key, std::string_view name,
                                     std::initializer_list<base::ByteView> fields, const base::Signature& signature);

// The device id under which a seat key asks for a challenge: the first 16 bytes
// of hash("seat", key).
[[nodiscard]] base::DeviceId seat_device(const base::SigningPublicKey& seat_key);

}  // namespace hearth::verify
