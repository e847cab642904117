// The outside of an event: all that the server ever sees of it, and what binds
// its inside to its place.
//
//   core   = version u8 | stream u8 | log 16 | owner 16 | event 16 | device 16 |
//            sequence u64 | previous link 32 | key id 32                  (138)
//   header = core | body hash 32 | body length u32 | own tag 32           (206)
//
// The core is the associated data of the body's encryption. One chain and one
// sequence (from 1) per (log, device, stream); the link to the next event is a
// hash over the whole header. No I/O, no state; any thread.
#pragma once

#include <cstdint>
#include <expected>

#include "base/error.h"
#include "base/ids.h"

namespace hearth::envelope {

inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::size_t kCoreSize = 138;
inline constexpr std::size_t kHeaderSize = 206;
inline constexpr std::size_t kBodyLimit = 256 * 1024;
inline constexpr std::size_t kMinimalPlaintext = 512;

enum class Stream : std::uint8_t {
  control = 0,   // keys, certificates, leaving: signed, readable, without words or names
  shared = 1,    // what both can read
  private_ = 2,  // what its owner alone can read; in a personal log only
};
inline constexpr std::uint8_t kStreamCount = 3;

struct Header {
  Stream stream = Stream::control;
  base::LogId log;
  base::MemberId owner;
  base::EventId event;
  base::DeviceId device;
  std::uint64_t sequence = 0;
  base::Hash32 previous;   // link of the event before; zeros at sequence 1
  base::Hash32 key_id;     // epoch or generation; zeros in control
  base::Hash32 body_hash;  // body_hash(body)
  std::uint32_t body_length = 0;
  base::Hash32 own_tag;  // only the owner's devices can check it; zeros in control

  friend bool operator==(const Header&, const Header&) = default;
};

[[nodiscard]] base::Bytes encode_core(const Header& header);
[[nodiscard]] base::Bytes encode(const Header& header);

// decoder: envelope_header. Exactly kHeaderSize bytes of a known version. Refuses (shape) what
// can never be right: an unknown stream, sequence 0, a previous link at sequence
// 1 or none later, a body length over kBodyLimit. Another version is
// unknown_version: set aside alone.
[[nodiscard]] std::expected<Header, base::Error> decode(base::ByteView bytes);

// hash("body", {body}).
[[nodiscard]] base::Hash32 body_hash(base::ByteView body);

// The next event of the chain names this: hash("link", {header}).
[[nodiscard]] base::Hash32 link(base::ByteView header_bytes);

// Whether `body` is the one that `header` speaks of: hash_mismatch or too_large.
[[nodiscard]] std::expected<void, base::Error> check_body(const Header& header, base::ByteView body);

}  // namespace hearth::envelope
