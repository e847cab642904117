// device link|join|words|confirm|list|revoke, and same-page: which machines are
// mine, and do we two see the same.
//
//   new machine: device join ── (code) ─────── (words) ── the other's words on its input
//   old machine:             device link CODE ── (words) ── device confirm W W
#include <CLI/CLI.hpp>

#include <format>
#include <iostream>
#include <memory>
#include <sstream>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/client/words.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

constexpr double kLinkingLasts = 600;  // seconds, as in the core

Outcome<Json> view(Host& host) {
  auto answer = host.call("device.view");
  if (!answer) return std::unexpected(answer.error());
  return answer->json.value("linking", Json::object());
}

std::optional<Failure> ended(const Json& linking) {
  const std::string phase = text_of(linking, "phase");
  if (phase == "expired")
    return Failure{Exit::kRefused, "link_expired", "This code is too old. `device join` makes a new one."};
  if (phase == "failed") {
    return Failure{Exit::kVerificationFailed, "verification_failed",
                   "The two machines did not agree, so nothing was handed over. `device join` on the new machine "
                   "begins again."};
  }
  return std::nullopt;
}

bool has_words(Host& host) {
  const auto linking = view(host);
  return !linking || text_of(*linking, "phase") == "none" || !linking->value("own_words", Json::array()).empty() ||
         ended(*linking).has_value();
}

std::string said(const Json& linking) {
  std::string words;
  for (const Json& word : linking.value("own_words", Json::array()))
    words += (words.empty() ? "" : " ") + word.get<std::string>();
  return std::format(
      "This machine's two words:  {}\nIf the other machine is yours, type them there: device confirm WORD WORD.",
      words);
}

Outcome<Told> tell_words(Member& member) {
  auto linking = view(member.host());
  if (!linking) return std::unexpected(linking.error());
  if (const auto failure = ended(*linking)) return std::unexpected(*failure);
  if (linking->value("own_words", Json::array()).empty()) {
    if (text_of(*linking, "phase") == "none") {
      return refused("not_ready",
                     "No machine is being linked at the moment. `device join` on the new machine begins it.");
    }
    if (member.settled() == Settled::kUnreachable) return member.unreachable("Linking needs the server.");
    return refused("not_ready", "The other machine is not there yet.");
  }
  return member.tell({{"linking", *linking}}, said(*linking));
}

bool is_over(Host& host) {
  const auto linking = view(host);
  return !linking || text_of(*linking, "phase") == "done" || ended(*linking).has_value();
}

// A line for the person, or an object for a program, before the command ends.
void show(bool json, const Json& object, const std::string& text) {
  if (json) {
    std::cout << object.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
  } else {
    std::cout << text << std::endl;
  }
}

// Two words from the standard input; nothing is kept of a new machine until they fit.
Outcome<std::vector<std::string>> read_two_words() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::vector<std::string> words;
    std::istringstream parts(line);
    for (std::string word; parts >> word;) words.push_back(lower_case(word));
    if (words.empty()) continue;
    if (words.size() == 2) return words;
    return wrong_usage("Two words were expected. Nothing was handed over; `device join` begins again.");
  }
  return refused("not_ready", "No words came, so nothing was handed over. `device join` begins again.");
}

// Stays until both machines agree: the code, then the own two words, then those of
// the other machine are read.
Outcome<Told> join(const ClientOptions& options, const std::string& server, const std::string& name, bool json) {
  auto address = parse_address(server);
  if (!address) return std::unexpected(address.error());
  if (options.offline) return wrong_usage("Linking needs the server; leave out --offline.");
  const auto create = [&](Host& host, const Bytes& key, const Bytes& salt) -> Outcome<void> {
    host.use_server(*address);
    Frame begin;
    begin.json = {{"server", address->origin()}, {"name", name}};
    begin.json["key"] = begin.blob(key);
    begin.json["salt"] = begin.blob(salt);
    auto begun = host.call("device.join_linking", std::move(begin));
    if (!begun) return std::unexpected(begun.error());
    return {};
  };
  auto member = Member::make(options, create, Member::Hear::later);
  if (!member) return std::unexpected(member.error());
  auto linking = view(member->host());
  if (!linking) return std::unexpected(linking.error());
  const std::string code = text_of(*linking, "code");
  show(json, {{"code", code}},
       std::format("Code:  {}\nOn a machine that is yours already: device link CODE. This one waits ten minutes.",
                   code));
  if (auto settled = member->sync_for(kLinkingLasts, has_words); !settled) return std::unexpected(settled.error());
  auto with_words = tell_words(*member);
  if (!with_words) return with_words;
  show(json, with_words->json, with_words->text + "\nThen type that machine's two words here:");
  auto heard = read_two_words();
  if (!heard) return std::unexpected(heard.error());
  if (auto confirmed = member->call("device.confirm", {{"words", *heard}}); !confirmed) {
    (void)member->sync(is_over);
    return std::unexpected(confirmed.error());
  }
  if (auto settled = member->sync_for(kLinkingLasts, is_over); !settled) return std::unexpected(settled.error());
  linking = view(member->host());
  if (!linking) return std::unexpected(linking.error());
  if (const auto failure = ended(*linking)) return std::unexpected(*failure);
  if (text_of(*linking, "phase") != "done") return member->unreachable("The other machine did not answer in time.");
  if (auto settled = member->sync(); !settled) return std::unexpected(settled.error());
  return member->tell({{"linking", *linking}, {"done", true}}, "Both machines are yours now.");
}

Outcome<Told> link(const ClientOptions& options, const std::string& code) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  Frame scan;
  scan.json = {{"code", code}};
  scan.json["key"] = scan.blob(member->host().key());
  if (auto scanned = member->host().call("device.scan", std::move(scan)); !scanned) {
    if (scanned.error().code != "bad_request") return std::unexpected(scanned.error());
    return wrong_usage("That is not the code of a new machine. `device join` shows it there; all of it is needed.");
  }
  if (auto settled = member->sync(has_words); !settled) return std::unexpected(settled.error());
  return tell_words(*member);
}

Outcome<Told> words(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  if (auto settled = member->sync(has_words); !settled) return std::unexpected(settled.error());
  return tell_words(*member);
}

Outcome<Told> confirm(const ClientOptions& options, const std::vector<std::string>& heard) {
  if (heard.size() != 2)
    return wrong_usage("Give the two words that the other machine shows: device confirm WORD WORD.");
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto confirmed = member->call("device.confirm", {{"words", {lower_case(heard[0]), lower_case(heard[1])}}});
  if (!confirmed) {
    (void)member->sync();
    return std::unexpected(confirmed.error());
  }
  if (auto settled = member->sync(); !settled) return std::unexpected(settled.error());
  auto linking = view(member->host());
  if (!linking) return std::unexpected(linking.error());
  if (const auto failure = ended(*linking)) return std::unexpected(*failure);
  const bool done = text_of(*linking, "phase") == "done";
  return member->tell({{"linking", *linking}, {"done", done}},
                      done ? "Both machines are yours now."
                           : "Confirmed. The rest happens when the other machine confirms too (`sync`).");
}

Outcome<Told> list(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("devices.view");
  if (!view) return std::unexpected(view.error());
  std::string text;
  for (const Json& device : view->json.value("devices", Json::array())) {
    const bool kit = device.value("kit", false);
    const std::string name = text_of(device, "name");
    text += std::format("{}{}  {}{}{}", text.empty() ? "" : "\n", text_of(device, "id"),
                        !name.empty() ? name
                        : kit         ? "recovery kit"
                                      : "a machine without a name",
                        device.value("this", false) ? " (this one)" : "",
                        device.value("revoked", false) ? " (revoked)" : "");
  }
  return member->tell(printable(*view), std::move(text));
}

Outcome<Told> revoke(const ClientOptions& options, const std::string& id) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  Frame revoke;
  revoke.json = {{"id", id}};
  revoke.json["key"] = revoke.blob(member->host().key());
  if (auto revoked = member->host().call("device.revoke", std::move(revoke)); !revoked)
    return std::unexpected(revoked.error());
  return member->send(
      {{"id", id}},
      "That machine is out: it can send nothing more and is given no new keys. What it has read, it has read.");
}

Outcome<Told> same_page(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("same_page.view");
  if (!view) return std::unexpected(view.error());
  std::string words;
  for (const Json& word : view->json.value("words", Json::array()))
    words += (words.empty() ? "" : " ") + word.get<std::string>();
  return member->tell(
      printable(*view),
      std::format("{}\nIf the other person sees the same four words, the server shows you both the same pages. If "
                  "they differ, `sync` on both sides first; if they still differ, the server hides something.",
                  words));
}

}  // namespace

void add_device_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  CLI::App& device = add_command(client, chosen, "device", "your own machines", {});
  device.require_subcommand(1);

  auto server = std::make_shared<std::string>();
  auto name = std::make_shared<std::string>("another machine");
  CLI::App& join_command =
      add_command(device, chosen, "join", "on the new machine: show its code, then compare words",
                  [&options, &chosen, server, name] { return join(options, *server, *name, chosen.json); });
  join_command.add_option("--server", *server, "the server's address")->required();
  join_command.add_option("--name", *name, "what this machine is called in your list");

  auto code = std::make_shared<std::string>();
  CLI::App& link_command = add_command(device, chosen, "link", "on a machine of yours: let a new one in by its code",
                                       [&options, code] { return link(options, *code); });
  add_id(link_command, "CODE", *code, "the code that the new machine shows");

  add_command(device, chosen, "words", "this machine's two words", [&options] { return words(options); });

  auto heard = std::make_shared<std::vector<std::string>>();
  CLI::App& confirm_command = add_command(device, chosen, "confirm", "the two words that the other machine shows",
                                          [&options, heard] { return confirm(options, *heard); });
  confirm_command.add_option("WORD", *heard, "two words")->required();

  add_command(device, chosen, "list", "all of them", [&options] { return list(options); });

  auto id = std::make_shared<std::string>();
  CLI::App& revoke_command =
      add_command(device, chosen, "revoke", "shut one out", [&options, id] { return revoke(options, *id); });
  add_id(revoke_command, "DEVICE", *id, "its id (`device list` shows it)");

  add_command(client, chosen, "same-page", "four words to compare with the other person",
              [&options] { return same_page(options); });
}

}  // namespace hearth::cli
