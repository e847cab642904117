// sync, story, export, erase, leave, clear: all that one has, and how to take it
// back or take it along.
#include <CLI/CLI.hpp>

#include <atomic>
#include <csignal>
#include <format>
#include <iostream>
#include <memory>

#include "cli/archive.h"
#include "cli/client/commands/groups.h"
#include "cli/client/render.h"

namespace hearth::cli {
namespace {

constexpr auto kFollowTurn = std::chrono::milliseconds(500);

// Notices that mean that something did not prove to be what it claimed.
bool is_verification(std::string_view code) {
  return code == "forked" || code == "identity_changed" || code == "withheld" || code == "verification_failed" ||
         code == "rolled_back" || code == "altered" || code == "set_aside";
}

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
                                     std::format("Something from the server did not verify: {} {}. It was not used. "
                                                 "Reading and exporting stay open.",
                                                 code, notice.value("detail", Json()).dump())});
    }
  }
  const auto waiting = status->value("waiting", std::int64_t{0});
  if (member.settled() == Settled::kUnreachable) {
    return member.unreachable(std::format("The server could not be reached; {} waiting here.", waiting));
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
    return member.tell(std::move(json), std::format("{} waiting here: {}", waiting, why));
  }
  return member.tell(std::move(json), member.settled() == Settled::kLocal
                                          ? "This home is local; there is no server to sync with."
                                          : "Everything is here, and everything is there.");
}

Outcome<Told> follow(Member& member, bool json) {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  if (!json) std::cout << "Following; end with Ctrl-C." << std::endl;
  std::size_t known = 0;
  const auto tell_new = [&](Host& host) {
    auto story = host.call("story.view");
    if (!story) return;
    const Json items = story->json.value("items", Json::array());
    for (; known < items.size(); ++known) {
      if (json) {
        std::cout << items[known].dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
      } else {
        std::cout << render_story(Json::array({items[known]})) << std::endl;
      }
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
  return member->tell(printable(*view), render_story(view->json.value("items", Json::array())));
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
  return member->tell(
      {{"out", out}, {"files", names}},
      std::format("All that you can read is in {}. It is not locked: keep it where only you can read it. "
                  "Nobody is told.",
                  out));
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
  erase_command.add_option("EVENT", *event, "the event's id (`story` shows it)")->required();
  erase_command.add_flag("--undo", *undo, "bring it back, within seven days");

  add_command(client, chosen, "leave", "leave the space, at once and without a reason",
              [&options] { return leave(options); });
}

}  // namespace hearth::cli
