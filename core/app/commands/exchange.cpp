// Today, the question, its answers.
#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"
#include "app/views/exchanges.h"
#include "app/views/people.h"
#include "app/write.h"

namespace hearth::app {
namespace {

namespace exchange = story::exchange;
using views::Askable;

Outcome<std::string> answer_text(std::string_view text) {
  std::string words = trimmed(text);
  if (words.empty()) return refuse(ErrorCode::kEmpty, "text");
  if (story::count_characters(words) > story::kLongText) return refuse(ErrorCode::kTooLong, "text");
  return words;
}

Outcome<Askable> asked_of(const Core& core, std::string_view question) {
  if (story::count_characters(question) > story::kShortText * 2) return refuse(ErrorCode::kTooLong, "question");
  const auto asked = views::askable(core, question);
  if (!asked) return refuse(ErrorCode::kNotFound, "question");
  return *asked;
}

// The same for what a question of the deck allows and the side of a mend does not: both
// sides of it are sealed, and it is let rest by its own command.
Outcome<Askable> asked_and_no_side(const Core& core, std::string_view question) {
  auto asked = asked_of(core, question);
  if (asked && story::mend::is_question(asked->question.id)) return refuse(ErrorCode::kRefusedByRule, "mend_side");
  return asked;
}

Outcome<Askable> asked_with_id(const Core& core, std::string_view id_text) {
  const auto id = views::id_of<base::ExchangeId>(id_text);
  if (!id) return refuse(ErrorCode::kBadRequest, "id");
  const auto asked = views::asked_by_id(core, *id);
  if (!asked) return refuse(ErrorCode::kNotFound, "exchange");
  return *asked;
}

// Refused, since there is an answer already; without a reason it can still be withdrawn.
std::unexpected<boundary::Failure> already_answered(const exchange::Side& own) {
  if (own.open != nullptr) return refuse(ErrorCode::kAlreadySealed, "sent_open");
  return refuse(ErrorCode::kAlreadySealed, own.released ? "released" : "");
}

void drop_draft(Core& core, const exchange::QuestionRef& question) {
  const std::string key = views::question_key(question);
  if (core.local_drafts.erase(key) != 0) core.delete_record("draft/" + key);
  const auto kept = core.story.drafts.find(key);
  if (kept != core.story.drafts.end() && kept->second.get() != nullptr && !kept->second.get()->text.empty()) {
    static_cast<void>(core.say(exchange::DraftAnswer{question, ""}));
  }
}

void keep_draft(Core& core, const std::string& key, std::string words) {
  core.put_record("draft/" + key, base::as_bytes(words));
  core.local_drafts[key] = std::move(words);
}

void exchange_changed(Core& core) {
  for (const std::string_view topic : {"today", "shelf", "mine", "story", "mend"}) core.effects.change(topic);
}

}  // namespace

Outcome<boundary::TodayViewResult> Member::today_view(boundary::TodayViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::TodayViewResult{views::today_view(core, *sync)};
}

Outcome<boundary::ShelfViewResult> Member::shelf_view(boundary::ShelfViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::ShelfViewResult{views::shelf(core, *sync)};
}

Outcome<boundary::ExchangeViewResult> Member::exchange_view(boundary::ExchangeViewArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_with_id(core, args.id);
  if (!asked) return std::unexpected(asked.error());
  return boundary::ExchangeViewResult{views::exchange_view(core, *sync, *asked)};
}

Outcome<boundary::ExchangeDraftResult> Member::exchange_draft(boundary::ExchangeDraftArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_of(core, args.question);
  if (!asked) return std::unexpected(asked.error());
  if (story::count_characters(args.text) > story::kLongText) return refuse(ErrorCode::kTooLong, "text");
  const std::string key = views::question_key(asked->question);
  if (trimmed(args.text).empty()) {
    drop_draft(core, asked->question);
  } else {
    keep_draft(core, key, args.text);
  }
  core.effects.change("today");
  return boundary::ExchangeDraftResult{};
}

Outcome<boundary::ExchangeSealResult> Member::exchange_seal(boundary::ExchangeSealArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_of(core, args.question);
  if (!asked) return std::unexpected(asked.error());
  const auto words = answer_text(args.text);
  if (!words) return std::unexpected(words.error());
  if (!core.space() && !core.demo) {
    if (core.keep.left) return refuse(ErrorCode::kLeft);
    // Nobody to seal it for yet: a private draft, sealed afresh later on its owner's tap.
    if (auto kept = core.say(exchange::DraftAnswer{asked->question, *words}); !kept) {
      return std::unexpected(kept.error());
    }
    exchange_changed(core);
    return boundary::ExchangeSealResult{views::exchange_view(core, *sync, *asked)};
  }
  const auto own = views::state_of(core, views::exchange_id(core, *asked)).own;
  if (own.answered()) return already_answered(own);
  if (auto sealed = write::seal(core, *asked, *words); !sealed) return std::unexpected(sealed.error());
  drop_draft(core, asked->question);
  exchange_changed(core);
  return boundary::ExchangeSealResult{views::exchange_view(core, *sync, *asked)};
}

Outcome<boundary::ExchangeOpenFirstResult> Member::exchange_open_first(boundary::ExchangeOpenFirstArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_and_no_side(core, args.question);
  if (!asked) return std::unexpected(asked.error());
  const auto words = answer_text(args.text);
  if (!words) return std::unexpected(words.error());
  const base::ExchangeId id = views::exchange_id(core, *asked);
  if (const auto own = views::state_of(core, id).own; own.answered()) return already_answered(own);
  if (auto said = core.say(exchange::OpenAnswer{id, asked->question, asked->round, *words}); !said) {
    return std::unexpected(said.error());
  }
  drop_draft(core, asked->question);
  exchange_changed(core);
  return boundary::ExchangeOpenFirstResult{views::exchange_view(core, *sync, *asked)};
}

Outcome<boundary::ExchangePassResult> Member::exchange_pass(boundary::ExchangePassArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_and_no_side(core, args.question);
  if (!asked) return std::unexpected(asked.error());
  const base::ExchangeId id = views::exchange_id(core, *asked);
  if (views::state_of(core, id).own.answered()) return refuse(ErrorCode::kRefusedByRule, "answered");
  if (auto said = core.say(exchange::Pass{id}); !said) return std::unexpected(said.error());
  exchange_changed(core);
  return boundary::ExchangePassResult{};
}

Outcome<boundary::ExchangeNotNowResult> Member::exchange_not_now(boundary::ExchangeNotNowArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_and_no_side(core, args.question);
  if (!asked) return std::unexpected(asked.error());
  if (auto said = core.say(exchange::NotNow{views::exchange_id(core, *asked)}); !said) {
    return std::unexpected(said.error());
  }
  exchange_changed(core);
  return boundary::ExchangeNotNowResult{};
}

Outcome<boundary::ExchangeAnotherResult> Member::exchange_another(boundary::ExchangeAnotherArgs& args) {
  HEARTH_REQUIRE(not_open());
  const boundary::Today today = views::today_view(core, *sync);
  if (!today.exchange || today.exchange->question.id != args.question) return refuse(ErrorCode::kNotFound, "question");
  if (today.another_left == 0) return refuse(ErrorCode::kTooMany, "another");
  if (today.exchange->own) return refuse(ErrorCode::kRefusedByRule, "answered");
  if (auto said = core.say(exchange::Another{args.question, core.today()}); !said) return std::unexpected(said.error());
  exchange_changed(core);
  return boundary::ExchangeAnotherResult{views::today_view(core, *sync)};
}

Outcome<boundary::DeeperAnswerResult> Member::deeper_answer(boundary::DeeperAnswerArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto rung = views::offered_rung(core);
  if (!rung) return refuse(ErrorCode::kNotReady, "deeper");
  const auto said =
      args.yes ? core.say(exchange::Deeper{*rung, core.today()}) : core.say(exchange::NotDeeper{*rung, core.today()});
  if (!said) return std::unexpected(said.error());
  exchange_changed(core);
  return boundary::DeeperAnswerResult{views::today_view(core, *sync)};
}

Outcome<boundary::ExchangeWithdrawResult> Member::exchange_withdraw(boundary::ExchangeWithdrawArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_with_id(core, args.id);
  if (!asked) return std::unexpected(asked.error());
  const base::ExchangeId id = views::exchange_id(core, *asked);
  const auto state = views::state_of(core, id);
  if (state.own.seal == nullptr) return refuse(ErrorCode::kNotFound, "answer");
  if (state.own.released) return refuse(ErrorCode::kRefusedByRule, "released");
  const std::string words = state.own_words != nullptr ? *state.own_words : std::string();
  if (auto done = write::withdraw(core, id, state.own.seal->mark.id); !done) return std::unexpected(done.error());
  if (!words.empty()) keep_draft(core, views::question_key(asked->question), words);
  exchange_changed(core);
  return boundary::ExchangeWithdrawResult{views::exchange_view(core, *sync, *asked)};
}

Outcome<boundary::ExchangeOpenResult> Member::exchange_open(boundary::ExchangeOpenArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_with_id(core, args.id);
  if (!asked) return std::unexpected(asked.error());
  const base::ExchangeId id = views::exchange_id(core, *asked);
  const auto state = views::state_of(core, id);
  if (!state.own.answered() || state.their_words == nullptr) return refuse(ErrorCode::kNotOpenYet);
  if (state.phase != exchange::Phase::open) {
    if (auto said = core.say(exchange::Seen{id}); !said) return std::unexpected(said.error());
    exchange_changed(core);
  }
  return boundary::ExchangeOpenResult{views::exchange_view(core, *sync, *asked)};
}

Outcome<boundary::ExchangeSendOpenResult> Member::exchange_send_open(boundary::ExchangeSendOpenArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_with_id(core, args.id);
  if (!asked) return std::unexpected(asked.error());
  const base::ExchangeId id = views::exchange_id(core, *asked);
  const auto state = views::state_of(core, id);
  if (story::mend::is_question(asked->question.id)) return refuse(ErrorCode::kRefusedByRule, "mend_side");
  if (!state.sendable_open || state.own_words == nullptr) return refuse(ErrorCode::kRefusedByRule, "not_resting");
  const std::string words = *state.own_words;
  if (auto said = core.say(exchange::OpenAnswer{id, asked->question, asked->round, words}); !said) {
    return std::unexpected(said.error());
  }
  exchange_changed(core);
  return boundary::ExchangeSendOpenResult{views::exchange_view(core, *sync, *asked)};
}

Outcome<boundary::ExchangeReactResult> Member::exchange_react(boundary::ExchangeReactArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto asked = asked_with_id(core, args.id);
  if (!asked) return std::unexpected(asked.error());
  if (!exchange::is_reaction(args.reaction)) return refuse(ErrorCode::kBadRequest, "reaction");
  const base::ExchangeId id = views::exchange_id(core, *asked);
  if (views::state_of(core, id).phase != exchange::Phase::open) return refuse(ErrorCode::kNotOpenYet);
  if (auto said = core.say(exchange::React{id, args.reaction}); !said) return std::unexpected(said.error());
  exchange_changed(core);
  return boundary::ExchangeReactResult{views::exchange_view(core, *sync, *asked)};
}

}  // namespace hearth::app
