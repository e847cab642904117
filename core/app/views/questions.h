// Which question it is: the pair's day, the deck, the round. Everything here is
// worked out anew from the log each time; nothing is remembered.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core.h"
#include "guide/day_question.h"
#include "guide/veil.h"

namespace hearth::app::views {

using story::exchange::QuestionRef;

// A question that can be answered: which, in which round.
struct Askable {
  QuestionRef question;
  std::int64_t round = 0;
};

inline constexpr std::string_view kOwnPrefix = "own:";  // a question in own words, as the boundary names it

// The day's question and what "another one" gives, in order.
[[nodiscard]] std::vector<Askable> questions_of_day(const Core& core, base::Date day);
// How often "another one" was wished for on that day.
[[nodiscard]] std::size_t others_wished(const Core& core, base::Date day);

// Held back from this person on this device, by what nobody else may know; the other's
// shows what the words give. The rule of Today, of the shelf and of the command line.
class HeldBack {
 public:
  explicit HeldBack(const Core& core);
  [[nodiscard]] bool operator()(const Askable& asked) const;

 private:
  enum class Tones : std::uint8_t { all, not_playful };
  guide::Private own_;
  int most_ = 0;  // how deep it may be today, by the way of the two and after a hard day
  Tones tones_ = Tones::all;
};

// What a command names: a question of the deck by its id, or own words after "own:".
// The round comes from an exchange under way, from the days just past, else it is 0.
// "mend/" and an event's id: the side of a mend, while this person may write one.
[[nodiscard]] std::optional<Askable> askable(const Core& core, std::string_view question);

[[nodiscard]] base::ExchangeId exchange_id(const Core& core, const Askable& asked);
[[nodiscard]] boundary::Question question_view(const Core& core, const QuestionRef& question);
// How the boundary names it: its id, or "own:" and the words.
[[nodiscard]] std::string question_key(const QuestionRef& question);

// A keyed hash of a text that only the two can work out; alone, one's own.
[[nodiscard]] base::Hash32 rank(const Core& core, std::string_view what);
// How deep the day's question may go.
[[nodiscard]] int question_rung(const Core& core, base::Date day);

// The rung that is offered to this person now, if any.
[[nodiscard]] std::optional<std::int64_t> offered_rung(const Core& core);

}  // namespace hearth::app::views
