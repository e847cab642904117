// talk …: the talk with the phone away, in a terminal, and what one keeps of it.
//
// The session needs no passphrase and no server: one line of roles and deadlines in the
// home (the file `talk`), so that one terminal shows it and another pauses it. With
// --state and --at it is a function: a line and a time in, a line out.
#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <format>
#include <fstream>
#include <memory>
#include <thread>

#include "app/views/talk.h"
#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/client/surroundings.h"
#include "talk/session.h"

namespace hearth::cli {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

struct SessionArguments {
  std::string kind = "talk";
  int minutes = 20;
  std::string first = "me";
  bool soft_bell = true;
  std::optional<std::int64_t> at;
  std::string state;
  std::string move = "look";
  int back = 0;
};

std::int64_t time_of(const SessionArguments& arguments) {
  return arguments.at ? *arguments.at : real_surroundings().now_ms();
}

std::filesystem::path place(const ClientOptions& options) { return options.home / "talk"; }

Outcome<void> keep(const ClientOptions& options, const talk::Session& session) {
  const auto made = place(options).string() + ".new";
  std::ofstream file(made, std::ios::trunc);
  file << talk::to_text(session) << '\n';
  file.close();
  std::error_code failed;
  if (file) std::filesystem::rename(made, place(options), failed);
  if (!file || failed) {
    return broken("storage_failed", std::format("The talk cannot be kept in {}.", options.home.string()));
  }
  return {};
}

// Of the line that was given, else of the one that is kept.
Outcome<talk::Session> session_of(const ClientOptions& options, const std::string& given) {
  std::string line = given;
  if (line.empty()) {
    std::ifstream file(place(options));
    if (!file || !std::getline(file, line)) {
      return refused("not_found", "No talk is under way here. `talk begin` begins one.");
    }
  }
  auto session = talk::from_text(line);
  if (!session) return wrong_usage("That line is not a talk.");
  return *session;
}

std::string clock_text(std::int64_t milliseconds) {
  const std::int64_t seconds = (milliseconds + 999) / 1000;
  return std::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string turn_in_words(const talk::Session& session, const talk::Turn& turn) {
  const bool mine = (turn.who == talk::Who::first) != session.other_first;
  switch (turn.part) {
    case talk::Part::settle: return "Settle. Breathe. Nothing to prepare.";
    case talk::Part::speak: return mine ? "You speak. The other listens, no fixing." : "The other speaks. You listen.";
    case talk::Part::reflect:
      return mine ? "You say back what you heard." : "The other says back what they heard. You listen.";
    case talk::Part::close: return "Close. Each: one thing to take along, one thank-you.";
  }
  return {};
}

std::string render_session(const talk::Session& session) {
  const talk::Turn turn = talk::turn_of(session);
  switch (session.phase) {
    case talk::Phase::running:
      return std::format("{} {} left.", turn_in_words(session, turn), clock_text(session.ends_ms - session.seen_ms));
    case talk::Phase::finishing:
      return std::format("Finish your sentence. {} left.", clock_text(session.ends_ms - session.seen_ms));
    case talk::Phase::paused: return "Paused. Pausing is care. `talk session --do resume` goes on.";
    case talk::Phase::over: break;
  }
  if (session.end == talk::End::done) return "You both stayed. `talk keep` keeps something of it, for you alone.";
  return "It ended here. That is fine, and nothing is kept of it.";
}

Json session_json(const talk::Session& session, const talk::Heard& heard) {
  app::boundary::Blobs none;
  const auto view = app::boundary::encode(app::views::session_view(session), none);
  return {{"state", talk::to_text(session)},
          {"session", Json::parse(story::json::write(view), nullptr, false)},
          {"ring", word(heard.ring)},
          {"late", heard.late_ms}};
}

Told told_of(const talk::Session& session, const talk::Heard& heard) {
  std::string text = render_session(session);
  if (heard.late_ms > 0) {
    text =
        std::format("The bell would have rung {} ago. Finish the sentence, then swap.\n", clock_text(heard.late_ms)) +
        text;
  }
  return {session_json(session, heard), text, Exit::kDone};
}

talk::Session begun(const SessionArguments& arguments) {
  const auto kind = talk::kind(arguments.kind).value_or(talk::Kind::talk);
  return talk::begin(kind, arguments.minutes, arguments.first == "other", arguments.soft_bell, time_of(arguments));
}

Outcome<Told> plan(const SessionArguments& arguments) {
  const talk::Session session = begun(arguments);
  std::string text;
  const auto planned = talk::plan_of(session.kind, session.minutes);
  for (const talk::Turn& turn : planned.all()) {
    text += std::format("{:>6}  {}\n", clock_text(turn.seconds * 1000), turn_in_words(session, turn));
  }
  text +=
      "One speaks, one listens. Nobody is put on trial. No advice unless who speaks asks for ideas.\n"
      "Either may pause or stop, without a reason. What is said stays between you two.";
  return Told{session_json(session, {}), text, Exit::kDone};
}

Outcome<Told> begin(const ClientOptions& options, const SessionArguments& arguments) {
  const talk::Session session = begun(arguments);
  if (auto kept = keep(options, session); !kept) return std::unexpected(kept.error());
  return told_of(session, {});
}

Outcome<Told> session(const ClientOptions& options, const SessionArguments& arguments) {
  auto session = session_of(options, arguments.state);
  if (!session) return std::unexpected(session.error());
  const auto move = talk::move_named(arguments.move).value_or(talk::Move::look);
  const std::int64_t now = time_of(arguments);
  const std::int64_t back = arguments.back > 0 ? now + arguments.back * kMinuteMs : 0;
  const auto heard = talk::move(*session, move, now, back);
  if (!heard) return refused("refused_by_rule", "That cannot be done at this point of the talk.");
  if (arguments.state.empty()) {
    if (auto kept = keep(options, *session); !kept) return std::unexpected(kept.error());
  }
  return told_of(*session, *heard);
}

// Shows the kept talk until it is over or paused, second by second; another terminal may move it meanwhile.
Outcome<Told> run(const ClientOptions& options, bool json) {
  std::string shown;
  for (;;) {
    auto session = session_of(options, {});
    if (!session) return std::unexpected(session.error());
    const auto heard = talk::move(*session, talk::Move::look, real_surroundings().now_ms());
    if (!heard) return defect("a look was refused");
    if (auto kept = keep(options, *session); !kept) return std::unexpected(kept.error());
    const std::string line = std::format("{} {}", session->place, word(session->phase));
    const bool stands = session->phase == talk::Phase::paused || session->phase == talk::Phase::over;
    if (stands) return told_of(*session, *heard);
    if (line != shown && !json) std::printf("%s\n", render_session(*session).c_str());
    if (heard->ring != talk::Ring::none && !json) std::printf("\a");
    std::fflush(stdout);
    shown = line;
    const std::int64_t due = talk::next_ms(*session).value_or(session->seen_ms + 1000) - session->seen_ms;
    std::this_thread::sleep_for(std::chrono::milliseconds(std::clamp<std::int64_t>(due, 10, 500)));
  }
}

const std::vector<std::string> kKinds = {"talk", "stress", "listen", "question", "good_news", "night", "alone"};
const std::vector<int> kLengths = {3, 10, 20, 45};

void add_plan_options(CLI::App& command, const std::shared_ptr<SessionArguments>& arguments) {
  command.add_option("--kind", arguments->kind, "which kind of talk")->check(CLI::IsMember(kKinds));
  command.add_option("--minutes", arguments->minutes, "3, 10, 20 or 45")->check(CLI::IsMember(kLengths));
  command.add_option("--first", arguments->first, "who speaks first: me or other")
      ->check(CLI::IsMember(std::vector<std::string>{"me", "other"}));
}

void add_time_option(CLI::App& command, const std::shared_ptr<SessionArguments>& arguments) {
  command.add_option("--at", arguments->at, "the time, unix milliseconds; else this machine's")
      ->check(CLI::Range(std::int64_t{0}, talk::kLastTimeMs));
}

}  // namespace

void add_talk_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  CLI::App& talk = add_command(client, chosen, "talk", "a talk with the phone away, in turns", {});
  talk.require_subcommand(1);

  auto planned = std::make_shared<SessionArguments>();
  add_plan_options(
      add_command(talk, chosen, "plan", "how it goes, before it does", [planned] { return plan(*planned); }), planned);

  auto first = std::make_shared<SessionArguments>();
  CLI::App& begin_command = add_command(talk, chosen, "begin", "begin one; it stands in the home until it is over",
                                        [&options, first] { return begin(options, *first); });
  add_plan_options(begin_command, first);
  add_time_option(begin_command, first);
  begin_command.add_flag("!--no-soft-bell", first->soft_bell, "no bell before a turn ends");

  auto moved = std::make_shared<SessionArguments>();
  CLI::App& session_command = add_command(talk, chosen, "session", "where it stands, and what you do in it",
                                          [&options, moved] { return session(options, *moved); });
  session_command.add_option("--do", moved->move, "what to do")
      ->check(CLI::IsMember(
          std::vector<std::string>{"look", "pass", "give_back", "pause", "come_back", "resume", "close", "stop"}));
  session_command.add_option("--back", moved->back, "come_back: in so many minutes")->check(CLI::Range(1, 2880));
  session_command.add_option("--state", moved->state, "the line of a talk, instead of the kept one");
  add_time_option(session_command, moved);

  add_command(talk, chosen, "run", "show the talk that was begun, turn by turn, until it is over or paused",
              [&options, &chosen] { return run(options, chosen.json); });

  add_talk_room_commands(talk, chosen, options);
}

}  // namespace hearth::cli
