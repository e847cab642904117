// What the guide makes of what this device knows (docs/guide.md): the own word, the
// limits of the day's question, the week's step with its reasons. Everything here is
// worked out anew from the log each time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core.h"
#include "guide/day_question.h"
#include "guide/planner.h"

namespace hearth::app::views {

// The first day of the pair (or, alone, of the person): no device stands before it.
[[nodiscard]] base::Date began(const Core& core);
[[nodiscard]] int week_of(const Core& core, base::Date day);
[[nodiscard]] base::Date monday_of_week(const Core& core, int week);

// What nobody else may know: the readiness, the topics, the mark.
[[nodiscard]] guide::Private own_private(const Core& core);
// The own word for a week, as its event has it.
[[nodiscard]] story::step::Word own_word(const Core& core, int week);
// The week that the next word is for; none: it was said this week.
[[nodiscard]] std::optional<int> word_due(const Core& core);

// Of the day's question: what the words of the two leave room for, week by week.
[[nodiscard]] std::vector<guide::Limit> limits(const Core& core);

// The last that was said of each step of each week and not taken back, in the order of the log.
[[nodiscard]] std::vector<const story::Entry<story::step::Fate>*> fates(const Core& core);

[[nodiscard]] boundary::Guide guide_view(const Core& core);
[[nodiscard]] boundary::Pace pace_view(const Core& core);
// The week in which a step of this id is offered to this person now.
[[nodiscard]] std::optional<int> week_of_step(const Core& core, std::string_view step);
[[nodiscard]] guide::Topics topics_of(const std::vector<std::string>& ids);

}  // namespace hearth::app::views
