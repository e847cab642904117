#include "story/agreement/state.h"

namespace hearth::story::agreement {
namespace {

const Entry<Answered>* answer_to(const Story& story, const Entry<Proposed>& proposed) {
  const Entry<Answered>* answer = nullptr;
  for (const auto& said : story.agreement_answers) {
    const bool by_the_other = said.mark.author != proposed.mark.author;
    if (said.content.agreement != proposed.mark.id || !by_the_other || story.is_hidden(said.mark.id)) continue;
    answer = &said;
    if (said.content.answer == Answer::yes) break;
  }
  return answer;
}

bool is_yes(const Entry<Answered>* answer) { return answer != nullptr && answer->content.answer == Answer::yes; }

bool was_replaced(const Story& story, const Entry<Proposed>& proposed) {
  for (const auto& newer : story.agreements) {
    const bool named = newer.content.replaces == proposed.mark.id && newer.content.kind == proposed.content.kind;
    if (named && !story.is_hidden(newer.mark.id) && is_yes(answer_to(story, newer))) return true;
  }
  return false;
}

bool was_ended(const Story& story, const Entry<Proposed>& proposed) {
  for (const auto& end : story.agreement_ends) {
    if (end.content.agreement == proposed.mark.id && !story.is_hidden(end.mark.id)) return true;
  }
  return false;
}

}  // namespace

State state_of(const Story& story, const Entry<Proposed>& proposed, base::Date today) {
  State state{Phase::proposed, answer_to(story, proposed)};
  const auto& ends = proposed.content.ends;
  if (was_replaced(story, proposed)) {
    state.phase = Phase::replaced;
  } else if (was_ended(story, proposed) || (ends && *ends < today)) {
    state.phase = Phase::ended;
  } else if (is_yes(state.answer)) {
    state.phase = Phase::agreed;
  }
  return state;
}

Look look_of(const Story& story, const Entry<Proposed>& proposed) {
  Look look{proposed.content.review, nullptr};
  for (const auto& review : story.agreement_reviews) {
    const Reviewed& said = review.content;
    if (said.agreement != proposed.mark.id || story.is_hidden(review.mark.id)) continue;
    look.reviewed = &said;
    // Looked at before its day and with no other named, it keeps its day.
    if (said.next || (look.next && *look.next <= said.day)) look.next = said.next;
  }
  return look;
}

}  // namespace hearth::story::agreement
