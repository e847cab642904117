// Encryption of bytes under a key, and sealing of bytes to a device's public key.
//
// XChaCha20-Poly1305. The nonce is not drawn alone: it is the first 24 bytes of a
// hash, keyed with a key derived from the sealing key, over 32 random bytes, the
// associated data and the plaintext. So not even a repeated random source can
// repeat a nonce with other text.
//   box = nonce 24 | ciphertext | tag 16
#pragma once

#include <expected>

#include "base/entropy.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/secret.h"
#include "vault/keys.h"

namespace hearth::vault {

inline constexpr std::size_t kNonceSize = 24;
inline constexpr std::size_t kBoxOverhead = kNonceSize + 16;

// Any of the keys that encrypt: AuthorKey, AnswerKey, VaultKey, PassphraseKey, WrapKey.
template <class Key>
concept BoxKey = std::same_as<Key, AuthorKey> || std::same_as<Key, AnswerKey> || std::same_as<Key, VaultKey> ||
                 std::same_as<Key, PassphraseKey> || std::same_as<Key, WrapKey>;

namespace detail {
base::Bytes encrypt(base::ByteView key, base::ByteView associated, base::ByteView plaintext, base::Entropy& entropy);
std::expected<base::SecretBytes, base::Error> decrypt(base::ByteView key, base::ByteView associated,
                                                      base::ByteView box);
}  // namespace detail

template <BoxKey Key>
[[nodiscard]] base::Bytes encrypt(const Key& key, base::ByteView associated, base::ByteView plaintext,
                                  base::Entropy& entropy) {
  return detail::encrypt(key.reveal(), associated, plaintext, entropy);
}

// decoder: vault_box. Gives wrong_key when the tag does not fit key, associated data and box.
template <BoxKey Key>
[[nodiscard]] std::expected<base::SecretBytes, base::Error> decrypt(const Key& key, base::ByteView associated,
                                                                    base::ByteView box) {
  return detail::decrypt(key.reveal(), associated, box);
}

// Seals to a public key: ephemeral public key 32 | box. The box's key is
// hash("wrap", {agreement, ephemeral, recipient, bound_to}); what it is bound to
// must be said again to open it. `also` adds a second agreement (of two
// identities), which says who sealed it.
[[nodiscard]] std::expected<base::Bytes, base::Error> seal_to(const base::ExchangePublicKey& recipient,
                                                              base::ByteView bound_to, base::ByteView plaintext,
                                                              base::Entropy& entropy,
                                                              const SharedSecret* also = nullptr);
// decoder: vault_box
[[nodiscard]] std::expected<base::SecretBytes, base::Error> open_sealed(const ExchangeSecret& recipient,
                                                                        base::ByteView bound_to, base::ByteView sealed,
                                                                        const SharedSecret* also = nullptr);

}  // namespace hearth::vault
