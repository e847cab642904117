// share, reply, thanks, checkin, diary: what one person writes without being asked.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <format>
#include <memory>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/client/words.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

// Calls one command that answers with an event, and sends it.
Outcome<Told> write(const ClientOptions& options, std::string_view command, const Json& arguments,
                    const std::string& said) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto written = member->call(command, arguments);
  if (!written) return std::unexpected(written.error());
  return member->send(printable(*written), said);
}

Outcome<Told> list_thanks(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("thanks.view");
  if (!view) return std::unexpected(view.error());
  auto partner = member->partner();
  if (!partner) return std::unexpected(partner.error());
  const std::string who = partner->empty() ? "The other" : *partner;
  std::string text;
  for (const char* which : {"notes", "jar"}) {
    for (const Json& note : view->json.value(which, Json::array())) {
      text += std::format("{}{}  {}\n{}", text.empty() ? "" : "\n", text_of(note, "day"),
                          which == std::string_view("jar") ? "In your jar (only you)"
                          : note.value("own", false)       ? "You noticed something good"
                                                           : std::format("{} noticed something good", who),
                          indented(text_of(note, "text"), 4));
      if (const std::string gave = text_of(note, "gave"); !gave.empty()) text += "\n    It gave: " + gave;
      text += std::format("\n    ({})", text_of(note, "event"));
    }
  }
  if (text.empty()) text = "The first one can be tiny. “You made the coffee.”";
  return member->tell(printable(*view), std::move(text));
}

struct CheckinArguments {
  std::int64_t felt = 0;
  std::optional<std::int64_t> needed;
  std::vector<std::string> words;
  std::string share = "none";
  std::string about;
  std::string note;
  std::optional<int> understood;
  std::optional<int> conflict;
};

std::vector<std::string> feelings_of(const Json& form) {
  std::vector<std::string> words;
  for (const Json& group : form.value("groups", Json::array())) {
    for (const Json& word : group.value("words", Json::array())) words.push_back(word.get<std::string>());
  }
  return words;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Outcome<Told> checkin(const ClientOptions& options, const CheckinArguments& arguments) {
  Json json = {{"felt", arguments.felt},
               {"words", arguments.words},
               {"share", arguments.share},
               {"note", arguments.note},
               {"needed", arguments.needed ? Json(*arguments.needed) : Json()},
               {"about", arguments.about.empty() ? Json() : Json(arguments.about)}};
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto form = member->call("checkin.form");
  if (!form) return std::unexpected(form.error());
  const std::vector<std::string> known = feelings_of(form->json);
  for (const std::string& word : arguments.words) {
    if (!std::ranges::contains(known, word)) {
      return wrong_usage(std::format("'{}' is not among the feeling words. They are: {}.", word, listed(known)));
    }
  }
  auto written = member->call("checkin.save", json);
  if (!written) return std::unexpected(written.error());
  // For oneself alone, whatever is shared of the rest.
  for (const auto& [what, value] : {std::pair{"understood", arguments.understood}, {"conflict", arguments.conflict}}) {
    if (!value) continue;
    auto told = member->call("guide.tell", {{"what", what}, {"id", ""}, {"value", *value}});
    if (!told) return std::unexpected(told.error());
  }
  std::string text = arguments.share == "none" ? "Kept for you. Thank you for being honest with yourself."
                                               : "Kept, and shared as you chose.";
  if (!arguments.needed && form->json.value("ask_needed", false)) {
    text += "\nNow and then it is good to say how close you would like it: `--needed` from 1 to 7, here or next time.";
  }
  if (written->json.value("low_for_a_while", false)) {
    // Whether anything may lead to the other is the core's to say, as in the picture.
    const auto picture = member->call("picture.view", {{"range", "4w"}});
    if (!picture) return std::unexpected(picture.error());
    const bool to_other = picture->json.value("picture", Json::object()).value("drift_to_other", false);
    text += std::format(
        "\nIt has felt far for a while. Only you see this. {}`diary` keeps it for you, and someone outside may be good "
        "to "
        "talk to.",
        to_other ? "`share` says something of it, " : "");
  }
  return member->send(printable(*written), std::move(text));
}

Outcome<Told> mine(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("mine.view");
  if (!view) return std::unexpected(view.error());
  std::string text;
  for (const Json& entry : view->json.value("diary", Json::array())) {
    text += std::format("{}{}\n{}\n    ({})", text.empty() ? "" : "\n", text_of(entry, "day"),
                        indented(text_of(entry, "text"), 4), text_of(entry, "event"));
  }
  if (text.empty()) text = "Nothing here is ever shown to anyone. Not even that you wrote.";
  return member->tell(printable(*view), std::move(text));
}

}  // namespace

void add_sharing_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  {
    auto text = std::make_shared<std::string>();
    auto reply = std::make_shared<std::string>("witness");
    CLI::App& command = add_command(client, chosen, "share", "share something unprompted", [&options, text, reply] {
      return write(options, "share.send", {{"text", *text}, {"reply", *reply}}, "Shared.");
    });
    command.add_option("--text", *text, "what you want to share")->required();
    command.add_option("--reply", *reply, "witness: just hear me; ask: questions are welcome; ideas: ideas too")
        ->check(CLI::IsMember({"witness", "ask", "ideas"}));
  }
  {
    auto share = std::make_shared<std::string>();
    auto kind = std::make_shared<std::string>("thank_you");
    auto text = std::make_shared<std::string>();
    CLI::App& command =
        add_command(client, chosen, "reply", "answer something that was shared", [&options, share, kind, text] {
          return write(options, "share.reply", {{"share", *share}, {"kind", *kind}, {"text", *text}}, "Sent.");
        });
    add_id(command, "SHARE", *share, "the id of what was shared (`today` and `story` show it)");
    command
        .add_option(
            "--kind", *kind,
            "first thank_you; then heard, said_back, question where questions are welcome, idea where ideas are")
        ->check(CLI::IsMember({"thank_you", "heard", "said_back", "question", "idea"}));
    command.add_option("--text", *text, "what you heard, the question or the idea");
  }
  {
    auto text = std::make_shared<std::string>();
    auto gave = std::make_shared<std::string>();
    auto jar = std::make_shared<bool>(false);
    auto list = std::make_shared<bool>(false);
    CLI::App& command =
        add_command(client, chosen, "thanks", "notice one thing", [&options, text, gave, jar, list]() -> Outcome<Told> {
          if (*list) return list_thanks(options);
          if (text->empty()) return wrong_usage("--text T notices something, --list shows what was noticed.");
          return write(options, "thanks.save", {{"text", *text}, {"gave", *gave}, {"jar", *jar}},
                       *jar ? "In the jar, for you alone." : "On its way.");
        });
    command.add_option("--text", *text, "what they did");
    command.add_option("--gave", *gave, "what it gave you");
    command.add_flag("--jar", *jar, "keep it in the jar instead of sending it");
    command.add_flag("--list", *list, "show what was noticed");
  }
  {
    auto arguments = std::make_shared<CheckinArguments>();
    CLI::App& command = add_command(client, chosen, "checkin", "look in: how close does it feel",
                                    [&options, arguments] { return checkin(options, *arguments); });
    command.add_option("--felt", arguments->felt, "how close it feels, 1 to 7")->required()->check(CLI::Range(1, 7));
    command.add_option("--needed", arguments->needed, "how close you would like it, 1 to 7")->check(CLI::Range(1, 7));
    command.add_option("--words", arguments->words, "up to three feeling words, with commas")->delimiter(',');
    command.add_option("--share", arguments->share, "what the other may see")
        ->check(CLI::IsMember({"none", "number", "all"}));
    command.add_option("--about", arguments->about, "is it about the two of you")
        ->check(CLI::IsMember({"us", "not_us"}));
    command.add_option("--note", arguments->note, "a note");
    command.add_option("--understood", arguments->understood, "how understood you felt, 1 to 7; stays with you")
        ->check(CLI::Range(1, 7));
    command.add_option("--conflict", arguments->conflict, "how hard it was between you, 0 to 7; stays with you")
        ->check(CLI::Range(0, 7));
  }
  {
    auto text = std::make_shared<std::string>();
    auto list = std::make_shared<bool>(false);
    CLI::App& command =
        add_command(client, chosen, "diary", "write for yourself alone", [&options, text, list]() -> Outcome<Told> {
          if (*list) return mine(options);
          if (text->empty()) return wrong_usage("--text T writes, --list shows what you wrote.");
          return write(options, "diary.save", {{"text", *text}}, "Kept for you.");
        });
    command.add_option("--text", *text, "what you want to keep");
    command.add_flag("--list", *list, "show what you wrote");
  }
}

}  // namespace hearth::cli
