// Agreements: proposed by one, agreed by the other, ended by either.
#include "app/views/agreements.h"

#include "app/commands/guard.h"
#include "app/commands/input.h"
#include "app/member.h"
#include "app/views/people.h"
#include "app/views/ways.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

namespace told = story::agreement;
using Entry = story::Entry<told::Proposed>;
using story::form::Form;
using told::Phase;

// What is for a season, or shows one to the other, has an end that is in sight.
constexpr std::int32_t kEndsWithinDays = 366;

const Entry* find_agreement(const Core& core, std::string_view event) {
  const auto id = views::id_of<base::EventId>(event);
  return id && !core.story.is_hidden(*id) ? core.story.agreements.find(*id) : nullptr;
}

Phase phase_of(const Core& core, const Entry& entry) { return state_of(core.story, entry, core.today()).phase; }

// Where the other is and what is on their phone is no part of an agreement here.
bool watches(const told::Proposed& proposed) {
  if (!story::form::find(story::form::Of::agreement, proposed.kind)->watched) return false;
  for (const story::form::Line& line : proposed.lines) {
    if (library::is_watching(line.text)) return true;
  }
  return false;
}

void changed(Core& core) {
  for (const std::string_view topic : {"agreements", "today", "story"}) core.effects.change(topic);
}

}  // namespace

Outcome<boundary::AgreementViewResult> Member::agreement_view(boundary::AgreementViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::AgreementViewResult{views::agreements(core)};
}

Outcome<boundary::AgreementProposeResult> Member::agreement_propose(boundary::AgreementProposeArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(not_two(core));
  const Form* form = story::form::find(story::form::Of::agreement, args.kind);
  if (form == nullptr) return refuse(ErrorCode::kBadRequest, "form");
  if (!form->track.empty() && story::way::word(views::way_now(core).now.track) != form->track) {
    return refuse(ErrorCode::kRefusedByRule, "another_way");
  }
  auto lines = lines_in(*form, args.lines);
  if (!lines) return std::unexpected(lines.error());
  if (lines->empty()) return refuse(ErrorCode::kEmpty, "lines");
  told::Proposed proposed{.kind = args.kind, .lines = std::move(*lines)};
  const auto review = day_to_come(core, args.review, "review");
  if (!review) return std::unexpected(review.error());
  const auto ends = day_to_come(core, args.ends, "ends");
  if (!ends) return std::unexpected(ends.error());
  proposed.review = *review;
  proposed.ends = *ends;
  if (form->needs_end && (!*ends || **ends - core.today() > kEndsWithinDays)) {
    return refuse(ErrorCode::kBadRequest, "ends");
  }
  if (args.replaces) {
    const Entry* older = find_agreement(core, *args.replaces);
    const bool stands = older != nullptr && older->content.kind == args.kind && phase_of(core, *older) <= Phase::agreed;
    if (!stands) return refuse(ErrorCode::kNotFound, "replaces");
    proposed.replaces = older->mark.id;
  }
  if (watches(proposed)) return refuse(ErrorCode::kRefusedByRule, "watching");
  const auto event = core.say(proposed);
  if (!event) return std::unexpected(event.error());
  changed(core);
  return boundary::AgreementProposeResult{views::id_text(*event)};
}

Outcome<boundary::AgreementAnswerResult> Member::agreement_answer(boundary::AgreementAnswerArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(not_two(core));
  const Entry* entry = find_agreement(core, args.event);
  if (entry == nullptr) return refuse(ErrorCode::kNotFound, "event");
  if (entry->mark.own()) return refuse(ErrorCode::kRefusedByRule, "event");
  const auto answer = story::named<told::Answer>(told::kAnswers, args.answer);
  if (!answer) return refuse(ErrorCode::kBadRequest, "answer");
  if (phase_of(core, *entry) != Phase::proposed) return refuse(ErrorCode::kRefusedByRule, "decided");
  // Another program may have let it through.
  const bool yes = *answer == told::Answer::yes;
  if (yes && watches(entry->content)) return refuse(ErrorCode::kRefusedByRule, "watching");
  if (auto said = core.say(told::Answered{entry->mark.id, *answer}); !said) return std::unexpected(said.error());
  // The older one ends by it for good, also should the yes be taken back.
  const auto older = entry->content.replaces;
  const Entry* replaced = yes && older && !core.story.is_hidden(*older) ? core.story.agreements.find(*older) : nullptr;
  if (replaced != nullptr && replaced->content.kind == entry->content.kind) {
    if (auto said = core.say(told::Ended{*older}); !said) return std::unexpected(said.error());
  }
  changed(core);
  return boundary::AgreementAnswerResult{views::agreements(core)};
}

Outcome<boundary::AgreementEndResult> Member::agreement_end(boundary::AgreementEndArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(not_two(core));
  const Entry* entry = find_agreement(core, args.event);
  if (entry == nullptr) return refuse(ErrorCode::kNotFound, "event");
  const Phase phase = phase_of(core, *entry);
  if (phase == Phase::proposed) return refuse(ErrorCode::kRefusedByRule, "not_agreed");
  if (phase == Phase::agreed) {
    if (auto said = core.say(told::Ended{entry->mark.id}); !said) return std::unexpected(said.error());
    changed(core);
  }
  return boundary::AgreementEndResult{views::agreements(core)};
}

Outcome<boundary::AgreementReviewResult> Member::agreement_review(boundary::AgreementReviewArgs& args) {
  HEARTH_REQUIRE(not_open());
  const Entry* entry = find_agreement(core, args.event);
  if (entry == nullptr) return refuse(ErrorCode::kNotFound, "event");
  if (phase_of(core, *entry) != Phase::agreed) return refuse(ErrorCode::kRefusedByRule, "not_agreed");
  const auto how = story::named<told::How>(told::kHow, args.how);
  if (!how) return refuse(ErrorCode::kBadRequest, "how");
  const auto next = day_to_come(core, args.next, "review");
  if (!next) return std::unexpected(next.error());
  const told::Reviewed reviewed{entry->mark.id, *how, *next, core.today()};
  if (auto said = core.say(reviewed); !said) return std::unexpected(said.error());
  changed(core);
  return boundary::AgreementReviewResult{views::agreements(core)};
}

}  // namespace hearth::app
