#include "log/erasure.h"

#include "codec/reader.h"
#include "codec/writer.h"
#include "log/exchange.h"

namespace hearth::log {

base::Bytes encode(const ErasePayload& payload) {
  codec::Writer writer;
  writer.fixed(payload.event).fixed(payload.link);
  return writer.take();
}

base::Bytes encode(const UndoPayload& payload) {
  codec::Writer writer;
  writer.fixed(payload.event);
  return writer.take();
}

std::expected<ErasePayload, base::Error> decode_erase(base::ByteView bytes) {
  codec::Reader reader(bytes);
  ErasePayload payload;
  payload.event = reader.fixed<base::EventId>();
  payload.link = reader.fixed<base::Hash32>();
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  return payload;
}

std::expected<UndoPayload, base::Error> decode_undo(base::ByteView bytes) {
  codec::Reader reader(bytes);
  UndoPayload payload;
  payload.event = reader.fixed<base::EventId>();
  if (auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  return payload;
}

base::Bytes to_json(const ErasePayload& payload) {
  const std::string json =
      R"({"event":)" + json_binary(payload.event.view()) + R"(,"link":)" + json_binary(payload.link.view()) + "}";
  return base::to_bytes(base::as_bytes(json));
}

base::Bytes to_json(const UndoPayload& payload) {
  const std::string json = R"({"event":)" + json_binary(payload.event.view()) + "}";
  return base::to_bytes(base::as_bytes(json));
}

}  // namespace hearth::log
