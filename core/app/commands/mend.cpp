// Mending after a hurt, and the slower way after trust was broken.
#include "app/views/mend.h"
#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"
#include "app/views/people.h"

namespace hearth::app {
namespace {

namespace told = story::mend;
using told::Move;

Outcome<std::string> words_within(std::string_view text, std::size_t limit, std::string_view field) {
  std::string words = trimmed(text);
  if (story::count_characters(words) > limit) return refuse(ErrorCode::kTooLong, field);
  return words;
}
Outcome<std::string> some_words(std::string_view text, std::size_t limit, std::string_view field) {
  auto words = words_within(text, limit, field);
  if (words && words->empty()) return refuse(ErrorCode::kEmpty, field);
  return words;
}

// What is said here is said to the other.
std::optional<boundary::Failure> nobody_there(const Core& core) {
  if (core.open_space() || core.demo) return std::nullopt;
  return refuse(core.keep.left || core.space() ? ErrorCode::kLeft : ErrorCode::kNotPaired).error();
}

// The mend that a command names, when this person may do that with it.
Outcome<const views::Mending*> mend_for(const Core& core, std::string_view event, Move move) {
  const auto id = views::id_of<base::EventId>(event);
  const views::Mending* mend = id ? views::find_mend(core, *id) : nullptr;
  if (mend == nullptr) return refuse(ErrorCode::kNotFound, "event");
  if (views::may(core, *mend, move)) return mend;
  if (move != Move::followed && !views::is_live(core, *id)) return refuse(ErrorCode::kLeft);
  const auto state = views::mend_state(core, *mend);
  if (state.phase == told::Phase::rests) return refuse(ErrorCode::kRefusedByRule, "mend_rests");
  if (move == Move::answer && mend->mark.own()) return refuse(ErrorCode::kRefusedByRule, "event");
  if (move == Move::promise) return refuse(ErrorCode::kRefusedByRule, "mend_not_open");
  if (move == Move::followed) return refuse(ErrorCode::kRefusedByRule, "mend_early");
  return refuse(ErrorCode::kRefusedByRule, "mend_opened");
}

Outcome<std::optional<base::Date>> day_in(std::string_view text, std::string_view field) {
  if (text.empty()) return std::optional<base::Date>();
  const auto day = base::from_iso(text);
  if (!day) return refuse(ErrorCode::kBadRequest, field);
  return std::optional(*day);
}

// Says it, and tells the app where to look again.
Outcome<base::EventId> tell(Core& core, const story::Draft& draft) {
  auto said = core.say(draft);
  for (const std::string_view topic : {"mend", "story"}) core.effects.change(topic);
  return said;
}

template <class Result>
Outcome<Result> then_room(Member& member, const Outcome<base::EventId>& said) {
  if (!said) return std::unexpected(said.error());
  return Result{views::mend_room(member.core, *member.sync)};
}

}  // namespace

Outcome<boundary::MendViewResult> Member::mend_view(boundary::MendViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::MendViewResult{views::mend_room(core, *sync)};
}

Outcome<boundary::MendInviteResult> Member::mend_invite(boundary::MendInviteArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(nobody_there(core));
  const auto kind = told::kind(args.kind);
  if (!kind) return refuse(ErrorCode::kBadRequest, "mend");
  if (told::is_step(*kind) && !views::is_step_open(core, *kind)) {
    return refuse(ErrorCode::kRefusedByRule, "trust_step");
  }
  const auto words = words_within(args.words, told::kMostOfAnInvitation, "words");
  if (!words) return std::unexpected(words.error());
  const auto event = tell(core, story::draft(told::Invite{*kind, *words}));
  if (!event) return std::unexpected(event.error());
  return boundary::MendInviteResult{views::id_text(*event)};
}

Outcome<boundary::MendAnswerResult> Member::mend_answer(boundary::MendAnswerArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto mend = mend_for(core, args.event, Move::answer);
  if (!mend) return std::unexpected(mend.error());
  const auto answer = told::answer(args.answer);
  if (!answer) return refuse(ErrorCode::kBadRequest, "mend_answer");
  const auto day = day_in(args.day, "day");
  if (!day) return std::unexpected(day.error());
  if (!story::talk::is_time(args.time)) return refuse(ErrorCode::kBadRequest, "time");
  // Only a yes has a when, and a time its day.
  if ((*day && *answer != told::Answer::yes) || (!args.time.empty() && !*day)) {
    return refuse(ErrorCode::kBadRequest, "day");
  }
  return then_room<boundary::MendAnswerResult>(
      *this, tell(core, story::draft(told::Answered{(*mend)->mark.id, *answer, *day, args.time})));
}

Outcome<boundary::MendRestResult> Member::mend_rest(boundary::MendRestArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto mend = mend_for(core, args.event, Move::rest);
  if (!mend) return std::unexpected(mend.error());
  return then_room<boundary::MendRestResult>(*this, tell(core, story::draft(told::Rest{(*mend)->mark.id})));
}

Outcome<boundary::MendPromiseResult> Member::mend_promise(boundary::MendPromiseArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(nobody_there(core));
  told::Promise promise;
  if (!args.mend.empty()) {
    const auto mend = mend_for(core, args.mend, Move::promise);
    if (!mend) return std::unexpected(mend.error());
    promise.mend = (*mend)->mark.id;
  }
  auto text = some_words(args.text, story::kShortText, "text");
  if (!text) return std::unexpected(text.error());
  promise.text = std::move(*text);
  const auto by = base::from_iso(args.by);
  if (!by || *by < core.today()) return refuse(ErrorCode::kBadRequest, "by");
  promise.by = *by;
  const auto event = tell(core, story::draft(promise));
  if (!event) return std::unexpected(event.error());
  return boundary::MendPromiseResult{views::id_text(*event)};
}

Outcome<boundary::MendKeptResult> Member::mend_kept(boundary::MendKeptArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto id = views::id_of<base::EventId>(args.event);
  const auto* promise = id ? core.story.mend_promises.find(*id) : nullptr;
  if (promise == nullptr || core.story.is_hidden(*id)) return refuse(ErrorCode::kNotFound, "event");
  if (!promise->mark.own()) return refuse(ErrorCode::kRefusedByRule, "promise");
  const auto became = story::talk::became(args.became);
  if (!became) return refuse(ErrorCode::kBadRequest, "became");
  const auto by = day_in(args.by.value_or(""), "by");
  if (!by) return std::unexpected(by.error());
  return then_room<boundary::MendKeptResult>(*this, tell(core, story::draft(told::Kept{*id, *became, *by})));
}

Outcome<boundary::MendFollowedResult> Member::mend_followed(boundary::MendFollowedArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto mend = mend_for(core, args.event, Move::followed);
  if (!mend) return std::unexpected(mend.error());
  const auto helped = told::helped(args.helped);
  if (!helped) return refuse(ErrorCode::kBadRequest, "helped");
  return then_room<boundary::MendFollowedResult>(*this,
                                                 tell(core, story::draft(told::Followed{(*mend)->mark.id, *helped})));
}

Outcome<boundary::MendAgainResult> Member::mend_again(boundary::MendAgainArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto name = some_words(args.name, story::kShortText, "again");
  if (!name) return std::unexpected(name.error());
  return then_room<boundary::MendAgainResult>(*this, tell(core, story::draft(told::Again{*name, core.today()})));
}

Outcome<boundary::TrustReadyResult> Member::trust_ready(boundary::TrustReadyArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto step = told::kind(args.step);
  if (!step || !told::is_step(*step)) return refuse(ErrorCode::kBadRequest, "trust_step");
  const bool said = told::readiness(core.story, *step).own;
  if (args.ready) {
    HEARTH_REQUIRE(nobody_there(core));
    if (!views::is_on_the_slower_way(core)) return refuse(ErrorCode::kRefusedByRule, "trust_off");
  }
  // "Not yet" before any yes is nobody's business, and stays here.
  const auto stream = args.ready || said ? log::Stream::shared : log::Stream::private_;
  return then_room<boundary::TrustReadyResult>(*this, tell(core, story::draft(told::Ready{*step, args.ready}, stream)));
}

}  // namespace hearth::app
