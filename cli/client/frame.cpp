#include "cli/client/frame.h"

namespace hearth::cli {
namespace {

constexpr std::uint8_t kFrameVersion = 1;

void put_u32(Bytes& out, std::size_t value) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  bool u32(std::uint32_t& value) {
    if (rest_.size() < 4) return false;
    value = 0;
    for (int i = 3; i >= 0; --i) value = (value << 8) | rest_[static_cast<std::size_t>(i)];
    rest_ = rest_.subspan(4);
    return true;
  }

  bool take(std::size_t count, std::span<const std::uint8_t>& taken) {
    if (rest_.size() < count) return false;
    taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return true;
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::span<const std::uint8_t> rest_;
};

}  // namespace

Json Frame::blob(Bytes bytes) {
  blobs.push_back(std::move(bytes));
  return Json{{"$", blobs.size() - 1}};
}

const Bytes* Frame::find(const Json& place) const {
  if (!place.is_object()) return nullptr;
  const auto index = place.find("$");
  if (index == place.end() || !index->is_number_unsigned()) return nullptr;
  const auto at = index->get<std::size_t>();
  return at < blobs.size() ? &blobs[at] : nullptr;
}

Bytes encode_frame(const Frame& frame) {
  const std::string text = frame.json.dump(-1, ' ', false, Json::error_handler_t::replace);
  Bytes out{kFrameVersion};
  put_u32(out, text.size());
  out.insert(out.end(), text.begin(), text.end());
  put_u32(out, frame.blobs.size());
  for (const Bytes& blob : frame.blobs) {
    put_u32(out, blob.size());
    out.insert(out.end(), blob.begin(), blob.end());
  }
  return out;
}

std::expected<Frame, std::string> decode_frame(std::span<const std::uint8_t> bytes) {
  std::span<const std::uint8_t> taken;
  Reader reader(bytes);
  if (!reader.take(1, taken) || taken[0] != kFrameVersion) return std::unexpected("unknown frame version");
  std::uint32_t length = 0;
  if (!reader.u32(length) || !reader.take(length, taken)) return std::unexpected("the frame ends inside its JSON");
  Frame frame;
  const std::string text(taken.begin(), taken.end());
  frame.json = Json::parse(text, nullptr, false);
  if (!frame.json.is_object()) return std::unexpected("the frame's JSON is not an object");
  std::uint32_t count = 0;
  if (!reader.u32(count)) return std::unexpected("the frame ends before its blobs");
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!reader.u32(length) || !reader.take(length, taken)) return std::unexpected("the frame ends inside a blob");
    frame.blobs.emplace_back(taken.begin(), taken.end());
  }
  if (!reader.at_end()) return std::unexpected("the frame is followed by more bytes");
  return frame;
}

}  // namespace hearth::cli
