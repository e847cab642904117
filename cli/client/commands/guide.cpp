// step, pace: the week's small step and its reasons; what one tells the own guide.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <format>
#include <memory>
#include <string_view>
#include <vector>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "library/pack.h"

namespace hearth::cli {
namespace {

// What stands beside every step: help after a breach of trust, and after many hard days.
std::string beside(const Json& guide) {
  std::string text;
  if (guide.value("counsellor", false)) {
    text += "\nAfter a breach of trust many pairs do this with a counsellor beside them.";
  }
  const std::string care = text_of(guide, "care");
  if (care == "chronic") {
    text +=
        "\nIn the last four weeks, more than half of the days you spoke of were hard. Talking with someone outside can "
        "help. When one of you is afraid of the other, talk to someone alone first. Only you see this.";
  } else if (care == "day") {
    text += "\nIt was hard today. No new step comes today. Only you see this.";
  }
  return text;
}

// In a time of one's own.
std::string render_own(const Json& steps) {
  std::string text = "For you alone, if you like:";
  for (const Json& step : steps) text += std::format("\n\n{}\n{}", text_of(step, "title"), text_of(step, "how"));
  return text + "\n\nNothing is counted, and only you see this. Help by country: `hearth safety`.";
}

std::string render_step(const Json& guide) {
  if (const Json own = guide.value("own", Json::array()); !own.empty()) return render_own(own);
  const Json step = guide.value("step", Json());
  if (!step.is_object()) {
    return (guide.value("enough", false) ? "That is enough for now. The next one comes by itself." : "A quiet week.") +
           beside(guide);
  }
  std::string text = std::format("{} ({}, about {} minutes)\n{}", text_of(step, "title"), depth_in_words(step),
                                 step.value("minutes", std::int64_t{0}), text_of(step, "how"));
  if (const auto turn = step.value("turn", std::int64_t{0}); turn > 0) {
    text += std::format("\nTake turns, {} each. Whoever listens says back what they heard. No advice.",
                        turn == 1 ? "one minute" : std::format("{} minutes", turn));
  }
  return text + beside(guide);
}

std::string_view time_in_words(std::string_view time) {
  if (time == "hard") return "a hard time";
  if (time == "apart") return "apart, or parting";
  if (time == "habit") return "something has hold of me";
  return "a time on my own";
}

std::string render_pace(const Json& pace) {
  std::string text =
      std::format("{}, up to {} minutes.", pace.value("lightest", false) ? "Lightest pace" : "Usual pace",
                  pace.value("minutes", std::int64_t{0}));
  if (const auto ready = pace.value("ready", std::int64_t{0}); ready > 0) {
    text += std::format("\nHow deep you would like to go: {} of 5.", ready);
  }
  std::string closed;
  for (const Json& topic : pace.value("closed", Json::array())) {
    closed += (closed.empty() ? "" : ", ") + topic.get<std::string>();
  }
  if (!closed.empty()) text += "\nOff limits: " + closed + ".";
  if (pace.value("rest", false)) text += std::format("\nA week of rest from {} on.", text_of(pace, "rest_from"));
  if (const std::string time = text_of(pace, "on_my_own"); !time.empty()) {
    text += std::format("\nOn this device nothing for two is suggested: {}.", time_in_words(time));
  }
  return text + "\nOnly your own guide hears this.";
}

struct StepArguments {
  bool why = false;
  bool another = false;
  bool not_now = false;
  bool never_topic = false;
  bool done = false;
  bool let_go = false;
  int comfort = -1;
};

Outcome<Json> guide_of(Member& member) {
  auto answer = member.call("today.view");
  if (!answer) return std::unexpected(answer.error());
  return answer->json.value("today", Json::object()).value("guide", Json::object());
}

Outcome<Told> step(const ClientOptions& options, const StepArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto guide = guide_of(*member);
  if (!guide) return std::unexpected(guide.error());
  const Json offered = guide->value("step", Json());
  const bool tells = arguments.another || arguments.not_now || arguments.never_topic || arguments.done ||
                     arguments.let_go || arguments.comfort >= 0;
  if (!tells) {
    std::string text = render_step(*guide);
    if (arguments.why && offered.is_object()) {
      text += "\n\n" + render_why(offered.value("why", Json::array()), text_of(offered, "facet")) +
              "\nWhere the idea comes from: " + text_of(offered, "source") + ".";
    }
    return member->tell({{"guide", *guide}}, std::move(text));
  }
  const Json rated = guide->value("rate", Json());
  const Json& meant = arguments.comfort >= 0 ? rated : offered;
  if (!meant.is_object()) return refused("not_found", "There is no step for that now.");
  const std::string id = text_of(meant, "id");
  const auto told_guide = [&](std::string_view what, const std::string& about, int value) {
    return member->call("guide.tell", {{"what", what}, {"id", about}, {"value", value}});
  };
  if (arguments.done || arguments.let_go) {
    auto told = member->call("step.tell", {{"step", id}, {"became", arguments.done ? "done" : "let_go"}});
    if (!told) return std::unexpected(told.error());
  } else if (arguments.never_topic) {
    const Json topics = offered.value("topics", Json::array());
    if (topics.empty()) return refused("not_found", "This step touches no topic of the list; see `pace --never`.");
    for (const Json& topic : topics) {
      auto told = told_guide("topic", topic.get<std::string>(), 1);
      if (!told) return std::unexpected(told.error());
    }
  } else {
    auto told = arguments.comfort >= 0 ? told_guide("comfort", id, arguments.comfort)
                                       : told_guide(arguments.another ? "another" : "away", id, 1);
    if (!told) return std::unexpected(told.error());
  }
  guide = guide_of(*member);
  if (!guide) return std::unexpected(guide.error());
  return member->send({{"guide", *guide}}, render_step(*guide));
}

struct PaceArguments {
  int ready = -1;
  int minutes = 0;
  std::string pace;
  std::vector<std::string> never;
  std::vector<std::string> again;
  std::string rest;
  std::string own_time;
};

Outcome<Told> pace(const ClientOptions& options, const PaceArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  std::vector<Json> wanted;
  const auto want = [&](std::string_view what, const std::string& id, int value) {
    wanted.push_back({{"what", what}, {"id", id}, {"value", value}});
  };
  if (arguments.ready >= 0) want("ready", "", arguments.ready);
  if (arguments.minutes > 0) want("minutes", "", arguments.minutes);
  if (!arguments.pace.empty()) want("pace", "", arguments.pace == "lightest" ? 1 : 0);
  for (const std::string& topic : arguments.never) want("topic", topic, 1);
  for (const std::string& topic : arguments.again) want("topic", topic, 0);
  if (!arguments.rest.empty()) want("rest", "", arguments.rest == "yes" ? 1 : 0);
  if (!arguments.own_time.empty()) {
    const auto time = std::ranges::find(library::kOwnTimes, arguments.own_time);
    want("on_my_own", "",
         time == library::kOwnTimes.end() ? 0 : 1 + static_cast<int>(time - library::kOwnTimes.begin()));
  }
  for (const Json& one : wanted) {
    auto told = member->call("guide.tell", one);
    if (!told) return std::unexpected(told.error());
  }
  auto view = member->call("guide.view");
  if (!view) return std::unexpected(view.error());
  const Json now = view->json.value("pace", Json::object());
  if (wanted.empty()) return member->tell({{"pace", now}}, render_pace(now));
  return member->send({{"pace", now}}, render_pace(now));
}

}  // namespace

void add_guide_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  auto one = std::make_shared<StepArguments>();
  CLI::App& step_command = add_command(client, chosen, "step", "the week's small step, or what became of it",
                                       [&options, one] { return step(options, *one); });
  step_command.add_flag("--why", one->why, "say why this one");
  CLI::Option_group& ways = *step_command.add_option_group("ways", "at most one of them");
  ways.add_flag("--another", one->another, "show another one; nobody is told");
  ways.add_flag("--not-now", one->not_now, "put it away for eight weeks; nobody is told");
  ways.add_flag("--never-topic", one->never_topic, "put its topics off limits");
  ways.add_flag("--done", one->done, "say that you two did it; both see it");
  ways.add_flag("--let-go", one->let_go, "let it go; something lighter comes");
  ways.add_option("--comfort", one->comfort, "how comfortable the last one was, 1 to 5, 0 for rather not; private")
      ->check(CLI::Range(0, 5));
  ways.require_option(0, 1);

  auto told = std::make_shared<PaceArguments>();
  CLI::App& pace_command = add_command(client, chosen, "pace", "what your own guide knows of you, and telling it",
                                       [&options, told] { return pace(options, *told); });
  pace_command.add_option("--ready", told->ready, "how deep you would like to go at the moment, 1 to 5")
      ->check(CLI::Range(0, 5));
  pace_command.add_option("--minutes", told->minutes, "how long a step may take")
      ->check(CLI::IsMember(std::vector<int>{10, 20, 45}));
  pace_command.add_option("--pace", told->pace, "usual or lightest")
      ->check(CLI::IsMember(std::vector<std::string>{"usual", "lightest"}));
  const std::vector<std::string> topics(library::kTopics.begin(), library::kTopics.end());
  pace_command.add_option("--never", told->never, "a topic that is off limits")->check(CLI::IsMember(topics));
  pace_command.add_option("--again", told->again, "a topic that is open again")->check(CLI::IsMember(topics));
  std::vector<std::string> times = {"no"};
  times.insert(times.end(), library::kOwnTimes.begin(), library::kOwnTimes.end());
  pace_command
      .add_option(
          "--on-my-own", told->own_time,
          "small things for you alone, and nothing for two, on this device: hard (a hard time), apart (or "
          "parting), habit (something has hold of me), own (for any reason), or no; the other's goes on as with "
          "the lightest pace")
      ->check(CLI::IsMember(times));
  pace_command.add_option("--rest", told->rest, "a week of rest: yes or no")
      ->check(CLI::IsMember(std::vector<std::string>{"yes", "no"}));
}

}  // namespace hearth::cli
