#include "app/views/exchanges.h"

#include <algorithm>

#include "app/views/people.h"
#include "base/order.h"

namespace hearth::app::views {
namespace {

using story::exchange::Phase;

constexpr std::int32_t kOfferedDays = 7;

boundary::ExchangePhase phase_word(Phase phase) {
  switch (phase) {
    case Phase::offered: return boundary::ExchangePhase::kOffered;
    case Phase::drafting: return boundary::ExchangePhase::kDrafting;
    case Phase::sealed: return boundary::ExchangePhase::kSealed;
    case Phase::both_sealed: return boundary::ExchangePhase::kBothSealed;
    case Phase::open: return boundary::ExchangePhase::kOpen;
    case Phase::resting: return boundary::ExchangePhase::kResting;
    case Phase::passed: return boundary::ExchangePhase::kPassed;
    case Phase::withdrawn: return boundary::ExchangePhase::kWithdrawn;
  }
  return boundary::ExchangePhase::kOffered;
}

boundary::Answer answer_of(const Core& core, const story::exchange::Side& side, const std::string& words, bool own) {
  const story::Mark& mark = side.open != nullptr ? side.open->mark : side.seal->mark;
  boundary::Answer answer;
  answer.who = own ? own_name(core) : partner_name(core).value_or("");
  answer.own = own;
  answer.text = words;
  answer.event = id_text(mark.id);
  answer.open_first = side.open != nullptr;
  answer.at = mark.authored_ms;
  answer.brought_back = mark.provenance == log::Provenance::brought_back;
  return answer;
}

// What was begun and not sealed: typed just now on this device, or kept as a draft.
std::string draft_of(const Core& core, const std::string& key) {
  if (const auto local = core.local_drafts.find(key); local != core.local_drafts.end()) return local->second;
  const auto kept = core.story.drafts.find(key);
  return kept != core.story.drafts.end() && kept->second.get() != nullptr ? kept->second.get()->text : std::string();
}

// "Sealed" is said once the server has it.
bool is_confirmed(const net::Sync& sync, const story::exchange::Side& own) {
  if (!own.answered()) return false;
  const bool open = own.open == nullptr || sync.acknowledged(own.open->mark.id);
  return open && (own.seal == nullptr || sync.acknowledged(own.seal->mark.id));
}

std::int64_t moment_of(const Core& core, const base::ExchangeId& id) {
  const auto* record = core.story.exchange(id);
  return record != nullptr ? story::exchange::began_ms(*record) : 0;
}

}  // namespace

story::exchange::State state_of(const Core& core, const base::ExchangeId& id) {
  static const story::ExchangeRecord kNothing;
  const auto* record = core.story.exchange(id);
  return story::exchange::state_of(core.story, record != nullptr ? *record : kNothing, core.today(),
                                   core.call.offset_minutes);
}

boundary::Exchange exchange_view(const Core& core, const net::Sync& sync, const Askable& asked) {
  return exchange_view(core, sync, asked, exchange_id(core, asked));
}

boundary::Exchange exchange_view(const Core& core, const net::Sync& sync, const Askable& asked,
                                 const base::ExchangeId& id) {
  auto state = state_of(core, id);
  const bool of_mend = story::mend::is_question(asked.question.id);
  // A side waits for the other's as long as it takes, and is never sent open.
  if (of_mend && state.phase == Phase::resting) state.phase = Phase::sealed;
  if (of_mend) state.sendable_open = false;
  boundary::Exchange view;
  view.id = id_text(id);
  view.question = question_view(core, asked.question);
  view.draft = draft_of(core, question_key(asked.question));
  Phase phase = state.phase;
  if (phase == Phase::offered && !view.draft.empty()) phase = Phase::drafting;
  view.phase = phase_word(phase);
  const std::int64_t own_ms = state.own.open != nullptr   ? state.own.open->mark.authored_ms
                              : state.own.seal != nullptr ? state.own.seal->mark.authored_ms
                                                          : core.now_ms();
  view.day = base::to_iso(core.day_of(own_ms));
  if (state.own.answered()) {
    view.own = answer_of(core, state.own, state.own_words != nullptr ? *state.own_words : "", true);
    // Only who has answered learns that the other has.
    view.partner_sealed = state.theirs.answered();
  }
  const bool shows_theirs = state.phase == Phase::open || (state.theirs.open != nullptr && !of_mend);
  if (shows_theirs && state.their_words != nullptr)
    view.theirs = answer_of(core, state.theirs, *state.their_words, false);
  view.sendable_open = state.sendable_open;
  view.confirmed = core.demo || is_confirmed(sync, state.own);
  if (state.own.other_seal != nullptr) {
    if (const std::string* other = core.story.answer(state.own.other_seal->mark.id)) view.other_draft = *other;
  }
  const auto* record = core.story.exchange(id);
  if (record != nullptr && state.phase == Phase::open) {
    for (const auto& reaction : record->reactions) {
      if (!core.story.is_hidden(reaction.mark.id)) {
        view.reactions.push_back({reaction.mark.own(), reaction.content.reaction});
      }
    }
  }
  return view;
}

std::optional<Askable> asked_by_id(const Core& core, const base::ExchangeId& id) {
  if (const auto* record = core.story.exchange(id)) {
    if (const auto asked = story::exchange::asked_in(*record)) return Askable{asked->question, asked->round};
  }
  for (std::int32_t back = 0; back < kOfferedDays; ++back) {
    for (const Askable& asked : questions_of_day(core, core.today() - back)) {
      if (exchange_id(core, asked) == id) return asked;
    }
  }
  for (const auto& mend : core.story.mends) {
    const auto asked = askable(core, story::mend::question_id(mend.mark.id));
    if (asked && exchange_id(core, *asked) == id) return asked;
  }
  for (const auto& [key, draft] : core.story.drafts) {
    if (draft.get() == nullptr) continue;
    const auto asked = askable(core, question_key(draft.get()->question));
    if (asked && exchange_id(core, *asked) == id) return asked;
  }
  return std::nullopt;
}

std::vector<boundary::Exchange> shelf(const Core& core, const net::Sync& sync) {
  struct Placed {
    std::int64_t moment = 0;
    Askable asked;
  };
  std::vector<Placed> placed;
  std::vector<base::ExchangeId> taken;
  for (const auto& [id, record] : core.story.exchanges()) {
    const auto asked = story::exchange::asked_in(record);
    if (!asked || story::mend::is_question(asked->question.id)) continue;
    const auto state = state_of(core, id);
    // A question in the partner's own words is asked by being sealed; any other one that
    // only they have answered looks like one that nobody has.
    const bool visible =
        state.own.answered() || state.own.withdrew || state.theirs.open != nullptr || !asked->question.own_text.empty();
    if (!visible) continue;
    const std::int64_t moment = state.own.seal != nullptr   ? state.own.seal->mark.authored_ms
                                : state.own.open != nullptr ? state.own.open->mark.authored_ms
                                                            : moment_of(core, id);
    placed.push_back({moment, {asked->question, asked->round}});
    taken.push_back(id);
  }
  // The questions of the last days that are still open to be answered.
  const HeldBack held_back(core);
  for (std::int32_t back = 1; back < kOfferedDays; ++back) {
    const base::Date day = core.today() - back;
    if (day < core.day_of(core.story.began_ms())) break;
    const auto questions = questions_of_day(core, day);
    if (questions.empty()) break;
    const base::ExchangeId id = exchange_id(core, questions.front());
    if (std::find(taken.begin(), taken.end(), id) != taken.end() || held_back(questions.front())) continue;
    placed.push_back({core.now_ms() - back * base::kMillisecondsPerDay, questions.front()});
  }
  base::sort(placed, [](const Placed& a, const Placed& b) { return a.moment > b.moment; });
  std::vector<boundary::Exchange> views;
  for (const Placed& place : placed) {
    views.push_back(exchange_view(core, sync, place.asked));
    // What one let pass is gone.
    if (views.back().phase == boundary::ExchangePhase::kPassed) {
      views.pop_back();
      continue;
    }
    if (views.back().phase == boundary::ExchangePhase::kOffered) {
      views.back().day = base::to_iso(core.day_of(place.moment));
    }
  }
  return views;
}

std::vector<boundary::Exchange> open_exchanges(const Core& core, const net::Sync& sync, const std::string& without) {
  auto all = shelf(core, sync);
  std::erase_if(all, [&](const boundary::Exchange& exchange) {
    const bool waits =
        exchange.phase == boundary::ExchangePhase::kSealed || exchange.phase == boundary::ExchangePhase::kBothSealed ||
        (exchange.question.id.starts_with(kOwnPrefix) && exchange.phase == boundary::ExchangePhase::kOffered);
    return !waits || exchange.id == without;
  });
  return all;
}

}  // namespace hearth::app::views
