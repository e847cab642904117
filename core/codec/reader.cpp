#include "codec/reader.h"

namespace hearth::codec {

void Reader::fail(base::Error error) {
  if (!ok_) return;
  ok_ = false;
  error_ = error;
  at_ = data_.size();
}

base::ByteView Reader::raw(std::size_t length) {
  if (!ok_ || length > left()) {
    fail(base::Error::shape);
    return {};
  }
  const auto view = data_.subspan(at_, length);
  at_ += length;
  return view;
}

template <class Integer>
Integer Reader::integer() {
  const auto view = raw(sizeof(Integer));
  Integer value = 0;
  for (std::size_t i = 0; i < view.size(); ++i) {
    value = static_cast<Integer>(value | (static_cast<Integer>(view[i]) << (8 * i)));
  }
  return value;
}

std::uint8_t Reader::u8() { return integer<std::uint8_t>(); }
std::uint16_t Reader::u16() { return integer<std::uint16_t>(); }
std::uint32_t Reader::u32() { return integer<std::uint32_t>(); }
std::uint64_t Reader::u64() { return integer<std::uint64_t>(); }
std::int64_t Reader::i64() { return static_cast<std::int64_t>(u64()); }

base::ByteView Reader::bytes(std::size_t limit) {
  const auto length = u32();
  if (length > limit) {
    fail(base::Error::too_large);
    return {};
  }
  return raw(length);
}

std::string_view Reader::text(std::size_t limit) {
  const auto view = bytes(limit);
  if (!base::is_utf8(view)) {
    fail(base::Error::shape);
    return {};
  }
  return base::as_text(view);
}

std::uint32_t Reader::list(std::size_t limit, std::size_t item_size) {
  const auto count = u32();
  if (count > limit) {
    fail(base::Error::too_large);
    return 0;
  }
  if (count > left() / item_size) {
    fail(base::Error::shape);
    return 0;
  }
  return count;
}

std::expected<void, base::Error> Reader::finish() {
  if (ok_ && left() != 0) fail(base::Error::shape);
  if (!ok_) return std::unexpected(error_);
  return {};
}

}  // namespace hearth::codec
