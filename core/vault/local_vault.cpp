#include "vault/local_vault.h"

#include <sodium.h>

#include <algorithm>

#include "codec/reader.h"
#include "codec/writer.h"

namespace hearth::vault {
namespace {

constexpr std::uint8_t kVaultVersion = 1;
constexpr unsigned long long kPasses = 3;
constexpr std::size_t kMemory = 64 * 1024 * 1024;
constexpr std::size_t kWrappedSize = kBoxOverhead + VaultKey::kSize;
static_assert(sizeof(Salt) == crypto_pwhash_SALTBYTES);

base::Bytes record_place(std::string_view table, std::string_view name) {
  codec::Writer writer;
  writer.text("hearth/1/record").text(table).text(name);
  return writer.take();
}

base::Bytes vault_place(const Salt& salt) {
  codec::Writer writer;
  writer.text("hearth/1/vault").u8(kVaultVersion).raw(salt);
  return writer.take();
}

struct Wrapped {
  Salt salt{};
  base::ByteView box;
};

std::expected<Wrapped, base::Error> read_wrapped(base::ByteView record) {
  if (!record.empty() && record[0] != kVaultVersion) return std::unexpected(base::Error::unknown_version);
  codec::Reader reader(record);
  reader.u8();
  Wrapped wrapped;
  std::ranges::copy(reader.raw(wrapped.salt.size()), wrapped.salt.begin());
  wrapped.box = reader.raw(kWrappedSize);
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  return wrapped;
}

}  // namespace

Salt draw_salt(base::Entropy& entropy) {
  Salt salt{};
  entropy.fill(salt);
  return salt;
}

std::expected<PassphraseKey, base::Error> stretch(std::string_view passphrase, const Salt& salt) {
  base::SecretBytes key(PassphraseKey::kSize);
  if (crypto_pwhash(key.writable().data(), key.size(), passphrase.data(), passphrase.size(), salt.data(), kPasses,
                    kMemory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return std::unexpected(base::Error::not_ready);
  }
  return PassphraseKey::from(key.reveal());
}

LocalVault LocalVault::create(base::Entropy& entropy) { return LocalVault(VaultKey::draw(entropy)); }

std::expected<LocalVault, base::Error> LocalVault::unlock(base::ByteView wrapped, const PassphraseKey& key) {
  const auto record = read_wrapped(wrapped);
  if (!record) return std::unexpected(record.error());
  const auto opened = vault::decrypt(key, vault_place(record->salt), record->box);
  if (!opened) return std::unexpected(opened.error());
  auto vault_key = VaultKey::from(opened->reveal());
  if (!vault_key) return std::unexpected(vault_key.error());
  return LocalVault(std::move(*vault_key));
}

std::expected<Salt, base::Error> LocalVault::salt_of(base::ByteView wrapped) {
  return read_wrapped(wrapped).transform([](const Wrapped& record) { return record.salt; });
}

base::Bytes LocalVault::wrap(const PassphraseKey& key, const Salt& salt, base::Entropy& entropy) const {
  codec::Writer writer;
  writer.u8(kVaultVersion).raw(salt).raw(vault::encrypt(key, vault_place(salt), key_.reveal(), entropy));
  return writer.take();
}

base::Bytes LocalVault::encrypt(std::string_view table, std::string_view name, base::ByteView value,
                                base::Entropy& entropy) const {
  return vault::encrypt(key_, record_place(table, name), value, entropy);
}

std::expected<base::SecretBytes, base::Error> LocalVault::decrypt(std::string_view table, std::string_view name,
                                                                  base::ByteView box) const {
  return vault::decrypt(key_, record_place(table, name), box);
}

}  // namespace hearth::vault
