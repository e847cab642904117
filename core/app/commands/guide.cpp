// The week's step, and what a person tells their own guide.
#include "app/views/guide.h"

#include <algorithm>

#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"
#include "app/views/exchanges.h"
#include "app/views/own_items.h"
#include "app/views/ways.h"
#include "app/views/weekly_word.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

namespace step = story::step;

constexpr std::size_t kMostSigns = 20;

void guide_changed(Core& core) {
  for (const std::string_view topic : {"today", "guide"}) core.effects.change(topic);
}

bool is_known(const Core& core, const step::Own& own) {
  switch (own.kind) {
    case step::Kind::topic: return library::is_one_of(own.id, library::kTopics);
    case step::Kind::felt:
    case step::Kind::needed:
    case step::Kind::unasked:
    case step::Kind::numbers: return guide::facet_of(own.id).has_value();
    case step::Kind::noticed: {
      const auto signs = views::own_signs(core);
      return std::ranges::contains(signs, own.id, &boundary::OwnSign::id);
    }
    case step::Kind::seen: return true;
    default: return own.id.empty() || library::find_practice(own.id) != nullptr;
  }
}

// What the owner of a number chose to share goes with it, or is taken back.
Outcome<void> share_numbers(Core& core, const step::Own& own) {
  // Both numbers are told one after the other, `felt` last: what was never said as a pair does not travel.
  const bool about_numbers =
      own.kind == step::Kind::felt || own.kind == step::Kind::unasked || own.kind == step::Kind::numbers;
  if (!about_numbers || (!core.open_space() && !core.demo)) return {};
  if (const auto due = views::numbers_due(core, own.id)) {
    if (auto said = core.say(*due); !said) return std::unexpected(said.error());
  }
  return {};
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

Outcome<boundary::HelpOfferResult> Member::help_offer(boundary::HelpOfferArgs& args) {
  HEARTH_REQUIRE(not_open());
  return boundary::HelpOfferResult{library::is_heavy(args.text)};
}

Outcome<boundary::GuideTellResult> Member::guide_tell(boundary::GuideTellArgs& args) {
  HEARTH_REQUIRE(not_open());
  step::Own own{.id = args.id, .value = args.value, .day = core.today()};
  const bool left_out = args.what == boundary::Tell::kLeftOut;
  if (left_out || args.what == boundary::Tell::kOnMyOwn) {
    const std::int64_t most = left_out ? 1 : std::ssize(library::kOwnTimes);
    if (args.value < 0 || args.value > most || !args.id.empty()) return refuse(ErrorCode::kBadRequest, "value");
    // Kept on this device alone. What the log hears is the ordinary setting and no
    // more; taken back, that setting stays as it is.
    if (left_out) core.keep.left_out = args.value == 1;
    if (!left_out) core.keep.on_my_own = static_cast<std::size_t>(args.value);
    if (args.value == 0) {
      core.keep_changed();
      guide_changed(core);
      return boundary::GuideTellResult{views::pace_view(core)};
    }
    own.kind = step::Kind::pace;
    own.value = 1;
  } else {
    own.kind = static_cast<step::Kind>(args.what);
  }
  if (own.kind == step::Kind::rest) {
    const auto monday = base::from_iso(views::pace_view(core).rest_from);
    if (monday) own.day = *monday;
  }
  // The mark, a time of one's own and the setting write the same records.
  if (own.kind == step::Kind::pace) core.keep_changed();
  if (!step::is_sound(own) || !is_known(core, own)) return refuse(ErrorCode::kBadRequest, "value");
  if (own.kind == step::Kind::numbers && own.value == 1 && !core.open_space() && !core.demo) {
    return refuse(core.keep.left ? ErrorCode::kLeft : ErrorCode::kNotPaired);
  }
  if (auto said = core.say(own); !said) return std::unexpected(said.error());
  // An area that one does not want to be asked about is not shared any more.
  if (own.kind == step::Kind::unasked && own.value == 1 && views::is_set(core, step::Kind::numbers, own.id)) {
    if (auto said = core.say(step::Own{step::Kind::numbers, own.id, 0, own.day}); !said) {
      return std::unexpected(said.error());
    }
  }
  if (auto shared = share_numbers(core, own); !shared) return std::unexpected(shared.error());
  if (own.kind >= step::Kind::understood) core.effects.change("picture");
  guide_changed(core);
  return boundary::GuideTellResult{views::pace_view(core)};
}

Outcome<boundary::WayChooseResult> Member::way_choose(boundary::WayChooseArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto track = story::way::track(args.track);
  const auto stage = story::way::stage(args.stage);
  if (!track || !library::is_one_of(args.track, views::way_view(core).tracks)) {
    return refuse(ErrorCode::kBadRequest, "track");
  }
  if (!stage || (*track != story::way::Track::after_breach && *stage != story::way::Stage::steady)) {
    return refuse(ErrorCode::kBadRequest, "stage");
  }
  const auto stream = core.open_space() || core.demo ? log::Stream::shared : log::Stream::private_;
  auto said = core.say(story::way::Way{*track, *stage, args.paused, core.today()}, stream);
  if (!said) return std::unexpected(said.error());
  guide_changed(core);
  return boundary::WayChooseResult{views::pace_view(core)};
}

Outcome<boundary::SignSaveResult> Member::sign_save(boundary::SignSaveArgs& args) {
  HEARTH_REQUIRE(not_open());
  story::sign::Sign sign{args.id, trimmed(args.notice), trimmed(args.wish), core.today()};
  if (story::count_characters(sign.notice) > story::sign::kMostWords) return refuse(ErrorCode::kTooLong, "notice");
  if (story::count_characters(sign.wish) > story::sign::kMostWords) return refuse(ErrorCode::kTooLong, "wish");
  const auto signs = views::own_signs(core);
  if (!sign.id.empty() && !std::ranges::contains(signs, sign.id, &boundary::OwnSign::id)) {
    return refuse(ErrorCode::kNotFound, "id");
  }
  if (sign.id.empty()) {
    if (sign.notice.empty()) return refuse(ErrorCode::kEmpty, "notice");
    if (signs.size() >= kMostSigns) return refuse(ErrorCode::kTooMany, "id");
    base::Bytes id(6);
    core.entropy().fill(id);
    sign.id = base::to_hex(id);
  }
  if (auto said = core.say(sign); !said) return std::unexpected(said.error());
  guide_changed(core);
  return boundary::SignSaveResult{views::pace_view(core)};
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
