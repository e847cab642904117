#include "app/views/own_items.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "app/views/guide.h"
#include "app/views/questions.h"
#include "app/views/ways.h"
#include "base/order.h"
#include "closeness/sign.h"
#include "library/builtin.h"

namespace hearth::app::views {
namespace {

namespace step = story::step;
using step::Kind;

constexpr std::int32_t kAskEveryDays = 28;
constexpr std::ptrdiff_t kAskADay = 2;
constexpr std::int32_t kPutAwayDays = 56;
constexpr std::int32_t kLookBackDays = 28;
constexpr std::int64_t kLacking = 2;
constexpr std::string_view kHardDay = "day";

std::vector<closeness::ConflictDay> conflict_days(const Core& core) {
  std::vector<closeness::ConflictDay> days;
  for (const step::Own* told : told_by_day(core)) {
    if (told->kind == Kind::conflict) days.push_back({told->day, static_cast<int>(told->value)});
  }
  return days;
}

bool is_due(const step::Own* last, base::Date today) { return last == nullptr || today - last->day >= kAskEveryDays; }

// How deep what both finished was, the oldest first.
std::vector<int> finished_rungs(const Core& core) {
  std::vector<int> rungs;
  for (const auto* fate : fates(core)) {
    if (fate->content.became != step::Became::done) continue;
    if (const auto* practice = library::find_practice(fate->content.step)) rungs.push_back(practice->depth);
  }
  return rungs;
}

// The last of all that was told of each facet.
struct Numbers {
  const step::Own* felt = nullptr;
  const step::Own* needed = nullptr;
  bool shared = false;
  bool unasked = false;
};
std::array<Numbers, guide::kFacetCount> own_numbers(const Core& core) {
  std::array<Numbers, guide::kFacetCount> numbers;
  for (const auto& entry : core.story.guide_own) {
    const step::Own& own = entry.content;
    if (own.kind < Kind::felt || own.kind > Kind::numbers) continue;
    const auto facet = guide::facet_of(own.id);
    if (!facet) continue;
    Numbers& told = numbers.at(guide::index(*facet));
    if (own.kind == Kind::felt) told.felt = &own;
    if (own.kind == Kind::needed) told.needed = &own;
    if (own.kind == Kind::unasked) told.unasked = own.value == 1;
    if (own.kind == Kind::numbers) told.shared = own.value == 1;
  }
  return numbers;
}

const step::Numbers* last_numbers(const Core& core, bool own, std::string_view facet) {
  const step::Numbers* last = nullptr;
  for (const auto& entry : core.story.guide_numbers) {
    if (entry.mark.own() == own && entry.content.facet == facet) last = &entry.content;
  }
  return last;
}

}  // namespace

const step::Own* last_told(const Core& core, Kind kind, std::string_view id) {
  const step::Own* last = nullptr;
  for (const auto& entry : core.story.guide_own) {
    if (entry.content.kind == kind && entry.content.id == id) last = &entry.content;
  }
  return last;
}

std::vector<const step::Own*> told_by_day(const Core& core) {
  std::vector<const step::Own*> told;
  for (const auto& entry : core.story.guide_own) told.push_back(&entry.content);
  const auto about = [](const step::Own* own) { return std::tie(own->day, own->kind, own->id); };
  base::sort(told, [&](const step::Own* a, const step::Own* b) { return about(a) < about(b); });
  // Sorted stably: the last of equal ones was said last.
  std::vector<const step::Own*> last;
  for (const step::Own* own : told) {
    if (!last.empty() && about(last.back()) == about(own)) last.pop_back();
    last.push_back(own);
  }
  return last;
}

bool is_set(const Core& core, Kind kind, std::string_view id) {
  const step::Own* last = last_told(core, kind, id);
  return last != nullptr && last->value == 1;
}

bool is_put_away(const Core& core, std::string_view notice) {
  const step::Own* seen = last_told(core, Kind::seen, notice);
  // What was said of a day is put away with that day.
  const std::int32_t days = notice == kHardDay ? 1 : kPutAwayDays;
  return seen != nullptr && seen->value == 1 && core.today() - seen->day < days;
}

std::vector<boundary::Area> areas(const Core& core) {
  const base::Date today = core.today();
  std::vector<boundary::Area> all;
  std::vector<std::pair<std::int32_t, std::size_t>> due;  // by how long ago, the longest first
  std::ptrdiff_t left = kAskADay;
  const auto numbers = own_numbers(core);
  const bool touch = pair_kind(core) == guide::PairKind::partner;
  std::size_t next = 0;
  for (const std::string_view facet : guide::kFacetIds) {
    const Numbers& told = numbers.at(next++);
    boundary::Area area{.facet = std::string(facet)};
    if (told.felt != nullptr) {
      area.felt = told.felt->value;
      area.day = base::to_iso(told.felt->day);
    }
    if (told.needed != nullptr) area.needed = told.needed->value;
    area.shared = told.shared;
    area.unasked = told.unasked;
    area.ask_needed = is_due(told.needed, today);
    if (const auto* theirs = last_numbers(core, false, facet)) {
      area.theirs_felt = theirs->felt;
      area.theirs_needed = theirs->needed;
    }
    const step::Own* felt = told.felt;
    if (felt != nullptr && felt->day == today) --left;
    const bool fits = touch || facet != guide::id(guide::Facet::affection);
    if (fits && !area.unasked && is_due(felt, today)) {
      due.emplace_back(felt == nullptr ? 0 : felt->day.days_since_1970, all.size());
    }
    // Between friends and in a family nothing is asked about touch.
    if (fits) all.push_back(std::move(area));
  }
  base::sort(due);
  for (const auto& [day, place] : due) {
    if (left-- <= 0) break;
    all[place].ask = true;
  }
  return all;
}

std::optional<guide::Facet> own_wish(const Core& core) {
  std::optional<guide::Facet> wish;
  std::int64_t most = kLacking - 1;
  for (const boundary::Area& area : areas(core)) {
    if (!area.felt || !area.needed || area.unasked || *area.needed - *area.felt <= most) continue;
    most = *area.needed - *area.felt;
    wish = guide::facet_of(area.facet);
  }
  return wish;
}

std::vector<guide::SharedGap> shared_gaps(const Core& core) {
  std::vector<guide::SharedGap> gaps;
  const int own = own_place(core);
  for (const auto& entry : core.story.guide_numbers) {
    const auto facet = guide::facet_of(entry.content.facet);
    if (!facet) continue;
    const int member = entry.mark.own() ? own : 1 - own;
    const int week = week_of(core, entry.content.day);
    if (entry.content.felt && entry.content.needed) {
      // Said again in a week, the later word counts.
      std::erase_if(gaps, [&](const guide::SharedGap& gap) {
        return gap.member == member && gap.facet == *facet && gap.week == week;
      });
      gaps.push_back({member, week, *facet, static_cast<int>(*entry.content.needed - *entry.content.felt) * 4});
      continue;
    }
    for (guide::SharedGap& gap : gaps) {
      if (gap.member == member && gap.facet == *facet) gap.last_week = std::min(gap.last_week, week);
    }
  }
  return gaps;
}

std::optional<step::Numbers> numbers_due(const Core& core, std::string_view facet) {
  const step::Own* felt = last_told(core, Kind::felt, facet);
  const step::Own* needed = last_told(core, Kind::needed, facet);
  const step::Numbers* said = last_numbers(core, true, facet);
  step::Numbers due{.facet = std::string(facet), .day = core.today()};
  if (is_set(core, Kind::numbers, facet)) {
    if (felt == nullptr || needed == nullptr) return std::nullopt;
    due.felt = felt->value;
    due.needed = needed->value;
    if (said != nullptr && said->day == due.day && said->felt == due.felt && said->needed == due.needed) {
      return std::nullopt;
    }
    return due;
  }
  return said != nullptr && said->felt ? std::optional(due) : std::nullopt;
}

guide::SinceConflict since_conflict(const Core& core) {
  const base::Date today = core.today();
  auto since = guide::SinceConflict::long_;
  for (const auto& day : conflict_days(core)) {
    if (day.conflict < closeness::kMarkedConflict || day.day > today) continue;
    if (day.day == today) return guide::SinceConflict::same_day;
    if (today - day.day <= 2) since = guide::SinceConflict::two_days;
  }
  return since;
}

guide::Strain strain(const Core& core) {
  return static_cast<guide::Strain>(closeness::is_conflict_chronic(conflict_days(core), core.today()));
}

std::string care(const Core& core) {
  if (core.keep.nothing_joint()) return {};
  if (strain(core) == guide::Strain::yes && !is_put_away(core, "conflict")) return "chronic";
  return since_conflict(core) == guide::SinceConflict::same_day && !is_put_away(core, kHardDay) ? std::string(kHardDay)
                                                                                                : std::string();
}

std::vector<std::string> warning_signs(const Core& core) {
  std::vector<std::string> signs;
  std::vector<base::Date> days;
  for (const auto& entry : core.story.checkins) days.push_back(entry.content.day);
  if (closeness::hears_less(days, core.today()) && !is_put_away(core, "less")) signs.emplace_back("less");
  const bool joint = !core.keep.nothing_joint() && !is_set(core, Kind::pace);
  if (joint && closeness::is_rung_falling(finished_rungs(core)) && !is_put_away(core, "rung")) {
    signs.emplace_back("rung");
  }
  return signs;
}

std::vector<boundary::OwnSign> own_signs(const Core& core) {
  std::vector<boundary::OwnSign> signs;
  for (const auto& entry : core.story.signs) {
    auto found = std::ranges::find(signs, entry.content.id, &boundary::OwnSign::id);
    if (found == signs.end()) found = signs.insert(signs.end(), {.id = entry.content.id});
    found->notice = entry.content.notice;
    found->wish = entry.content.wish;
  }
  std::erase_if(signs, [](const auto& sign) { return sign.notice.empty(); });
  for (const auto& entry : core.story.guide_own) {
    if (entry.content.kind != Kind::noticed || entry.content.value == 0) continue;
    const auto found = std::ranges::find(signs, entry.content.id, &boundary::OwnSign::id);
    if (found != signs.end()) found->noticed = base::to_iso(entry.content.day);
  }
  return signs;
}

bool looks_back(const Core& core) {
  if (own_signs(core).empty()) return false;
  std::optional<base::Date> last;
  for (const auto& entry : core.story.signs) last = std::max(last.value_or(entry.content.day), entry.content.day);
  for (const auto& entry : core.story.guide_own) {
    if (entry.content.kind == Kind::noticed) last = std::max(*last, entry.content.day);
  }
  return core.today() - *last >= kLookBackDays;
}

}  // namespace hearth::app::views
