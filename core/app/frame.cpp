#include "app/frame.h"

namespace hearth::app {
namespace {

constexpr std::uint8_t kVersion = 1;

void put_u32(boundary::Bytes& out, std::size_t value) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

// Takes from the front of the rest; false when it is too short.
bool take_u32(std::span<const std::uint8_t>& rest, std::uint32_t& out) {
  if (rest.size() < 4) return false;
  out = 0;
  for (std::size_t i = 0; i < 4; ++i) out |= static_cast<std::uint32_t>(rest[i]) << (8 * i);
  rest = rest.subspan(4);
  return true;
}
bool take_part(std::span<const std::uint8_t>& rest, std::span<const std::uint8_t>& out) {
  std::uint32_t length = 0;
  if (!take_u32(rest, length) || length > rest.size()) return false;
  out = rest.first(length);
  rest = rest.subspan(length);
  return true;
}

}  // namespace

std::expected<Frame, FrameError> decode_frame(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > kMaximumFrame) return std::unexpected(FrameError{"too_large"});
  if (bytes.empty() || bytes[0] != kVersion) return std::unexpected(FrameError{"unknown_version"});
  auto rest = bytes.subspan(1);
  std::span<const std::uint8_t> text;
  if (!take_part(rest, text)) return std::unexpected(FrameError{"cut_short"});
  auto json = story::json::parse({reinterpret_cast<const char*>(text.data()), text.size()});
  if (!json) return std::unexpected(FrameError{json.error().reason});
  Frame frame{std::move(*json), {}};
  std::uint32_t count = 0;
  if (!take_u32(rest, count)) return std::unexpected(FrameError{"cut_short"});
  // Each blob takes at least its length, so the count cannot ask for more than is there.
  if (count > kMaximumBlobs || count > rest.size() / 4) return std::unexpected(FrameError{"too_many_blobs"});
  frame.blobs.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::span<const std::uint8_t> blob;
    if (!take_part(rest, blob)) return std::unexpected(FrameError{"cut_short"});
    frame.blobs.emplace_back(blob.begin(), blob.end());
  }
  if (!rest.empty()) return std::unexpected(FrameError{"trailing_bytes"});
  return frame;
}

boundary::Bytes encode_frame(const boundary::Json& json, const boundary::Blobs& blobs) {
  const std::string text = story::json::write(json);
  std::size_t size = 9 + text.size();
  for (const boundary::Bytes& blob : blobs) size += 4 + blob.size();
  boundary::Bytes out;
  out.reserve(size);
  out.push_back(kVersion);
  put_u32(out, text.size());
  out.insert(out.end(), text.begin(), text.end());
  put_u32(out, blobs.size());
  for (const boundary::Bytes& blob : blobs) {
    put_u32(out, blob.size());
    out.insert(out.end(), blob.begin(), blob.end());
  }
  return out;
}

}  // namespace hearth::app
