#include "story/mend/state.h"

#include <algorithm>

namespace hearth::story::mend {
namespace {

constexpr std::string_view kMoveWords[] = {"answer", "seal", "rest", "promise", "followed"};

Side side_of(const ExchangeRecord* record, Author who) {
  Side side;
  if (record == nullptr) return side;
  const auto give = [&](std::int64_t at_ms) {
    side.sealed = true;
    if (!side.given || at_ms < side.given_ms) side.given_ms = at_ms;
    side.given = true;
  };
  const auto of_seal = [&](const auto& entries, const Mark& seal) {
    return std::ranges::find_if(
        entries, [&](const auto& entry) { return entry.mark.author == who && entry.content.seal == seal.id; });
  };
  for (const auto& seal : record->seals) {
    if (seal.mark.author != who) continue;
    const auto release = of_seal(record->releases, seal.mark);
    if (release != record->releases.end()) {
      give(release->mark.authored_ms);
    } else if (of_seal(record->withdrawals, seal.mark) == record->withdrawals.end()) {
      side.sealed = true;
    }
  }
  // No part of mending, but a program of another make could send one: it was given.
  for (const auto& open : record->open_answers) {
    if (open.mark.author == who) give(open.mark.authored_ms);
  }
  return side;
}

}  // namespace

std::string_view word(Move move) { return kMoveWords[static_cast<std::size_t>(move)]; }

State state_of(const Story& story, const Entry<Invite>& invite, const ExchangeRecord* record) {
  State state;
  const base::EventId& id = invite.mark.id;
  const auto counts = [&](const auto& entry) { return entry.content.mend == id && !story.is_hidden(entry.mark.id); };
  state.own_invite = invite.mark.own();
  for (const auto& said : story.mend_answers) {
    if (counts(said) && said.mark.author != invite.mark.author) state.answer = &said;
  }
  state.own = side_of(record, Author::me);
  state.theirs = side_of(record, Author::partner);
  for (const auto& said : story.mend_followed) {
    if (counts(said)) state.helped = said.content.helped;
  }
  bool promised[2] = {false, false};
  for (const auto& promise : story.mend_promises) {
    if (!counts(promise)) continue;
    state.promises.push_back(&promise);
    promised[promise.mark.own() ? 0 : 1] = true;
    state.settled_ms = std::max(state.settled_ms, promise.mark.authored_ms);
  }
  const bool invited = state.answer == nullptr || state.answer->content.answer != Answer::yes;
  if (state.both_given()) {
    state.phase = promised[0] && promised[1] ? Phase::promised : Phase::opened;
    state.settled_ms = std::max({state.settled_ms, state.own.given_ms, state.theirs.given_ms});
  } else {
    state.phase = invited ? Phase::invited : Phase::sides;
    state.settled_ms = 0;
  }
  if (std::ranges::any_of(story.mend_rests, counts)) state.phase = Phase::rests;
  return state;
}

bool may_write_a_side(const State& state) {
  const bool yes = state.answer != nullptr && state.answer->content.answer == Answer::yes;
  return state.phase != Phase::rests && (state.own_invite || yes || state.both_given());
}

bool may(const State& state, Move move, base::Date today, std::int32_t offset_minutes) {
  if (state.phase == Phase::rests) return false;
  switch (move) {
    case Move::answer: return !state.own_invite && !state.both_given();
    case Move::seal: return may_write_a_side(state) && !state.own.sealed;
    case Move::rest: return true;
    case Move::promise: return state.both_given();
    case Move::followed:
      return state.both_given() && today - base::day_of(state.settled_ms, offset_minutes) >= kFollowsAfterDays;
  }
  return false;
}

Standing standing(const Story& story, const Entry<Promise>& promise) {
  Standing now{.by = promise.content.by};
  for (const auto& said : story.mend_kept) {
    const bool of_this = said.content.promise == promise.mark.id && said.mark.author == promise.mark.author;
    if (!of_this || story.is_hidden(said.mark.id)) continue;
    now.became = said.content.became;
    if (said.content.by) now.by = *said.content.by;
  }
  return now;
}

Readiness readiness(const Story& story, Kind step) {
  Readiness said;
  for (const auto& entry : story.mend_ready) {
    if (entry.mark.stream != Stream::shared || entry.content.step != step || story.is_hidden(entry.mark.id)) continue;
    (entry.mark.own() ? said.own : said.theirs) = entry.content.ready;
  }
  return said;
}

}  // namespace hearth::story::mend
