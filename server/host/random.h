// Randomness from the kernel. Any thread.
#pragma once

#include "base/entropy.h"

namespace hearth::server::host {

// Ends the program when the kernel has none to give: nothing safe can follow.
class SystemEntropy final : public base::Entropy {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

template <class Value>
[[nodiscard]] Value random_value() {
  Value value;
  SystemEntropy().fill(value.bytes);
  return value;
}

}  // namespace hearth::server::host
