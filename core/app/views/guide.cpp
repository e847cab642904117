#include "app/views/guide.h"

#include <algorithm>

#include "app/views/own_items.h"
#include "app/views/own_steps.h"
#include "app/views/ways.h"
#include "app/views/weekly_word.h"
#include "base/order.h"
#include "library/builtin.h"

namespace hearth::app::views {
namespace {

namespace step = story::step;

constexpr std::int32_t kWeekDays = 7;
constexpr std::int32_t kAwayDays = 8 * kWeekDays;
constexpr std::int32_t kAskReadyAfterDays = 4 * kWeekDays;
constexpr std::int32_t kRateWithinDays = kWeekDays;

// In the order of their ids, on every device.
std::vector<const library::Practice*> practices() {
  std::vector<const library::Practice*> sorted;
  for (const library::Practice& practice : library::builtin().practices) sorted.push_back(&practice);
  base::sort(sorted, [](const auto* a, const auto* b) { return a->id < b->id; });
  return sorted;
}

std::vector<guide::Step> deck_of(const std::vector<const library::Practice*>& practices) {
  std::vector<guide::Step> deck;
  for (const library::Practice* practice : practices) {
    guide::Step one{.id = practice->id, .depth = practice->depth, .minutes = practice->minutes};
    one.kind = practice->turn > 0 ? guide::StepKind::talk : guide::StepKind::act;
    one.mood = static_cast<guide::Mood>(std::ranges::find(library::kMoods, practice->mood) - library::kMoods.begin());
    std::copy(practice->weights.begin(), practice->weights.end(), one.weights.begin());
    one.topics = topics_of(practice->topics);
    one.pairs = 0;
    for (std::size_t kind = 0; kind < library::kPairKinds.size(); ++kind) {
      if (library::is_one_of(library::kPairKinds.at(kind), practice->pair_kinds)) one.pairs |= 1U << kind;
    }
    deck.push_back(one);
  }
  return deck;
}

bool put_aside(const Core& core, std::string_view id, base::Date today) {
  const step::Own* away = last_told(core, step::Kind::away, id);
  if (away != nullptr && away->value == 1 && today - away->day < kAwayDays) return true;
  const step::Own* another = last_told(core, step::Kind::another, id);
  return another != nullptr && another->value == 1 && base::monday_of(another->day) == base::monday_of(today);
}

struct Week {
  int number = 0;
  std::vector<const library::Practice*> practices;
  std::vector<guide::Step> deck;
  std::vector<guide::Offer> offers;
  std::vector<std::string> had;  // ids, this week
  const story::Entry<step::Fate>* latest = nullptr;
};

Week this_week(const Core& core) {
  Week week;
  week.number = week_of(core, core.today());
  week.practices = practices();
  week.deck = deck_of(week.practices);
  const auto said = words_said(core, week.number);
  std::vector<guide::Reported> reported;
  for (const auto* fate : fates(core)) {
    const auto found = std::ranges::find(week.deck, std::string_view(fate->content.step), &guide::Step::id);
    if (found == week.deck.end()) continue;
    reported.push_back({static_cast<int>(fate->content.week), static_cast<int>(found - week.deck.begin()),
                        fate->content.became == step::Became::done ? guide::Fate::done : guide::Fate::let_go});
    if (fate->content.week != week.number) continue;
    week.had.push_back(fate->content.step);
    week.latest = fate;
  }
  const WayNow way = way_now(core);
  const auto shared = shared_gaps(core);
  const guide::Known known{week.deck, way.first, said, shared, pair_coins(core), way.changes};
  week.offers = guide::offers_of(known, reported, week.number);
  return week;
}

struct Shown {
  const guide::Offer* offer = nullptr;
  int step = 0;
  std::int64_t others = 0;
};

// The first offer of which nothing has come yet that this person may be shown.
std::optional<Shown> shown(const Core& core, const Week& week) {
  const guide::Private own = own_private(core);
  const WayNow way = way_now(core);
  if (way.paused) return std::nullopt;
  const guide::SinceConflict since = since_conflict(core);
  const base::Date today = core.today();
  for (std::size_t i = week.had.size(); i < week.offers.size(); ++i) {
    const guide::Offer& offer = week.offers[i];
    std::vector<int> candidates = {offer.step};
    candidates.insert(candidates.end(), offer.others.begin(), offer.others.end());
    std::erase_if(candidates, [&](int place) {
      const guide::Step& one = week.deck[static_cast<std::size_t>(place)];
      return !guide::fits_me(one, own, since) || !way.allows(one, week.number) || put_aside(core, one.id, today) ||
             library::is_one_of(one.id, week.had);
    });
    if (!candidates.empty()) return Shown{&offer, candidates.front(), std::ssize(candidates) - 1};
  }
  return std::nullopt;
}

boundary::SmallStep step_view(const Core& core, const Week& week, const Shown& shown) {
  const library::Practice& practice = *week.practices[static_cast<std::size_t>(shown.step)];
  const guide::Facet facet = guide::main_facet(week.deck[static_cast<std::size_t>(shown.step)]);
  boundary::SmallStep view{.id = practice.id,
                           .title = practice.title,
                           .how = practice.how,
                           .depth = practice.depth,
                           .minutes = practice.minutes,
                           .turn = practice.turn,
                           .kind = practice.kind,
                           .setting = practice.settings,
                           .facet = std::string(guide::id(facet)),
                           .topics = practice.topics};
  for (const guide::Because because : shown.offer->because) {
    // What was said of the first choice is not true of another one, but for these.
    const bool of_any = because == guide::Because::gentle || because == guide::Because::facet;
    if (of_any || shown.step == shown.offer->step) view.why.emplace_back(guide::code(because));
  }
  view.begins = shown.offer->begins == own_place(core);
  view.another_left = shown.others;
  view.source = practice.source;
  return view;
}

std::optional<boundary::StepName> to_rate(const Core& core) {
  const story::Entry<step::Fate>* done = nullptr;
  for (const auto* fate : fates(core)) {
    if (fate->content.became == step::Became::done) done = fate;
  }
  if (done == nullptr || core.today() - core.day_of(done->mark.authored_ms) >= kRateWithinDays) return std::nullopt;
  for (const auto& told : core.story.guide_own) {
    const bool same = told.content.kind == step::Kind::comfort && told.content.id == done->content.step;
    if (same && told.content.day >= core.day_of(done->mark.authored_ms)) return std::nullopt;
  }
  const library::Practice* practice = library::find_practice(done->content.step);
  if (practice == nullptr) return std::nullopt;
  return boundary::StepName{practice->id, practice->title};
}

bool asks_ready(const Core& core, const guide::Private& own) {
  if (core.demo || own.pace == guide::Pace::lightest) return false;
  const step::Own* last = last_told(core, step::Kind::ready);
  return last == nullptr || core.today() - last->day >= kAskReadyAfterDays;
}

}  // namespace

std::vector<const story::Entry<step::Fate>*> fates(const Core& core) {
  std::vector<const story::Entry<step::Fate>*> last;
  const bool shared = !alone(core);
  for (const auto& entry : core.story.guide_fates) {
    // What became of steps before there were two is known to one of them alone.
    if (shared && entry.mark.stream != log::Stream::shared) continue;
    std::erase_if(last, [&](const auto* earlier) {
      return earlier->content.week == entry.content.week && earlier->content.step == entry.content.step;
    });
    last.push_back(&entry);
  }
  std::erase_if(last, [](const auto* entry) { return entry->content.became == step::Became::open; });
  return last;
}

// In UTC, and a day early: no device may stand before the first day.
base::Date began(const Core& core) { return base::day_of(core.story.began_ms(), 0) - 1; }

int week_of(const Core& core, base::Date day) {
  const std::int32_t days = base::monday_of(day) - base::monday_of(began(core));
  return std::clamp(days / kWeekDays, 0, guide::kLastWeek - 2);
}

base::Date monday_of_week(const Core& core, int week) { return base::monday_of(began(core)) + week * kWeekDays; }

guide::Topics topics_of(const std::vector<std::string>& ids) {
  guide::Topics topics = 0;
  for (std::size_t i = 0; i < library::kTopics.size(); ++i) {
    if (library::is_one_of(library::kTopics.at(i), ids)) topics |= guide::Topics{1} << i;
  }
  return topics;
}

boundary::Guide guide_view(const Core& core) {
  boundary::Guide view{.week = week_of(core, core.today())};
  const guide::Private own = own_private(core);
  view.wider = std::ranges::any_of(areas(core), &boundary::Area::ask);
  view.look_back = looks_back(core);
  view.own = own_steps(core);
  if (own.joint == guide::Joint::none) return view;
  view.counsellor = guide::mentions_counsellor(way_now(core).way);
  view.care = care(core);
  view.ask_ready = asks_ready(core, own);
  view.rate = to_rate(core);
  const Week week = this_week(core);
  const bool today = week.latest != nullptr && core.day_of(week.latest->mark.authored_ms) == core.today();
  if (today) {
    const library::Practice* practice = library::find_practice(week.latest->content.step);
    view.had = {practice->id, practice->title};
  }
  const auto one = shown(core, week);
  // One step a day; and nothing more when something came of all.
  view.enough = today || (!week.offers.empty() && week.had.size() >= week.offers.size());
  if (!view.enough && one) view.step = step_view(core, week, *one);
  return view;
}

std::optional<int> week_of_step(const Core& core, std::string_view id) {
  const Week week = this_week(core);
  if (library::is_one_of(id, week.had)) return week.number;
  for (const guide::Offer& offer : week.offers) {
    if (week.deck[static_cast<std::size_t>(offer.step)].id == id) return week.number;
    for (const int other : offer.others) {
      if (week.deck[static_cast<std::size_t>(other)].id == id) return week.number;
    }
  }
  return std::nullopt;
}

boundary::Pace pace_view(const Core& core) {
  const guide::Private own = own_private(core);
  boundary::Pace view{.lightest = own.pace == guide::Pace::lightest, .minutes = guide::minutes_of(own.budget)};
  if (const step::Own* ready = last_told(core, step::Kind::ready)) view.ready = ready->value;
  for (const std::string_view topic : library::kTopics) {
    view.topics.emplace_back(topic);
    if (is_set(core, step::Kind::topic, topic)) view.closed.emplace_back(topic);
  }
  const base::Date from = next_unsaid_monday(core);
  view.rest_from = base::to_iso(from);
  view.rest = rest_wished(core, from);
  view.left_out = core.keep.left_out;
  if (core.keep.on_my_own != 0) view.on_my_own = library::kOwnTimes.at(core.keep.on_my_own - 1);
  view.way = way_view(core);
  view.areas = areas(core);
  view.signs = own_signs(core);
  return view;
}

}  // namespace hearth::app::views
