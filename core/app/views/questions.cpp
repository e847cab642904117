#include "app/views/questions.h"

#include <algorithm>

#include "app/views/guide.h"
#include "app/views/mend.h"
#include "app/views/own_items.h"
#include "app/views/ways.h"
#include "app/views/weekly_word.h"
#include "library/builtin.h"
#include "story/exchange/state.h"
#include "verify/hash.h"

namespace hearth::app::views {
namespace {

constexpr std::int32_t kLookBackDays = 7;
constexpr std::int32_t kAskAgainAfterDays = 14;
constexpr std::size_t kComfortable = 2;  // this many opened at a rung before the next is offered
constexpr std::uint8_t kDemoKey[32] = {'d', 'e', 'm', 'o'};

std::string_view kind_of(const Core& core) {
  const auto* kind = core.story.kind.get();
  return kind != nullptr ? std::string_view(kind->kind) : std::string_view("partner");
}

std::vector<guide::Card> cards_of(std::string_view kind) {
  std::vector<guide::Card> cards;
  for (const library::Question& question : library::builtin().questions) {
    cards.push_back({question.id, question.depth, library::fits(question, kind), topics_of(question.topics)});
  }
  return cards;
}

std::vector<guide::Agreed> agreed_rungs(const Core& core) {
  std::vector<guide::Agreed> agreed;
  for (int rung = guide::kSecondRung + 1; rung <= guide::kDeepestRung; ++rung) {
    std::optional<base::Date> mine;
    std::optional<base::Date> theirs;
    for (const auto& said : core.story.deeper) {
      if (said.content.rung != rung) continue;
      auto& day = said.mark.own() ? mine : theirs;
      if (!day || said.content.day < *day) day = said.content.day;
    }
    if (mine && theirs) agreed.push_back({rung, std::max(*mine, *theirs)});
  }
  return agreed;
}

guide::Pair pair_of(const Core& core) {
  guide::Pair pair;
  pair.began = began(core);
  pair.agreed = agreed_rungs(core);
  for (const auto& [id, record] : core.story.exchanges()) {
    const auto asked = story::exchange::asked_in(record);
    if (!asked || asked->question.id.empty() || story::mend::is_question(asked->question.id)) continue;
    base::Date day = base::day_of(story::exchange::began_ms(record), 0);
    // The demo's script did not go by the day's question, so yesterday's counts too.
    if (core.demo && day < core.today()) day = day - 2;
    pair.asked.push_back({asked->question.id, asked->round, day});
  }
  pair.limits = limits(core);
  pair.rank_of = [&core](std::string_view what) { return rank(core, what); };
  return pair;
}

QuestionRef ref_of(const library::Question& question) { return {question.id, question.version, ""}; }

}  // namespace

// Before there is a pair, a person's own order: it is kept nowhere but here.
base::Hash32 rank(const Core& core, std::string_view what) {
  if (core.demo) return verify::keyed_hash(kDemoKey, "demo-rank", {base::as_bytes(what)});
  if (const auto space = core.space()) {
    if (const auto ranked = core.person->rank(*space, what)) return *ranked;
  }
  const base::LogId personal = core.person->personal_log();
  return verify::keyed_hash(personal.view(), "solo-rank", {base::as_bytes(what)});
}

int question_rung(const Core& core, base::Date day) { return guide::rung_on(pair_of(core), day); }

std::vector<Askable> questions_of_day(const Core& core, base::Date day) {
  const auto cards = cards_of(kind_of(core));
  std::vector<Askable> questions;
  for (const guide::Pick& pick : guide::questions_of(cards, pair_of(core), day)) {
    questions.push_back({ref_of(library::builtin().questions[pick.card]), pick.round});
  }
  return questions;
}

std::size_t others_wished(const Core& core, base::Date day) {
  return static_cast<std::size_t>(std::count_if(core.story.others.begin(), core.story.others.end(),
                                                [&](const auto& other) { return other.content.day == day; }));
}

HeldBack::HeldBack(const Core& core) : own_(own_private(core)) {
  const WayNow way = way_now(core);
  most_ = way.rung(week_of(core, core.today()));
  if (way.now.track == story::way::Track::after_breach) tones_ = Tones::not_playful;
  if (since_conflict(core) != guide::SinceConflict::long_) most_ = guide::kLightestRung;
}

bool HeldBack::operator()(const Askable& asked) const {
  if (own_.joint == guide::Joint::none) return true;
  const library::Question* question = library::find_question(asked.question.id);
  if (question == nullptr) return false;
  if (tones_ == Tones::not_playful && question->tone == "playful") return true;
  if (question->depth > most_ || (topics_of(question->topics) & own_.off_limits) != 0) return true;
  return own_.pace == guide::Pace::lightest && question->depth > guide::kLightestRung;
}

std::optional<Askable> askable(const Core& core, std::string_view question) {
  if (question.starts_with(kOwnPrefix)) {
    const std::string_view words = question.substr(kOwnPrefix.size());
    if (words.empty()) return std::nullopt;
    return Askable{{"", 0, std::string(words)}, 0};
  }
  if (story::mend::is_question(question)) return mend_askable(core, question);
  const library::Question* known = library::find_question(question);
  std::optional<Askable> found;
  for (const auto& [id, record] : core.story.exchanges()) {
    const auto asked = story::exchange::asked_in(record);
    if (!asked || asked->question.id != question) continue;
    if (!found || asked->round > found->round) found = {asked->question, asked->round};
  }
  if (known == nullptr) return found;
  for (std::int32_t back = 0; back < kLookBackDays; ++back) {
    for (const Askable& asked : questions_of_day(core, core.today() - back)) {
      if (asked.question.id != question) continue;
      if (!found || asked.round > found->round) found = asked;
    }
    if (found) break;
  }
  return found ? found : std::optional(Askable{ref_of(*known), 0});
}

base::ExchangeId exchange_id(const Core& core, const Askable& asked) {
  const std::string& words = asked.question.own_text.empty() ? asked.question.id : asked.question.own_text;
  if (!core.demo) {
    if (const auto space = core.space()) {
      const auto id = core.person->exchange_id(*space, words, static_cast<std::uint32_t>(asked.question.version),
                                               static_cast<std::uint32_t>(asked.round));
      if (id) return *id;
    }
  }
  const std::string round = std::to_string(asked.question.version) + "/" + std::to_string(asked.round);
  const base::Hash32 hash = verify::hash("solo-exchange", {base::as_bytes(words), base::as_bytes(round)});
  return {hash.bytes};
}

boundary::Question question_view(const Core& core, const QuestionRef& question) {
  boundary::Question view;
  view.id = question_key(question);
  view.version = question.version;
  if (!question.own_text.empty()) {
    view.text = question.own_text;
    return view;
  }
  if (const auto mend = story::mend::mend_of(question.id)) {
    if (const Mending* invited = find_mend(core, *mend)) view.text = invited->content.words;
    return view;
  }
  const library::Question* known = library::find_question(question.id);
  if (known == nullptr) return view;  // of a newer deck: its words are not here
  view.text = known->text;
  view.depth = known->depth;
  view.minutes = known->minutes;
  view.purpose = known->purpose;
  view.setting = known->settings;
  view.facet = known->facet;
  view.topics = known->topics;
  return view;
}

std::string question_key(const QuestionRef& question) {
  return question.own_text.empty() ? question.id : std::string(kOwnPrefix) + question.own_text;
}

std::optional<std::int64_t> offered_rung(const Core& core) {
  if (!core.open_space() && !core.demo) return std::nullopt;
  // After a breach of trust nobody is asked to go deeper: what is deep there has its own steps.
  if (is_on_the_slower_way(core)) return std::nullopt;
  const guide::Pair pair = pair_of(core);
  const base::Date today = core.today();
  const int now = guide::rung_on(pair, today);
  const int next = now + 1;
  // The second rung comes by itself, unless a word holds the two at the first.
  const bool held = !pair.limits.empty() && today - pair.began >= guide::kSecondRungAfterDays;
  if ((now < guide::kSecondRung && !held) || next > guide::kDeepestRung) return std::nullopt;
  const guide::Private own = own_private(core);
  if (own.joint == guide::Joint::none || own.pace == guide::Pace::lightest) return std::nullopt;
  // Never up within two days of a hard one (model.md 5.2).
  if (since_conflict(core) != guide::SinceConflict::long_) return std::nullopt;
  if (own.strain == guide::Strain::yes || next > way_now(core).rung(week_of(core, today))) return std::nullopt;
  for (const auto& said : core.story.deeper) {
    if (said.mark.own() && said.content.rung == next) return std::nullopt;
  }
  for (const auto& said : core.story.not_deeper) {
    if (said.content.rung == next && today - said.content.day < kAskAgainAfterDays) return std::nullopt;
  }
  std::size_t comfortable = 0;
  for (const auto& [id, record] : core.story.exchanges()) {
    const auto asked = story::exchange::asked_in(record);
    const library::Question* known = asked ? library::find_question(asked->question.id) : nullptr;
    if (known != nullptr && known->depth == now && record.seen) ++comfortable;
  }
  return comfortable >= kComfortable ? std::optional<std::int64_t>(next) : std::nullopt;
}

}  // namespace hearth::app::views
