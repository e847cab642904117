// The talk with the phone away, and what each keeps of it.
#include "app/views/talk.h"
#include "app/commands/guard.h"
#include "app/commands/input.h"
#include "app/member.h"
#include "app/views/people.h"
#include "talk/session.h"

namespace hearth::app {
namespace {

namespace told = story::talk;

bool is_item(const std::optional<std::int64_t>& answer) {
  return !answer || (*answer >= 1 && *answer <= told::kMostOfAnItem);
}

bool is_moment(std::int64_t at) { return at >= 0 && at <= talk::kLastTimeMs; }

}  // namespace

// Neither of the two asks for a vault: a phone that locked itself goes on with its talk.
Outcome<boundary::SessionBeginResult> Member::session_begin(boundary::SessionBeginArgs& args) {
  const auto kind = talk::kind(args.kind);
  if (!kind) return refuse(ErrorCode::kBadRequest, "talk");
  if (!talk::is_length(args.minutes)) return refuse(ErrorCode::kBadRequest, "minutes");
  if (!is_moment(args.at)) return refuse(ErrorCode::kBadRequest, "at");
  const auto session =
      talk::begin(*kind, static_cast<std::int32_t>(args.minutes), args.other_first, args.soft_bell, args.at);
  return boundary::SessionBeginResult{talk::to_text(session), views::session_view(session)};
}

Outcome<boundary::SessionMoveResult> Member::session_move(boundary::SessionMoveArgs& args) {
  auto session = talk::from_text(args.state);
  if (!session) return refuse(ErrorCode::kBadRequest, "state");
  const auto what = talk::move_named(args.move);
  if (!what) return refuse(ErrorCode::kBadRequest, "move");
  if (!is_moment(args.at)) return refuse(ErrorCode::kBadRequest, "at");
  const auto heard = talk::move(*session, *what, args.at, args.back_at);
  if (!heard) return refuse(heard.error());
  return boundary::SessionMoveResult{talk::to_text(*session), views::session_view(*session),
                                     std::string(word(heard->ring)), heard->late_ms};
}

Outcome<boundary::TalkViewResult> Member::talk_view(boundary::TalkViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::TalkViewResult{views::talk_room(core)};
}

Outcome<boundary::TalkKeepResult> Member::talk_keep(boundary::TalkKeepArgs& args) {
  HEARTH_REQUIRE(not_open());
  if (!talk::kind(args.kind)) return refuse(ErrorCode::kBadRequest, "talk");
  if (!talk::is_length(args.minutes)) return refuse(ErrorCode::kBadRequest, "minutes");
  if (!is_item(args.heard)) return refuse(ErrorCode::kBadRequest, "heard");
  if (!is_item(args.meant)) return refuse(ErrorCode::kBadRequest, "meant");
  told::Kept kept{.kind = args.kind, .minutes = args.minutes, .heard = args.heard, .meant = args.meant};
  if (args.closer && !args.closer->empty()) {
    kept.closer = told::closer(*args.closer);
    if (!kept.closer) return refuse(ErrorCode::kBadRequest, "closer");
  }
  struct Words {
    std::string_view field;
    const std::string& said;
    std::string& kept;
    std::size_t limit;
  };
  for (const Words& words : {Words{"word", args.word, kept.word, told::kMostOfAWord},
                             Words{"learned", args.learned, kept.learned, story::kLongText},
                             Words{"note", args.note, kept.note, story::kLongText},
                             Words{"step", args.step, kept.step, story::kShortText}}) {
    auto within = words_within(words.said, words.limit, words.field);
    if (!within) return std::unexpected(within.error());
    words.kept = std::move(*within);
  }
  const auto by = day_in(args.by.value_or(""), "by");
  if (!by) return std::unexpected(by.error());
  if (!kept.step.empty()) kept.by = *by;
  kept.day = core.today();
  if (kept.says_nothing()) return refuse(ErrorCode::kEmpty, "note");
  const auto event = core.say(kept);
  if (!event) return std::unexpected(event.error());
  for (const std::string_view topic : {"talk", "picture", "story"}) core.effects.change(topic);
  return boundary::TalkKeepResult{views::id_text(*event)};
}

Outcome<boundary::TalkLookBackResult> Member::talk_look_back(boundary::TalkLookBackArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto id = views::id_of<base::EventId>(args.event);
  const auto* entry = id ? core.story.talks.find(*id) : nullptr;
  if (entry == nullptr || entry->content.step.empty() || core.story.is_hidden(*id)) {
    return refuse(ErrorCode::kNotFound, "event");
  }
  const auto became = told::became(args.became);
  if (!became) return refuse(ErrorCode::kBadRequest, "became");
  const auto by = day_in(args.by.value_or(""), "by");
  if (!by) return std::unexpected(by.error());
  if (auto said = core.say(told::LookedBack{*id, *became, *by}); !said) return std::unexpected(said.error());
  for (const std::string_view topic : {"talk", "story"}) core.effects.change(topic);
  return boundary::TalkLookBackResult{views::talk_room(core)};
}

Outcome<boundary::TalkStillResult> Member::talk_still(boundary::TalkStillArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto id = views::id_of<base::EventId>(args.event);
  const auto* entry = id ? core.story.talks.find(*id) : nullptr;
  if (entry == nullptr || entry->content.learned.empty() || core.story.is_hidden(*id)) {
    return refuse(ErrorCode::kNotFound, "event");
  }
  const auto still = told::still(args.still);
  if (!still) return refuse(ErrorCode::kBadRequest, "still");
  told::StillTrue said{*id, *still, "", core.today()};
  if (*still == told::Still::changed) {
    auto words = words_within(args.words, story::kLongText, "words");
    if (!words) return std::unexpected(words.error());
    if (words->empty()) return refuse(ErrorCode::kEmpty, "words");
    said.words = std::move(*words);
  }
  if (auto kept = core.say(said); !kept) return std::unexpected(kept.error());
  for (const std::string_view topic : {"talk", "story"}) core.effects.change(topic);
  return boundary::TalkStillResult{views::talk_room(core)};
}

Outcome<boundary::TalkPlanResult> Member::talk_plan(boundary::TalkPlanArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(not_two(core));
  if (!talk::kind(args.kind)) return refuse(ErrorCode::kBadRequest, "talk");
  if (!talk::is_length(args.minutes)) return refuse(ErrorCode::kBadRequest, "minutes");
  const auto place = told::place(args.place);
  if (!place) return refuse(ErrorCode::kBadRequest, "place");
  const auto day = base::from_iso(args.day);
  if (!day || *day < core.today()) return refuse(ErrorCode::kBadRequest, "day");
  if (!told::is_time(args.time)) return refuse(ErrorCode::kBadRequest, "time");
  const auto words = words_within(args.words, story::kShortText, "words");
  if (!words) return std::unexpected(words.error());
  const auto event = core.say(told::Plan{args.kind, args.minutes, *place, *day, args.time, args.firm, *words});
  if (!event) return std::unexpected(event.error());
  for (const std::string_view topic : {"talk", "story"}) core.effects.change(topic);
  return boundary::TalkPlanResult{views::id_text(*event)};
}

Outcome<boundary::TalkAnswerResult> Member::talk_answer(boundary::TalkAnswerArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto id = views::id_of<base::EventId>(args.event);
  const auto* plan = id ? core.story.talk_plans.find(*id) : nullptr;
  if (plan == nullptr || core.story.is_hidden(*id)) return refuse(ErrorCode::kNotFound, "event");
  if (plan->mark.own()) return refuse(ErrorCode::kRefusedByRule, "event");
  const auto answer = told::answer(args.answer);
  if (!answer) return refuse(ErrorCode::kBadRequest, "answer");
  if (auto said = core.say(told::Answered{*id, *answer}); !said) return std::unexpected(said.error());
  for (const std::string_view topic : {"talk", "story"}) core.effects.change(topic);
  return boundary::TalkAnswerResult{views::talk_room(core)};
}

}  // namespace hearth::app
