#include "tests/protocol/wire.h"

#include <cstdio>
#include <cstdlib>

#include "codec/reader.h"
#include "codec/writer.h"

namespace hearth::tests {
namespace {

constexpr std::size_t kAnyLength = std::size_t{64} << 20U;

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

Bytes copy(ByteView view) { return {view.begin(), view.end()}; }

}  // namespace

std::uint8_t kind_of(ByteView frame) { return frame.empty() ? std::uint8_t{0} : frame[0]; }

envelope::Header WireEvent::read() const {
  const auto decoded = envelope::decode(header);
  if (!decoded) give_up("the server sent a header that is none");
  return *decoded;
}

WireEvents decode_events(ByteView frame) {
  codec::Reader reader(frame);
  WireEvents result;
  if (reader.u8() != message::kEvents) give_up("not an events message");
  const std::uint32_t count = reader.list(100'000, 17);
  for (std::uint32_t i = 0; i < count; ++i) {
    WireEvent event;
    event.number = reader.u64();
    event.flags = reader.u8();
    event.header = copy(reader.bytes(kAnyLength));
    event.body = copy(reader.bytes(kAnyLength));
    result.events.push_back(std::move(event));
  }
  result.more = reader.u8() != 0;
  if (!reader.finish()) give_up("an events message that does not decode");
  return result;
}

Bytes encode_events(const WireEvents& events) {
  codec::Writer writer;
  writer.u8(message::kEvents).list(events.events.size());
  for (const WireEvent& event : events.events) {
    writer.u64(event.number).u8(event.flags).bytes(event.header).bytes(event.body);
  }
  writer.u8(events.more ? 1 : 0);
  return writer.take();
}

WireAppend decode_append(ByteView frame) {
  codec::Reader reader(frame);
  WireAppend append;
  if (reader.u8() != message::kAppend) give_up("not an append");
  append.ref = reader.u32();
  append.wake = reader.u8();
  append.header = copy(reader.bytes(kAnyLength));
  append.body = copy(reader.bytes(kAnyLength));
  if (!reader.finish()) give_up("an append that does not decode");
  return append;
}

Bytes encode_append(const WireAppend& append) {
  codec::Writer writer;
  writer.u8(message::kAppend).u32(append.ref).u8(append.wake).bytes(append.header).bytes(append.body);
  return writer.take();
}

}  // namespace hearth::tests
