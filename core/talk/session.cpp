#include "talk/session.h"

#include <algorithm>

namespace hearth::talk {
namespace {

constexpr std::int32_t kMinutes[] = {3, 10, 20, 45};
constexpr std::size_t kTwenty = 2;

// Seconds of each part, by length. For twenty minutes they are the design's; the turns
// of the longer and shorter ones are as long in proportion, to five seconds. Three
// minutes leave no room for saying back, but where only one speaks. A part of no
// seconds is left out.
struct Seconds {
  std::int16_t settle;
  std::int16_t speak;
  std::int16_t reflect;
  std::int16_t more;
  std::int16_t close;
};
constexpr Seconds kByTurns[] = {
    {20, 60, 0, 0, 40}, {60, 100, 35, 75, 120}, {60, 240, 90, 180, 120}, {60, 595, 220, 445, 120}};
constexpr Seconds kOneSpeaks[] = {
    {20, 90, 30, 0, 40}, {60, 200, 50, 170, 120}, {60, 480, 120, 420, 120}, {60, 1185, 295, 1040, 120}};
// One question, one round.
constexpr Seconds kNight[] = {
    {20, 60, 0, 0, 40}, {60, 145, 65, 0, 120}, {60, 360, 150, 0, 120}, {60, 890, 370, 0, 120}};

std::size_t length_index(std::int32_t minutes) {
  for (std::size_t i = 0; i < std::size(kMinutes); ++i) {
    if (kMinutes[i] == minutes) return i;
  }
  return kTwenty;
}

void add(Plan& plan, Part part, Who who, std::int32_t seconds) {
  if (seconds > 0) plan.turns.at(plan.count++) = {part, who, seconds};
}

void start(Session& session, std::int32_t place, std::int64_t at_ms) {
  const Plan plan = plan_of(session.kind, session.minutes);
  session.place = place;
  session.given_back = 0;
  session.soft_rung = false;
  session.phase = Phase::running;
  if (static_cast<std::size_t>(place) < plan.count) {
    session.ends_ms = at_ms + plan.turns.at(static_cast<std::size_t>(place)).seconds * kSecond;
    return;
  }
  session.place = static_cast<std::int32_t>(plan.count) - 1;
  session.phase = Phase::over;
  session.ends_ms = at_ms;
  session.end = End::done;
}

void end(Session& session, End how) {
  session.phase = Phase::over;
  session.end = how;
  session.left_ms = 0;
  session.was_finishing = false;
  session.back_ms = 0;
  session.ends_ms = session.seen_ms;
}

void pause(Session& session, std::int64_t left_ms) {
  session.was_finishing = session.phase == Phase::finishing;
  session.phase = Phase::paused;
  session.left_ms = left_ms;
  session.back_ms = 0;
  session.ends_ms = session.seen_ms + kLapsesMs;
}

bool may_finish(Part part) { return part == Part::speak || part == Part::reflect; }

std::int64_t soft_at(const Session& session) {
  constexpr std::int32_t kLongEnough = 90;
  const Turn turn = turn_of(session);
  const bool rings = session.soft_bell && !session.soft_rung && has_clock(session.kind) && turn.part == Part::speak &&
                     turn.seconds >= kLongEnough;
  return rings ? session.ends_ms - kSoftMs : session.ends_ms;
}

// The turn is over, in time or not.
void run_out(Session& session, Heard& heard) {
  const std::int64_t late = session.seen_ms - session.ends_ms;
  const std::int64_t from = late <= kOnTimeMs ? session.ends_ms : session.seen_ms;
  const bool finishes = session.phase == Phase::running && may_finish(turn_of(session).part);
  if (session.phase == Phase::running) {
    heard.ring = Ring::full;
    heard.late_ms = late <= kOnTimeMs ? 0 : late;
  }
  if (late > kLongAwayMs) {
    pause(session, 0);
    heard.ring = Ring::none;
    return;
  }
  if (!finishes) return start(session, session.place + 1, from);
  session.phase = Phase::finishing;
  session.ends_ms = from + kFinishMs;
}

Heard pass_time(Session& session, std::int64_t now_ms) {
  Heard heard;
  if (session.phase == Phase::over) return heard;
  now_ms = std::clamp<std::int64_t>(now_ms, 0, kLastTimeMs);
  if (now_ms < session.seen_ms) session.ends_ms -= session.seen_ms - now_ms;
  session.seen_ms = now_ms;
  if (session.phase == Phase::paused) {
    if (now_ms >= session.ends_ms) end(session, End::lapsed);
    return heard;
  }
  if (now_ms >= session.ends_ms) {
    run_out(session, heard);
  } else if (session.phase == Phase::running && now_ms >= soft_at(session)) {
    heard.ring = Ring::soft;
    session.soft_rung = true;
  }
  return heard;
}

void resume(Session& session) {
  const std::int64_t left = session.left_ms;
  session.left_ms = 0;
  session.back_ms = 0;
  session.phase = session.was_finishing ? Phase::finishing : Phase::running;
  session.was_finishing = false;
  if (left == 0) return start(session, session.place + 1, session.seen_ms);
  session.ends_ms = session.seen_ms + left;
}

}  // namespace

bool is_length(std::int64_t minutes) { return std::ranges::find(kMinutes, minutes) != std::end(kMinutes); }

Plan plan_of(Kind kind, std::int32_t minutes) {
  const std::size_t length = length_index(minutes);
  Plan plan;
  if (kind == Kind::listen || kind == Kind::alone) {
    const Seconds& one = kOneSpeaks[length];
    add(plan, Part::settle, Who::both, one.settle);
    add(plan, Part::speak, Who::first, one.speak);
    add(plan, Part::reflect, kind == Kind::alone ? Who::first : Who::second, one.reflect);
    add(plan, Part::speak, Who::first, one.more);
    add(plan, Part::close, Who::both, one.close);
    return plan;
  }
  const Seconds& each = kind == Kind::night ? kNight[length] : kByTurns[length];
  add(plan, Part::settle, Who::both, each.settle);
  add(plan, Part::speak, Who::first, each.speak);
  add(plan, Part::reflect, Who::second, each.reflect);
  add(plan, Part::speak, Who::second, each.speak);
  add(plan, Part::reflect, Who::first, each.reflect);
  add(plan, Part::speak, Who::first, each.more);
  add(plan, Part::speak, Who::second, each.more);
  add(plan, Part::close, Who::both, each.close);
  return plan;
}

Session begin(Kind kind, std::int32_t minutes, bool other_first, bool soft_bell, std::int64_t now_ms) {
  Session session;
  session.kind = kind;
  session.minutes = kMinutes[length_index(minutes)];
  session.other_first = other_first && kind != Kind::alone;
  session.soft_bell = soft_bell;
  session.seen_ms = std::clamp<std::int64_t>(now_ms, 0, kLastTimeMs);
  start(session, 0, session.seen_ms);
  return session;
}

bool may(const Session& session, Move what) {
  const bool goes_on = session.phase == Phase::running || session.phase == Phase::finishing;
  switch (what) {
    case Move::look: return true;
    case Move::pass:
    case Move::pause: return goes_on;
    case Move::give_back:
      return goes_on && turn_of(session).part == Part::speak && session.kind != Kind::alone &&
             session.given_back < kMostGivenBack;
    case Move::come_back:
    case Move::resume: return session.phase == Phase::paused;
    case Move::close: return session.phase != Phase::over && turn_of(session).part != Part::close;
    case Move::stop: return session.phase != Phase::over;
  }
  return false;
}

std::expected<Heard, base::Error> move(Session& session, Move what, std::int64_t now_ms, std::int64_t back_ms) {
  const Phase before = session.phase;
  const std::int32_t place = session.place;
  const Heard heard = pass_time(session, now_ms);
  // Whoever passes on a turn (or gives time back in it) that has just ended by itself means that one, not the next.
  if ((what == Move::pass || what == Move::give_back) && session.place != place) return heard;
  if (session.phase == Phase::over && before != Phase::over) return heard;
  if (!may(session, what)) return std::unexpected(base::Error::refused_by_rule);
  switch (what) {
    case Move::look: break;
    case Move::pass: start(session, session.place + 1, session.seen_ms); break;
    case Move::give_back:
      session.ends_ms = (session.phase == Phase::finishing ? session.seen_ms : session.ends_ms) + kGivenBackMs;
      session.phase = Phase::running;
      ++session.given_back;
      break;
    case Move::pause: pause(session, session.ends_ms - session.seen_ms); break;
    case Move::come_back:
      if (back_ms != 0 && (back_ms <= session.seen_ms || back_ms > session.seen_ms + kFurthestBackMs)) {
        return std::unexpected(base::Error::bad_request);
      }
      session.back_ms = back_ms;
      session.ends_ms = std::max(session.seen_ms, back_ms) + kLapsesMs;
      break;
    case Move::resume: resume(session); break;
    case Move::close:
      session.left_ms = session.back_ms = 0;
      session.was_finishing = false;
      start(session, static_cast<std::int32_t>(plan_of(session.kind, session.minutes).count) - 1, session.seen_ms);
      break;
    case Move::stop: end(session, End::stopped); break;
  }
  return heard;
}

Turn turn_of(const Session& session) {
  return plan_of(session.kind, session.minutes).turns.at(static_cast<std::size_t>(session.place));
}

std::optional<std::int64_t> next_ms(const Session& session) {
  if (session.phase == Phase::running) return soft_at(session);
  if (session.phase == Phase::finishing) return session.ends_ms;
  return std::nullopt;
}

bool has_clock(Kind kind) { return kind != Kind::night; }

}  // namespace hearth::talk
