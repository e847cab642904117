#include "app/views/signals.h"

#include <algorithm>
#include <ranges>

#include "app/views/people.h"

namespace hearth::app::views {
namespace {

namespace told = story::signal;
using Entry = story::Entry<told::Say>;
using AnswerEntry = story::Entry<told::Answered>;

constexpr std::int64_t kQuietMs = 14 * base::kMillisecondsPerDay;

// An answer in words stands; of those with a tap the last that its writer said.
std::vector<const AnswerEntry*> answers_to(const Core& core, const Entry& entry) {
  const told::Rule& rule = told::rule(entry.content.kind);
  std::vector<const AnswerEntry*> answers;
  for (const auto& said : core.story.signal_answers) {
    const bool fits =
        rule.admits(said.content.answer) && (said.mark.author != entry.mark.author || rule.place == told::Place::board);
    if (said.content.signal != entry.mark.id || !fits || core.story.is_hidden(said.mark.id)) continue;
    std::erase_if(answers, [&](const AnswerEntry* before) {
      return before->mark.author == said.mark.author && !told::has_words(before->content.answer);
    });
    answers.push_back(&said);
  }
  return answers;
}

bool is_of_the_moment(const Core& core, const Entry& entry, const std::vector<const AnswerEntry*>& answers) {
  const told::Rule& rule = told::rule(entry.content.kind);
  if (rule.of_both()) return true;
  base::Date day = core.day_of(entry.mark.authored_ms);
  if (entry.content.back_ms) {
    // No program says more than a week; one that did would stand no longer for it.
    const std::int64_t latest = entry.mark.authored_ms + told::kBackWithinDays * base::kMillisecondsPerDay;
    return core.now_ms() < std::min(*entry.content.back_ms, latest) + rule.days * base::kMillisecondsPerDay;
  }
  if (entry.content.kind == told::Kind::elephant) {
    if (answers.empty() || !answers.back()->content.day) return true;
    day = *answers.back()->content.day;
  }
  return core.today() - day <= rule.days;
}

std::string helped_of(const Core& core, const Entry& entry) {
  std::string helped;
  for (const auto& said : core.story.signal_helped) {
    if (said.content.signal == entry.mark.id) helped = story::word_of(told::kHelped, said.content.helped);
  }
  return helped;
}

boundary::Signal signal_view(const Core& core, const Entry& entry, const std::vector<const AnswerEntry*>& answers) {
  const told::Say& say = entry.content;
  const told::Rule& rule = told::rule(say.kind);
  boundary::Signal view{.event = id_text(entry.mark.id), .kind = std::string(rule.word), .own = entry.mark.own()};
  view.text = say.text;
  if (say.wish) view.wish = story::word_of(told::kWishes, *say.wish);
  view.back_at = say.back_ms;
  view.minutes = say.minutes;
  view.at = entry.mark.authored_ms;
  view.day = base::to_iso(core.day_of(view.at));
  bool answered = false;
  for (const AnswerEntry* said : answers) {
    const told::Answered& answer = said->content;
    view.answers.push_back(
        {id_text(said->mark.id), said->mark.own(), std::string(story::word_of(told::kAnswers, answer.answer)),
         answer.text, answer.day ? base::to_iso(*answer.day) : std::string(), answer.time, said->mark.authored_ms});
    answered = answered || !said->mark.own();
  }
  if (core.open_space() || core.demo) {
    for (std::size_t i = 0; i < std::size(told::kAnswers); ++i) {
      if (view.own && rule.place != told::Place::board) break;
      if (rule.admits(static_cast<told::Answer>(i))) view.may.emplace_back(told::kAnswers[i]);
    }
    if (may_end(entry, log::Author::me)) view.may.emplace_back("over");
  }
  if (may_say_helped(entry)) {
    view.may.emplace_back("helped");
    view.helped = helped_of(core, entry);
    view.ask_helped = answered && view.helped.empty();
  }
  return view;
}

// Only what both can see: an answer that is still sealed says nothing, and so it ends
// no silence.
bool is_quiet_long(const Core& core) {
  if ((!core.open_space() && !core.demo) || core.keep.nothing_joint()) return false;
  const story::Story& story = core.story;
  const std::int64_t since = core.now_ms() - kQuietMs;
  if (story.began_ms() > since) return false;
  const auto spoke = [&](std::initializer_list<const story::AnyEntries*> all) {
    return std::ranges::any_of(
        all, [&](const story::AnyEntries* said) { return said->last_ms(log::Stream::shared) > since; });
  };
  for (const auto& [id, record] : story.exchanges()) {
    if (spoke({&record.releases, &record.open_answers, &record.reactions})) return false;
  }
  return !spoke({&story.shares, &story.replies, &story.notes, &story.shared_checkins, &story.moments,
                 &story.guide_fates, &story.guide_numbers, &story.ways, &story.talk_plans, &story.talk_answers,
                 &story.signals, &story.signal_answers, &story.signal_ends, &story.agreements, &story.agreement_answers,
                 &story.agreement_ends, &story.page_copies});
}

}  // namespace

bool may_end(const Entry& entry, log::Author author) {
  return entry.mark.author == author || told::rule(entry.content.kind).of_both();
}

bool is_over(const Core& core, const Entry& entry) {
  return std::ranges::any_of(core.story.signal_ends, [&](const auto& end) {
    return end.content.signal == entry.mark.id && may_end(entry, end.mark.author) && !core.story.is_hidden(end.mark.id);
  });
}

bool may_say_helped(const Entry& entry) { return entry.mark.own() && entry.content.kind == told::Kind::reassure; }

boundary::Signals signals(const Core& core) {
  boundary::Signals view{.quiet_long = is_quiet_long(core)};
  for (const auto& entry : core.story.signals | std::views::reverse) {
    const told::Place place = told::rule(entry.content.kind).place;
    if (core.story.is_hidden(entry.mark.id)) continue;
    const auto answers = answers_to(core, entry);
    if (!is_of_the_moment(core, entry, answers) || is_over(core, entry)) continue;
    auto& list = place == told::Place::now ? view.now : place == told::Place::shelf ? view.shelf : view.board;
    list.push_back(signal_view(core, entry, answers));
  }
  return view;
}

}  // namespace hearth::app::views
