// Reads the canonical binary form of codec/writer.h, strictly and bounded: a
// length is checked against what is left before anything is allocated.
// The first failure sticks: later reads give zeros, so a decoder reads all its
// fields in order and asks `finish()` once. Nothing that was read may be used
// before `finish()` (or `ok()`) said yes.
// Borrows the data; one thread at a time.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"

namespace hearth::codec {

// decoder: codec. The ground of all others.
class Reader {
 public:
  explicit Reader(base::ByteView data) : data_(data) {}

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  std::int64_t i64();
  // Views into the data, at most `limit` bytes long.
  base::ByteView bytes(std::size_t limit);
  std::string_view text(std::size_t limit);
  base::ByteView raw(std::size_t length);
  // A count of items that follow, each at least `item_size` (> 0) bytes long.
  std::uint32_t list(std::size_t limit, std::size_t item_size);
  template <class Value>
  Value fixed() {
    Value value;
    const auto view = raw(Value::kSize);
    for (std::size_t i = 0; i < view.size(); ++i) value.bytes[i] = view[i];
    return value;
  }
  // A number that must be below `count`, for enums.
  template <class Enum>
  Enum choice(std::uint8_t count) {
    const auto value = u8();
    if (value >= count) fail(base::Error::shape);
    return static_cast<Enum>(ok() ? value : 0);
  }

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::size_t left() const { return data_.size() - at_; }
  void fail(base::Error error);
  // Yes when everything was read, nothing is left and nothing failed.
  [[nodiscard]] std::expected<void, base::Error> finish();

 private:
  template <class Integer>
  Integer integer();

  base::ByteView data_;
  std::size_t at_ = 0;
  bool ok_ = true;
  base::Error error_ = base::Error::shape;
};

}  // namespace hearth::codec
