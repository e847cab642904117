#include "vault/box.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "vault/sign.h"
#include "verify/hash.h"

namespace hearth::vault {
namespace detail {
namespace {

constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kNonceSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kBoxOverhead == kNonceSize + kTagSize);

std::array<std::uint8_t, kNonceSize> make_nonce(base::ByteView key, base::ByteView associated, base::ByteView plaintext,
                                                base::Entropy& entropy) {
  std::array<std::uint8_t, 32> random{};
  entropy.fill(random);
  auto nonce_key = verify::keyed_hash(key, "nonce-key", {});
  const auto digest = verify::keyed_hash(nonce_key.view(), "nonce", {random, associated, plaintext});
  base::wipe(nonce_key.bytes);
  std::array<std::uint8_t, kNonceSize> nonce{};
  std::copy_n(digest.bytes.begin(), nonce.size(), nonce.begin());
  return nonce;
}

}  // namespace

base::Bytes encrypt(base::ByteView key, base::ByteView associated, base::ByteView plaintext, base::Entropy& entropy) {
  const auto nonce = make_nonce(key, associated, plaintext, entropy);
  base::Bytes box(kBoxOverhead + plaintext.size());
  std::ranges::copy(nonce, box.begin());
  crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + kNonceSize, nullptr, plaintext.data(), plaintext.size(),
                                             associated.data(), associated.size(), nullptr, nonce.data(), key.data());
  return box;
}

std::expected<base::SecretBytes, base::Error> decrypt(base::ByteView key, base::ByteView associated,
                                                      base::ByteView box) {
  if (box.size() < kBoxOverhead) return std::unexpected(base::Error::wrong_key);
  base::SecretBytes plaintext(box.size() - kBoxOverhead);
  // libsodium wants somewhere to write even when there is nothing.
  std::uint8_t nothing = 0;
  auto* const out = plaintext.empty() ? &nothing : plaintext.writable().data();
  const auto sealed = box.subspan(kNonceSize);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, nullptr, nullptr, sealed.data(), sealed.size(), associated.data(),
                                                 associated.size(), box.data(), key.data()) != 0) {
    return std::unexpected(base::Error::wrong_key);
  }
  return plaintext;
}

}  // namespace detail

namespace {

std::expected<WrapKey, base::Error> wrap_key(const SharedSecret& agreement, const base::ExchangePublicKey& ephemeral,
                                             const base::ExchangePublicKey& recipient, base::ByteView bound_to,
                                             const SharedSecret* also) {
  const auto also_view = also != nullptr ? also->reveal() : base::ByteView{};
  auto digest =
      verify::keyed_hash(agreement.reveal(), "wrap", {ephemeral.view(), recipient.view(), also_view, bound_to});
  auto key = WrapKey::from(digest.view());
  base::wipe(digest.bytes);
  return key;
}

}  // namespace

std::expected<base::Bytes, base::Error> seal_to(const base::ExchangePublicKey& recipient, base::ByteView bound_to,
                                                base::ByteView plaintext, base::Entropy& entropy,
                                                const SharedSecret* also) {
  const auto ephemeral = ExchangeSecret::draw(entropy);
  const auto ephemeral_public = public_key(ephemeral);
  const auto agreement = agree(ephemeral, recipient);
  if (!agreement) return std::unexpected(agreement.error());
  const auto key = wrap_key(*agreement, ephemeral_public, recipient, bound_to, also);
  if (!key) return std::unexpected(key.error());
  base::Bytes sealed = base::to_bytes(ephemeral_public.view());
  base::append(sealed, encrypt(*key, bound_to, plaintext, entropy));
  return sealed;
}

std::expected<base::SecretBytes, base::Error> open_sealed(const ExchangeSecret& recipient, base::ByteView bound_to,
                                                          base::ByteView sealed, const SharedSecret* also) {
  if (sealed.size() < base::ExchangePublicKey::kSize) return std::unexpected(base::Error::wrong_key);
  const auto ephemeral = base::ExchangePublicKey::from(sealed.first(base::ExchangePublicKey::kSize));
  if (!ephemeral) return std::unexpected(ephemeral.error());
  const auto agreement = agree(recipient, *ephemeral);
  if (!agreement) return std::unexpected(agreement.error());
  const auto key = wrap_key(*agreement, *ephemeral, public_key(recipient), bound_to, also);
  if (!key) return std::unexpected(key.error());
  return decrypt(*key, bound_to, sealed.subspan(base::ExchangePublicKey::kSize));
}

}  // namespace hearth::vault
