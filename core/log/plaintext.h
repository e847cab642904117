// The inside of an event.
//
//   version u8 (1) | text type | type version u16 | logical u64 | authored i64 |
//   list of heads {device 16, stream u8, sequence u64, link 32} | bytes payload |
//   zeros up to the PADMÉ length, at least 512
//
// A control event has the same inside without type and padding, and a signature
// (control.h).
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "codec/reader.h"
#include "codec/writer.h"
#include "envelope/header.h"

namespace hearth::log {

// The latest event of another chain that the author had seen when writing.
struct HeadSeen {
  base::DeviceId device;
  envelope::Stream stream = envelope::Stream::control;
  std::uint64_t sequence = 0;
  base::Hash32 link;

  friend bool operator==(const HeadSeen&, const HeadSeen&) = default;
};

inline constexpr std::size_t kHeadsLimit = 64;
inline constexpr std::size_t kTypeLimit = 64;
inline constexpr std::size_t kPayloadLimit = 200 * 1024;

void write_heads(codec::Writer& writer, const std::vector<HeadSeen>& heads);
[[nodiscard]] std::vector<HeadSeen> read_heads(codec::Reader& reader);

struct Plaintext {
  std::string type;
  std::uint16_t type_version = 1;
  std::uint64_t logical = 0;
  std::int64_t authored_ms = 0;
  std::vector<HeadSeen> heads;
  base::Bytes payload;

  friend bool operator==(const Plaintext&, const Plaintext&) = default;
};

[[nodiscard]] base::Bytes encode(const Plaintext& plaintext);
// decoder: log_plaintext. Error unknown_version is for the caller to set aside alone.
[[nodiscard]] std::expected<Plaintext, base::Error> decode_plaintext(base::ByteView bytes);

}  // namespace hearth::log
