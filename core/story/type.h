// What every type of event has in common. A type is a struct with a name
// (kType), the streams in which it may stand (kWhere), a read() that is strict
// and a write() that read() takes back:
//
//   struct Text { static constexpr std::string_view kType = "share.text"; … };
//   bool read(const Json&, Text&);   Json write(const Text&);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "story/fields.h"
#include "story/mark.h"

namespace hearth::story {

// In the space's log, in a personal log, or in either.
enum class Where : std::uint8_t { shared = 1, personal = 2, both = 3 };

// All types of today are in their first version; see event.cpp for what happens
// to others.
inline constexpr std::uint16_t kTypeVersion = 1;

// What a command wants to have written.
struct Draft {
  Stream stream = Stream::shared;
  std::string type;
  std::uint16_t type_version = kTypeVersion;
  base::Bytes payload;
};

template <class Content>
[[nodiscard]] Draft draft(const Content& content, Stream stream) {
  const std::string text = json::write(write(content));
  return {stream, std::string(Content::kType), kTypeVersion, base::to_bytes(base::as_bytes(text))};
}
// For types that stand in one stream only.
template <class Content>
[[nodiscard]] Draft draft(const Content& content) {
  static_assert(Content::kWhere != Where::both, "say the stream");
  return draft(content, Content::kWhere == Where::shared ? Stream::shared : Stream::private_);
}

}  // namespace hearth::story
