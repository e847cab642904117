// Secret keys. Each kind is a type of its own: what wants one kind cannot be
// given another (tests/compile_fail proves it). None can be copied by accident,
// each wipes itself, none can be printed.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <iosfwd>

#include "base/bytes.h"
#include "base/entropy.h"
#include "base/error.h"
#include "base/secret.h"

namespace hearth::vault {

template <class Tag, std::size_t kLength = 32>
class SecretKey {
 public:
  static constexpr std::size_t kSize = kLength;

  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;
  SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_) { base::wipe(other.bytes_); }
  SecretKey& operator=(SecretKey&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      base::wipe(other.bytes_);
    }
    return *this;
  }
  ~SecretKey() { base::wipe(bytes_); }

  [[nodiscard]] static SecretKey draw(base::Entropy& entropy) {
    SecretKey key;
    entropy.fill(key.bytes_);
    return key;
  }
  // Exactly kLength bytes, else Error::shape.
  [[nodiscard]] static std::expected<SecretKey, base::Error> from(base::ByteView view) {
    if (view.size() != kLength) return std::unexpected(base::Error::shape);
    SecretKey key;
    for (std::size_t i = 0; i < kLength; ++i) key.bytes_[i] = view[i];
    return key;
  }
  // A second holder of the same key; spelled out, so that a reader finds each.
  [[nodiscard]] SecretKey duplicate() const {
    SecretKey key;
    key.bytes_ = bytes_;
    return key;
  }
  [[nodiscard]] base::ByteView reveal() const { return bytes_; }

 private:
  SecretKey() = default;

  std::array<std::uint8_t, kLength> bytes_{};
};

template <class Traits, class Tag, std::size_t kLength>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const SecretKey<Tag, kLength>&) {
  return out << "[redacted]";
}

using PassphraseKey = SecretKey<struct PassphraseKeyTag>;    // Argon2id of a passphrase; wraps the vault key
using VaultKey = SecretKey<struct VaultKeyTag>;              // encrypts what a device keeps at rest
using KitSecret = SecretKey<struct KitSecretTag, 16>;        // the 128 bits of a recovery kit
using SigningSecret = SecretKey<struct SigningSecretTag>;    // the seed of an Ed25519 key pair
using ExchangeSecret = SecretKey<struct ExchangeSecretTag>;  // X25519
using SharedSecret = SecretKey<struct SharedSecretTag>;      // X25519 of two; only ever an input of a derivation
using GenerationKey = SecretKey<struct GenerationKeyTag>;    // of a person; wrapped to each own device and the kit
using EpochKey = SecretKey<struct EpochKeyTag>;              // of a space; wrapped to each device of both
using SpaceRoot = SecretKey<struct SpaceRootTag>;  // of a space, random at pairing: exchange ids, order of questions
using AuthorKey = SecretKey<struct AuthorKeyTag>;  // encrypts one author's events of one stream and epoch
using OwnTagKey = SecretKey<struct OwnTagKeyTag>;  // of a generation: "this is really mine"
using SealKey = SecretKey<struct SealKeyTag>;      // of a generation: makes the keys of own answers
using AnswerKey = SecretKey<struct AnswerKeyTag>;  // K: opens one sealed answer
using PairingSecret = SecretKey<struct PairingSecretTag>;  // of an invite: authenticates, never encrypts
using RoleKey = SecretKey<struct RoleKeyTag>;              // MAC key of one role in a handshake
using WrapKey = SecretKey<struct WrapKeyTag>;              // of one sealed box to a device

}  // namespace hearth::vault
