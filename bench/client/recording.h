// Every request that a member's core was given, in order, with the parts that are
// timed. The core's answers follow from its requests alone, so the recording can be
// played to any build of it.
//
//   file = (u8 part, u32 length, request)*; length 0: the app is opened anew
#pragma once

#include <cstdint>
#include <string>

namespace hearth::bench {

enum class Part : std::uint8_t { before = 0, catch_up = 1, open = 2, first_look = 3 };

struct Recorded {
  std::string file;
  std::size_t caught_up = 0;  // shared events that came at once
  std::size_t opened = 0;     // events in the store that was opened
};

// Two members in a world of their own; what one of them is given is written to `file`.
Recorded record(const std::string& file, std::size_t caught_up, std::size_t opened);

struct Played {
  double catch_up_ms = 0;
  double open_ms = 0;
  double first_look_ms = 0;
};
[[nodiscard]] Played play(const std::string& file);

}  // namespace hearth::bench
