// The word that each device says to the other's once a week: from what is private to
// what is sent, and what the words of both leave room for (docs/guide.md). Everything
// here is worked out anew from the log each time.
#pragma once

#include <optional>
#include <vector>

#include "app/core.h"
#include "guide/day_question.h"
#include "guide/veil.h"

namespace hearth::app::views {

// Of the two, the same on both devices.
[[nodiscard]] guide::Coins pair_coins(const Core& core);

// What nobody else may know: the readiness, the topics, the mark.
[[nodiscard]] guide::Private own_private(const Core& core);
// The own word for a week, as its event has it.
[[nodiscard]] story::step::Word own_word(const Core& core, int week);
// The week that the next word is for; none: it was said this week.
[[nodiscard]] std::optional<int> word_due(const Core& core);

// The Monday of the first week that no own word was said for, and whether a week of
// rest is wished then.
[[nodiscard]] base::Date next_unsaid_monday(const Core& core);
[[nodiscard]] bool rest_wished(const Core& core, base::Date monday);

// The words of both up to a week; alone, the own one stands for both.
[[nodiscard]] std::vector<guide::Said> words_said(const Core& core, int week);
// Of the day's question: what the words of the two leave room for, week by week.
[[nodiscard]] std::vector<guide::Limit> limits(const Core& core);

}  // namespace hearth::app::views
