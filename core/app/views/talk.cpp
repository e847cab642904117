#include "app/views/talk.h"

#include <algorithm>

#include "app/views/people.h"
#include "base/order.h"

namespace hearth::app::views {
namespace {

namespace told = story::talk;

boundary::TalkKept kept_view(const Core& core, const story::Entry<told::Kept>& entry) {
  const told::Kept& kept = entry.content;
  boundary::TalkKept view{.event = id_text(entry.mark.id), .kind = kept.kind, .minutes = kept.minutes};
  view.day = base::to_iso(kept.day);
  view.heard = kept.heard;
  view.meant = kept.meant;
  if (kept.closer) view.closer = word(*kept.closer);
  view.word = kept.word;
  view.learned = kept.learned;
  view.note = kept.note;
  view.step = kept.step;
  auto by = kept.by;
  auto became = told::Became::open;
  for (const auto& looked : core.story.talk_steps) {
    if (looked.content.talk != entry.mark.id) continue;
    became = looked.content.became;
    if (looked.content.by) by = looked.content.by;
  }
  if (by) view.by = base::to_iso(*by);
  view.became = word(became);
  return view;
}

constexpr std::int32_t kStillAfterDays = 28;
constexpr std::int32_t kStillEveryDays = 7;
constexpr std::int32_t kRecentDays = 7;

// What one learned of the other, the newest first. Whether the oldest is still true is
// asked once a week at most; what is no longer so stands there no more.
std::vector<boundary::Learned> learned(const Core& core) {
  std::vector<boundary::Learned> all;
  std::optional<base::Date> asked;
  for (const auto& said : core.story.talk_stills) {
    if (!asked || *asked < said.content.day) asked = said.content.day;
  }
  for (const auto& entry : core.story.talks) {
    if (entry.content.learned.empty() || core.story.is_hidden(entry.mark.id)) continue;
    boundary::Learned view{id_text(entry.mark.id), entry.content.learned, base::to_iso(entry.content.day), {}, false};
    bool gone = false;
    for (const auto& said : core.story.talk_stills) {
      if (said.content.talk != entry.mark.id || core.story.is_hidden(said.mark.id)) continue;
      gone = said.content.still == told::Still::gone;
      if (said.content.still == told::Still::changed) {
        view.before.insert(view.before.begin(), boundary::DatedWords{view.words, view.day});
        view.words = said.content.words;
      }
      view.day = base::to_iso(said.content.day);
    }
    if (!gone) all.push_back(std::move(view));
  }
  std::ranges::reverse(all);
  base::sort(all, [](const auto& a, const auto& b) { return a.day > b.day; });
  const bool rests = asked && core.today() - *asked < kStillEveryDays;
  if (!all.empty() && !rests) {
    const auto day = base::from_iso(all.back().day);
    all.back().ask = day && core.today() - *day >= kStillAfterDays;
  }
  return all;
}

// From today on, the next first. Only the one who was asked answers.
std::vector<boundary::TalkPlan> plans(const Core& core) {
  std::vector<boundary::TalkPlan> all;
  for (const auto& entry : core.story.talk_plans) {
    const told::Plan& plan = entry.content;
    if (plan.day < core.today() || core.story.is_hidden(entry.mark.id)) continue;
    boundary::TalkPlan view{.event = id_text(entry.mark.id), .own = entry.mark.own(), .kind = plan.kind};
    view.minutes = plan.minutes;
    view.place = word(plan.place);
    view.day = base::to_iso(plan.day);
    view.time = plan.time;
    view.firm = plan.firm;
    view.words = plan.words;
    for (const auto& said : core.story.talk_answers) {
      if (said.content.plan == entry.mark.id && said.mark.author != entry.mark.author) {
        view.answer = word(said.content.answer);
      }
    }
    all.push_back(std::move(view));
  }
  base::sort(all, [](const auto& a, const auto& b) { return a.day + a.time < b.day + b.time; });
  return all;
}

}  // namespace

boundary::Session session_view(const talk::Session& session) {
  const talk::Plan plan = talk::plan_of(session.kind, session.minutes);
  constexpr std::string_view kWho[] = {"both", "first", "second"};
  boundary::Session view{.kind = std::string(word(session.kind)), .minutes = session.minutes};
  view.other_first = session.other_first;
  for (const talk::Turn& turn : plan.all()) {
    view.turns.push_back(
        {std::string(word(turn.part)), std::string(kWho[static_cast<std::size_t>(turn.who)]), turn.seconds});
  }
  view.place = session.place;
  view.phase = word(session.phase);
  view.end = word(session.end);
  view.ends_at = session.ends_ms;
  view.left = session.left_ms;
  view.back_at = session.back_ms;
  view.next_at = talk::next_ms(session);
  view.given_back = session.given_back;
  view.clock = talk::has_clock(session.kind);
  for (int i = 0; i <= static_cast<int>(talk::Move::stop); ++i) {
    const auto move = static_cast<talk::Move>(i);
    if (talk::may(session, move)) view.may.emplace_back(word(move));
  }
  return view;
}

boundary::TalkRoom talk_room(const Core& core) {
  boundary::TalkRoom room;
  for (const auto& entry : core.story.talks) {
    if (!core.story.is_hidden(entry.mark.id)) room.kept.push_back(kept_view(core, entry));
  }
  std::ranges::reverse(room.kept);
  room.plans = plans(core);
  room.learned = learned(core);
  for (const boundary::TalkKept& kept : room.kept) {
    const auto day = base::from_iso(kept.day);
    const bool recent = day && core.today() - *day < kRecentDays && kept.kind != talk::word(talk::Kind::alone);
    if (recent && std::ranges::find(room.days, kept.day) == room.days.end()) room.days.push_back(kept.day);
  }
  for (const boundary::TalkKept& kept : room.kept) {
    const bool open = kept.became == word(told::Became::open) || kept.became == word(told::Became::moved);
    if (kept.step.empty() || !open) continue;
    room.look_back = kept;
    break;
  }
  return room;
}

}  // namespace hearth::app::views
