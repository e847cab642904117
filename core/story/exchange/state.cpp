#include "story/exchange/state.h"

namespace hearth::story::exchange {
namespace {

bool is_withdrawn(const ExchangeRecord& record, const Entry<Seal>& seal) {
  for (const auto& withdrawal : record.withdrawals) {
    if (withdrawal.mark.author == seal.mark.author && withdrawal.content.seal == seal.mark.id) return true;
  }
  return false;
}

bool is_released(const ExchangeRecord& record, const Entry<Seal>& seal) {
  for (const auto& release : record.releases) {
    if (release.mark.author == seal.mark.author && release.content.seal == seal.mark.id) return true;
  }
  return false;
}

Side side_of(const Story& story, const ExchangeRecord& record, Author who) {
  Side side;
  bool any = false;
  for (const auto& seal : record.seals) {
    if (seal.mark.author != who || story.is_hidden(seal.mark.id)) continue;
    any = true;
    const bool released = is_released(record, seal);
    // A withdrawal after the own release comes too late.
    if (!released && is_withdrawn(record, seal)) continue;
    // What was released counts before what was not; then the smaller id.
    const bool better = side.seal == nullptr || released > side.released ||
                        (released == side.released && seal.mark.id < side.seal->mark.id);
    if (better) {
      side.other_seal = side.seal;
      side.seal = &seal;
      side.released = released;
    } else {
      side.other_seal = &seal;
    }
  }
  for (const auto& open : record.open_answers) {
    if (open.mark.author == who && !story.is_hidden(open.mark.id)) side.open = &open;
  }
  side.withdrew = any && side.seal == nullptr;
  return side;
}

const std::string* words_of(const Story& story, const Side& side) {
  if (side.open != nullptr) return &side.open->content.text;
  return side.seal != nullptr ? story.answer(side.seal->mark.id) : nullptr;
}

bool rests(std::int64_t since_ms, base::Date today, std::int32_t offset_minutes) {
  return today - base::day_of(since_ms, offset_minutes) >= kRestsAfterDays;
}

}  // namespace

State state_of(const Story& story, const ExchangeRecord& record, base::Date today, std::int32_t offset_minutes) {
  State state;
  state.own = side_of(story, record, Author::me);
  state.theirs = side_of(story, record, Author::partner);
  const bool answered = state.own.answered();
  state.own_words = words_of(story, state.own);
  const bool own_given = state.own.open != nullptr || state.own.released;
  if (state.theirs.open != nullptr || (state.theirs.released && own_given)) {
    state.their_words = words_of(story, state.theirs);
  }
  if (answered && state.theirs.answered()) {
    state.phase = record.seen && state.their_words != nullptr ? Phase::open : Phase::both_sealed;
  } else if (answered) {
    const Mark& mark = state.own.seal != nullptr ? state.own.seal->mark : state.own.open->mark;
    const bool resting = rests(mark.authored_ms, today, offset_minutes);
    state.phase = resting ? Phase::resting : Phase::sealed;
    state.sendable_open = resting && state.own.open == nullptr;
  } else if (record.passed) {
    state.phase = Phase::passed;
  } else if (state.own.withdrew) {
    state.phase = Phase::withdrawn;
  }
  return state;
}

std::optional<Asked> asked_in(const ExchangeRecord& record) {
  if (!record.seals.empty()) return Asked{record.seals.front().content.question, record.seals.front().content.round};
  if (!record.open_answers.empty()) {
    return Asked{record.open_answers.front().content.question, record.open_answers.front().content.round};
  }
  return std::nullopt;
}

std::int64_t began_ms(const ExchangeRecord& record) {
  std::int64_t first = 0;
  auto hear = [&](const Mark& mark) {
    if (first == 0 || mark.authored_ms < first) first = mark.authored_ms;
  };
  for (const auto& seal : record.seals) hear(seal.mark);
  for (const auto& open : record.open_answers) hear(open.mark);
  return first;
}

}  // namespace hearth::story::exchange
