// Randomness is an argument. The core draws none itself; whoever calls it gives
// a source: the host's bytes (vault/entropy.h makes a stream of them), or a
// seeded one in a test.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace hearth::base {

class Entropy {
 public:
  Entropy() = default;
  Entropy(const Entropy&) = delete;
  Entropy& operator=(const Entropy&) = delete;
  virtual ~Entropy() = default;

  // Fills all of `out` with bytes that nobody else can know.
  virtual void fill(std::span<std::uint8_t> out) = 0;

  // A fresh random id.
  template <class Id>
  [[nodiscard]] Id draw() {
    Id id;
    fill(id.bytes);
    return id;
  }
};

}  // namespace hearth::base
