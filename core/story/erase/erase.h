// Taking back what one wrote: hidden at once, gone after seven days, unless undone
// until then. Only the owner of an event can erase it.
#pragma once

#include "story/type.h"

namespace hearth::story::erase {

inline constexpr std::int64_t kUndoMilliseconds = 7 * base::kMillisecondsPerDay;

struct Erase {
  static constexpr std::string_view kType = "erase";
  static constexpr Where kWhere = Where::both;
  base::EventId event;
  base::Hash32 link;
};
struct Undo {
  static constexpr std::string_view kType = "erase.undo";
  static constexpr Where kWhere = Where::both;
  base::EventId event;
};

[[nodiscard]] bool read(const Json& json, Erase& out);
[[nodiscard]] bool read(const Json& json, Undo& out);
[[nodiscard]] Json write(const Erase& content);
[[nodiscard]] Json write(const Undo& content);

}  // namespace hearth::story::erase
