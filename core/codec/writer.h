// The canonical binary form: little-endian fixed integers; `bytes` = u32 length
// and data; `text` = bytes of valid UTF-8; a list = u32 count and its items;
// fixed arrays raw. One value has one encoding.
// One thread at a time.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/ids.h"

namespace hearth::codec {

// Appends values to a growing buffer. Never fails; lengths over 4 GiB abort.
class Writer {
 public:
  Writer& u8(std::uint8_t value);
  Writer& u16(std::uint16_t value);
  Writer& u32(std::uint32_t value);
  Writer& u64(std::uint64_t value);
  Writer& i64(std::int64_t value);
  Writer& bytes(base::ByteView data);
  // The caller's text is valid UTF-8 (what came from outside was checked there).
  Writer& text(std::string_view value);
  Writer& list(std::size_t count);  // the items follow
  Writer& raw(base::ByteView data);
  template <class Tag, std::size_t kLength>
  Writer& fixed(const base::Fixed<Tag, kLength>& value) {
    return raw(value.bytes);
  }

  [[nodiscard]] const base::Bytes& data() const { return data_; }
  [[nodiscard]] base::Bytes take() { return std::move(data_); }

 private:
  base::Bytes data_;
};

}  // namespace hearth::codec
