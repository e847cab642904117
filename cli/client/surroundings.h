// What the core is not allowed to know by itself: the time, the zone, chance.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "cli/client/frame.h"
#include "cli/outcome.h"

namespace hearth::cli {

// Injected, so that tests can live a week in a second and set a clock wrong.
struct Surroundings {
  std::function<std::int64_t()> now_ms;             // unix milliseconds
  std::function<Bytes(std::size_t count)> entropy;  // unpredictable bytes
};

// The machine's own clock and random numbers.
[[nodiscard]] Surroundings real_surroundings();

// Minutes east of UTC at `unix_ms` in an IANA zone, or nothing when this machine
// knows no such zone. Not to be called from two threads at once (it goes through
// the C library's one time zone).
[[nodiscard]] std::optional<int> offset_minutes(const std::string& zone, std::int64_t unix_ms);

// What a person is told who named a zone that offset_minutes() does not know.
[[nodiscard]] std::unexpected<Failure> unknown_zone(const std::string& zone);

// This machine's zone; "Etc/UTC" when it says none.
[[nodiscard]] std::string local_zone();

// The passphrase from `file`, or from the file that HEARTH_PASSPHRASE_FILE names
// when `file` is empty. One line end at the end does not belong to it.
[[nodiscard]] Outcome<std::string> read_passphrase(const std::string& file);

}  // namespace hearth::cli
