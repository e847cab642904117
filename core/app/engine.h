// The single entry of the core: one function, bytes in, bytes out. The frame is
// frame.h's, the commands are boundary.idl's. An engine is one member on one
// device; several may live in one process. One thread at a time for each.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace hearth::app {

class Engine {
 public:
  Engine();
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Never fails: what is not understood gets an error in the answer, and changes nothing.
  [[nodiscard]] std::vector<std::uint8_t> call(std::span<const std::uint8_t> request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearth::app
