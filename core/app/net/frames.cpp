#include "app/net/frames.h"

#include "codec/reader.h"
#include "codec/writer.h"
#include "envelope/header.h"

namespace hearth::app::net {
namespace {

constexpr std::size_t kMaximumCode = 64;
constexpr std::size_t kSmallestEvent = 8 + 1 + 4 + 4;
constexpr std::size_t kMaximumEvents = 100'000;

std::expected<ServerMessage, base::Error> finished(codec::Reader& reader, ServerMessage message) {
  if (const auto done = reader.finish(); !done) return std::unexpected(done.error());
  return message;
}

}  // namespace

base::Bytes hello(std::string_view token, std::uint64_t after, const base::Hash32& link) {
  codec::Writer writer;
  writer.u8(0x01).text(token).u64(after).fixed(link);
  return writer.take();
}
base::Bytes append(std::uint32_t ref, Wake wake, base::ByteView header, base::ByteView body) {
  codec::Writer writer;
  writer.u8(0x02).u32(ref).u8(static_cast<std::uint8_t>(wake)).bytes(header).bytes(body);
  return writer.take();
}
base::Bytes page(std::uint64_t after, std::uint32_t max) {
  codec::Writer writer;
  writer.u8(0x03).u64(after).u32(max);
  return writer.take();
}
base::Bytes erase(std::uint32_t ref, const base::EventId& event, const base::Hash32& link) {
  codec::Writer writer;
  writer.u8(0x04).u32(ref).fixed(event).fixed(link);
  return writer.take();
}
base::Bytes unerase(std::uint32_t ref, const base::EventId& event) {
  codec::Writer writer;
  writer.u8(0x05).u32(ref).fixed(event);
  return writer.take();
}

std::expected<ServerMessage, base::Error> decode_server_message(base::ByteView message) {
  codec::Reader reader(message);
  switch (reader.u8()) {
    case 0x81: {
      Welcome welcome;
      welcome.server_time = reader.i64();
      welcome.last_number = reader.u64();
      welcome.cursor_known = reader.choice<Wake>(2) == Wake::wake;
      return finished(reader, welcome);
    }
    case 0x82: {
      Ack ack;
      ack.ref = reader.u32();
      ack.number = reader.u64();
      ack.duplicate = reader.choice<Wake>(2) == Wake::wake;
      return finished(reader, ack);
    }
    case 0x83: {
      Refusal refusal;
      refusal.ref = reader.u32();
      refusal.code = reader.text(kMaximumCode);
      refusal.expected = reader.u64();
      return finished(reader, refusal);
    }
    case 0x84: {
      Events events;
      const std::uint32_t count = reader.list(kMaximumEvents, kSmallestEvent);
      for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
        Delivered event;
        event.number = reader.u64();
        event.body_erased = (reader.u8() & 1) != 0;
        event.header = reader.bytes(envelope::kHeaderSize);
        event.body = reader.bytes(envelope::kBodyLimit);
        events.events.push_back(event);
      }
      events.more = reader.choice<Wake>(2) == Wake::wake;
      return finished(reader, std::move(events));
    }
    case 0x85: {
      Closing closing;
      closing.code = reader.text(kMaximumCode);
      return finished(reader, closing);
    }
    default: return std::unexpected(base::Error::shape);
  }
}

}  // namespace hearth::app::net
