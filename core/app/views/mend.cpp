#include "app/views/mend.h"

#include <algorithm>

#include "app/views/exchanges.h"
#include "app/views/people.h"
#include "app/views/ways.h"
#include "base/order.h"

namespace hearth::app::views {
namespace {

namespace told = story::mend;

// [ASSUME] No source has a number for how often is often.
constexpr std::int64_t kRootAfter = 3;
constexpr std::int64_t kCounsellorAfter = 6;

Askable asked_about(const base::EventId& mend) { return {{told::question_id(mend), 1, ""}, 0}; }

// Where the sides of a mend stand. In an earlier space of the two they had another id.
base::ExchangeId sides_of(const Core& core, const base::EventId& mend) {
  const Askable asked = asked_about(mend);
  if (!is_live(core, mend)) {
    for (const auto& [id, record] : core.story.exchanges()) {
      const auto said = story::exchange::asked_in(record);
      if (said && said->round == asked.round && said->question == asked.question) return id;
    }
  }
  return exchange_id(core, asked);
}

boundary::MendPromise promise_view(const Core& core, const story::Entry<told::Promise>& entry) {
  const auto now = told::standing(core.story, entry);
  boundary::MendPromise view{.event = id_text(entry.mark.id), .own = entry.mark.own()};
  if (entry.content.mend) view.mend = id_text(*entry.content.mend);
  view.text = entry.content.text;
  view.by = base::to_iso(now.by);
  view.became = story::talk::word(now.became);
  view.day = base::to_iso(core.day_of(entry.mark.authored_ms));
  return view;
}

boundary::Mend mend_view(const Core& core, const net::Sync& sync, const Mending& entry) {
  constexpr std::string_view kPhases[] = {"invited", "sides", "opened", "promised", "rests"};
  const told::State state = mend_state(core, entry);
  boundary::Mend view{.event = id_text(entry.mark.id), .kind = std::string(told::word(entry.content.kind))};
  view.own = entry.mark.own();
  view.words = entry.content.words;
  view.day = base::to_iso(core.day_of(entry.mark.authored_ms));
  if (state.answer != nullptr) {
    const told::Answered& said = state.answer->content;
    view.answer = told::word(said.answer);
    if (said.day) view.answer_day = base::to_iso(*said.day);
    view.answer_time = said.time;
  }
  view.phase = kPhases[static_cast<std::size_t>(state.phase)];
  const Askable asked = asked_about(entry.mark.id);
  auto exchange = exchange_view(core, sync, asked, sides_of(core, entry.mark.id));
  // Before a yes there is nothing to write for who was invited; what was written stays.
  if (told::may_write_a_side(state) || state.own.sealed || !exchange.draft.empty()) view.exchange = std::move(exchange);
  for (const auto* promise : state.promises) view.promises.push_back(promise_view(core, *promise));
  for (const told::Move move : told::kMoves) {
    if (may(core, entry, move)) view.may.emplace_back(told::word(move));
  }
  const bool wants_help = state.phase == told::Phase::invited && state.answer != nullptr &&
                          state.answer->content.answer == told::Answer::help;
  if (wants_help && !core.keep.nothing_joint()) view.may.emplace_back("counsellor");
  if (state.helped) view.helped = told::word(*state.helped);
  return view;
}

// Each name once, the last said first.
std::vector<boundary::Again> again_views(const Core& core) {
  std::vector<boundary::Again> views;
  for (const auto& entry : core.story.mend_again) {
    if (core.story.is_hidden(entry.mark.id)) continue;
    boundary::Again view{.name = entry.content.name, .times = 1, .last = base::to_iso(entry.content.day)};
    const std::string name = told::same_name(view.name);
    const auto earlier =
        std::ranges::find_if(views, [&](const boundary::Again& other) { return told::same_name(other.name) == name; });
    if (earlier != views.end()) {
      view.times += earlier->times;
      views.erase(earlier);
    }
    views.insert(views.begin(), std::move(view));
  }
  if (core.keep.nothing_joint()) return views;
  for (boundary::Again& view : views) {
    view.suggest = view.times >= kCounsellorAfter ? "counsellor" : view.times >= kRootAfter ? "root" : "";
  }
  return views;
}

// The sides of a step were opened by the two, at least once.
bool was_opened(const Core& core, told::Kind step) {
  return std::ranges::any_of(core.story.mends, [&](const Mending& mend) {
    return mend.content.kind == step && mend_state(core, mend).both_given();
  });
}

boundary::Trust trust_view(const Core& core) {
  const WayNow way = way_now(core);
  boundary::Trust view{.on = is_on_the_slower_way(core), .stage = std::string(story::way::word(way.now.stage))};
  view.paused = way.paused;
  for (const told::Kind step : told::kSteps) {
    view.steps.push_back(
        {std::string(told::word(step)), told::readiness(core.story, step).own, is_step_open(core, step)});
  }
  view.counsellor = view.on && !core.keep.nothing_joint();
  return view;
}

}  // namespace

const Mending* find_mend(const Core& core, const base::EventId& mend) {
  return core.story.is_hidden(mend) ? nullptr : core.story.mends.find(mend);
}

told::State mend_state(const Core& core, const Mending& mend) {
  return told::state_of(core.story, mend, core.story.exchange(sides_of(core, mend.mark.id)));
}

bool is_live(const Core& core, const base::EventId& event) {
  if (core.demo) return true;
  const auto space = core.open_space();
  const auto* known = core.story.known(event);
  return space && known != nullptr && known->log == *space;
}

bool may(const Core& core, const Mending& mend, told::Move move) {
  const bool alone = move == told::Move::followed;  // for oneself, whatever became of the space
  return (alone || is_live(core, mend.mark.id)) &&
         told::may(mend_state(core, mend), move, core.today(), core.call.offset_minutes);
}

std::optional<Askable> mend_askable(const Core& core, std::string_view question) {
  const auto id = told::mend_of(question);
  const Mending* mend = id ? find_mend(core, *id) : nullptr;
  if (mend == nullptr || !is_live(core, *id) || !told::may_write_a_side(mend_state(core, *mend))) return std::nullopt;
  return asked_about(*id);
}

bool is_on_the_slower_way(const Core& core) { return way_now(core).now.track == story::way::Track::after_breach; }

bool is_step_open(const Core& core, told::Kind step) {
  const WayNow way = way_now(core);
  if (way.now.track != story::way::Track::after_breach || way.paused) return false;
  const auto said = told::readiness(core.story, step);
  if (!said.own || !said.theirs) return false;
  return step == told::kSteps.front() || was_opened(core, static_cast<told::Kind>(static_cast<int>(step) - 1));
}

boundary::MendRoom mend_room(const Core& core, const net::Sync& sync) {
  boundary::MendRoom room;
  for (const Mending& mend : core.story.mends) {
    if (!core.story.is_hidden(mend.mark.id)) room.mends.push_back(mend_view(core, sync, mend));
  }
  std::ranges::reverse(room.mends);
  for (const auto& promise : core.story.mend_promises) {
    if (!core.story.is_hidden(promise.mark.id)) room.promises.push_back(promise_view(core, promise));
  }
  std::ranges::reverse(room.promises);
  room.again = again_views(core);
  room.trust = trust_view(core);
  return room;
}

}  // namespace hearth::app::views
