// Taking back one's own words: an event that names the erased event and the link
// of its header, so that only that event, as written, can be meant.
#pragma once

#include <expected>
#include <map>

#include "base/error.h"
#include "base/ids.h"

namespace hearth::log {

inline constexpr std::string_view kEraseType = "erase";
inline constexpr std::string_view kUndoType = "erase.undo";

// event 16 | link 32
struct ErasePayload {
  base::EventId event;
  base::Hash32 link;

  friend bool operator==(const ErasePayload&, const ErasePayload&) = default;
};

// event 16
struct UndoPayload {
  base::EventId event;

  friend bool operator==(const UndoPayload&, const UndoPayload&) = default;
};

[[nodiscard]] base::Bytes encode(const ErasePayload& payload);
[[nodiscard]] base::Bytes encode(const UndoPayload& payload);
// decoder: log_exchange
[[nodiscard]] std::expected<ErasePayload, base::Error> decode_erase(base::ByteView bytes);
// decoder: log_exchange
[[nodiscard]] std::expected<UndoPayload, base::Error> decode_undo(base::ByteView bytes);
[[nodiscard]] base::Bytes to_json(const ErasePayload& payload);
[[nodiscard]] base::Bytes to_json(const UndoPayload& payload);

}  // namespace hearth::log
