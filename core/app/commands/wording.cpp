// Hints on wording, and practice in listening. Nothing of a text is kept.
#include "library/wording.h"

#include "app/commands/guard.h"
#include "app/member.h"
#include "library/builtin.h"

namespace hearth::app {

Outcome<boundary::WordingLookResult> Member::wording_look(boundary::WordingLookArgs& args) {
  HEARTH_REQUIRE(not_open());
  boundary::WordingLookResult result;
  const auto replying = args.reply ? library::Replying::yes : library::Replying::no;
  for (const library::WordingHint& hint : library::look(library::builtin().wording, args.text, replying)) {
    result.hints.push_back({static_cast<std::int64_t>(hint.from), static_cast<std::int64_t>(hint.to),
                            std::string(hint.kind), std::string(hint.offer)});
  }
  return result;
}

Outcome<boundary::TalkDrillsResult> Member::talk_drills(boundary::TalkDrillsArgs&) {
  HEARTH_REQUIRE(not_open());
  boundary::TalkDrillsResult result;
  for (const library::Drill& drill : library::builtin().drills) {
    result.drills.push_back(
        {drill.id, drill.title, drill.how, drill.look_back, drill.minutes, drill.whom, drill.source});
  }
  return result;
}

}  // namespace hearth::app
