#include "guide/veil.h"

#include <algorithm>
#include <array>
#include <string>

namespace hearth::guide {
namespace {

constexpr int kTwentieths = 20;
// Row: the bound; column: the pace that is said for it. Never over the bound. From
// two to three, three to four, four to five three in twenty move, no more; the values
// are ordered, so that one coin serves all bounds.
constexpr std::array<std::array<int, 5>, 5> kVeil = {{
    {20, 0, 0, 0, 0},
    {2, 18, 0, 0, 0},
    {2, 15, 3, 0, 0},
    {1, 13, 3, 3, 0},
    {0, 11, 3, 3, 3},
}};

constexpr int kRestOneIn = 20;         // for each person; so one week in ten of a pair rests
constexpr int kLightestRestOneIn = 4;  // for a person who chose the lightest pace
constexpr int kDecoyOneIn = 8;
constexpr int kTrueWishOneIn = 6;
// A quarter of a year. The wish is tossed once for each, by the same coins whatever it
// is, and stands until the next: so a byte that changes tells of the season alone.
constexpr int kSeasonWeeks = 13;

bool tossed(const Coins& coins, const std::string& what, int one_in) { return place_of(coins(what), one_in) == 0; }

int season_of(int week) { return week / kSeasonWeeks; }

Facet veiled_wish(std::optional<Facet> wish, const Coins& coins, int season) {
  const std::string here = std::to_string(season);
  if (wish && tossed(coins, "wish/true/" + here, kTrueWishOneIn)) return *wish;
  return static_cast<Facet>(place_of(coins("wish/chance/" + here), static_cast<int>(kFacetCount)));
}

Topics among_decoys(Topics off_limits, const Coins& coins) {
  for (int topic = 0; topic < kTopicCount; ++topic) {
    if (tossed(coins, "closed/" + std::to_string(topic), kDecoyOneIn)) off_limits |= Topics{1} << topic;
  }
  return off_limits & ((Topics{1} << kTopicCount) - 1);
}

// The mark and the ordinary setting become the same here, before anything is made
// of them; nothing below may look at `joint`.
Pace said_pace(const Private& own) {
  return own.joint == Joint::none || own.pace == Pace::lightest ? Pace::lightest : Pace::usual;
}

int bound_of(const Private& own) {
  const int bound = own.readiness.bound();
  return own.strain == Strain::yes ? std::min(bound, kEverydayRung) : bound;
}

// What was said aloud counts as far as one's own comfort has not closed it since.
int agreed(const Private& own) {
  const int rung = std::min(own.agreed_rung, own.readiness.open_rung());
  return own.strain == Strain::yes ? std::min(rung, kEverydayRung) : rung;
}

}  // namespace

int veil_twentieths(int bound, int pace) {
  return kVeil.at(static_cast<std::size_t>(bound - 1)).at(static_cast<std::size_t>(pace - 1));
}

int veiled(int bound, std::uint64_t coin) {
  int place = place_of(coin, kTwentieths);
  int pace = kLightestRung;
  while (place >= veil_twentieths(bound, pace)) place -= veil_twentieths(bound, pace++);
  return pace;
}

std::optional<Facet> wish_in_season(std::span<const Said> said, int member, int week) {
  std::optional<Facet> wish;
  for (const Said& one : said) {
    if (one.member == member && one.from_week < week && season_of(one.from_week) == season_of(week)) {
      wish = one.word.wish;
    }
  }
  return wish;
}

Word word_for(const Private& own, const Coins& coins, int week) {
  const bool lightest = said_pace(own) == Pace::lightest;
  Word word;
  const int unsaid = week < kFirstWeeks ? kLightestRung : veiled(bound_of(own), coins("pace"));
  word.pace = lightest ? kLightestRung : std::max(unsaid, agreed(own));
  const bool by_chance = tossed(coins, "rest/" + std::to_string(week), lightest ? kLightestRestOneIn : kRestOneIn);
  word.rest = static_cast<Rest>(by_chance || own.rest_wished == Rest::yes);
  word.budget = own.budget;
  word.wish = own.wish_said.value_or(veiled_wish(own.wish, coins, season_of(week)));
  word.closed = among_decoys(own.off_limits, coins);
  return word;
}

bool fits_me(const Step& step, const Private& own, SinceConflict since) {
  if (own.joint == Joint::none || since == SinceConflict::same_day) return false;
  if ((step.topics & own.off_limits) != 0 || step.minutes > minutes_of(own.budget)) return false;
  if (since == SinceConflict::two_days && step.depth > kLightestRung) return false;
  if (own.pace == Pace::lightest) return step.depth <= kLightestRung;
  return step.depth <= std::max(bound_of(own), agreed(own));
}

}  // namespace hearth::guide
