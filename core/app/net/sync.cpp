#include "app/net/sync.h"

#include <algorithm>

namespace hearth::app::net {

Sync::Sync(Core& core)
    : meeting(core, carrier, [this](const base::LogId& log) { return token_of(log); }),
      recovering(core, carrier),
      shares(core, carrier, [this](const base::LogId& log) { return token_of(log); }),
      core_(core),
      registry_(core, carrier, [this](const base::LogId& log) { return token_of(log); }) {}

std::string Sync::token_of(const base::LogId& log) const {
  const auto line = lines_.find(log);
  return line == lines_.end() ? std::string() : line->second->token();
}

void Sync::mind_lines() {
  std::vector<base::LogId> wanted = core_.person->spaces();
  wanted.push_back(core_.person->personal_log());
  for (const base::LogId& log : wanted) {
    const bool reachable = core_.keep.registered.contains(log) || core_.person->archive(log);
    if (!reachable || lines_.contains(log)) continue;
    lines_[log] = std::make_unique<Line>(core_, carrier, log);
  }
  for (auto& [log, line] : lines_) {
    if (std::find(wanted.begin(), wanted.end(), log) != wanted.end()) line->pump();
  }
}

void Sync::pump() {
  if (core_.keep.server.empty() || offline_ || core_.demo) return;
  if (core_.person && core_.stage == Stage::open) {
    registry_.pump();
    meeting.pump();
    mind_lines();
    shares.pump();
  } else {
    if (meeting.new_device) meeting.pump();
    recovering.pump();
  }
}

void Sync::online() {
  offline_ = false;
  registry_.hurry();
  meeting.hurry();
  recovering.hurry();
  shares.hurry();
  for (auto& [log, line] : lines_) line->hurry();
}

void Sync::offline() {
  offline_ = true;
  core_.effects.change("status");
}

void Sync::restart() {
  for (auto& [log, line] : lines_) line->restart();
  online();
}

void Sync::forget() {
  carrier.forget();
  lines_.clear();
  shares.forget();
}

bool Sync::connected() const {
  if (!core_.person) return false;
  const auto line = lines_.find(core_.person->personal_log());
  return line != lines_.end() && line->second->live();
}

bool Sync::settled() const {
  if (core_.keep.server.empty() || core_.demo) return true;
  if (!core_.person) return !recovering.under_way() && meeting.settled();
  if (carrier.waiting() || !registry_.settled() || !meeting.settled() || !shares.settled()) return false;
  std::vector<base::LogId> wanted = core_.person->spaces();
  wanted.push_back(core_.person->personal_log());
  return std::all_of(wanted.begin(), wanted.end(), [&](const base::LogId& log) {
    if (!core_.keep.registered.contains(log)) return true;
    const auto line = lines_.find(log);
    return line != lines_.end() && line->second->settled();
  });
}

std::int64_t Sync::wake_at() const {
  if (core_.keep.server.empty() || offline_ || core_.demo) return 0;
  std::int64_t soonest = 0;
  const auto consider = [&](std::int64_t at_ms) {
    if (at_ms > core_.call.now_ms && (soonest == 0 || at_ms < soonest)) soonest = at_ms;
  };
  consider(meeting.wake_at());
  if (!core_.person) {
    consider(recovering.wake_at());
    return soonest;
  }
  consider(registry_.wake_at());
  consider(shares.wake_at());
  for (const auto& [log, line] : lines_) consider(line->wake_at());
  return soonest;
}

bool Sync::acknowledged(const base::EventId& event) const {
  return std::none_of(core_.unsent.begin(), core_.unsent.end(),
                      [&](const auto& log) { return log.second.contains(event); });
}

}  // namespace hearth::app::net
