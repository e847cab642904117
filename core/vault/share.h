// Sealing one document for a third person: a key of its own, which stands in the link
// and nowhere at the host.
//   body  = box(key, text "hearth/1/share" | share id 16, plain)
//   plain = version u8 = 1 | bytes document | zeros up to max(4096, PADMÉ)
// The id is bound in, so that a host cannot hand out one share for another.
#pragma once

#include <expected>

#include "base/entropy.h"
#include "base/share.h"
#include "vault/keys.h"

namespace hearth::vault {

using ShareKey = SecretKey<struct ShareKeyTag>;  // of one share; in its link and its maker's personal log

// The 32 random bytes of the box's nonce are H[key]("share-random", id), so that the same
// document under the same key gives the same bytes: a repetition after a lost answer is
// the same request. (Other text under it gets another nonce all the same: box.h.)
// too_large when the body would be over base::kShareLimit.
[[nodiscard]] std::expected<base::Bytes, base::Error> seal_share(const ShareKey& key, const base::ShareId& id,
                                                                 base::ByteView document);
// decoder: share_body. wrong_key for another key, id or altered bytes; shape for what
// this program did not pad; unknown_version.
[[nodiscard]] std::expected<base::SecretBytes, base::Error> open_share(const ShareKey& key, const base::ShareId& id,
                                                                       base::ByteView body);

}  // namespace hearth::vault
