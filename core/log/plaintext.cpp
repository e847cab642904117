#include "log/plaintext.h"

#include <algorithm>

#include "envelope/padding.h"

namespace hearth::log {
namespace {

constexpr std::uint8_t kPlaintextVersion = 1;
constexpr std::size_t kHeadSize = 16 + 1 + 8 + 32;

}  // namespace

void write_heads(codec::Writer& writer, const std::vector<HeadSeen>& heads) {
  writer.list(heads.size());
  for (const auto& head : heads) {
    writer.fixed(head.device).u8(static_cast<std::uint8_t>(head.stream)).u64(head.sequence).fixed(head.link);
  }
}

std::vector<HeadSeen> read_heads(codec::Reader& reader) {
  const auto count = reader.list(kHeadsLimit, kHeadSize);
  std::vector<HeadSeen> heads;
  heads.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    HeadSeen head;
    head.device = reader.fixed<base::DeviceId>();
    head.stream = reader.choice<envelope::Stream>(envelope::kStreamCount);
    head.sequence = reader.u64();
    head.link = reader.fixed<base::Hash32>();
    heads.push_back(head);
  }
  return heads;
}

base::Bytes encode(const Plaintext& plaintext) {
  codec::Writer writer;
  writer.u8(kPlaintextVersion).text(plaintext.type).u16(plaintext.type_version);
  writer.u64(plaintext.logical).i64(plaintext.authored_ms);
  write_heads(writer, plaintext.heads);
  writer.bytes(plaintext.payload);
  auto bytes = writer.take();
  bytes.resize(envelope::padded_plaintext(bytes.size()), 0);
  return bytes;
}

std::expected<Plaintext, base::Error> decode_plaintext(base::ByteView bytes) {
  if (!bytes.empty() && bytes[0] != kPlaintextVersion) return std::unexpected(base::Error::unknown_version);
  codec::Reader reader(bytes);
  Plaintext plaintext;
  reader.u8();
  plaintext.type = reader.text(kTypeLimit);
  plaintext.type_version = reader.u16();
  plaintext.logical = reader.u64();
  plaintext.authored_ms = reader.i64();
  plaintext.heads = read_heads(reader);
  plaintext.payload = base::to_bytes(reader.bytes(kPayloadLimit));
  if (!reader.ok()) return std::unexpected(reader.finish().error());
  const auto content = bytes.size() - reader.left();
  const auto padding = reader.raw(reader.left());
  if (bytes.size() != envelope::padded_plaintext(content)) return std::unexpected(base::Error::shape);
  if (!std::ranges::all_of(padding, [](std::uint8_t byte) { return byte == 0; })) {
    return std::unexpected(base::Error::shape);
  }
  return plaintext;
}

}  // namespace hearth::log
