// signal say, list, answer, over, helped: what the two say to each other in passing, the
// shelf of open conversations and the board of what weighs on both from outside.
#include <CLI/CLI.hpp>

#include <format>
#include <memory>

#include "app/plain_words.h"
#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/client/surroundings.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

using app::in_plain_words;
using app::Named;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kMinutesOfAWeek = 7 * 24 * 60;

std::string_view who(const Json& said) { return said.value("own", false) ? "you" : "the other"; }

std::string joined(const Json& words) {
  std::string text;
  for (const Json& word : words) text += (text.empty() ? "" : ", ") + word.get<std::string>();
  return text;
}

std::string render_answer(const Json& answer) {
  std::string text = std::format("{}: {}", who(answer), in_plain_words(Named::answer, text_of(answer, "answer")));
  for (const char* more : {"day", "time"}) {
    if (const std::string said = text_of(answer, more); !said.empty()) text += " " + said;
  }
  if (const std::string words = text_of(answer, "text"); !words.empty()) text += "\n" + indented(words);
  return text + "\n";
}

std::string render_signal(const Json& signal) {
  std::string text = std::format("{}  {}  {}: {}", text_of(signal, "event"), text_of(signal, "day"), who(signal),
                                 in_plain_words(Named::signal, text_of(signal, "kind")));
  if (const std::string wish = text_of(signal, "wish"); !wish.empty()) {
    text += std::format(": {}", in_plain_words(Named::wish, wish));
  }
  if (const int minutes = signal.value("minutes", 0); minutes > 0) text += std::format(" ({} minutes)", minutes);
  if (const Json back = signal.value("back_at", Json()); back.is_number()) {
    const std::int64_t left = (back.get<std::int64_t>() - real_surroundings().now_ms() + kMinuteMs - 1) / kMinuteMs;
    text += left > 0 ? std::format(" (back in {} minutes)", left) : " (the time to be back is here)";
  }
  text += "\n";
  if (const std::string words = text_of(signal, "text"); !words.empty()) text += indented(words) + "\n";
  for (const Json& answer : signal.value("answers", Json::array())) text += indented(render_answer(answer), 4);
  if (const std::string helped = text_of(signal, "helped"); !helped.empty()) {
    text += std::format("  {} (only you)\n", in_plain_words(Named::helped, helped));
  }
  if (signal.value("ask_helped", false)) text += "  did that help? `signal helped`, for you alone\n";
  const Json may = signal.value("may", Json::array());
  return may.empty() ? text : text + std::format("  open to you: {}\n", joined(may));
}

std::string render_signals(const Json& signals) {
  std::string text;
  for (const char* place : {"now", "shelf", "board"}) {
    for (const Json& signal : signals.value(place, Json::array())) text += render_signal(signal);
  }
  if (signals.value("quiet_long", false)) {
    text += "It has been quiet between you two for a while. `signal say first_line` is one way to begin again.\n";
  }
  return text.empty() ? "Nothing at the moment. That is fine." : text.substr(0, text.size() - 1);
}

// Every command but `say` and `list` ends with all there is now.
Outcome<Told> change(const ClientOptions& options, std::string_view command, const Json& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call(command, arguments);
  if (!view) return std::unexpected(view.error());
  const Json signals = view->json.value("signals", Json::object());
  return member->send({{"signals", signals}}, render_signals(signals));
}

Outcome<Told> list(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("signal.view");
  if (!view) return std::unexpected(view.error());
  const Json signals = view->json.value("signals", Json::object());
  return member->tell({{"signals", signals}}, render_signals(signals));
}

struct SayArguments {
  std::string kind;
  std::string text;
  std::string wish;
  int back = 0;
  int minutes = 0;
};

Outcome<Told> say(const ClientOptions& options, const SayArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  const std::int64_t back_at = real_surroundings().now_ms() + arguments.back * kMinuteMs;
  auto said = member->call("signal.say", {{"kind", arguments.kind},
                                          {"text", arguments.text},
                                          {"wish", arguments.wish},
                                          {"back_at", arguments.back > 0 ? Json(back_at) : Json()},
                                          {"minutes", arguments.minutes}});
  if (!said) return std::unexpected(said.error());
  return member->send({{"event", text_of(said->json, "event")}}, "Said. `erase` takes it back.");
}

struct AnswerArguments {
  std::string event;
  std::string answer;
  std::string text;
  std::string day;
  std::string time;
};

Outcome<Told> answer(const ClientOptions& options, const AnswerArguments& arguments) {
  return change(options, "signal.answer",
                {{"event", arguments.event},
                 {"answer", arguments.answer},
                 {"text", arguments.text},
                 {"day", arguments.day},
                 {"time", arguments.time}});
}

const std::vector<std::string> kSignals = {"carrying", "support",  "spillover", "quiet", "elephant", "first_line",
                                           "tell_me",  "reassure", "here",      "open",  "load"};
const std::vector<std::string> kWishes = {"listen", "comfort", "ideas", "practical", "company", "space"};
const std::vector<std::string> kAnswers = {"thank_you", "here",  "yes",    "later",         "when",
                                           "not_yet",   "words", "resume", "helped_before", "could_do"};

}  // namespace

void add_signal_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  CLI::App& signal = add_command(client, chosen, "signal", "what you two say to each other in passing", {});
  signal.require_subcommand(1);

  auto words = std::make_shared<SayArguments>();
  CLI::App& say_command = add_command(signal, chosen, "say", "say something in passing; the other sees it",
                                      [&options, words] { return say(options, *words); });
  say_command
      .add_option("KIND", words->kind,
                  "carrying (something from outside), support (with --wish), spillover, quiet (with --back), elephant "
                  "(something hard, with --minutes), first_line, tell_me, reassure, here, open (for the shelf) or "
                  "load (for the board of both)")
      ->required()
      ->check(CLI::IsMember(kSignals));
  say_command.add_option("--text", words->text, "the words to it");
  say_command.add_option("--wish", words->wish, "support: listen, comfort, ideas, practical, company or space")
      ->check(CLI::IsMember(kWishes));
  say_command.add_option("--back", words->back, "quiet: back in so many minutes")
      ->check(CLI::Range(1, kMinutesOfAWeek));
  say_command.add_option("--minutes", words->minutes, "elephant: a talk of 3, 10, 20 or 45 minutes")
      ->check(CLI::IsMember(std::vector<int>{3, 10, 20, 45}));

  add_command(signal, chosen, "list", "what was said in passing, the shelf and the board",
              [&options] { return list(options); });

  auto answered = std::make_shared<AnswerArguments>();
  CLI::App& answer_command = add_command(signal, chosen, "answer", "answer one; the list shows what is open to you",
                                         [&options, answered] { return answer(options, *answered); });
  add_id(answer_command, "EVENT", answered->event, "its id (`signal list` shows it)");
  answer_command.add_option("--say", answered->answer, "the answer")->required()->check(CLI::IsMember(kAnswers));
  answer_command.add_option("--text", answered->text, "of an answer in words: words, helped_before, could_do");
  answer_command.add_option("--day", answered->day, "when: which day (2026-11-30)");
  answer_command.add_option("--time", answered->time, "when: what time (20:30); else some time that day");

  auto over = std::make_shared<std::string>();
  CLI::App& over_command = add_command(signal, chosen, "over", "that is over; “I am back”",
                                       [&options, over] { return change(options, "signal.over", {{"event", *over}}); });
  add_id(over_command, "EVENT", *over, "its id (`signal list` shows it)");

  auto helped = std::make_shared<std::pair<std::string, std::string>>();
  CLI::App& helped_command =
      add_command(signal, chosen, "helped", "did that help? For yourself alone", [&options, helped] {
        return change(options, "signal.helped", {{"event", helped->first}, {"helped", helped->second}});
      });
  add_id(helped_command, "EVENT", helped->first, "its id (`signal list` shows it)");
  helped_command.add_option("--say", helped->second, "yes, some or no")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"yes", "some", "no"}));
}

}  // namespace hearth::cli
