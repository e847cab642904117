// From what is private to the word that is said: the only place where one becomes
// the other. The bound is veiled by one coin that each person tosses once per pair
// and keeps for ever, so that saying it again tells nothing new. Topics hide among
// decoys, the wish is mostly chance and stands for a season, rest comes by chance
// too. What the word leaks, in figures: docs/guide.md.
// Pure; any thread.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "guide/readiness.h"
#include "guide/word.h"

namespace hearth::guide {

// A keyed hash of a text. For a person's own coins the key is private and the same
// on all own devices; for a pair's coins it is known to the two.
using Coins = std::function<std::uint64_t(std::string_view)>;

// The place of a coin among `count` equally likely ones.
[[nodiscard]] constexpr int place_of(std::uint64_t coin, int count) {
  return static_cast<int>((coin >> 32U) * static_cast<std::uint64_t>(count) >> 32U);
}

enum class Pace : std::uint8_t { usual, lightest };
// none: nothing joint is suggested on this person's own devices, ever. Set by the
// mark on the Safety page, by a wish to be left alone, by a crisis. Never sent.
enum class Joint : std::uint8_t { open, none };
// Marked conflict on more than half of the days of four weeks (model.md 5.4).
enum class Strain : bool { no, yes };

struct Private {
  Readiness readiness;
  Pace pace = Pace::usual;
  Joint joint = Joint::open;
  Strain strain = Strain::no;
  int agreed_rung = 0;  // what this person said yes to aloud; 0: nothing
  Rest rest_wished = Rest::no;
  Budget budget = Budget::usual;
  std::optional<Facet> wish;       // where most is lacking, as far as the own device can tell
  std::optional<Facet> wish_said;  // what this person's words said of it in this season already: it stands
  Topics off_limits = 0;
};

// In so many weeks everyone says the lightest pace: how soon somebody's bound rises would
// tell more of it than all later words.
inline constexpr int kFirstWeeks = 4;

// The chance, in twentieths, that a bound of `bound` is said as `pace`.
[[nodiscard]] int veil_twentieths(int bound, int pace);
[[nodiscard]] int veiled(int bound, std::uint64_t coin);

// The wish that a member's earlier words of the same season carry; none: no word yet.
[[nodiscard]] std::optional<Facet> wish_in_season(std::span<const Said> said, int member, int week);

// What this person says for a week.
[[nodiscard]] Word word_for(const Private& own, const Coins& coins, int week);

// How recently this person marked a conflict, on the own device.
enum class SinceConflict : std::uint8_t { long_, two_days, same_day };

// On the own device only: may this step be shown to this person today? The other's
// device shows what the two words give and learns nothing of the answer.
[[nodiscard]] bool fits_me(const Step& step, const Private& own, SinceConflict since);

}  // namespace hearth::guide
