#include "guide/day_question.h"

#include <algorithm>

#include "base/order.h"

namespace hearth::guide {
namespace {

// An answer given less than two days before a day may belong to that day itself (its
// first moment is known in UTC only), so it does not count as asked before.
constexpr std::int32_t kAskedBeforeDays = 2;
// "Another one" keeps clear of what the next days will ask.
constexpr std::int32_t kKeepClearDays = 3;

Limit limit_on(const Pair& pair, base::Date day) {
  Limit limit;
  for (const Limit& one : pair.limits) {
    if (one.from <= day) limit = one;
  }
  return limit;
}

// Deeper than agreed, of another kind, or on a topic that is closed that day.
bool left_out(const Card& card, int rung, const Limit& limit) {
  return !card.fits || card.depth > rung || (card.topics & limit.closed) != 0;
}

// Walks through the days of a pair, one question each.
class Walk {
 public:
  Walk(std::span<const Card> deck, const Pair& pair) : deck_(deck), pair_(pair), had_(deck.size(), false) { rank(); }

  std::optional<Pick> step(base::Date day) {
    auto pick = lowest(day);
    if (!pick) {
      ++round_;
      had_.assign(deck_.size(), false);
      rank();
      pick = lowest(day);
    }
    if (pick) had_[pick->card] = true;
    return pick;
  }

  [[nodiscard]] bool was_asked(const Card& card, std::int64_t round, base::Date day) const {
    return std::any_of(pair_.asked.begin(), pair_.asked.end(), [&](const Asked& asked) {
      return asked.round == round && asked.id == card.id && day - asked.day >= kAskedBeforeDays;
    });
  }

 private:
  void rank() {
    order_.clear();
    for (std::size_t i = 0; i < deck_.size(); ++i) {
      order_.push_back({pair_.rank_of("question/" + std::to_string(round_) + "/" + std::string(deck_[i].id)), i});
    }
    base::sort(order_);
  }

  std::optional<Pick> lowest(base::Date day) {
    const int rung = rung_on(pair_, day);
    const Limit limit = limit_on(pair_, day);
    for (const auto& [hash, index] : order_) {
      const Card& card = deck_[index];
      if (had_[index] || left_out(card, rung, limit)) continue;
      if (was_asked(card, round_, day)) {
        had_[index] = true;
        continue;
      }
      return Pick{index, round_};
    }
    return std::nullopt;
  }

  std::span<const Card> deck_;
  const Pair& pair_;
  std::vector<bool> had_;
  std::vector<std::pair<base::Hash32, std::size_t>> order_;
  std::int64_t round_ = 0;
};

}  // namespace

int rung_on(const Pair& pair, base::Date day) {
  int rung = day - pair.began >= kSecondRungAfterDays ? kSecondRung : kFirstRung;
  for (int next = kSecondRung + 1; next <= kDeepestRung; ++next) {
    const bool agreed = std::any_of(pair.agreed.begin(), pair.agreed.end(),
                                    [&](const Agreed& both) { return both.rung == next && both.day < day; });
    if (!agreed) break;
    rung = next;
  }
  return std::min(rung, limit_on(pair, day).rung);
}

std::vector<Pick> questions_of(std::span<const Card> deck, const Pair& pair, base::Date day) {
  const base::Date target = std::max(day, pair.began);
  Walk walk(deck, pair);
  std::vector<Pick> picks;
  std::vector<std::size_t> taken;
  for (base::Date date = pair.began; date <= target + kKeepClearDays; date = date + 1) {
    const auto pick = walk.step(date);
    if (!pick) return {};
    if (date == target) picks.push_back(*pick);
    if (date >= target) taken.push_back(pick->card);
  }
  const std::int64_t round = picks.front().round;
  const int rung = rung_on(pair, target);
  const Limit limit = limit_on(pair, target);
  std::vector<std::pair<base::Hash32, std::size_t>> others;
  for (std::size_t i = 0; i < deck.size(); ++i) {
    if (left_out(deck[i], rung, limit) || walk.was_asked(deck[i], round, target)) continue;
    if (std::find(taken.begin(), taken.end(), i) != taken.end()) continue;
    others.push_back({pair.rank_of("other/" + base::to_iso(target) + "/" + std::string(deck[i].id)), i});
  }
  base::sort(others);
  for (const auto& [hash, index] : others) {
    if (picks.size() > kOthersPerDay) break;
    picks.push_back({index, round});
  }
  return picks;
}

}  // namespace hearth::guide
