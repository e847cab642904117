// Randomness from the bytes that the host passes with each call: BLAKE2b of them
// keys a ChaCha20 stream. And the promise that libsodium draws none by itself.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/entropy.h"
#include "vault/keys.h"

namespace hearth::vault {

// Call once before anything of vault/, before other threads start. Sets
// libsodium's own random source to one that ends the program, so that no key can
// ever come from a source that was not passed in, and runs `self_test`.
void initialise();

// Known answers of every primitive; false means: do not go on.
[[nodiscard]] bool self_test();

class SeededEntropy final : public base::Entropy {
 public:
  // `seed` must have at least 32 bytes that nobody else knows (else the program ends).
  explicit SeededEntropy(base::ByteView seed);
  ~SeededEntropy() override;
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::array<std::uint8_t, 32> key_{};
  std::uint64_t block_ = 0;
};

}  // namespace hearth::vault
