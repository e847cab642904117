// agree list, propose, answer, end, review: what the two agree on, by the yes of both.
#include <CLI/CLI.hpp>

#include <format>
#include <memory>

#include "app/plain_words.h"
#include "cli/client/commands/forms.h"
#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

using app::in_plain_words;
using app::Named;

std::string phase_in_words(const Json& agreement) {
  const std::string phase = text_of(agreement, "phase");
  if (phase == "agreed") return "agreed";
  if (phase == "ended") return "ended";
  if (phase == "replaced") return "a newer one took its place";
  const std::string proposed = agreement.value("own", false) ? "proposed by you" : "proposed by the other";
  return proposed + (text_of(agreement, "answer") == "not_yet" ? ", not yet" : "");
}

std::string render_agreement(const Json& agreement) {
  std::string text =
      std::format("{}  {}  {} ({})\n", text_of(agreement, "event"), text_of(agreement, "day"),
                  in_plain_words(Named::agreement, text_of(agreement, "kind")), phase_in_words(agreement));
  text += render_lines(agreement.value("lines", Json::array()));
  if (const std::string ends = text_of(agreement, "ends"); !ends.empty()) text += "  until " + ends + "\n";
  if (const std::string review = text_of(agreement, "review"); !review.empty()) {
    const bool due = agreement.value("review_due", false);
    text += std::format("  to be looked at on {}{}\n", review, due ? ": `agree review`, for you alone" : "");
  }
  if (const std::string how = text_of(agreement, "reviewed"); !how.empty()) {
    text += std::format("  {} (only you)\n", in_plain_words(Named::how, how));
  }
  if (const std::string older = text_of(agreement, "replaces"); !older.empty()) {
    text += std::format("  takes the place of {}\n", older);
  }
  return text;
}

std::string render_agreements(const Json& room) {
  std::string text;
  for (const Json& agreement : room.value("agreements", Json::array())) text += render_agreement(agreement);
  text += text.empty() ? "No agreements yet. Each of these can be proposed, and holds once the other says yes:\n"
                       : "What can be proposed:\n";
  for (const Json& form : room.value("forms", Json::array())) {
    text += "  " + render_form(form);
    if (form.value("needs_end", false)) text += " (with --ends)";
    if (!text_of(form, "track").empty()) text += " (after a breach of trust)";
    text += "\n";
  }
  return text + "Either of you ends one at any time, without a reason.";
}

Outcome<Told> list(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("agreement.view");
  if (!view) return std::unexpected(view.error());
  const Json room = view->json.value("agreements", Json::object());
  return member->tell({{"agreements", room}}, render_agreements(room));
}

Outcome<Told> change(const ClientOptions& options, std::string_view command, const Json& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call(command, arguments);
  if (!view) return std::unexpected(view.error());
  const Json room = view->json.value("agreements", Json::object());
  return member->send({{"agreements", room}}, render_agreements(room));
}

struct ProposeArguments {
  std::string kind;
  std::vector<std::string> lines;
  std::string review;
  std::string ends;
  std::string replaces;
};

Outcome<Told> propose(const ClientOptions& options, const ProposeArguments& arguments) {
  const auto lines = lines_of(arguments.lines);
  if (!lines) return std::unexpected(lines.error());
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto proposed =
      member->call("agreement.propose", {{"kind", arguments.kind},
                                         {"lines", *lines},
                                         {"review", arguments.review},
                                         {"ends", arguments.ends},
                                         {"replaces", arguments.replaces.empty() ? Json() : Json(arguments.replaces)}});
  if (!proposed) return std::unexpected(proposed.error());
  return member->send({{"event", text_of(proposed->json, "event")}},
                      "Proposed. It holds once the other says yes; until then `erase` takes it back.");
}

}  // namespace

void add_agreement_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  CLI::App& agree = add_command(client, chosen, "agree", "what you two agree on, by the yes of both", {});
  agree.require_subcommand(1);

  add_command(agree, chosen, "list", "all agreements, and what can be proposed", [&options] { return list(options); });

  auto words = std::make_shared<ProposeArguments>();
  CLI::App& propose_command = add_command(agree, chosen, "propose", "propose an agreement to the other",
                                          [&options, words] { return propose(options, *words); });
  propose_command.add_option("KIND", words->kind, "one of the forms (`agree list` shows them)")->required();
  add_repeated(propose_command, "--line", words->lines, "a line by its name: --line holds='what is said here'");
  propose_command.add_option("--review", words->review, "when to look at it again (2026-11-30)");
  propose_command.add_option("--ends", words->ends, "its last day (2026-11-30)");
  propose_command.add_option("--replaces", words->replaces, "the id of the one that this takes the place of");

  auto answered = std::make_shared<std::pair<std::string, std::string>>();
  CLI::App& answer_command =
      add_command(agree, chosen, "answer", "answer what the other proposed", [&options, answered] {
        return change(options, "agreement.answer", {{"event", answered->first}, {"answer", answered->second}});
      });
  add_id(answer_command, "EVENT", answered->first, "its id (`agree list` shows it)");
  answer_command.add_option("--say", answered->second, "yes or not_yet")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"yes", "not_yet"}));

  auto ended = std::make_shared<std::string>();
  CLI::App& end_command = add_command(agree, chosen, "end", "end one, at once and without a reason", [&options, ended] {
    return change(options, "agreement.end", {{"event", *ended}});
  });
  add_id(end_command, "EVENT", *ended, "its id (`agree list` shows it)");

  struct ReviewArguments {
    std::string event, how, next;
  };
  auto review = std::make_shared<ReviewArguments>();
  CLI::App& review_command =
      add_command(agree, chosen, "review", "how it goes, for yourself alone", [&options, review] {
        return change(options, "agreement.review",
                      {{"event", review->event}, {"how", review->how}, {"next", review->next}});
      });
  add_id(review_command, "EVENT", review->event, "its id (`agree list` shows it)");
  review_command.add_option("--how", review->how, "well, mixed or change")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"well", "mixed", "change"}));
  review_command.add_option("--next", review->next, "when to look again (2026-11-30)");
}

}  // namespace hearth::cli
