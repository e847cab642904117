#include <algorithm>
#include <ranges>

#include "app/views/entries.h"
#include "app/views/exchanges.h"
#include "app/views/guide.h"
#include "app/views/own_items.h"
#include "app/views/ways.h"
#include "library/builtin.h"

namespace hearth::app::views {
namespace {

constexpr std::int64_t kLongAway = 14 * base::kMillisecondsPerDay;
constexpr std::size_t kSharesOnToday = 5;
constexpr int kDaysOfALookIn = 3;  // a feeling of last week is no news

// A key of the language files.
std::string greeting(const Core& core) {
  std::int64_t last_own = 0;
  for (const auto& checkin : core.story.checkins) last_own = std::max(last_own, checkin.mark.authored_ms);
  for (const auto& [id, record] : core.story.exchanges()) {
    for (const auto& seal : record.seals) {
      if (seal.mark.own()) last_own = std::max(last_own, seal.mark.authored_ms);
    }
  }
  if (last_own != 0 && core.now_ms() - last_own > kLongAway) return "welcome_back";
  const std::int64_t minute = (core.now_ms() / base::kMillisecondsPerMinute + core.call.offset_minutes) % (24 * 60);
  if (minute < 4 * 60) return "night";
  if (minute < 11 * 60) return "morning";
  if (minute < 17 * 60) return "day";
  return minute < 22 * 60 ? "evening" : "night";
}

bool is_done(boundary::ExchangePhase phase) {
  return phase == boundary::ExchangePhase::kSealed || phase == boundary::ExchangePhase::kOpen ||
         phase == boundary::ExchangePhase::kPassed || phase == boundary::ExchangePhase::kResting;
}

// Answered by oneself on an earlier day. A word of the guide that comes late can move
// the order of the questions, and bring such a one back.
bool answered_before(const Core& core, const Askable& asked, base::Date day) {
  const auto* record = core.story.exchange(exchange_id(core, asked));
  if (record == nullptr) return false;
  const auto earlier = [&](const auto& entry) { return entry.mark.own() && core.day_of(entry.mark.authored_ms) < day; };
  return std::ranges::any_of(record->seals, earlier) || std::ranges::any_of(record->open_answers, earlier);
}

}  // namespace

boundary::Today today_view(const Core& core, const net::Sync& sync) {
  boundary::Today today;
  const base::Date day = core.today();
  today.day = base::to_iso(day);
  today.greeting = greeting(core);
  auto questions = questions_of_day(core, day);
  const HeldBack held_back(core);
  std::erase_if(questions, [&](const Askable& asked) {
    if (answered_before(core, asked, day)) return true;
    return held_back(asked) && !state_of(core, exchange_id(core, asked)).own.answered();
  });
  const std::size_t wished = others_wished(core, day);
  if (!questions.empty()) {
    std::size_t shown = std::min(wished, questions.size() - 1);
    // Whatever of today was answered stays in sight.
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (state_of(core, exchange_id(core, questions[i])).own.answered()) shown = i;
    }
    today.exchange = exchange_view(core, sync, questions[shown]);
    const std::size_t possible = std::min(guide::kOthersPerDay, questions.size() - 1);
    today.another_left = wished >= possible ? 0 : static_cast<std::int64_t>(possible - wished);
  }
  today.open_exchanges = open_exchanges(core, sync, today.exchange ? today.exchange->id : std::string());
  for (const boundary::CheckinEntry& checkin : own_checkins(core)) {
    if (checkin.day == today.day) {
      today.checkin = checkin;
      break;
    }
  }
  for (const auto& lookin : core.story.shared_checkins | std::views::reverse) {
    if (lookin.mark.own() || core.story.is_hidden(lookin.mark.id)) continue;
    // The number alone goes into the picture; words and lines were meant to be read.
    if (lookin.content.note && day - lookin.content.day < kDaysOfALookIn) today.lookin = shared_checkin_view(lookin);
    break;
  }
  for (boundary::ThanksNote& note : notes(core)) {
    if (note.own) continue;
    today.thanks = std::move(note);
    break;
  }
  today.shares = shares(core);
  if (today.shares.size() > kSharesOnToday) today.shares.resize(kSharesOnToday);
  today.all_done = today.checkin.has_value() && (!today.exchange || is_done(today.exchange->phase));
  today.kit_row = !core.demo && core.keep.kit != KitState::saved;
  today.deeper = offered_rung(core);
  if (question_rung(core, day) <= guide::kEverydayRung) today.why.emplace_back("gentle");
  today.why.insert(today.why.end(), {"facet", "surprise"});
  today.guide = guide_view(core);
  return today;
}

}  // namespace hearth::app::views
