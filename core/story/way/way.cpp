#include "story/way/way.h"

#include <algorithm>

namespace hearth::story::way {
namespace {

constexpr std::string_view kTracks[] = {"everyday", "new_together", "grown_apart", "after_breach"};
constexpr std::string_view kStages[] = {"steady", "understand", "rebuild"};

template <class Enum, std::size_t kCount>
std::optional<Enum> find(const std::string_view (&words)[kCount], std::string_view word) {
  const auto* found = std::ranges::find(words, word);
  if (found == std::end(words)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(words));
}

}  // namespace

std::optional<Track> track(std::string_view word) { return find<Track>(kTracks, word); }
std::optional<Stage> stage(std::string_view word) { return find<Stage>(kStages, word); }
std::string_view word(Track track) { return kTracks[static_cast<std::size_t>(track)]; }
std::string_view word(Stage stage) { return kStages[static_cast<std::size_t>(stage)]; }

bool read(const Json& json, Way& out) {
  return Fields(json)
             .word("track", kTracks, out.track)
             .word("stage", kStages, out.stage)
             .boolean("paused", out.paused)
             .date("day", out.day)
             .done() &&
         (out.track == Track::after_breach || out.stage == Stage::steady);
}
Json write(const Way& content) {
  Json json;
  return json.set("track", word(content.track))
      .set("stage", word(content.stage))
      .set("paused", content.paused)
      .set("day", base::to_iso(content.day));
}

}  // namespace hearth::story::way
