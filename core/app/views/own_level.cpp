#include "app/views/own_level.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "app/views/own_items.h"
#include "base/order.h"
#include "closeness/sign.h"
#include "story/exchange/state.h"
#include "talk/session.h"

namespace hearth::app::views {
namespace {

using closeness::OwnReport;

// What a person did themselves and the log can date; the ids are those of
// closeness/defaults.h.
enum Happened : std::size_t { kGratitude, kDeepTalk, kConflict };
constexpr std::array<std::string_view, 3> kHappened{"gratitude", "deep_talk", "conflict"};
constexpr std::size_t kLeastAreas = 3;
constexpr std::int32_t kMonth = 28;

// An event counts on a day once.
class Gathering {
 public:
  explicit Gathering(const Core& core) : core_(core) {}

  void looked_in(const story::checkin::Checkin& content) {
    reports_.push_back({.day = content.day, .answer = static_cast<int>(content.felt)});
    if (content.needed) {
      reports_.push_back(
          {.day = content.day, .kind = closeness::Kind::needed, .answer = static_cast<int>(*content.needed)});
    }
  }

  void told(const story::step::Own& own) {
    using story::step::Kind;
    if (own.kind == Kind::conflict && own.value >= closeness::kMarkedConflict) days_.emplace_back(own.day, kConflict);
    if (own.kind == Kind::understood) {
      reports_.push_back(
          {.day = own.day, .facet = closeness::Facet::understood, .answer = static_cast<int>(own.value)});
    }
    const auto facet = closeness::facet_with_id(own.id);
    if ((own.kind != Kind::felt && own.kind != Kind::needed) || !facet) return;
    reports_.push_back({.day = own.day,
                        .facet = *facet,
                        .kind = own.kind == Kind::felt ? closeness::Kind::felt : closeness::Kind::needed,
                        .answer = static_cast<int>(own.value),
                        .scale = closeness::AnswerScale::zero_to_ten});
  }

  // A talk with someone: how heard one felt, and whether one could say what one meant.
  void talked(const story::talk::Kept& kept) {
    if (kept.kind == talk::word(talk::Kind::alone)) return;
    days_.emplace_back(kept.day, kDeepTalk);
    const auto say = [&](closeness::Facet facet, std::optional<std::int64_t> answer) {
      if (answer) reports_.push_back({.day = kept.day, .facet = facet, .answer = static_cast<int>(*answer)});
    };
    say(closeness::Facet::understood, kept.heard);
    say(closeness::Facet::talking, kept.meant);
  }

  void happened(Happened what, std::int64_t at_ms) { days_.emplace_back(core_.day_of(at_ms), what); }

  closeness::OwnReports reports(base::Date today) && {
    base::sort(days_);
    const auto repeated = std::ranges::unique(days_);
    days_.erase(repeated.begin(), repeated.end());
    for (const auto& [day, what] : days_) reports_.push_back({.day = day, .event = what});
    return {.reports = std::move(reports_), .events = {kHappened.begin(), kHappened.end()}, .today = today};
  }

 private:
  const Core& core_;
  std::vector<OwnReport> reports_;
  std::vector<std::pair<base::Date, std::size_t>> days_;
};

// Both keys are there since the later of the two releases.
std::optional<std::int64_t> opened_at(const story::ExchangeRecord& record) {
  std::optional<std::int64_t> mine;
  std::optional<std::int64_t> theirs;
  for (const auto& release : record.releases) {
    auto& side = release.mark.own() ? mine : theirs;
    if (!side) side = release.mark.authored_ms;
  }
  return mine && theirs ? std::optional(std::max(*mine, *theirs)) : std::nullopt;
}

}  // namespace

closeness::OwnPicture own_level(const Core& core, base::Date today) {
  Gathering own(core);
  for (const auto& entry : core.story.checkins) {
    if (!core.story.is_hidden(entry.mark.id)) own.looked_in(entry.content);
  }
  for (const story::step::Own* one : told_by_day(core)) own.told(*one);
  const auto thanked = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (entry.mark.own() && !core.story.is_hidden(entry.mark.id)) own.happened(kGratitude, entry.mark.authored_ms);
    }
  };
  thanked(core.story.notes);
  thanked(core.story.jar);
  for (const auto& entry : core.story.talks) {
    if (!core.story.is_hidden(entry.mark.id)) own.talked(entry.content);
  }
  for (const auto& [id, record] : core.story.exchanges()) {
    const auto asked = story::exchange::asked_in(record);
    // The sides of a mend are another kind of talk than a question of the deck.
    if (asked && story::mend::is_question(asked->question.id)) continue;
    if (const auto at_ms = opened_at(record)) own.happened(kDeepTalk, *at_ms);
  }
  auto picture = closeness::own_picture(std::move(own).reports(today));
  // Only answers off their scale are refused, and the story has none.
  return picture ? std::move(*picture) : closeness::OwnPicture{};
}

std::vector<std::string> closer_with(const closeness::OwnPicture& own) {
  std::vector<std::string> said;
  for (const auto& association : own.associations) {
    if (association.event == kConflict) continue;  // nobody is told that hard days bring closer
    if (association.sure && association.effect.mean > 0) said.emplace_back(kHappened[association.event]);
  }
  return said;
}

std::vector<std::string> lower_areas(const closeness::OwnPicture& own) {
  std::vector<std::string> lower;
  std::size_t answered = 0;
  for (const closeness::OwnFacet& area : own.facets) {
    answered += area.felt && area.facet != closeness::Facet::closeness ? 1 : 0;
    if (area.lower_than_other_areas) lower.emplace_back(closeness::id(area.facet));
  }
  return answered >= kLeastAreas ? lower : std::vector<std::string>();
}

namespace {

// Whether both were said of the facet in the 28 days up to `last`.
bool said_both(const Core& core, std::string_view facet, base::Date last) {
  using story::step::Kind;
  bool felt = false;
  bool needed = false;
  for (const auto& entry : core.story.guide_own) {
    const story::step::Own& own = entry.content;
    if (own.id != facet || own.day > last || last - own.day >= kMonth) continue;
    felt = felt || own.kind == Kind::felt;
    needed = needed || own.kind == Kind::needed;
  }
  return felt && needed;
}

}  // namespace

std::vector<std::string> wide_areas(const Core& core, const closeness::OwnPicture& own, base::Date today) {
  std::vector<std::string> wide;
  std::optional<closeness::OwnPicture> earlier;  // only worked out when it decides something
  for (const closeness::OwnFacet& area : own.facets) {
    if (area.probability_wide_gap <= closeness::kWideGapSure || area.facet == closeness::Facet::closeness) continue;
    const std::string_view facet = closeness::id(area.facet);
    if (!said_both(core, facet, today) || !said_both(core, facet, today - kMonth)) continue;
    if (!earlier) earlier = own_level(core, today - kMonth);
    const auto then = std::ranges::find(earlier->facets, area.facet, &closeness::OwnFacet::facet);
    if (then == earlier->facets.end()) continue;
    const double months[] = {then->probability_wide_gap, area.probability_wide_gap};
    if (closeness::is_wide_for_two_months(months)) wide.emplace_back(facet);
  }
  return wide;
}

std::optional<closeness::Estimate> level_in(const closeness::OwnPicture& own, base::Date monday) {
  const auto week = std::ranges::lower_bound(own.weeks, monday, {}, &closeness::OwnWeek::monday);
  if (week == own.weeks.end() || week->monday != monday || week->answers == 0) return std::nullopt;
  return week->level;
}

}  // namespace hearth::app::views
