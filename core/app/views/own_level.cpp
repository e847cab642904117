#include "app/views/own_level.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace hearth::app::views {
namespace {

using closeness::OwnReport;

// What a person did themselves and the log can date; the ids are those of
// closeness/defaults.h.
enum Happened : std::size_t { kGratitude, kDeepTalk };
constexpr std::array<std::string_view, 2> kHappened{"gratitude", "deep_talk"};

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

  void happened(Happened what, std::int64_t at_ms) { days_.emplace_back(core_.day_of(at_ms), what); }

  closeness::OwnReports reports(base::Date today) && {
    std::ranges::sort(days_);
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
  const auto thanked = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (entry.mark.own() && !core.story.is_hidden(entry.mark.id)) own.happened(kGratitude, entry.mark.authored_ms);
    }
  };
  thanked(core.story.notes);
  thanked(core.story.jar);
  for (const auto& [id, record] : core.story.exchanges()) {
    if (const auto at_ms = opened_at(record)) own.happened(kDeepTalk, *at_ms);
  }
  auto picture = closeness::own_picture(std::move(own).reports(today));
  // Only answers off their scale are refused, and the story has none.
  return picture ? std::move(*picture) : closeness::OwnPicture{};
}

std::vector<std::string> closer_with(const closeness::OwnPicture& own) {
  std::vector<std::string> said;
  for (const auto& association : own.associations) {
    if (association.sure && association.effect.mean > 0) said.emplace_back(kHappened[association.event]);
  }
  return said;
}

std::optional<closeness::Estimate> level_in(const closeness::OwnPicture& own, base::Date monday) {
  const auto week = std::ranges::lower_bound(own.weeks, monday, {}, &closeness::OwnWeek::monday);
  if (week == own.weeks.end() || week->monday != monday || week->answers == 0) return std::nullopt;
  return week->level;
}

}  // namespace hearth::app::views
