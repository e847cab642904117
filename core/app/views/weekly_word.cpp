#include "app/views/weekly_word.h"

#include <algorithm>
#include <string>

#include "app/views/guide.h"
#include "app/views/own_items.h"
#include "app/views/questions.h"
#include "app/views/ways.h"
#include "base/order.h"
#include "library/builtin.h"
#include "verify/hash.h"

namespace hearth::app::views {
namespace {

namespace step = story::step;

constexpr std::uint8_t kDemoKey[32] = {'d', 'e', 'm', 'o'};

std::uint64_t number_of(const base::Hash32& hash) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8U | hash.bytes.at(i);
  return number;
}

guide::Coins own_coins(const Core& core) {
  return [&core](std::string_view what) {
    if (core.demo) return number_of(verify::keyed_hash(kDemoKey, "demo-coin", {base::as_bytes(what)}));
    return number_of(core.person->own_coin(core.space().value_or(core.person->personal_log()), what));
  };
}

std::vector<guide::Said> words_in_log(const Core& core) {
  std::vector<guide::Said> said;
  const int own = own_place(core);
  for (const auto& entry : core.story.guide_words) {
    const auto word = guide::decode_word(entry.content.word);
    if (!word) continue;
    said.push_back({entry.mark.own() ? own : 1 - own, static_cast<int>(entry.content.from_week), *word});
  }
  return said;
}

// The week in which this person said a word last. The first word held at once, each
// later one from the week after it was said.
std::optional<int> last_said_in(const Core& core) {
  std::optional<std::int64_t> first;
  std::int64_t last = 0;
  for (const auto& entry : core.story.guide_words) {
    if (!entry.mark.own()) continue;
    first = std::min(first.value_or(entry.content.from_week), entry.content.from_week);
    last = std::max(last, entry.content.from_week);
  }
  if (!first) return std::nullopt;
  return static_cast<int>(last == *first ? last : last - 1);
}

step::Word word_from(const Core& core, guide::Private own, int week) {
  own.rest_wished = static_cast<guide::Rest>(rest_wished(core, monday_of_week(core, week)));
  if (!alone(core)) own.wish_said = guide::wish_in_season(words_in_log(core), own_place(core), week);
  return {week, guide::encode(guide::word_for(own, own_coins(core), week))};
}

}  // namespace

guide::Coins pair_coins(const Core& core) {
  return [&core](std::string_view what) { return number_of(rank(core, "guide/" + std::string(what))); };
}

guide::Private own_private(const Core& core) {
  guide::Private own;
  for (const auto& entry : core.story.guide_own) {
    const step::Own& told = entry.content;
    if (told.kind == step::Kind::ready) own.readiness.answered(static_cast<int>(told.value));
    const library::Practice* practice = told.kind == step::Kind::comfort ? library::find_practice(told.id) : nullptr;
    if (practice != nullptr) own.readiness.felt(practice->depth, static_cast<int>(told.value));
  }
  own.pace = is_set(core, step::Kind::pace) ? guide::Pace::lightest : guide::Pace::usual;
  own.joint = core.keep.nothing_joint() ? guide::Joint::none : guide::Joint::open;
  if (const step::Own* minutes = last_told(core, step::Kind::minutes)) {
    own.budget = minutes->value <= 10   ? guide::Budget::short_
                 : minutes->value <= 20 ? guide::Budget::usual
                                        : guide::Budget::long_;
  }
  for (std::size_t i = 0; i < library::kTopics.size(); ++i) {
    if (is_set(core, step::Kind::topic, library::kTopics.at(i))) own.off_limits |= guide::Topics{1} << i;
  }
  for (const auto& said : core.story.deeper) {
    if (said.mark.own()) own.agreed_rung = std::max(own.agreed_rung, static_cast<int>(said.content.rung));
  }
  own.strain = strain(core);
  own.wish = own_wish(core);
  return own;
}

step::Word own_word(const Core& core, int week) { return word_from(core, own_private(core), week); }

std::optional<int> word_due(const Core& core) {
  const int week = week_of(core, core.today());
  const auto said = last_said_in(core);
  if (!said) return week;
  return *said < week ? std::optional(week + 1) : std::nullopt;
}

base::Date next_unsaid_monday(const Core& core) {
  return monday_of_week(core, std::max(week_of(core, core.today()) + 1, last_said_in(core).value_or(-1) + 2));
}

bool rest_wished(const Core& core, base::Date monday) {
  bool wished = false;
  for (const auto& entry : core.story.guide_own) {
    if (entry.content.kind == step::Kind::rest && entry.content.day == monday) wished = entry.content.value == 1;
  }
  return wished;
}

std::vector<guide::Said> words_said(const Core& core, int week) {
  std::vector<guide::Said> said;
  if (alone(core)) {
    // Nobody to say it to: the own word holds for both.
    const guide::Private private_ = own_private(core);
    for (int at = 0; at <= week; ++at) {
      const auto word = guide::decode_word(word_from(core, private_, at).word);
      for (int member = 0; member < 2 && word; ++member) said.push_back({member, at, *word});
    }
    return said;
  }
  return words_in_log(core);
}

std::vector<guide::Limit> limits(const Core& core) {
  std::vector<guide::Limit> limits;
  if (alone(core)) return limits;
  const int week = week_of(core, core.today());
  const auto said = words_said(core, week);
  if (said.empty()) return limits;
  const int own = own_place(core);
  const int first = std::max(0, std::ranges::min_element(said, {}, &guide::Said::from_week)->from_week);
  std::vector<base::Date> days;
  for (int at = first; at <= week; ++at) days.push_back(monday_of_week(core, at));
  // A yes to a rung that was said after the word counts from the next day on.
  for (const auto& yes : core.story.deeper) days.push_back(yes.content.day + 1);
  // So does a way that was chosen.
  for (const auto& chosen : core.story.ways) days.push_back(chosen.content.day + 1);
  base::sort(days);
  for (const base::Date day : days) {
    if (day < monday_of_week(core, first)) continue;
    guide::Limit limit{.from = day, .rung = way_now(core, day).rung(week_of(core, day))};
    for (int member = 0; member < 2; ++member) {
      const int at = week_of(core, day);
      const guide::Word word = guide::in_force(said, member, at);
      int since = 0;  // the week in which that word was said
      for (const guide::Said& one : said) {
        if (one.member == member && one.from_week <= at) since = std::max(since, one.from_week - 1);
      }
      int rung = word.pace;
      for (const auto& yes : core.story.deeper) {
        const bool theirs = (yes.mark.own() ? own : 1 - own) == member;
        if (theirs && yes.content.day < day && yes.content.day >= monday_of_week(core, since)) {
          rung = std::max(rung, static_cast<int>(yes.content.rung));
        }
      }
      limit.rung = std::min(limit.rung, rung);
      limit.closed |= word.closed;
    }
    limits.push_back(limit);
  }
  return limits;
}

}  // namespace hearth::app::views
