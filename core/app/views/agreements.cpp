#include "app/views/agreements.h"

#include <ranges>

#include "app/views/people.h"

namespace hearth::app::views {
namespace {

namespace told = story::agreement;
using told::Phase;

std::vector<std::string> may(bool own, Phase phase) {
  if (phase == Phase::agreed) return {"replace", "review", "end"};
  if (phase != Phase::proposed) return {};
  return own ? std::vector<std::string>{"erase", "replace"} : std::vector<std::string>{"yes", "not_yet", "replace"};
}

boundary::Agreement agreement_view(const Core& core, const story::Entry<told::Proposed>& entry) {
  const told::Proposed& proposed = entry.content;
  const told::State state = state_of(core.story, entry, core.today());
  boundary::Agreement view{.event = id_text(entry.mark.id), .kind = proposed.kind, .own = entry.mark.own()};
  view.lines = lines_view(proposed.lines);
  std::int64_t since_ms = entry.mark.authored_ms;
  if (state.answer != nullptr) {
    const told::Answer answer = state.answer->content.answer;
    view.answer = story::word_of(told::kAnswers, answer);
    if (answer == told::Answer::yes) since_ms = state.answer->mark.authored_ms;
  }
  view.day = base::to_iso(core.day_of(since_ms));
  if (proposed.ends) view.ends = base::to_iso(*proposed.ends);
  view.phase = story::word_of(told::kPhases, state.phase);
  if (proposed.replaces) view.replaces = id_text(*proposed.replaces);
  if (core.open_space() || core.demo) view.may = may(view.own, state.phase);
  const told::Look look = look_of(core.story, entry);
  if (look.next) view.review = base::to_iso(*look.next);
  if (look.reviewed != nullptr) view.reviewed = story::word_of(told::kHow, look.reviewed->how);
  // To look at it is a thing of the two as well: not suggested where nothing joint is.
  view.review_due =
      state.phase == Phase::agreed && look.next && *look.next <= core.today() && !core.keep.nothing_joint();
  return view;
}

}  // namespace

std::vector<boundary::Line> lines_view(const story::form::Lines& lines) {
  std::vector<boundary::Line> view;
  for (const story::form::Line& line : lines) view.push_back({line.id, line.text});
  return view;
}

boundary::Agreements agreements(const Core& core) {
  boundary::Agreements view;
  for (const auto& entry : core.story.agreements | std::views::reverse) {
    if (!core.story.is_hidden(entry.mark.id)) view.agreements.push_back(agreement_view(core, entry));
  }
  for (const story::form::Form& form : story::form::forms()) {
    if (form.of != story::form::Of::agreement) continue;
    view.forms.push_back({std::string(form.kind), story::form::ids(form), form.needs_end, std::string(form.track)});
  }
  return view;
}

}  // namespace hearth::app::views
