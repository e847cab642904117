// Which small step is offered next, and why. A pure function of what both devices
// know, in whole numbers: two devices with the same log offer the same, whatever
// each of them knows besides. The rule is model.md 5.1's; docs/guide.md tells it.
// No clock, no state; any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "guide/frame.h"
#include "guide/unmet.h"
#include "guide/veil.h"

namespace hearth::guide {

// All that both devices know.
struct Known {
  std::span<const Step> deck;
  Way way;  // the first
  std::span<const Said> said;
  std::span<const SharedGap> shared;
  Coins coins;                         // the pair's
  std::span<const WayFrom> changes{};  // of the way, in the order of their weeks

  [[nodiscard]] const Way& way_in(int week) const;
};

// Why a step was chosen; the sentences are in docs/guide.md. None of them tells who
// set a limit, and none depends on which limit it was.
enum class Because : std::uint8_t {
  gentle,          // a week of light steps
  facet,           // it is about the facet that is named
  shared_numbers,  // and what was shared says that this is wished for
  new_to_you,      // not offered before
  other_kind,      // a change between talking and doing
  surprise,        // chosen by chance among those that fit
};
[[nodiscard]] std::string_view code(Because because);

struct Offer {
  int week = 0;
  int place = 0;  // 0, 1, … within the week
  int step = 0;   // place in the deck
  Facet facet = Facet::emotional;
  std::vector<Because> because;
  int begins = 0;           // which of the two begins; they alternate
  std::vector<int> others;  // what "another one" gives, in order; the gentlest at the end
};

// Parts of the rule that can be left out, to measure what each is worth.
enum class Without : std::uint8_t { nothing, gate, gap, novelty, balance, exploration };

inline constexpr int kOthersPerOffer = 4;
enum class Others : bool { leave_out, include };

// The offers of one week; none in a week of rest. `past`: all earlier offers with what
// became of them. `rested`: the pair's earlier weeks.
[[nodiscard]] std::vector<Offer> plan_week(const Known& known, std::span<const Past> past, int week,
                                           const std::vector<bool>& rested, Others others = Others::include,
                                           Without without = Without::nothing);

// What became of a step that was offered in a week, as the shared log has it.
struct Reported {
  int week = 0;
  int step = 0;
  Fate fate = Fate::open;
};

// The offers of a week, all earlier weeks gone through again from the first. What was
// reported in a week counts from the next one on, so a week's offers stand still.
// A step that was had in place of an offered one counts as had besides; report each
// step once a week, in one order on both devices.
// Nothing for a week before 0; a week beyond kLastWeek counts as that.
inline constexpr int kLastWeek = 2600;
[[nodiscard]] std::vector<Offer> offers_of(const Known& known, std::span<const Reported> reported, int week);

}  // namespace hearth::guide
