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
  for (const boundary::TalkKept& kept : room.kept) {
    const bool open = kept.became == word(told::Became::open) || kept.became == word(told::Became::moved);
    if (kept.step.empty() || !open) continue;
    room.look_back = kept;
    break;
  }
  return room;
}

}  // namespace hearth::app::views
