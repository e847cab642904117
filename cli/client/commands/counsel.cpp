// counsel …: chosen parts for a counsellor, on paper or under a link that ends.
#include <CLI/CLI.hpp>

#include <format>
#include <memory>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/ids.h"
#include "cli/share/document.h"

namespace hearth::cli {
namespace {

struct ProposeArguments {
  std::vector<std::string> items;
  std::string purpose;
  int days = 7;
  std::string how = "print";
};

std::string phase_in_words(const Json& share) {
  const std::string phase = text_of(share, "phase");
  const bool own = share.value("own", false);
  if (phase == "proposed") return own ? "waits for the other's yes; there is no hurry" : "asks for your yes or no";
  if (phase == "declined") return own ? "the other said no, and that is a whole answer" : "you said no";
  if (phase == "approved") return "nothing stands in the way";
  if (phase == "waiting") return "the link is made and goes to the server when that can be reached";
  if (phase == "refused") return "the server does not take it: four links at once are the most";
  if (phase == "unconfirmed") return "the link is there and opens when the other's device has heard of it";
  if (phase == "open") return "open";
  if (phase == "over") return "its time is over";
  return "ended";
}

std::string render_share(const Json& share) {
  const bool link = text_of(share, "how") == "link";
  std::string text = std::format("{}  {}  {}, {}\n  {}\n", text_of(share, "event"), text_of(share, "day"),
                                 share.value("own", false) ? "by you" : "by the other",
                                 link ? std::format("a link for {} days", share.value("days", 0)) : "for paper",
                                 phase_in_words(share));
  if (const std::string purpose = text_of(share, "purpose"); !purpose.empty()) text += indented(purpose) + "\n";
  if (const std::string shown = text_of(share, "link"); !shown.empty()) text += "  " + shown + "\n";
  if (share.value("fetched", false)) text += "  It was read. What was read cannot be called back.\n";
  for (const Json& item : share.value("items", Json::array())) {
    text += std::format("    {}  {}  {}\n", text_of(item, "day"), text_of(item, "who"),
                        kind_in_words(text_of(item, "kind")));
    if (const std::string words = text_of(item, "text"); !words.empty()) text += indented(words, 6) + "\n";
  }
  return text;
}

std::string render_shares(const Json& shares) {
  std::string text;
  for (const Json& share : shares) text += render_share(share);
  return text.empty() ? "Nothing is chosen for a counsellor." : text;
}

Json shares_in(const Frame& view) { return view.json.value("counsel", Json::array()); }

Outcome<Told> propose(const ClientOptions& options, const ProposeArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto proposed = member->call(
      "counsel.propose",
      {{"items", arguments.items}, {"purpose", arguments.purpose}, {"days", arguments.days}, {"how", arguments.how}});
  if (!proposed) return std::unexpected(proposed.error());
  const std::string event = text_of(proposed->json, "event");
  auto view = member->call("counsel.view");
  if (!view) return std::unexpected(view.error());
  bool both = false;
  for (const Json& share : shares_in(*view)) {
    if (text_of(share, "event") == event) both = share.value("both", false);
  }
  return member->send({{"event", event}}, both ? "Words of both are in it: it waits for the other's yes."
                                               : "It is all your own, so nobody else is asked, and nobody is told.");
}

Outcome<Told> list(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  // Looking asks the server how it stands; its answer is in the second look.
  auto view = member->call("counsel.view");
  if (!view) return std::unexpected(view.error());
  if (auto synced = member->sync(); !synced) return std::unexpected(synced.error());
  view = member->call("counsel.view");
  if (!view) return std::unexpected(view.error());
  return member->tell({{"counsel", shares_in(*view)}}, render_shares(shares_in(*view)));
}

// What one says of a proposal, and then how it stands.
Outcome<Told> tell_of(const ClientOptions& options, std::string_view command, const Json& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call(command, arguments);
  if (!view) return std::unexpected(view.error());
  return member->send({{"counsel", shares_in(*view)}}, render_shares(shares_in(*view)));
}

Outcome<Told> make(const ClientOptions& options, const std::string& event) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("counsel.make", {{"event", event}});
  if (!view) return std::unexpected(view.error());
  if (auto synced = member->sync(); !synced) return std::unexpected(synced.error());
  view = member->call("counsel.view");
  if (!view) return std::unexpected(view.error());
  std::string link;
  Json made;
  for (const Json& share : shares_in(*view)) {
    if (text_of(share, "event") != event) continue;
    link = text_of(share, "link");
    made = share;
  }
  if (text_of(made, "phase") == "refused") {
    return refused("too_many", "The server takes no more links: four at once are the most. End one, then try again.");
  }
  return member->send({{"counsel", shares_in(*view)}, {"link", link}},
                      std::format("{}\n{}.\nWhoever has this link can read it until it ends. What was read cannot be "
                                  "called back.",
                                  link, phase_in_words(made)));
}

Outcome<Told> print(const ClientOptions& options, const std::string& event, const std::string& out) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto printed = member->call("counsel.print", {{"event", event}});
  if (!printed) return std::unexpected(printed.error());
  const Json document = printed->json.value("document", Json::object());
  if (out.empty()) return member->tell({{"document", document}}, document_as_text(document));
  if (auto written = write_document(out, document); !written) return std::unexpected(written.error());
  return member->tell({{"document", document}, {"out", out}},
                      std::format("It is in {}. It is not locked: keep it where only you can read it.", out));
}

}  // namespace

void add_counsel_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  CLI::App& counsel = add_command(client, chosen, "counsel", "chosen parts for a counsellor", {});
  counsel.require_subcommand(1);
  auto words = std::make_shared<ProposeArguments>();
  CLI::App& propose_command =
      add_command(counsel, chosen, "propose", "choose things for a counsellor; with words of the other it takes both",
                  [&options, words] { return propose(options, *words); });
  propose_command
      .add_option_function<std::vector<std::string>>(
          "ITEMS",
          [words](const std::vector<std::string>& ids) {
            for (const std::string& id : ids) words->items.push_back(without_mark(id));
          },
          "ids of what is chosen (`story` shows them)")
      ->required();
  propose_command.add_option("--purpose", words->purpose, "what it is for");
  propose_command.add_option("--days", words->days, "how long a link stays open")->check(CLI::Range(1, 14));
  propose_command.add_option("--how", words->how, "print or link")
      ->check(CLI::IsMember(std::vector<std::string>{"print", "link"}));

  add_command(counsel, chosen, "list", "what was chosen, and how it stands", [&options] { return list(options); });

  const auto on_event = [&](const char* name, const char* description, auto action) {
    auto event = std::make_shared<std::string>();
    CLI::App& command = add_command(counsel, chosen, name, description, [event, action] { return action(*event); });
    add_id(command, "EVENT", *event, "its id (`counsel list` shows it)");
    return &command;
  };
  auto say = std::make_shared<std::string>();
  on_event("answer", "say yes or no to what the other chose",
           [&options, say](const std::string& event) {
             return tell_of(options, "counsel.answer", {{"event", event}, {"answer", *say}});
           })
      ->add_option("--say", *say, "yes or no")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"yes", "no"}));
  on_event("make", "make the link", [&options](const std::string& event) { return make(options, event); });
  on_event("revoke", "end it, whoever made it",
           [&options](const std::string& event) { return tell_of(options, "counsel.revoke", {{"event", event}}); });
  auto out = std::make_shared<std::string>();
  on_event("print", "the page for paper", [&options, out](const std::string& event) {
    return print(options, event, *out);
  })->add_option("--out", *out, "a new file: .html for a page, else text");
}

}  // namespace hearth::cli
