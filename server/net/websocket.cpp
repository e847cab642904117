#include "server/net/websocket.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace hearth::server::net {
namespace {

constexpr std::uint8_t kContinuation = 0x0;
constexpr std::uint8_t kText = 0x1;
constexpr std::uint8_t kBinary = 0x2;
constexpr std::uint8_t kClose = 0x8;
constexpr std::uint8_t kPing = 0x9;
constexpr std::uint8_t kPong = 0xA;
constexpr std::size_t kControlLimit = 125;
constexpr std::uint8_t kFin = 0x80;
constexpr std::uint8_t kMaskBit = 0x80;

// XOR with the mask, eight bytes at a time.
void apply_mask(std::span<std::uint8_t> data, const std::array<std::uint8_t, 4>& mask) {
  std::uint64_t wide = 0;
  std::memcpy(&wide, mask.data(), 4);
  std::memcpy(reinterpret_cast<std::uint8_t*>(&wide) + 4, mask.data(), 4);
  std::size_t i = 0;
  for (; i + 8 <= data.size(); i += 8) {
    std::uint64_t block = 0;
    std::memcpy(&block, &data[i], 8);
    block ^= wide;
    std::memcpy(&data[i], &block, 8);
  }
  for (; i < data.size(); ++i) data[i] ^= mask[i % 4];
}

void append_frame_head(base::Bytes& out, std::uint8_t opcode, std::size_t length, std::uint8_t mask_bit) {
  out.push_back(static_cast<std::uint8_t>(kFin | opcode));
  if (length < 126) {
    out.push_back(static_cast<std::uint8_t>(mask_bit | length));
    return;
  }
  const int bytes = length <= 0xffff ? 2 : 8;
  out.push_back(static_cast<std::uint8_t>(mask_bit | (bytes == 2 ? 126 : 127)));
  for (int i = bytes - 1; i >= 0; --i) {
    out.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(length) >> (8 * i)));
  }
}

void append_frame(base::Bytes& out, std::uint8_t opcode, base::ByteView payload) {
  append_frame_head(out, opcode, payload.size(), 0);
  base::append(out, payload);
}

void append_masked_frame(base::Bytes& out, std::uint8_t opcode, base::ByteView payload, std::uint32_t mask) {
  append_frame_head(out, opcode, payload.size(), kMaskBit);
  std::array<std::uint8_t, 4> bytes{};
  std::memcpy(bytes.data(), &mask, 4);
  out.insert(out.end(), bytes.begin(), bytes.end());
  const auto from = out.size();
  base::append(out, payload);
  apply_mask(std::span(out).subspan(from), bytes);
}

bool may_close_with(std::uint16_t code) {
  return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
         (code >= 3000 && code <= 4999);
}

}  // namespace

struct MessageReader::Frame {
  bool last = false;
  std::uint8_t opcode = 0;
  std::span<std::uint8_t> payload;
};

std::expected<void, CloseCode> MessageReader::feed(std::span<std::uint8_t> data, MessageSink& sink) {
  if (pending_.empty()) {
    const auto used = read_all(data, sink);
    if (!used) return std::unexpected(used.error());
    pending_.assign(data.begin() + static_cast<std::ptrdiff_t>(*used), data.end());
    return {};
  }
  pending_.insert(pending_.end(), data.begin(), data.end());
  if (pending_.size() < needed_) return {};
  base::Bytes joined = std::move(pending_);
  pending_ = {};
  const auto used = read_all(joined, sink);
  if (!used) return std::unexpected(used.error());
  pending_.assign(joined.begin() + static_cast<std::ptrdiff_t>(*used), joined.end());
  return {};
}

std::expected<std::size_t, CloseCode> MessageReader::read_all(std::span<std::uint8_t> data, MessageSink& sink) {
  std::size_t used = 0;
  while (!closed_ && sink.wants_more()) {
    Frame frame;
    const auto length = read_frame(data.subspan(used), frame);
    if (!length) return std::unexpected(length.error());
    if (*length == 0) return used;
    used += *length;
    if (const auto taken = take(frame, sink); !taken) return std::unexpected(taken.error());
  }
  return data.size();  // after a close, the rest is nobody's
}

// The length of the frame that `data` begins with; 0 when it is not all there.
std::expected<std::size_t, CloseCode> MessageReader::read_frame(std::span<std::uint8_t> data, Frame& frame) {
  needed_ = 0;
  if (data.size() < 2) return 0;
  if ((data[0] & 0x70) != 0) return std::unexpected(CloseCode::protocol);
  frame.last = (data[0] & kFin) != 0;
  frame.opcode = data[0] & 0x0f;
  const bool masked = (data[1] & kMaskBit) != 0;
  if (masked != (role_ == Role::server)) return std::unexpected(CloseCode::protocol);

  std::uint64_t length = data[1] & 0x7f;
  const std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
  const std::size_t head = 2 + extra + (masked ? 4 : 0);
  if (data.size() < head) return 0;
  if (extra != 0) {
    length = 0;
    for (std::size_t i = 0; i < extra; ++i) length = (length << 8) | data[2 + i];
    if (length < (extra == 2 ? 126U : 0x10000U)) return std::unexpected(CloseCode::protocol);  // not the shortest
  }
  const bool control = (frame.opcode & 0x8) != 0;
  if (control && (!frame.last || length > kControlLimit)) return std::unexpected(CloseCode::protocol);
  // As a difference: a claimed length near 2^64 must not wrap round to a small sum.
  if (!control && length > limit_ - message_.size()) return std::unexpected(CloseCode::too_large);
  const auto total = head + static_cast<std::size_t>(length);
  if (data.size() < total) {
    needed_ = total;
    return 0;
  }
  frame.payload = data.subspan(head, static_cast<std::size_t>(length));
  if (masked) {
    std::array<std::uint8_t, 4> mask{};
    std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(2 + extra), 4, mask.begin());
    apply_mask(frame.payload, mask);
  }
  return total;
}

std::expected<void, CloseCode> MessageReader::take(const Frame& frame, MessageSink& sink) {
  switch (frame.opcode) {
    case kBinary:
      if (in_message_) return std::unexpected(CloseCode::protocol);
      if (frame.last) {
        sink.on_message(frame.payload);
        return {};
      }
      in_message_ = true;
      message_.assign(frame.payload.begin(), frame.payload.end());
      return {};
    case kContinuation:
      if (!in_message_) return std::unexpected(CloseCode::protocol);
      base::append(message_, frame.payload);
      if (frame.last) {
        in_message_ = false;
        const auto whole = std::move(message_);
        message_ = {};
        sink.on_message(whole);
      }
      return {};
    case kText: return std::unexpected(CloseCode::unsupported);
    case kPing: sink.on_ping(frame.payload); return {};
    case kPong: sink.on_pong(); return {};
    case kClose: {
      if (frame.payload.size() == 1) return std::unexpected(CloseCode::protocol);
      std::uint16_t code = 1005;  // none was given
      if (frame.payload.size() >= 2) {
        code = static_cast<std::uint16_t>((frame.payload[0] << 8) | frame.payload[1]);
        if (!may_close_with(code) || !base::is_utf8(frame.payload.subspan(2))) {
          return std::unexpected(CloseCode::protocol);
        }
      }
      closed_ = true;
      sink.on_close(code);
      return {};
    }
    default: return std::unexpected(CloseCode::protocol);
  }
}

void append_message(base::Bytes& out, base::ByteView message) { append_frame(out, kBinary, message); }
void append_ping(base::Bytes& out) { append_frame(out, kPing, {}); }
void append_pong(base::Bytes& out, base::ByteView payload) { append_frame(out, kPong, payload); }

void append_close(base::Bytes& out, CloseCode code, std::string_view reason) {
  base::Bytes payload{static_cast<std::uint8_t>(static_cast<std::uint16_t>(code) >> 8),
                      static_cast<std::uint8_t>(static_cast<std::uint16_t>(code))};
  base::append(payload, base::as_bytes(reason.substr(0, kControlLimit - 2)));
  append_frame(out, kClose, payload);
}

void append_masked_message(base::Bytes& out, base::ByteView message, std::uint32_t mask) {
  append_masked_frame(out, kBinary, message, mask);
}
void append_masked_pong(base::Bytes& out, base::ByteView payload, std::uint32_t mask) {
  append_masked_frame(out, kPong, payload, mask);
}
void append_masked_close(base::Bytes& out, std::uint32_t mask) {
  const base::Bytes payload{0x03, 0xe8};
  append_masked_frame(out, kClose, payload, mask);
}

std::string accept_key(std::string_view key) {
  const auto salted = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, 20> digest{};
  EVP_Digest(salted.data(), salted.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
  std::array<unsigned char, 29> text{};
  const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
  return {text.begin(), text.begin() + length};
}

}  // namespace hearth::server::net
