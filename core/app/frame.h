#pragma once
// The frame that carries one message across the boundary, the same both ways:
// u8 1 | u32 length | JSON | u32 count | (u32 length | bytes)*, little-endian, nothing after.
#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

#include "app/fields.h"

namespace hearth::app {

struct Frame {
  boundary::Json json;
  boundary::Blobs blobs;
};

struct FrameError {
  std::string_view reason;  // a stable snake_case word
};

constexpr std::size_t kMaximumFrame = 64U << 20;
constexpr std::size_t kMaximumBlobs = 200'000;

// decoder: boundary_frame
[[nodiscard]] std::expected<Frame, FrameError> decode_frame(std::span<const std::uint8_t> bytes);

[[nodiscard]] boundary::Bytes encode_frame(const boundary::Json& json, const boundary::Blobs& blobs);

}  // namespace hearth::app
