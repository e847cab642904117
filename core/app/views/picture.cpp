#include "app/views/picture.h"

#include <algorithm>
#include <cmath>

#include "app/views/own_items.h"
#include "app/views/own_level.h"
#include "app/views/people.h"
#include "closeness/plain.h"

namespace hearth::app::views {
namespace {

using closeness::NeededPoint;
using closeness::PlainPoint;
using closeness::PlainWeek;

constexpr std::size_t kWeeksForThen = 4;  // "now" and "then" are means over so many weeks
constexpr double kSameWithin = 0.25;      // a smaller change of the gap is called the same
// In a person's first fortnight answers rise by themselves (model.md 3), so nothing is
// compared with it.
constexpr std::int32_t kSettledAfterDays = 14;
constexpr double kTenth = 10;

double tenths(double value) { return std::round(value * kTenth) / kTenth; }

std::vector<PlainPoint> own_points(const Core& core) {
  std::vector<PlainPoint> points;
  for (const auto& entry : core.story.checkins) {
    if (core.story.is_hidden(entry.mark.id)) continue;
    points.push_back({entry.content.day, static_cast<double>(entry.content.felt),
                      entry.content.share != story::checkin::Share::none});
  }
  return points;
}

std::vector<PlainPoint> partner_points(const Core& core) {
  std::vector<PlainPoint> points;
  for (const auto& entry : core.story.shared_checkins) {
    if (entry.mark.own() || core.story.is_hidden(entry.mark.id)) continue;
    points.push_back({entry.content.day, static_cast<double>(entry.content.felt), true});
  }
  return points;
}

std::vector<NeededPoint> own_needs(const Core& core) {
  std::vector<NeededPoint> needs;
  for (const auto& entry : core.story.checkins) {
    if (entry.content.needed && !core.story.is_hidden(entry.mark.id)) {
      needs.push_back({entry.content.day, static_cast<double>(*entry.content.needed)});
    }
  }
  return needs;
}

base::Date first_day(const Core& core, std::string_view range, base::Date today, const std::vector<PlainPoint>& own,
                     const std::vector<PlainPoint>& theirs) {
  if (range == "4w") return today - 27;
  if (range == "12w") return today - 83;
  if (range == "year") return today - 363;
  base::Date first = std::min(today - 27, core.story.began_ms() != 0 ? core.day_of(core.story.began_ms()) : today);
  for (const PlainPoint& point : own) first = std::min(first, point.day);
  for (const PlainPoint& point : theirs) first = std::min(first, point.day);
  return std::max(first, today - 3640);
}

struct Gap {
  double felt = 0;
  double needed = 0;
};
// Mean of felt and needed over the weeks of a stretch that have both.
std::optional<Gap> gap_of(std::span<const boundary::Week> weeks) {
  Gap gap;
  double count = 0;
  for (const boundary::Week& week : weeks) {
    if (!week.own || !week.needed) continue;
    gap.felt += *week.own;
    gap.needed += *week.needed;
    count += 1;
  }
  if (count == 0) return std::nullopt;
  return Gap{gap.felt / count, gap.needed / count};
}

// A key of the language files and its numbers. It describes, compares with oneself
// earlier, and judges nothing. `settled`: the first Monday that "then" may have (ISO).
void say_sentence(boundary::Picture& picture, const std::string& settled) {
  picture.sentence_args = boundary::Json(story::json::Object{});
  if (!picture.enough) {
    picture.sentence = "picture-sentence-few";
    return;
  }
  const std::span weeks(picture.weeks);
  const std::size_t recent = std::min(kWeeksForThen, weeks.size());
  const auto now = gap_of(weeks.last(recent));
  if (!now) {
    double felt = 0;
    double count = 0;
    for (const boundary::Week& week : weeks.last(recent)) {
      if (week.own) felt += *week.own;
      count += week.own ? 1 : 0;
    }
    picture.sentence = count > 0 ? "picture-sentence-felt" : "picture-sentence-quiet";
    if (count > 0) picture.sentence_args.set("felt", tenths(felt / count));
    return;
  }
  picture.sentence_args.set("needed", tenths(now->needed)).set("felt", tenths(now->felt));
  const auto unsettled = std::ranges::count_if(weeks, [&](const auto& week) { return week.monday < settled; });
  const auto earlier =
      weeks.first(weeks.size() - recent).subspan(std::min(static_cast<std::size_t>(unsettled), weeks.size() - recent));
  for (std::size_t end = earlier.size(); end > 0; --end) {
    const auto then = gap_of(earlier.subspan(end - std::min(kWeeksForThen, end), std::min(kWeeksForThen, end)));
    if (!then) continue;
    const double change = std::fabs(now->needed - now->felt) - std::fabs(then->needed - then->felt);
    picture.sentence = std::fabs(change) < kSameWithin ? "picture-sentence-same"
                       : change < 0                    ? "picture-sentence-nearer"
                                                       : "picture-sentence-further";
    picture.sentence_args.set("then", earlier[end - 1].monday);
    return;
  }
  picture.sentence = "picture-sentence-now";
}

}  // namespace

Outcome<boundary::Picture> picture(const Core& core, std::string_view range) {
  if (range != "4w" && range != "12w" && range != "year" && range != "all") {
    return refuse(ErrorCode::kBadRequest, "range");
  }
  const base::Date today = core.today();
  const auto own = own_points(core);
  const auto theirs = partner_points(core);
  const auto needs = own_needs(core);
  const base::Date first = first_day(core, range, today, own, theirs);
  const auto own_weeks = closeness::weekly(own, first, today);
  const auto their_weeks = closeness::weekly(theirs, first, today);
  const auto own_enough = closeness::enough(own_weeks);
  const auto their_enough = closeness::enough(their_weeks);

  const closeness::OwnPicture level = own_level(core, today);

  boundary::Picture picture;
  picture.closer = closer_with(level);
  picture.drift = level.drift.notice && !is_put_away(core, "drift");
  picture.lower = lower_areas(level);
  // With the mark, or in a time of one's own, nothing is said that leads to the other.
  picture.drift_to_other = !core.keep.nothing_joint();
  if (!core.keep.nothing_joint() && !is_put_away(core, "wide")) picture.wide = wide_areas(core, level, today);
  picture.signs = warning_signs(core);
  picture.range = std::string(range);
  picture.as_of = core.now_ms();
  for (std::size_t i = 0; i < own_weeks.size(); ++i) {
    const PlainWeek& mine = own_weeks[i];
    boundary::Week week;
    week.monday = base::to_iso(mine.monday);
    week.own_points = mine.points;
    if (mine.median) {
      week.own = mine.median;
      if (const auto band = level_in(level, mine.monday)) {
        week.own_low = band->low;
        week.own_high = band->high;
      }
      week.hidden_own = mine.all_hidden;
    }
    // A partner's single answers are never drawn as a line.
    if (their_enough[i]) week.theirs = their_weeks[i].median;
    week.needed = closeness::needed_in(needs, mine.monday);
    picture.weeks.push_back(std::move(week));
  }
  picture.enough = std::find(own_enough.begin(), own_enough.end(), true) != own_enough.end();
  picture.partner_private = partner_name(core).has_value() && theirs.empty();
  for (const auto& moment : core.story.moments) {
    if (core.story.is_hidden(moment.mark.id) || moment.content.day < base::monday_of(first)) continue;
    picture.moments.push_back({id_text(moment.mark.id), moment.content.title, base::to_iso(moment.content.day),
                               moment.mark.own(), moment.mark.stream == log::Stream::shared});
  }
  const auto first_own = std::ranges::min_element(own, {}, &PlainPoint::day);
  say_sentence(picture, first_own == own.end() ? std::string() : base::to_iso(first_own->day + kSettledAfterDays));
  return picture;
}

}  // namespace hearth::app::views
