// Tokens that were handed out are kept as hashes alone. Setup tokens, seat tokens
// of invites and sessions all use this one.
#pragma once

#include "base/ids.h"

namespace hearth::server::auth {

// hash("token", {token}).
[[nodiscard]] base::Hash32 token_hash(base::ByteView token);

// What the answer to a challenge signs besides the statement itself:
// register: 32 token hash | 32 seat key | list of {16 id, 32 key}.
struct NewDevice {
  base::DeviceId id;
  base::SigningPublicKey key;
};
[[nodiscard]] base::Bytes register_extra(const base::Hash32& token, const base::SigningPublicKey& seat_key,
                                         std::span<const NewDevice> devices);
// device.add and device.revoke: 16 id | 32 key (zeros for a revocation without it).
[[nodiscard]] base::Bytes device_extra(const NewDevice& device);

}  // namespace hearth::server::auth
