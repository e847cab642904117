#include "vault/entropy.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>

#include "verify/hash.h"

namespace hearth::vault {
namespace {

// libsodium asks for a few bytes while it starts (a canary of its guarded heap,
// which we do not use). After that, asking is a mistake that must not end in a
// weak key.
bool starting = false;

const char* source_name() { return "none"; }

std::uint32_t no_number() { std::abort(); }

void no_bytes(void* const out, const std::size_t length) {
  if (!starting) std::abort();
  std::fill_n(static_cast<std::uint8_t*>(out), length, std::uint8_t{0});
}

void no_stir() {}

int no_close() { return 0; }

randombytes_implementation no_source = {
    .implementation_name = source_name,
    .random = no_number,
    .stir = no_stir,
    .uniform = nullptr,
    .buf = no_bytes,
    .close = no_close,
};

constexpr std::size_t kSmallestSeed = 32;

}  // namespace

void initialise() {
  static const bool done = [] {
    starting = true;
    randombytes_set_implementation(&no_source);
    if (sodium_init() < 0) std::abort();
    starting = false;
    if (!self_test()) std::abort();
    return true;
  }();
  static_cast<void>(done);
}

SeededEntropy::SeededEntropy(base::ByteView seed) {
  if (seed.size() < kSmallestSeed) std::abort();
  const auto digest = verify::hash("entropy", {seed});
  std::ranges::copy(digest.bytes, key_.begin());
}

SeededEntropy::~SeededEntropy() { base::wipe(key_); }

void SeededEntropy::fill(std::span<std::uint8_t> out) {
  // Each call has a nonce of its own, so no stream position has to be kept.
  std::array<std::uint8_t, crypto_stream_chacha20_ietf_NONCEBYTES> nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[i] = static_cast<std::uint8_t>(block_ >> (8 * i));
  ++block_;
  crypto_stream_chacha20_ietf(out.data(), out.size(), nonce.data(), key_.data());
}

}  // namespace hearth::vault
