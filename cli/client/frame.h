// The frame in which the host and the core speak:
//   u8 1 | u32 json length | json | u32 blob count | (u32 length | bytes)*
// Numbers are little-endian. In the JSON a blob is {"$": index}.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace hearth::cli {

using Bytes = std::vector<std::uint8_t>;
using Json = nlohmann::json;

struct Frame {
  Json json = Json::object();
  std::vector<Bytes> blobs;

  // Puts `bytes` beside the JSON and gives what stands for them in it.
  [[nodiscard]] Json blob(Bytes bytes);

  // The bytes that `place` stands for, or nothing when it stands for none.
  [[nodiscard]] const Bytes* find(const Json& place) const;
};

[[nodiscard]] Bytes encode_frame(const Frame& frame);

// decoder: cli_frame. Refuses anything that is not exactly one frame; says what was wrong.
[[nodiscard]] std::expected<Frame, std::string> decode_frame(std::span<const std::uint8_t> bytes);

}  // namespace hearth::cli
