#include "codec/writer.h"

#include <cstdlib>
#include <limits>

namespace hearth::codec {
namespace {

std::uint32_t length_or_abort(std::size_t length) {
  if (length > std::numeric_limits<std::uint32_t>::max()) std::abort();
  return static_cast<std::uint32_t>(length);
}

template <class Integer>
void put(base::Bytes& data, Integer value) {
  for (std::size_t i = 0; i < sizeof(Integer); ++i) data.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

}  // namespace

Writer& Writer::u8(std::uint8_t value) {
  data_.push_back(value);
  return *this;
}

Writer& Writer::u16(std::uint16_t value) {
  put(data_, value);
  return *this;
}

Writer& Writer::u32(std::uint32_t value) {
  put(data_, value);
  return *this;
}

Writer& Writer::u64(std::uint64_t value) {
  put(data_, value);
  return *this;
}

Writer& Writer::i64(std::int64_t value) { return u64(static_cast<std::uint64_t>(value)); }

Writer& Writer::bytes(base::ByteView data) { return u32(length_or_abort(data.size())).raw(data); }

Writer& Writer::text(std::string_view value) { return bytes(base::as_bytes(value)); }

Writer& Writer::list(std::size_t count) { return u32(length_or_abort(count)); }

Writer& Writer::raw(base::ByteView data) {
  base::append(data_, data);
  return *this;
}

}  // namespace hearth::codec
