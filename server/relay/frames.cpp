#include "server/relay/frames.h"

#include "codec/reader.h"
#include "codec/writer.h"

namespace hearth::server::relay {
namespace {

constexpr std::uint8_t kHello = 0x01;
constexpr std::uint8_t kAppend = 0x02;
constexpr std::uint8_t kPage = 0x03;
constexpr std::uint8_t kErase = 0x04;
constexpr std::uint8_t kUnerase = 0x05;
constexpr std::uint8_t kWelcome = 0x81;
constexpr std::uint8_t kAck = 0x82;
constexpr std::uint8_t kRefuse = 0x83;
constexpr std::uint8_t kEvents = 0x84;
constexpr std::uint8_t kError = 0x85;

template <class Message>
std::expected<ClientMessage, base::Error> finished(codec::Reader& reader, const Message& message) {
  if (const auto done = reader.finish(); !done) return std::unexpected(done.error());
  return message;
}

}  // namespace

std::expected<ClientMessage, base::Error> decode_client_message(base::ByteView message) {
  codec::Reader reader(message);
  switch (reader.u8()) {
    case kHello: {
      Hello hello;
      hello.token = reader.text(kTokenLimit);
      hello.after = reader.u64();
      hello.link = reader.fixed<base::Hash32>();
      return finished(reader, hello);
    }
    case kAppend: {
      Append append;
      append.ref = reader.u32();
      append.wake = reader.choice<Wake>(2);
      append.header = reader.bytes(envelope::kHeaderSize);
      append.body = reader.bytes(kClientMessageLimit);
      return finished(reader, append);
    }
    case kPage: {
      PageRequest page;
      page.after = reader.u64();
      page.max = reader.u32();
      return finished(reader, page);
    }
    case kErase: {
      Erase erase;
      erase.ref = reader.u32();
      erase.event = reader.fixed<base::EventId>();
      erase.link = reader.fixed<base::Hash32>();
      return finished(reader, erase);
    }
    case kUnerase: {
      Unerase unerase;
      unerase.ref = reader.u32();
      unerase.event = reader.fixed<base::EventId>();
      return finished(reader, unerase);
    }
    default: return std::unexpected(base::Error::shape);
  }
}

base::Bytes encode_welcome(std::int64_t server_time, std::int64_t last_number, Cursor cursor) {
  codec::Writer writer;
  writer.u8(kWelcome)
      .i64(server_time)
      .u64(static_cast<std::uint64_t>(last_number))
      .u8(static_cast<std::uint8_t>(cursor));
  return writer.take();
}

base::Bytes encode_ack(std::uint32_t ref, std::int64_t number, Novelty novelty) {
  codec::Writer writer;
  writer.u8(kAck).u32(ref).u64(static_cast<std::uint64_t>(number)).u8(static_cast<std::uint8_t>(novelty));
  return writer.take();
}

base::Bytes encode_refusal(std::uint32_t ref, std::string_view code, std::uint64_t expected) {
  codec::Writer writer;
  writer.u8(kRefuse).u32(ref).text(code).u64(expected);
  return writer.take();
}

base::Bytes encode_error(std::string_view code) {
  codec::Writer writer;
  writer.u8(kError).text(code);
  return writer.take();
}

EventsMessage::EventsMessage() {
  bytes_.push_back(kEvents);
  put(0, 4);  // the count, set in finish()
}

void EventsMessage::put(std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void EventsMessage::add(std::int64_t number, std::uint8_t flags, base::ByteView header, base::ByteView body) {
  ++count_;
  put(static_cast<std::uint64_t>(number), 8);
  bytes_.push_back(flags);
  put(header.size(), 4);
  base::append(bytes_, header);
  put(body.size(), 4);
  base::append(bytes_, body);
}

base::Bytes EventsMessage::finish(More more) {
  for (int i = 0; i < 4; ++i) bytes_[static_cast<std::size_t>(1 + i)] = static_cast<std::uint8_t>(count_ >> (8 * i));
  bytes_.push_back(static_cast<std::uint8_t>(more));
  return std::move(bytes_);
}

}  // namespace hearth::server::relay
