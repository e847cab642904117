// What the two say to each other in passing, the shelf of open conversations and the board.
#include "app/views/signals.h"

#include "app/commands/guard.h"
#include "app/commands/input.h"
#include "app/member.h"
#include "app/views/people.h"
#include "talk/session.h"

namespace hearth::app {
namespace {

namespace told = story::signal;
using Entry = story::Entry<told::Say>;

constexpr std::int64_t kBackWithinMs = told::kBackWithinDays * base::kMillisecondsPerDay;
constexpr std::int32_t kChosenWithinDays = 366;

const Entry* find_signal(const Core& core, std::string_view event) {
  const auto id = views::id_of<base::EventId>(event);
  return id && !core.story.is_hidden(*id) ? core.story.signals.find(*id) : nullptr;
}

void changed(Core& core) {
  for (const std::string_view topic : {"signals", "today", "story"}) core.effects.change(topic);
}

}  // namespace

Outcome<boundary::SignalViewResult> Member::signal_view(boundary::SignalViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::SignalViewResult{views::signals(core)};
}

Outcome<boundary::SignalSayResult> Member::signal_say(boundary::SignalSayArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(not_two(core));
  const auto kind = told::kind(args.kind);
  if (!kind) return refuse(ErrorCode::kBadRequest, "signal");
  auto text = words_within(args.text, told::kMostWords, "text");
  if (!text) return std::unexpected(text.error());
  const told::Words words = told::rule(*kind).words;
  if (text->empty() && words == told::Words::needed) return refuse(ErrorCode::kEmpty, "text");
  if (!text->empty() && words == told::Words::none) return refuse(ErrorCode::kBadRequest, "text");
  told::Say say{.kind = *kind, .text = std::move(*text)};
  say.wish = story::named<told::Wish>(told::kWishes, args.wish);
  if (say.wish.has_value() != (*kind == told::Kind::support) || (!say.wish && !args.wish.empty())) {
    return refuse(ErrorCode::kBadRequest, "wish");
  }
  say.back_ms = args.back_at;
  const std::int64_t away_ms = args.back_at.value_or(0) - core.now_ms();
  const bool comes_back = say.back_ms && away_ms > 0 && away_ms <= kBackWithinMs;
  if (*kind == told::Kind::quiet ? !comes_back : say.back_ms.has_value()) {
    return refuse(ErrorCode::kBadRequest, "back_at");
  }
  say.minutes = args.minutes;
  if (*kind == told::Kind::elephant ? !talk::is_length(say.minutes) : say.minutes != 0) {
    return refuse(ErrorCode::kBadRequest, "minutes");
  }
  const auto event = core.say(say);
  if (!event) return std::unexpected(event.error());
  changed(core);
  return boundary::SignalSayResult{views::id_text(*event)};
}

Outcome<boundary::SignalAnswerResult> Member::signal_answer(boundary::SignalAnswerArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(not_two(core));
  const Entry* entry = find_signal(core, args.event);
  if (entry == nullptr) return refuse(ErrorCode::kNotFound, "event");
  const told::Rule& rule = told::rule(entry->content.kind);
  if (entry->mark.own() && rule.place != told::Place::board) return refuse(ErrorCode::kRefusedByRule, "event");
  const auto answer = story::named<told::Answer>(told::kAnswers, args.answer);
  if (!answer || !rule.admits(*answer)) return refuse(ErrorCode::kBadRequest, "answer");
  if (views::is_over(core, *entry)) return refuse(ErrorCode::kRefusedByRule, "over");
  auto text = words_within(args.text, told::kMostWords, "text");
  if (!text) return std::unexpected(text.error());
  if (text->empty() && told::has_words(*answer)) return refuse(ErrorCode::kEmpty, "text");
  if (!text->empty() && !told::has_words(*answer)) return refuse(ErrorCode::kBadRequest, "text");
  const auto day = day_to_come(core, args.day, "day");
  if (!day) return std::unexpected(day.error());
  const bool chosen = day->has_value() && **day - core.today() <= kChosenWithinDays;
  if (*answer == told::Answer::when ? !chosen : day->has_value()) return refuse(ErrorCode::kBadRequest, "day");
  if (!story::talk::is_time(args.time) || (!args.time.empty() && !*day)) return refuse(ErrorCode::kBadRequest, "time");
  const told::Answered answered{entry->mark.id, *answer, std::move(*text), *day, args.time};
  if (auto said = core.say(answered); !said) return std::unexpected(said.error());
  changed(core);
  return boundary::SignalAnswerResult{views::signals(core)};
}

Outcome<boundary::SignalOverResult> Member::signal_over(boundary::SignalOverArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(not_two(core));
  const Entry* entry = find_signal(core, args.event);
  if (entry == nullptr) return refuse(ErrorCode::kNotFound, "event");
  if (!views::may_end(*entry, log::Author::me)) return refuse(ErrorCode::kRefusedByRule, "its_writer");
  if (!views::is_over(core, *entry)) {
    if (auto said = core.say(told::Over{entry->mark.id}); !said) return std::unexpected(said.error());
    changed(core);
  }
  return boundary::SignalOverResult{views::signals(core)};
}

Outcome<boundary::SignalHelpedResult> Member::signal_helped(boundary::SignalHelpedArgs& args) {
  HEARTH_REQUIRE(not_open());
  const Entry* entry = find_signal(core, args.event);
  if (entry == nullptr || !views::may_say_helped(*entry)) return refuse(ErrorCode::kNotFound, "event");
  const auto helped = story::named<told::Helped>(told::kHelped, args.helped);
  if (!helped) return refuse(ErrorCode::kBadRequest, "helped");
  if (auto said = core.say(told::DidHelp{entry->mark.id, *helped}); !said) return std::unexpected(said.error());
  changed(core);
  return boundary::SignalHelpedResult{views::signals(core)};
}

}  // namespace hearth::app
