// Looking in: how close do I feel, what do I need. The whole of it is private; what
// its owner chose to share is a copy of its own in the space, without a reference
// back, so that the shared log never names a private event.
#pragma once

#include "story/type.h"

namespace hearth::story::checkin {

inline constexpr std::int64_t kLowest = 1;
inline constexpr std::int64_t kHighest = 7;
inline constexpr std::size_t kMaximumWords = 3;

enum class About : std::uint8_t { us, not_us };
enum class Share : std::uint8_t { none, number, all };

struct Checkin {
  static constexpr std::string_view kType = "checkin";
  static constexpr Where kWhere = Where::personal;
  std::int64_t felt = 4;
  std::optional<std::int64_t> needed;
  std::vector<std::string> words;
  std::optional<About> about;
  std::string note;
  Share share = Share::none;
  base::Date day;
};

struct Shared {
  static constexpr std::string_view kType = "checkin.shared";
  static constexpr Where kWhere = Where::shared;
  base::Date day;
  std::int64_t felt = 4;
  std::optional<std::int64_t> needed;
  std::vector<std::string> words;
  std::optional<About> about;
  std::optional<std::string> note;  // set: all was shared; not set: the number only
};

// The words themselves are the library's; here a word is any short id, so that an
// older app also reads the words of a newer one.
[[nodiscard]] bool is_word_id(std::string_view word);

// What the owner's choice lets out; nothing for Share::none.
[[nodiscard]] std::optional<Shared> shared_part(const Checkin& checkin);

[[nodiscard]] bool read(const Json& json, Checkin& out);
[[nodiscard]] bool read(const Json& json, Shared& out);
[[nodiscard]] Json write(const Checkin& content);
[[nodiscard]] Json write(const Shared& content);

}  // namespace hearth::story::checkin
