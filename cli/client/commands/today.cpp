// today, answer, withdraw, open, send-open, react, shelf: one question, answered
// alone by each and opened when both are there.
#include <CLI/CLI.hpp>

#include <format>
#include <memory>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

// Where a question or an exchange is asked for, `today` means the one of the day.
constexpr std::string_view kOfTheDay = "today";

Outcome<Json> todays_exchange(Member& member) {
  auto answer = member.call("today.view");
  if (!answer) return std::unexpected(answer.error());
  Json exchange = answer->json.value("today", Json::object()).value("exchange", Json());
  if (!exchange.is_object()) return refused("not_found", "There is no question today.");
  return exchange;
}

Outcome<std::string> question_id(Member& member, const std::string& given) {
  if (given != kOfTheDay) return given;
  auto exchange = todays_exchange(member);
  if (!exchange) return std::unexpected(exchange.error());
  return exchange->value("question", Json::object()).value("id", std::string());
}

Outcome<std::string> exchange_id(Member& member, const std::string& given) {
  if (given != kOfTheDay) return given;
  auto exchange = todays_exchange(member);
  if (!exchange) return std::unexpected(exchange.error());
  return exchange->value("id", std::string());
}

Outcome<Told> today(const ClientOptions& options, bool why) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto answer = member->call("today.view");
  if (!answer) return std::unexpected(answer.error());
  const Json today = answer->json.value("today", Json::object());
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  std::string text = render_today(today, *status);
  if (const Json exchange = today.value("exchange", Json()); why && exchange.is_object()) {
    const std::string facet = text_of(exchange.value("question", Json::object()), "facet");
    text += "\n\nWhy this question?\n" + render_why(today.value("why", Json::array()), facet);
  }
  return member->tell({{"today", today}}, std::move(text));
}

struct AnswerArguments {
  std::string question;
  std::optional<std::string> text;
  std::optional<std::string> open_text;
  bool pass = false;
  bool not_now = false;
  bool another = false;
  bool never_topic = false;
};

// Another question for today, or never again one about what this one touches.
Outcome<Told> turn_away(Member& member, const AnswerArguments& arguments, const std::string& question) {
  auto exchange = todays_exchange(member);
  if (!exchange) return std::unexpected(exchange.error());
  const Json asked = exchange->value("question", Json::object());
  if (text_of(asked, "id") != question) return refused("not_found", "That is not today's question.");
  if (arguments.another) {
    auto other = member.call("exchange.another", {{"question", question}});
    if (!other) return std::unexpected(other.error());
  }
  const Json topics = asked.value("topics", Json::array());
  if (arguments.never_topic && topics.empty()) {
    return refused("not_found", "This question touches no topic of the list; see `pace --never`.");
  }
  for (const Json& topic : arguments.never_topic ? topics : Json::array()) {
    auto told = member.call("guide.tell", {{"what", "topic"}, {"id", topic}, {"value", 1}});
    if (!told) return std::unexpected(told.error());
  }
  auto now = member.call("today.view");
  if (!now) return std::unexpected(now.error());
  const Json next = now->json.value("today", Json::object()).value("exchange", Json());
  if (!next.is_object()) return member.send({{"question", question}}, "There is no other question today.");
  auto partner = member.partner();
  if (!partner) return std::unexpected(partner.error());
  return member.send({{"exchange", next}}, render_exchange(next, *partner));
}

Outcome<Told> answer(const ClientOptions& options, const AnswerArguments& arguments) {
  const int ways = (arguments.text ? 1 : 0) + (arguments.open_text ? 1 : 0) + (arguments.pass ? 1 : 0) +
                   (arguments.not_now ? 1 : 0) + (arguments.another ? 1 : 0) + (arguments.never_topic ? 1 : 0);
  if (ways == 0) {
    return wrong_usage("One of --text T, --open-text T, --pass, --not-now, --another and --never-topic is needed.");
  }
  if (ways > 1) {
    return wrong_usage(
        "--text, --open-text, --pass, --not-now, --another and --never-topic are six different answers; give one of "
        "them. Nothing was sent.");
  }
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto question = question_id(*member, arguments.question);
  if (!question) return std::unexpected(question.error());
  if (arguments.another || arguments.never_topic) return turn_away(*member, arguments, *question);
  if (arguments.pass || arguments.not_now) {
    auto passed = member->call(arguments.pass ? "exchange.pass" : "exchange.not_now", {{"question", *question}});
    if (!passed) return std::unexpected(passed.error());
    return member->send({{"question", *question}}, arguments.pass ? "You passed. That is fine. Nobody is told."
                                                                  : "Not now, then. Nobody is told.");
  }
  auto written =
      member->call(arguments.text ? "exchange.seal" : "exchange.open_first",
                   {{"question", *question}, {"text", arguments.text ? *arguments.text : *arguments.open_text}});
  if (!written) return std::unexpected(written.error());
  const std::string id = written->json.value("exchange", Json::object()).value("id", std::string());
  auto told = member->send(Json::object(), {});
  if (!told) return told;
  auto now = member->call("exchange.view", {{"id", id}});
  if (!now) return std::unexpected(now.error());
  const Json exchange = now->json.value("exchange", Json::object());
  const std::string kept = std::move(told->text);
  told->json["exchange"] = exchange;
  auto partner = member->partner();
  if (!partner) return std::unexpected(partner.error());
  told->text = render_exchange(exchange, *partner);
  if (!kept.empty()) told->text += "\n" + kept;
  return told;
}

// withdraw, open, send-open: one exchange in, the same exchange out.
Outcome<Told> change(const ClientOptions& options, std::string_view command, const std::string& given) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto id = exchange_id(*member, given);
  if (!id) return std::unexpected(id.error());
  auto changed = member->call(command, {{"id", *id}});
  if (!changed) return std::unexpected(changed.error());
  const Json exchange = changed->json.value("exchange", Json::object());
  auto partner = member->partner();
  if (!partner) return std::unexpected(partner.error());
  return member->send({{"exchange", exchange}}, render_exchange(exchange, *partner));
}

Outcome<Told> react(const ClientOptions& options, const std::string& given, const std::string& reaction) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto id = exchange_id(*member, given);
  if (!id) return std::unexpected(id.error());
  auto changed = member->call("exchange.react", {{"id", *id}, {"reaction", reaction}});
  if (!changed) return std::unexpected(changed.error());
  const Json exchange = changed->json.value("exchange", Json::object());
  auto partner = member->partner();
  if (!partner) return std::unexpected(partner.error());
  return member->send({{"exchange", exchange}}, render_exchange(exchange, *partner));
}

Outcome<Told> shelf(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto answer = member->call("shelf.view");
  if (!answer) return std::unexpected(answer.error());
  const Json exchanges = answer->json.value("exchanges", Json::array());
  auto partner = member->partner();
  if (!partner) return std::unexpected(partner.error());
  std::string text;
  for (const Json& exchange : exchanges) {
    text += (text.empty() ? "" : "\n\n") + render_exchange(exchange, *partner);
  }
  if (text.empty()) text = "Nothing lies here yet. What you two open finds its place here.";
  return member->tell({{"exchanges", exchanges}}, std::move(text));
}

}  // namespace

void add_today_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  auto why = std::make_shared<bool>(false);
  add_command(client, chosen, "today", "what there is today", [&options, why] {
    return today(options, *why);
  }).add_flag("--why", *why, "say why this question");

  auto arguments = std::make_shared<AnswerArguments>();
  CLI::App& answer_command = add_command(client, chosen, "answer", "answer a question, or let it pass",
                                         [&options, arguments] { return answer(options, *arguments); });
  answer_command.add_option("QUESTION", arguments->question, "the question's id, or `today`")->required();
  answer_command.add_option("--text", arguments->text, "your answer, sealed until both are there");
  answer_command.add_option("--open-text", arguments->open_text, "your answer, sent open on purpose");
  answer_command.add_flag("--pass", arguments->pass, "let it pass; nobody is told");
  answer_command.add_flag("--another", arguments->another, "another one for today; nobody is told");
  answer_command.add_flag("--never-topic", arguments->never_topic, "put its topics off limits; nobody is told whose");
  answer_command.add_flag("--not-now", arguments->not_now, "leave it for another day; nobody is told");

  const auto add_change = [&](const std::string& name, const std::string& description, std::string_view command) {
    auto id = std::make_shared<std::string>();
    CLI::App& added = add_command(client, chosen, name, description,
                                  [&options, command, id] { return change(options, command, *id); });
    add_id(added, "EXCHANGE", *id, "the exchange's id, or `today`");
  };
  add_change("withdraw", "take your sealed answer back", "exchange.withdraw");
  add_change("open", "open what both have answered", "exchange.open");
  add_change("send-open", "send your sealed answer open after all", "exchange.send_open");

  auto id = std::make_shared<std::string>();
  auto reaction = std::make_shared<std::string>();
  CLI::App& react_command = add_command(client, chosen, "react", "react to an opened answer",
                                        [&options, id, reaction] { return react(options, *id, *reaction); });
  add_id(react_command, "EXCHANGE", *id, "the exchange's id, or `today`");
  react_command.add_option("REACTION", *reaction, "a word back")
      ->required()
      ->check(CLI::IsMember({"thank_you", "did_not_know", "tell_me_more", "lets_talk"}));

  add_command(client, chosen, "shelf", "questions of earlier days", [&options] { return shelf(options); });
}

}  // namespace hearth::cli
