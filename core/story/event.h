// From an opened event to its payload. A version that is newer than this program or
// a payload that is no JSON: set aside alone, never an error, never guessed at. (What
// else sets an event aside stands in story.h.)
#pragma once

#include <expected>
#include <span>

#include "story/type.h"

namespace hearth::story {

enum class Aside : std::uint8_t { unknown_type, unknown_version, wrong_stream, malformed };

// Brings the payload of an older version up to the present one, step by step.
struct Upcaster {
  std::string_view type;
  std::uint16_t from;  // gives version from + 1
  Json (*raise)(Json payload);
};

// decoder: story_payload
[[nodiscard]] std::expected<Json, Aside> payload_of(const log::Opened& event);
// decoder: story_payload. The same with a table of upcasters; `current` is the version that read() takes.
[[nodiscard]] std::expected<Json, Aside> payload_of(const log::Opened& event, std::span<const Upcaster> upcasters,
                                                    std::uint16_t current);

}  // namespace hearth::story
