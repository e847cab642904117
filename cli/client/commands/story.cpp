// sync, notices, story, export, erase, leave, clear: all that one has, and how to take it
// back or take it along.
#include <CLI/CLI.hpp>

#include <atomic>
#include <csignal>
#include <format>
#include <iostream>
#include <map>
#include <memory>
#include <set>

#include "cli/archive.h"
#include "cli/client/commands/groups.h"
#include "cli/client/notices.h"
#include "cli/client/render.h"
#include "cli/client/story_text.h"
#include "cli/ids.h"
#include "cli/printable.h"

namespace hearth::cli {
namespace {

constexpr auto kFollowTurn = std::chrono::milliseconds(500);

std::atomic<bool> stop_following = false;

void on_signal(int) { stop_following = true; }

Outcome<Told> sync_once(Member& member) {
  auto status = member.status();
  if (!status) return std::unexpected(status.error());
  Json notices = status->value("notices", Json::array());
  for (const Json& notice : notices) {
    const std::string code = text_of(notice, "code");
    if (is_verification(code)) {
      return std::unexpected(Failure{Exit::kVerificationFailed, code,
                                     std::format("{} Reading and taking everything along stay possible.",
                                                 notice_in_words(code, text_of(*status, "partner")))});
    }
  }
  const auto waiting = status->value("waiting", std::int64_t{0});
  if (member.shut_out()) {
    const std::string what = waiting > 0 ? std::format(" {}, and kept.", waiting_in_words(waiting)) : std::string();
    return refused("login_refused", notice_in_words("login_refused", {}) + what);
  }
  if (member.settled() == Settled::kUnreachable) {
    return member.unreachable(waiting > 0 ? std::format("{}, and goes later.", waiting_in_words(waiting))
                                          : std::string("Nothing is left here to go."));
  }
  if (member.settled() == Settled::kTooSlow) {
    return std::unexpected(
        Failure{Exit::kUnreachable, "too_slow", "The server was too slow; what is missing follows at the next sync."});
  }
  Json json = {
      {"register", status->value("register", std::string())}, {"waiting", waiting}, {"notices", std::move(notices)}};
  if (waiting > 0) {
    const bool known = status->value("register", std::string()) == "registered";
    const std::string_view why = known ? "the server does not take them at the moment (`status` says why). They are "
                                         "safe, and go later."
                                       : "no server knows this member yet. An invitation (`join`) or a setup link "
                                         "(`setup`) brings them there.";
    return member.tell(std::move(json), std::format("{}: {}", waiting_in_words(waiting), why));
  }
  std::string text = member.settled() == Settled::kLocal ? "This home is local; there is no server to sync with."
                                                         : "Everything is here, and everything is there.";
  const std::string leaving = leaving_in_words(*status);
  if (!leaving.empty()) text += "\n" + leaving;
  if (leaving.empty() && status->value("paired", false) && text_of(*status, "begin").empty()) {
    text += "\n\n" + word_before_you_begin();
  }
  return member.tell(std::move(json), std::move(text));
}

// What stands on Today in the app, and putting one of it away.
Outcome<Told> notices(const ClientOptions& options, const std::string& code) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  if (code == "clock_off")
    return refused("notice_stands", "That goes by itself once the clock of this machine is right.");
  if (!code.empty()) {
    if (auto gone = member->call("notice.dismiss", {{"code", code}}); !gone) return std::unexpected(gone.error());
  }
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  Json standing = status->value("notices", Json::array());
  std::string text;
  std::set<std::string> told;
  for (const Json& notice : standing) {
    const std::string one = text_of(notice, "code");
    if (!told.insert(one).second) continue;
    text += std::format("{}{}\n  {}", text.empty() ? "" : "\n", one, notice_in_words(one, text_of(*status, "partner")));
  }
  if (text.empty()) text = "There is nothing that you need to know.";
  return member->tell({{"notices", std::move(standing)}}, std::move(text));
}

Outcome<Told> follow(Member& member, bool json) {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  if (!json) std::cout << "Following; end with Ctrl-C." << std::endl;
  std::map<std::string, std::string> shown;  // by id, as it was shown: an answer opens later
  const auto tell_new = [&](Host& host) {
    auto story = host.call("story.view");
    auto status = host.status();
    if (!story || !status) return;
    const Json items = story->json.value("items", Json::array());
    for (const Json& item : items) {
      std::string line = item.dump(-1, ' ', false, Json::error_handler_t::replace);
      std::string& before = shown[text_of(item, "event")];
      if (before == line) continue;
      std::cout << (json ? line : printable(render_story_item(item, items, text_of(*status, "partner")))) << std::endl;
      before = std::move(line);
    }
  };
  tell_new(member.host());
  while (!stop_following) {
    if (auto carried = member.host().carry_on(kFollowTurn, tell_new); !carried) return std::unexpected(carried.error());
  }
  return Told{};
}

Outcome<Told> sync(const ClientOptions& options, bool follows, bool json) {
  if (options.offline) return wrong_usage("--offline and sync do not go together.");
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  if (follows) return follow(*member, json);
  return sync_once(*member);
}

Outcome<Told> story(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("story.view");
  if (!view) return std::unexpected(view.error());
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  return member->tell(printable(*view),
                      render_story(view->json.value("items", Json::array()), text_of(*status, "partner")));
}

Outcome<Told> export_all(const ClientOptions& options, const std::string& out, const std::string& scope) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto exported = member->call("export", {{"scope", scope}});
  if (!exported) return std::unexpected(exported.error());
  std::vector<ArchiveFile> files;
  Json names = Json::array();
  for (const Json& file : exported->json.value("files", Json::array())) {
    const Bytes* data = exported->find(file.value("data", Json()));
    files.push_back({.name = text_of(file, "name"), .data = data == nullptr ? Bytes() : *data});
    names.push_back({{"name", files.back().name}, {"bytes", files.back().data.size()}});
  }
  if (auto written = write_archive(out, files); !written) return std::unexpected(written.error());
  const std::string_view what = scope == "mine"     ? "All that you wrote"
                                : scope == "shared" ? "All that both of you can read"
                                                    : "All that you can read";
  return member->tell({{"out", out}, {"files", names}},
                      std::format("{} is in {}. Whoever finds it can read it: keep it as you would a diary. Nobody is "
                                  "told.",
                                  what, out));
}

Outcome<Told> erase(const ClientOptions& options, const std::string& event, bool undo) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto erased = member->call(undo ? "erase.undo" : "erase", {{"event", event}});
  if (!erased) return std::unexpected(erased.error());
  return member->send(printable(*erased), undo
                                              ? "It is back."
                                              : "Taken back: it is hidden now, and gone from the server in seven days. "
                                                "Until then `erase --undo EVENT` brings it back.");
}

Outcome<Told> leave(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  if (auto left = member->call("leave"); !left) return std::unexpected(left.error());
  return member->send(Json::object(),
                      "You have left. What you could read stays readable and can be exported; what you wrote can "
                      "still be erased. Your own private room is as it was.");
}

}  // namespace

void add_story_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  auto follows = std::make_shared<bool>(false);
  CLI::App& sync_command = add_command(client, chosen, "sync", "bring here what is there, and there what is here",
                                       [&options, &chosen, follows] { return sync(options, *follows, chosen.json); });
  sync_command.add_flag("--follow", *follows, "stay, and show what arrives (with --json one object a line)");

  auto code = std::make_shared<std::string>();
  add_command(client, chosen, "notices", "what Hearth noticed, as on Today", [&options, code] {
    return notices(options, *code);
  }).add_option("--dismiss", *code, "put one away; its name stands above it");

  add_command(client, chosen, "story", "all that this member can read", [&options] { return story(options); });

  auto out = std::make_shared<std::string>();
  auto scope = std::make_shared<std::string>("all");
  CLI::App& export_command = add_command(client, chosen, "export", "take along all that you can read",
                                         [&options, out, scope] { return export_all(options, *out, *scope); });
  export_command.add_option("--out", *out, "a new .zip file, or a new folder")->required();
  export_command.add_option("--scope", *scope, "mine, shared or all")->check(CLI::IsMember({"mine", "shared", "all"}));

  auto event = std::make_shared<std::string>();
  auto undo = std::make_shared<bool>(false);
  CLI::App& erase_command = add_command(client, chosen, "erase", "take back something of your own",
                                        [&options, event, undo] { return erase(options, *event, *undo); });
  add_id(erase_command, "EVENT", *event, "the event's id (`story` shows it)");
  erase_command.add_flag("--undo", *undo, "bring it back, within seven days");

  add_command(client, chosen, "leave", "leave the space, at once and without a reason",
              [&options] { return leave(options); });
}

}  // namespace hearth::cli
