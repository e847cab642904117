// talk keep, list, look-back, propose, answer: what one keeps of talks, and talks to come.
#include <CLI/CLI.hpp>

#include <array>
#include <format>
#include <memory>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

struct KeepArguments {
  std::string kind = "talk";
  int minutes = 20;
  std::optional<int> heard;
  std::optional<int> meant;
  std::string closer;
  std::string word;
  std::string learned;
  std::string note;
  std::string step;
  std::string by;
};

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Outcome<Told> keep_words(const ClientOptions& options, const KeepArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto kept = member->call("talk.keep", {{"kind", arguments.kind},
                                         {"minutes", arguments.minutes},
                                         {"heard", arguments.heard ? Json(*arguments.heard) : Json()},
                                         {"meant", arguments.meant ? Json(*arguments.meant) : Json()},
                                         {"closer", or_null(arguments.closer)},
                                         {"word", arguments.word},
                                         {"learned", arguments.learned},
                                         {"note", arguments.note},
                                         {"step", arguments.step},
                                         {"by", or_null(arguments.by)}});
  if (!kept) return std::unexpected(kept.error());
  std::error_code ignored;
  std::filesystem::remove(options.home / "talk", ignored);  // it is over
  return member->send({{"event", text_of(kept->json, "event")}}, "Kept, for you alone.");
}

std::string render_plans(const Json& room) {
  std::string text;
  for (const Json& plan : room.value("plans", Json::array())) {
    const std::string time = text_of(plan, "time");
    const std::string answer = text_of(plan, "answer");
    text += std::format("{}  {}{}  {}, {} minutes, {} ({}, {})\n", text_of(plan, "event"), text_of(plan, "day"),
                        time.empty() ? "" : " " + time, text_of(plan, "kind"), plan.value("minutes", 0),
                        text_of(plan, "place"), plan.value("own", false) ? "proposed by you" : "proposed by the other",
                        plan.value("firm", false) ? "firm" : "pencilled");
    if (const std::string words = text_of(plan, "words"); !words.empty()) text += indented(words) + "\n";
    text += answer.empty() ? "  no answer yet, and no hurry\n" : "  answer: " + answer + "\n";
  }
  return text;
}

std::string render_room(const Json& room) {
  const std::string plans = render_plans(room);
  std::string text;
  for (const Json& kept : room.value("kept", Json::array())) {
    text += std::format("{}  {}  {}, {} minutes\n", text_of(kept, "event"), text_of(kept, "day"), text_of(kept, "kind"),
                        kept.value("minutes", 0));
    if (kept.value("heard", Json()).is_number())
      text += std::format("  felt heard: {} of 7\n", kept["heard"].get<int>());
    if (kept.value("meant", Json()).is_number()) {
      text += std::format("  could say what you meant: {} of 7\n", kept["meant"].get<int>());
    }
    if (const std::string closer = text_of(kept, "closer"); !closer.empty()) text += "  afterwards: " + closer + "\n";
    for (const char* said : {"word", "learned", "note"}) {
      if (const std::string words = text_of(kept, said); !words.empty()) text += std::format("  {}: {}\n", said, words);
    }
    if (const std::string step = text_of(kept, "step"); !step.empty()) {
      const std::string by = text_of(kept, "by");
      text += std::format("  your small thing: {}{} ({})\n", step, by.empty() ? "" : ", until " + by,
                          text_of(kept, "became"));
    }
  }
  for (const Json& one : room.value("learned", Json::array())) {
    text += std::format("{}  learned about the other, {}:\n{}\n", text_of(one, "event"), text_of(one, "day"),
                        indented(text_of(one, "words")));
    for (const Json& before : one.value("before", Json::array()))
      text += std::format("    before, {}: {}\n", text_of(before, "day"), text_of(before, "words"));
    if (one.value("ask", false)) text += "  Is this still true? `talk still` keeps it up to date.\n";
  }
  if (text.empty()) return plans + "Nothing kept yet. A good time for a talk is when you are both fed and not rushed.";
  return plans + text + "Only you see what you kept.";
}

Outcome<Told> list(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("talk.view");
  if (!view) return std::unexpected(view.error());
  const Json room = view->json.value("talk", Json::object());
  return member->tell({{"talk", room}}, render_room(room));
}

Outcome<Told> listen(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("talk.drills");
  if (!view) return std::unexpected(view.error());
  std::string text;
  for (const Json& drill : view->json.value("drills", Json::array())) {
    text += std::format("{} ({}, about {} minutes)\n{}\n  Afterwards: {}\n\n", text_of(drill, "title"),
                        text_of(drill, "whom") == "both" ? "for both" : "alone", drill.value("minutes", 0),
                        indented(text_of(drill, "how")), text_of(drill, "look_back"));
  }
  return member->tell(printable(*view), text + "An answer stays with you. `diary` keeps one, if you like.");
}

struct LookBackArguments {
  std::string event;
  std::string became;
  std::string by;
};

Outcome<Told> look_back(const ClientOptions& options, const LookBackArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("talk.look_back",
                           {{"event", arguments.event}, {"became", arguments.became}, {"by", or_null(arguments.by)}});
  if (!view) return std::unexpected(view.error());
  const Json room = view->json.value("talk", Json::object());
  return member->send({{"talk", room}}, render_room(room));
}

Outcome<Told> still(const ClientOptions& options, const std::string& event, const std::string& is,
                    const std::string& words) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("talk.still", {{"event", event}, {"still", is}, {"words", words}});
  if (!view) return std::unexpected(view.error());
  const Json room = view->json.value("talk", Json::object());
  return member->send({{"talk", room}}, render_room(room));
}

struct PlanArguments {
  std::string kind = "talk";
  int minutes = 20;
  std::string place = "table";
  std::string day;
  std::string time;
  bool firm = false;
  std::string words;
};

Outcome<Told> propose(const ClientOptions& options, const PlanArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto proposed = member->call("talk.plan", {{"kind", arguments.kind},
                                             {"minutes", arguments.minutes},
                                             {"place", arguments.place},
                                             {"day", arguments.day},
                                             {"time", arguments.time},
                                             {"firm", arguments.firm},
                                             {"words", arguments.words}});
  if (!proposed) return std::unexpected(proposed.error());
  return member->send({{"event", text_of(proposed->json, "event")}}, "Proposed. The other can see it now.");
}

Outcome<Told> answer(const ClientOptions& options, const std::string& event, const std::string& what) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("talk.answer", {{"event", event}, {"answer", what}});
  if (!view) return std::unexpected(view.error());
  const Json room = view->json.value("talk", Json::object());
  return member->send({{"talk", room}}, render_room(room));
}

const std::vector<std::string> kKinds = {"talk", "stress", "listen", "question", "good_news", "night", "alone"};
const std::vector<int> kLengths = {3, 10, 20, 45};

}  // namespace

void add_talk_room_commands(CLI::App& talk, Chosen& chosen, ClientOptions& options) {
  auto words = std::make_shared<KeepArguments>();
  CLI::App& keep_command = add_command(talk, chosen, "keep", "keep something of a talk, for yourself alone",
                                       [&options, words] { return keep_words(options, *words); });
  keep_command.add_option("--kind", words->kind, "which kind of talk it was")->check(CLI::IsMember(kKinds));
  keep_command.add_option("--minutes", words->minutes, "how long it was")->check(CLI::IsMember(kLengths));
  keep_command.add_option("--heard", words->heard, "I felt heard, 1 to 7")->check(CLI::Range(1, 7));
  keep_command.add_option("--meant", words->meant, "I could say what I meant, 1 to 7")->check(CLI::Range(1, 7));
  keep_command.add_option("--closer", words->closer, "afterwards: closer, same or further")
      ->check(CLI::IsMember(std::vector<std::string>{"closer", "same", "further"}));
  keep_command.add_option("--word", words->word, "one word for it");
  keep_command.add_option("--learned", words->learned, "one thing you learned about the other");
  keep_command.add_option("--note", words->note, "a note");
  keep_command.add_option("--step", words->step, "one small thing that you will do");
  keep_command.add_option("--by", words->by, "by when (2026-11-30)");

  add_command(talk, chosen, "listen", "practice in listening, alone or for both",
              [&options] { return listen(options); });
  add_command(talk, chosen, "list", "what you kept of talks", [&options] { return list(options); });

  auto plan_words = std::make_shared<PlanArguments>();
  CLI::App& propose_command = add_command(talk, chosen, "propose", "propose a talk to the other, for a day",
                                          [&options, plan_words] { return propose(options, *plan_words); });
  propose_command.add_option("--kind", plan_words->kind, "which kind of talk")->check(CLI::IsMember(kKinds));
  propose_command.add_option("--minutes", plan_words->minutes, "3, 10, 20 or 45")->check(CLI::IsMember(kLengths));
  propose_command.add_option("--place", plan_words->place, "table, walk, car, bed or call")
      ->check(CLI::IsMember(std::vector<std::string>{"table", "walk", "car", "bed", "call"}));
  propose_command.add_option("--day", plan_words->day, "which day (2026-11-30)")->required();
  propose_command.add_option("--time", plan_words->time, "what time (20:30); else some time that day");
  propose_command.add_flag("--firm", plan_words->firm, "firm; else pencilled");
  propose_command.add_option("--words", plan_words->words, "a word to it");

  auto answered = std::make_shared<std::pair<std::string, std::string>>();
  CLI::App& answer_command =
      add_command(talk, chosen, "answer", "answer a proposal; yes is a yes to the ground rules too",
                  [&options, answered] { return answer(options, answered->first, answered->second); });
  add_id(answer_command, "EVENT", answered->first, "its id (`talk list` shows it)");
  answer_command.add_option("--say", answered->second, "yes, another_time or not_yet")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"yes", "another_time", "not_yet"}));

  auto kept = std::make_shared<std::array<std::string, 3>>();
  CLI::App& still_command =
      add_command(talk, chosen, "still", "is what you learned about the other still true; for yourself alone",
                  [&options, kept] { return still(options, (*kept)[0], (*kept)[1], (*kept)[2]); });
  add_id(still_command, "EVENT", (*kept)[0], "its id (`talk list` shows it)");
  still_command.add_option("--is", (*kept)[1], "yes, changed or gone")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"yes", "changed", "gone"}));
  still_command.add_option("--words", (*kept)[2], "changed: how it is now");

  auto looked = std::make_shared<LookBackArguments>();
  CLI::App& look_command = add_command(talk, chosen, "look-back", "what became of a small thing",
                                       [&options, looked] { return look_back(options, *looked); });
  add_id(look_command, "EVENT", looked->event, "its id (`talk list` shows it)");
  look_command.add_option("--became", looked->became, "done, moved, let_go or open")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"done", "moved", "let_go", "open"}));
  look_command.add_option("--by", looked->by, "moved: until when");
}

}  // namespace hearth::cli
