// What a fuzz target says about the bytes it was given. One target a file:
//
//   HEARTH_FUZZ_TARGET(input) {
//     const auto header = envelope::decode(input);
//     if (!header) return;
//     hold(envelope::encode(*header) == input);   // a property that must hold
//     plant(header->sequence == 0x4848);          // the bug of the twin
//   }
//
// Besides, no input may crash, hang, leak or upset a sanitizer: that needs no words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <span>
#include <string_view>
#include <vector>

namespace hearth::fuzz {

using Input = std::span<const std::uint8_t>;

[[noreturn]] inline void stop(std::string_view words, const std::source_location& where) {
  std::fprintf(stderr, "%.*s (%s:%u)\n", static_cast<int>(words.size()), words.data(), where.file_name(),
               static_cast<unsigned>(where.line()));
  __builtin_trap();
}

// A property of the decoder.
inline void hold(bool property, const std::source_location& where = std::source_location::current()) {
  if (!property) stop("a property does not hold", where);
}

// The twin is the same program with HEARTH_PLANTED_BUG=1 in its environment: there it
// has a bug, at a place that only inputs reach which the decoder took apart well.
inline const bool kPlantedBug = std::getenv("HEARTH_PLANTED_BUG") != nullptr;
inline void plant(bool reached, const std::source_location& where = std::source_location::current()) {
  if (reached && kPlantedBug) stop("the planted bug was found", where);
}

// The input as text; not checked for anything.
inline std::string_view as_text(Input input) {
  const void* start = input.data();
  return {static_cast<const char*>(start), input.size()};
}

}  // namespace hearth::fuzz

#define HEARTH_FUZZ_TARGET(input)                                                     \
  static void hearth_fuzz_one(hearth::fuzz::Input input);                             \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);  \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    hearth_fuzz_one(hearth::fuzz::Input(data, size));                                 \
    return 0;                                                                         \
  }                                                                                   \
  static void hearth_fuzz_one(hearth::fuzz::Input input)
