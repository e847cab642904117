#include "envelope/header.h"

#include "codec/reader.h"
#include "codec/writer.h"
#include "verify/hash.h"

namespace hearth::envelope {
namespace {

void write_core(codec::Writer& writer, const Header& header) {
  writer.u8(kVersion).u8(static_cast<std::uint8_t>(header.stream));
  writer.fixed(header.log).fixed(header.owner).fixed(header.event).fixed(header.device);
  writer.u64(header.sequence).fixed(header.previous).fixed(header.key_id);
}

}  // namespace

base::Bytes encode_core(const Header& header) {
  codec::Writer writer;
  write_core(writer, header);
  return writer.take();
}

base::Bytes encode(const Header& header) {
  codec::Writer writer;
  write_core(writer, header);
  writer.fixed(header.body_hash).u32(header.body_length).fixed(header.own_tag);
  return writer.take();
}

std::expected<Header, base::Error> decode(base::ByteView bytes) {
  if (!bytes.empty() && bytes[0] != kVersion) return std::unexpected(base::Error::unknown_version);
  codec::Reader reader(bytes);
  Header header;
  reader.u8();
  header.stream = reader.choice<Stream>(kStreamCount);
  header.log = reader.fixed<base::LogId>();
  header.owner = reader.fixed<base::MemberId>();
  header.event = reader.fixed<base::EventId>();
  header.device = reader.fixed<base::DeviceId>();
  header.sequence = reader.u64();
  header.previous = reader.fixed<base::Hash32>();
  header.key_id = reader.fixed<base::Hash32>();
  header.body_hash = reader.fixed<base::Hash32>();
  header.body_length = reader.u32();
  header.own_tag = reader.fixed<base::Hash32>();
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());

  if (header.sequence == 0) return std::unexpected(base::Error::shape);
  if ((header.sequence == 1) != header.previous.is_zero()) return std::unexpected(base::Error::shape);
  if (header.body_length > kBodyLimit) return std::unexpected(base::Error::too_large);
  return header;
}

base::Hash32 body_hash(base::ByteView body) { return verify::hash("body", {body}); }

base::Hash32 link(base::ByteView header_bytes) { return verify::hash("link", {header_bytes}); }

std::expected<void, base::Error> check_body(const Header& header, base::ByteView body) {
  if (body.size() > kBodyLimit) return std::unexpected(base::Error::too_large);
  if (body.size() != header.body_length) return std::unexpected(base::Error::hash_mismatch);
  if (body_hash(body) != header.body_hash) return std::unexpected(base::Error::hash_mismatch);
  return {};
}

}  // namespace hearth::envelope
