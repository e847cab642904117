// The week's step, and what a person tells their own guide.
#include "app/views/guide.h"

#include "app/commands/guard.h"
#include "app/member.h"
#include "app/views/exchanges.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

namespace step = story::step;

void guide_changed(Core& core) {
  for (const std::string_view topic : {"today", "guide"}) core.effects.change(topic);
}

bool is_known(const step::Own& own) {
  if (own.kind == step::Kind::topic) return library::is_one_of(own.id, library::kTopics);
  return own.id.empty() || library::find_practice(own.id) != nullptr;
}

}  // namespace

Outcome<boundary::StepTellResult> Member::step_tell(boundary::StepTellArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto became = step::became(args.became);
  if (!became) return refuse(ErrorCode::kBadRequest, "became");
  const auto week = views::week_of_step(core, args.step);
  if (!week) return refuse(ErrorCode::kNotFound, "step");
  const auto stream = core.open_space() || core.demo ? log::Stream::shared : log::Stream::private_;
  if (auto said = core.say(step::Fate{*week, args.step, *became}, stream); !said) return std::unexpected(said.error());
  guide_changed(core);
  return boundary::StepTellResult{views::today_view(core, *sync)};
}

Outcome<boundary::GuideViewResult> Member::guide_view(boundary::GuideViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::GuideViewResult{views::pace_view(core)};
}

Outcome<boundary::GuideTellResult> Member::guide_tell(boundary::GuideTellArgs& args) {
  HEARTH_REQUIRE(not_open());
  step::Own own{.id = args.id, .value = args.value, .day = core.today()};
  if (args.what == boundary::Tell::kLeftOut) {
    if (args.value < 0 || args.value > 1 || !args.id.empty()) return refuse(ErrorCode::kBadRequest, "value");
    // Kept on this device alone. What the log hears is the ordinary setting and no
    // more; taken back, that setting stays as it is.
    core.keep.left_out = args.value == 1;
    if (args.value == 0) {
      core.keep_changed();
      guide_changed(core);
      return boundary::GuideTellResult{views::pace_view(core)};
    }
    own.kind = step::Kind::pace;
  } else {
    own.kind = static_cast<step::Kind>(args.what);
  }
  if (own.kind == step::Kind::rest) {
    const auto monday = base::from_iso(views::pace_view(core).rest_from);
    if (monday) own.day = *monday;
  }
  // The mark and the setting write the same records.
  if (own.kind == step::Kind::pace) core.keep_changed();
  if (!step::is_sound(own) || !is_known(own)) return refuse(ErrorCode::kBadRequest, "value");
  if (auto said = core.say(own); !said) return std::unexpected(said.error());
  guide_changed(core);
  return boundary::GuideTellResult{views::pace_view(core)};
}

// Once a week, unasked, whatever has happened.
void Member::say_word() {
  const auto space = core.open_space();
  if (!space || core.demo || !core.person->paired(*space)) return;
  // A device that has not read yet what it said before waits until it has.
  if (core.story.me().profile.get() == nullptr || (sync->connected() && !sync->settled())) return;
  if (const auto week = views::word_due(core)) {
    if (core.say(views::own_word(core, *week))) guide_changed(core);
  }
}

}  // namespace hearth::app
