// invite, join, words, confirm, begin: two people find each other.
//
//   inviter: invite ─────────── words ── confirm W W ── begin
//   joiner:          join LINK ─ words ── confirm W W ── begin
//
// Each command may be a process of its own: what lies between them is kept in the
// home, and the handshake goes on at each.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <format>
#include <memory>

#include "cli/client/commands/groups.h"
#include "cli/client/notices.h"
#include "cli/client/render.h"
#include "cli/client/words.h"

namespace hearth::cli {
namespace {

constexpr double kWaitForOther = 20.0;

std::string phase_of(const Json& pairing) { return pairing.value("phase", std::string("none")); }

Outcome<Json> view(Host& host) {
  auto answer = host.call("pair.view");
  if (!answer) return std::unexpected(answer.error());
  return answer->json.value("pairing", Json::object());
}

// Phases that a handshake ends in without two people at its end.
std::optional<Failure> ended(const Json& pairing) {
  const std::string phase = phase_of(pairing);
  if (phase == "expired")
    return Failure{Exit::kRefused, "invite_expired",
                   "No invitation is known by this. Perhaps a word is wrong, or it is too old; `invite` makes a new "
                   "one in a moment."};
  if (phase == "used")
    return Failure{Exit::kRefused, "invite_used",
                   "Someone has used this invitation already. If it was neither of you two, make a new one and hand it "
                   "over another way."};
  if (phase == "mismatch")
    return Failure{Exit::kVerificationFailed, "wrong_words",
                   "The words did not match, so the invitation is gone and nothing was shared. Most often it is a "
                   "slip: begin again with `invite`, and read the words to each other in person or by voice. If it "
                   "happens again, someone may be listening; then do not pair on this network."};
  if (phase == "failed" && text_of(pairing, "reason") == "other_ended")
    return Failure{Exit::kRefused, "invite_ended",
                   "This invitation is no longer there, and nothing was shared. `invite` makes a new one in a moment."};
  if (phase == "failed")
    return Failure{Exit::kVerificationFailed, "verification_failed",
                   "What came from the other side did not prove to be what it claims, so the invitation is gone and "
                   "nothing was shared. `invite` makes a new one in a moment."};
  return std::nullopt;
}

bool is_under_way(const Json& pairing) {
  const std::string phase = phase_of(pairing);
  return phase == "inviting" || phase == "joining" || phase == "check" || phase == "waiting_other";
}

std::string joined(const Json& words) {
  std::string text;
  for (const Json& word : words) text += (text.empty() ? "" : " ") + word.get<std::string>();
  return text;
}

Outcome<Told> invite(const ClientOptions& options, bool long_lived, const std::string& kind) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  const auto before = view(member->host());
  if (!before) return std::unexpected(before.error());
  const bool replaces = is_under_way(*before);
  auto made = member->call("pair.invite", {{"long", long_lived}, {"kind", kind}});
  if (!made) return std::unexpected(made.error());
  auto settled = member->sync([](Host& host) {
    const auto pairing = view(host);
    return !pairing || pairing->value("link", Json()).is_string() || ended(*pairing).has_value();
  });
  if (!settled) return std::unexpected(settled.error());
  auto pairing = view(member->host());
  if (!pairing) return std::unexpected(pairing.error());
  if (const auto failure = ended(*pairing)) return std::unexpected(*failure);
  if (!pairing->value("link", Json()).is_string()) return member->unreachable("An invitation needs the server.");
  if (*settled == Settled::kUnreachable) {
    return member->unreachable("The invitation is begun and reaches the server at the next `sync`.");
  }
  const std::string spoken = joined(pairing->value("words", Json::array()));
  std::string text = std::format("Link:   {}\n", (*pairing)["link"].get<std::string>());
  if (!spoken.empty()) text += std::format("Words:  {}\n", spoken);
  text += long_lived ? "The link works once, for 24 hours."
                     : "They work once, for ten minutes; either is enough to `join`.";
  if (replaces) text += "\nThe invitation from before no longer works.";
  text += "\nThen `words` shows you two words to read aloud.";
  return member->tell({{"pairing", *pairing}}, std::move(text));
}

Outcome<Told> join(const ClientOptions& options, const std::vector<std::string>& secret, const std::string& server) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  Json arguments = Json::object();
  if (secret.size() == 1 && secret.front().find('#') != std::string::npos) {
    arguments["link"] = secret.front();
  } else {
    arguments["words"] = split_words(secret);
    if (std::ranges::count(arguments["words"].get<std::string>(), ' ') != 5) {
      return wrong_usage("Give the whole link, or the six words.");
    }
  }
  if (!server.empty()) {
    auto address = parse_address(server);
    if (!address) return std::unexpected(address.error());
    arguments["server"] = address->origin();
  }
  auto begun = member->call("pair.join", std::move(arguments));
  if (!begun) return std::unexpected(begun.error());
  auto settled = member->sync();
  if (!settled) return std::unexpected(settled.error());
  auto pairing = view(member->host());
  if (!pairing) return std::unexpected(pairing.error());
  if (const auto failure = ended(*pairing)) return std::unexpected(*failure);
  if (member->settled() == Settled::kUnreachable)
    return member->unreachable("Joining needs the server; `sync` goes on with it.");
  return member->tell(
      {{"pairing", *pairing}},
      "You knocked. `words` shows you two words to read aloud, as soon as the other side has looked too.");
}

Outcome<Told> words(const ClientOptions& options, double wait) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto settled = member->sync_for(wait, [](Host& host) {
    const auto pairing = view(host);
    return !pairing || phase_of(*pairing) == "none" || !pairing->value("own_words", Json::array()).empty() ||
           ended(*pairing).has_value();
  });
  if (!settled) return std::unexpected(settled.error());
  auto pairing = view(member->host());
  if (!pairing) return std::unexpected(pairing.error());
  if (const auto failure = ended(*pairing)) return std::unexpected(*failure);
  if (phase_of(*pairing) == "none")
    return refused("not_ready", "There is no invitation under way. `invite` or `join` begins one.");
  if ((*pairing)["own_words"].empty()) {
    if (member->settled() == Settled::kUnreachable) return member->unreachable("The words need the server.");
    return refused("not_ready", "The other side is not there yet. There is no hurry; ask again later.");
  }
  return member->tell(
      {{"pairing", *pairing}, {"own_words", (*pairing)["own_words"]}},
      std::format("Your two words:  {}\nRead them to the other person, in person or by voice, and listen "
                  "for theirs.\nThen: confirm WORD WORD (the ones you heard).",
                  joined((*pairing)["own_words"])));
}

Outcome<Told> confirm(const ClientOptions& options, const std::vector<std::string>& heard) {
  if (heard.size() != 2) return wrong_usage("Give the two words that the other person read out: confirm WORD WORD.");
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  Json lower = Json::array();
  for (const std::string& word : heard) lower.push_back(lower_case(word));
  auto confirmed = member->call("pair.confirm", {{"words", lower}});
  if (!confirmed) {
    (void)member->sync();  // the invitation is to be gone at the server too
    return std::unexpected(confirmed.error());
  }
  auto settled = member->sync();
  if (!settled) return std::unexpected(settled.error());
  auto pairing = view(member->host());
  if (!pairing) return std::unexpected(pairing.error());
  if (const auto failure = ended(*pairing)) return std::unexpected(*failure);
  const bool done = phase_of(*pairing) == "done";
  return member->send(
      {{"pairing", *pairing}, {"done", done}},
      done ? word_before_you_begin() : "Confirmed. As soon as both have confirmed, `sync` brings you two together.");
}

std::string begun_in_words(const Json& status, bool solo) {
  if (solo) {
    std::string text = "Just you for now. Everything that is yours works.";
    if (status.value("paired", false)) {
      text += std::format(" The other is told only: {} is not ready yet.", text_of(status, "name"));
    }
    return text;
  }
  if (text_of(status, "partner_begin") == "together") return "You begin together. `today` has a question.";
  return std::format("You have begun. {} is not ready yet. That is fine. `today` has a question.",
                     text_of(status, "partner").empty() ? "The other" : text_of(status, "partner"));
}

Outcome<Told> begin(const ClientOptions& options, bool solo) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  const std::string mode = solo ? "solo" : "together";
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  const bool paired = status->value("paired", false);
  if (!solo && !paired) {
    return refused("not_paired",
                   "You are alone here for now. `begin --solo` begins with yourself; `invite` or `join` brings two "
                   "people together.");
  }
  if (auto begun = member->call("begin", {{"mode", mode}}); !begun) return std::unexpected(begun.error());
  return member->send({{"begin", mode}}, begun_in_words(*status, solo));
}

// Before two are together it is one's own, and becomes that of both with one's invitation;
// afterwards whoever sets it sets it for both.
Outcome<Told> zone(const ClientOptions& options, const std::string& wanted) {
  if (!wanted.empty() && !offset_minutes(wanted, real_surroundings().now_ms())) return unknown_zone(wanted);
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  if (!wanted.empty()) {
    if (auto set = member->call("zone.set", {{"zone", wanted}}); !set) return std::unexpected(set.error());
  }
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  const std::string now = text_of(*status, "zone");
  std::string text = std::format("{} days follow the clock in {}, and begin there at four in the morning.",
                                 status->value("paired", false) ? "The two of you: your" : "Your", now);
  if (wanted.empty()) return member->tell({{"zone", now}}, std::move(text));
  return member->send({{"zone", now}}, std::move(text));
}

Outcome<Told> cancel(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  const auto before = view(member->host());
  if (!before) return std::unexpected(before.error());
  if (!is_under_way(*before)) return refused("not_ready", "There is no invitation under way.");
  if (auto gone = member->call("pair.cancel"); !gone) return std::unexpected(gone.error());
  return member->send(Json::object(), "The invitation is gone. Nothing was shared.");
}

}  // namespace

void add_pairing_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  auto long_lived = std::make_shared<bool>(false);
  auto kind = std::make_shared<std::string>("partner");
  CLI::App& invite_command = add_command(client, chosen, "invite", "make a link and six words for the other person",
                                         [&options, long_lived, kind] { return invite(options, *long_lived, *kind); });
  invite_command.add_flag("--long", *long_lived, "a link that works for 24 hours");
  invite_command.add_option("--kind", *kind, "who the two of you are to each other")
      ->check(CLI::IsMember({"partner", "friend", "family"}));
  auto wanted_zone = std::make_shared<std::string>();
  add_command(client, chosen, "zone", "the time zone in which the days of the two of you begin",
              [&options, wanted_zone] { return zone(options, *wanted_zone); })
      .add_option("ZONE", *wanted_zone, "such as Europe/Berlin; without it, tells which it is");
  add_command(client, chosen, "uninvite", "take the invitation back", [&options] { return cancel(options); });

  auto secret = std::make_shared<std::vector<std::string>>();
  auto server = std::make_shared<std::string>();
  CLI::App& join_command = add_command(client, chosen, "join", "join with the link or the six words",
                                       [&options, secret, server] { return join(options, *secret, *server); });
  join_command.add_option("LINK|WORDS", *secret, "the link, or six words")->required();
  join_command.add_option("--server", *server, "the server's address, when only the words are known");

  auto wait = std::make_shared<double>(kWaitForOther);
  CLI::App& words_command = add_command(client, chosen, "words", "your own two words, to be read aloud",
                                        [&options, wait] { return words(options, *wait); });
  words_command.add_option("--wait", *wait, "seconds to wait for the other side")->check(CLI::Range(0.0, 3600.0));

  auto heard = std::make_shared<std::vector<std::string>>();
  CLI::App& confirm_command = add_command(client, chosen, "confirm", "the two words that the other person read out",
                                          [&options, heard] { return confirm(options, *heard); });
  confirm_command.add_option("WORD", *heard, "two words")->required();

  auto solo = std::make_shared<bool>(false);
  CLI::App& begin_command = add_command(client, chosen, "begin", "begin together, or alone for now",
                                        [&options, solo] { return begin(options, *solo); });
  begin_command.add_flag("--solo", *solo, "just me for now");
}

}  // namespace hearth::cli
