// A small language for stories in tests: who says what, when.
#pragma once

#include <cstdlib>
#include <random>

#include "story/story.h"

namespace hearth::story::testing {

// 2026-11-02 10:00 UTC, a Monday.
inline constexpr std::int64_t kMonday = 1'793'613'600'000;

class Teller {
 public:
  explicit Teller(std::uint32_t seed = 1) : random_(seed) {}

  // The next event in the order of the log, `hours` after the one before.
  template <class Content>
  log::Opened says(Author who, const Content& content, int hours = 1) {
    return says(who, content, Content::kWhere == Where::personal ? Stream::private_ : Stream::shared, hours);
  }
  template <class Content>
  log::Opened says(Author who, const Content& content, Stream stream, int hours) {
    const Draft drafted = draft(content, stream);
    now_ms_ += hours * 3'600'000LL;
    log::Opened event;
    event.id = id<base::EventId>();
    event.stream = stream;
    event.who = who;
    event.logical = ++logical_;
    event.authored_ms = now_ms_;
    event.type = drafted.type;
    event.type_version = drafted.type_version;
    event.payload = drafted.payload;
    return event;
  }
  template <class Id>
  Id id() {
    Id made;
    for (auto& byte : made.bytes) byte = static_cast<std::uint8_t>(random_());
    return made;
  }
  [[nodiscard]] std::int64_t now_ms() const { return now_ms_; }
  std::mt19937& random() { return random_; }

 private:
  std::mt19937 random_;
  std::uint64_t logical_ = 0;
  std::int64_t now_ms_ = kMonday;
};

// Whether a payload is read, once one piece of its text stands in the place of another.
template <class Content>
[[nodiscard]] bool is_read(const Content& content, const std::string& piece, const std::string& instead) {
  std::string text = json::write(write(content));
  const auto at = text.find(piece);
  const auto payload = at == std::string::npos ? std::unexpected(json::ParseError{})
                                               : json::parse(text.replace(at, piece.size(), instead));
  Content out;
  // A piece that is not there, or a payload that is no JSON, would prove nothing.
  if (!payload) std::abort();
  return read(*payload, out);
}

}  // namespace hearth::story::testing
