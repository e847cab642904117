// What a device keeps at rest. A random vault key encrypts every record; the
// vault key itself is wrapped by a key made from the passphrase. Changing the
// passphrase rewraps one key. Nothing derived from a passphrase leaves the device.
#pragma once

#include <array>
#include <expected>
#include <string_view>

#include "base/entropy.h"
#include "base/error.h"
#include "base/secret.h"
#include "vault/box.h"
#include "vault/keys.h"

namespace hearth::vault {

using Salt = std::array<std::uint8_t, 16>;

[[nodiscard]] Salt draw_salt(base::Entropy& entropy);

// Argon2id, 64 MiB, 3 passes, fixed: nobody can hand out weaker parameters. Takes
// about a second and 64 MiB; in WebAssembly run it in an instance of its own.
// not_ready when the memory cannot be had.
[[nodiscard]] std::expected<PassphraseKey, base::Error> stretch(std::string_view passphrase, const Salt& salt);

// 0 (hardly any) to 4 (very strong): an estimate from length, kinds of characters,
// repetitions, and words of the list; shown, never enforced beyond 1.
[[nodiscard]] int passphrase_strength(std::string_view passphrase);

class LocalVault {
 public:
  [[nodiscard]] static LocalVault create(base::Entropy& entropy);
  // decoder: vault_record. Gives wrong_key for another passphrase; shape or unknown_version for
  // what is no vault record.
  [[nodiscard]] static std::expected<LocalVault, base::Error> unlock(base::ByteView wrapped, const PassphraseKey& key);
  // The salt that a wrapped record names.
  [[nodiscard]] static std::expected<Salt, base::Error> salt_of(base::ByteView wrapped);

  // The record `vault`: version u8 | salt 16 | box of the vault key.
  [[nodiscard]] base::Bytes wrap(const PassphraseKey& key, const Salt& salt, base::Entropy& entropy) const;

  // A record is bound to its table and name: it opens nowhere else.
  [[nodiscard]] base::Bytes encrypt(std::string_view table, std::string_view name, base::ByteView value,
                                    base::Entropy& entropy) const;
  [[nodiscard]] std::expected<base::SecretBytes, base::Error> decrypt(std::string_view table, std::string_view name,
                                                                      base::ByteView box) const;

 private:
  explicit LocalVault(VaultKey key) : key_(std::move(key)) {}
  VaultKey key_;
};

}  // namespace hearth::vault
