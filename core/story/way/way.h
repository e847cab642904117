// Which way the two are on (model.md 5.3), as each of them chose it. What follows from
// the choices of the two is app/views/ways.h. Alone it stands in the personal log.
#pragma once

#include "story/type.h"

namespace hearth::story::way {

// The ways that can be chosen; `everyday` is where everyone begins. For friends and
// family `everyday` is their own track.
enum class Track : std::uint8_t { everyday, new_together, grown_apart, after_breach };
// After a breach of trust; on the other ways always the first.
enum class Stage : std::uint8_t { steady, understand, rebuild };

struct Way {
  static constexpr std::string_view kType = "guide.way";
  static constexpr Where kWhere = Where::both;
  Track track = Track::everyday;
  Stage stage = Stage::steady;
  bool paused = false;  // nothing is suggested while either has this; no reason is asked for
  base::Date day;
};

[[nodiscard]] std::optional<Track> track(std::string_view word);
[[nodiscard]] std::optional<Stage> stage(std::string_view word);
[[nodiscard]] std::string_view word(Track track);
[[nodiscard]] std::string_view word(Stage stage);

[[nodiscard]] bool read(const Json& json, Way& out);
[[nodiscard]] Json write(const Way& content);

}  // namespace hearth::story::way
