// The question of a pair's day: a pure function of the pair's secret order, the
// day, what was agreed and what was asked. Two devices that are offline meet the
// same question. No clock, no state; any thread.
//
// The order: each question has a rank, a keyed hash that only the two can work out.
// From the day on which the pair began, every day takes the question of lowest rank
// that was not had yet, is not deeper than both agreed to, and fits the kind of
// pair. When none is left, a new round begins.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "guide/step.h"

namespace hearth::guide {

// As much of a question as choosing needs.
struct Card {
  std::string_view id;
  int depth = 1;     // 1 light … 5 tender
  bool fits = true;  // this kind of pair
  Topics topics = 0;
};

// Both said yes to this depth, the later of them on this day.
struct Agreed {
  int rung = 3;
  base::Date day;
};

// From this day on, what the words of the two leave room for (word.h): the lighter
// pace, and the topics that either closed. Known to both, so both find the same.
struct Limit {
  base::Date from;
  int rung = kTenderestRung;
  Topics closed = 0;
};

// A question that either has answered, whichever way, and when first (UTC day).
struct Asked {
  std::string id;
  std::int64_t round = 0;
  base::Date day;
};

// Keyed hash of a text, equal on all devices of the two.
using RankOf = std::function<base::Hash32(std::string_view)>;

struct Pair {
  base::Date began;
  std::vector<Agreed> agreed;
  std::vector<Asked> asked;
  std::vector<Limit> limits;  // in the order of their days; none: no limit
  RankOf rank_of;
};

struct Pick {
  std::size_t card = 0;  // place in the deck
  std::int64_t round = 0;
};

inline constexpr int kFirstRung = 1;
inline constexpr int kSecondRung = 2;  // comes by itself after the first days
inline constexpr int kSecondRungAfterDays = 4;
inline constexpr int kDeepestRung = 5;
inline constexpr std::size_t kOthersPerDay = 2;

// How deep the pair goes on a day. Rungs above the second only one after the other;
// never deeper than the limit of that day.
[[nodiscard]] int rung_on(const Pair& pair, base::Date day);

// First the question of the day, then those that "another one" gives, at most
// kOthersPerDay. Empty when the deck has nothing that fits. A day before the pair
// began counts as its first.
[[nodiscard]] std::vector<Pick> questions_of(std::span<const Card> deck, const Pair& pair, base::Date day);

}  // namespace hearth::guide
