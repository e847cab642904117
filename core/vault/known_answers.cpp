#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "vault/entropy.h"

namespace hearth::vault {
namespace {

using base::as_bytes;
using base::Bytes;

Bytes hex(std::string_view text) { return base::from_hex(text).value_or(Bytes{}); }

// RFC 7693 defines it; the answer is that of the reference `b2sum -l 256`.
bool blake2b_answers() {
  Bytes digest(32);
  crypto_generichash(digest.data(), digest.size(), as_bytes("abc").data(), 3, nullptr, 0);
  return digest == hex("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

// RFC 8032, 7.1, test 1.
bool ed25519_answers() {
  const Bytes seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  Bytes key(32);
  Bytes secret(64);
  crypto_sign_seed_keypair(key.data(), secret.data(), seed.data());
  Bytes signature(64);
  crypto_sign_detached(signature.data(), nullptr, nullptr, 0, secret.data());
  if (key != hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")) return false;
  if (signature != hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                       "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")) {
    return false;
  }
  signature[0] ^= 1;
  return crypto_sign_verify_detached(signature.data(), nullptr, 0, key.data()) != 0;
}

// RFC 7748, 5.2: one iteration from the base point; and a point of small order.
bool x25519_answers() {
  Bytes nine(32, 0);
  nine[0] = 9;
  Bytes shared(32);
  if (crypto_scalarmult(shared.data(), nine.data(), nine.data()) != 0) return false;
  if (shared != hex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079")) return false;
  const Bytes zero(32, 0);
  return crypto_scalarmult(shared.data(), nine.data(), zero.data()) != 0;
}

// draft-irtf-cfrg-xchacha-03, A.3.1.
bool xchacha_answers() {
  const Bytes key = hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  const Bytes nonce = hex("404142434445464748494a4b4c4d4e4f5051525354555657");
  const Bytes associated = hex("50515253c0c1c2c3c4c5c6c7");
  const std::string_view text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
      "would be it.";
  Bytes box(text.size() + 16);
  crypto_aead_xchacha20poly1305_ietf_encrypt(box.data(), nullptr, as_bytes(text).data(), text.size(), associated.data(),
                                             associated.size(), nullptr, nonce.data(), key.data());
  const Bytes tag(box.end() - 16, box.end());
  if (tag != hex("c0875924c1c7987947deafd8780acf49")) return false;
  Bytes back(text.size());
  box[0] ^= 1;
  return crypto_aead_xchacha20poly1305_ietf_decrypt(back.data(), nullptr, nullptr, box.data(), box.size(),
                                                    associated.data(), associated.size(), nonce.data(),
                                                    key.data()) != 0;
}

// RFC 8439, 2.4.2's key and nonce: the first bytes of the key stream, block 0.
bool chacha_answers() {
  const Bytes key(32, 0);
  const Bytes nonce(crypto_stream_chacha20_ietf_NONCEBYTES, 0);
  Bytes stream(16);
  crypto_stream_chacha20_ietf(stream.data(), stream.size(), nonce.data(), key.data());
  return stream == hex("76b8e0ada0f13d90405d6ae55386bd28");
}

// FIPS 180-2, B.1.
bool sha256_answers() {
  Bytes digest(32);
  crypto_hash_sha256(digest.data(), as_bytes("abc").data(), 3);
  return digest == hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace

bool self_test() {
  return blake2b_answers() && ed25519_answers() && x25519_answers() && xchacha_answers() && chacha_answers() &&
         sha256_answers();
}

}  // namespace hearth::vault
