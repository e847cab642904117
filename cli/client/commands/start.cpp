// init, kit, kit check, recover, status, passphrase: from nothing to a member who
// cannot lose what they wrote.
#include <CLI/CLI.hpp>

#include <format>
#include <memory>

#include "cli/client/alone.h"
#include "cli/client/commands/groups.h"
#include "cli/client/kit_file.h"
#include "cli/client/render.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

struct InitArguments {
  std::string server;
  std::string setup;
  std::string name;
  std::string zone;
};

// Why the server did not register this member.
std::string refusal_of(const Json& status) {
  for (const Json& notice : status.value("notices", Json::array())) {
    if (text_of(notice, "code") == "register_refused") return text_of(notice.value("detail", Json::object()), "code");
  }
  return {};
}

std::unexpected<Failure> setup_refused(const Json& status) {
  if (refusal_of(status) == "host_refused") {
    return refused("host_refused",
                   "The server does not answer under this name and port. Use the address that it was told "
                   "(`hearth serve --base-url`), then `hearth client … setup LINK --server ADDRESS`.");
  }
  return refused(
      "setup_refused",
      "The server did not take the setup link: it was used already or is too old. This home is there all the "
      "same; a new link comes from `hearth setup-link`, and `hearth client … setup LINK` gives it.");
}

Outcome<Told> init(const ClientOptions& options, InitArguments arguments) {
  if (!arguments.setup.empty()) {
    auto link = parse_secret_link(arguments.setup);
    if (!link) return std::unexpected(link.error());
    if (arguments.server.empty()) arguments.server = link->server;
    arguments.setup = link->secret;
  }
  if (!arguments.server.empty()) {
    auto address = parse_address(arguments.server);
    if (!address) return std::unexpected(address.error());
    arguments.server = address->origin();
  }
  if (arguments.zone.empty()) arguments.zone = local_zone();
  if (!offset_minutes(arguments.zone, options.offline ? 0 : real_surroundings().now_ms())) {
    return unknown_zone(arguments.zone);
  }
  auto member = Member::make(options, [&](Host& host, const Bytes& key, const Bytes& salt) -> Outcome<void> {
    Frame create;
    create.json = {{"name", arguments.name}, {"zone", arguments.zone}};
    create.json["key"] = create.blob(key);
    create.json["salt"] = create.blob(salt);
    if (!arguments.server.empty()) create.json["server"] = arguments.server;
    if (!arguments.setup.empty()) create.json["setup"] = arguments.setup;
    auto made = host.call("setup.create", std::move(create));
    if (!made) return std::unexpected(made.error());
    return {};
  });
  if (!member) return std::unexpected(member.error());
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  const std::string state = status->value("register", std::string("local"));
  if (state == "refused") return setup_refused(*status);
  std::string text = std::format("Welcome, {}. This home is ready: {}.", arguments.name, options.home.string());
  if (state == "registered") text += "\nThe server knows you now.";
  if (state == "local") text += "\nIt is local for now. An invitation (`join`) or a setup link brings it to a server.";
  text +=
      "\nIf this home is lost, a recovery kit brings back all that reached the server: `kit --out FILE` makes one. "
      "Without it, what is yours alone would be gone.";
  return member->send({{"name", arguments.name},
                       {"zone", arguments.zone},
                       {"server", arguments.server.empty() ? Json() : Json(arguments.server)},
                       {"register", state}},
                      std::move(text));
}

Outcome<Told> setup(const ClientOptions& options, const std::string& text, std::string server) {
  auto link = parse_secret_link(text);
  if (!link) return std::unexpected(link.error());
  if (server.empty()) server = link->server;
  if (server.empty()) return wrong_usage("That is the token alone. Give the whole link, or --server too.");
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  if (auto set = member->call("server.set", {{"server", server}, {"setup", link->secret}}); !set) {
    return std::unexpected(set.error());
  }
  auto settled = member->sync();
  if (!settled) return std::unexpected(settled.error());
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  const std::string state = status->value("register", std::string("local"));
  if (state == "refused") return setup_refused(*status);
  return member->send({{"server", server}, {"register", state}}, "The server knows you now.");
}

Outcome<Told> make_kit(const ClientOptions& options, const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    return wrong_usage(std::format("{} is there already. A kit is never written over another file.", file.string()));
  }
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto made = member->call("kit.make");
  if (!made) return std::unexpected(made.error());
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  KitFile kit{.name = status->value("name", std::string()),
              .server = status->find("server")->is_string() ? status->at("server").get<std::string>() : std::string(),
              .words = made->json.value("words", std::vector<std::string>())};
  if (auto written = write_kit(file, kit); !written) return std::unexpected(written.error());
  // The proof that a person gives by typing two words is here that the file reads back.
  auto read = read_kit(file);
  if (!read) return std::unexpected(read.error());
  Json answers = Json::array();
  for (const auto position : made->json.value("ask", std::vector<std::size_t>())) {
    if (position == 0 || position > read->words.size())
      return defect("the core asked for a word that the kit does not have");
    answers.push_back(read->words[position - 1]);
  }
  auto proved = member->call("kit.prove", {{"answers", answers}});
  if (!proved) return std::unexpected(proved.error());
  if (!proved->json.value("proved", false)) {
    return std::unexpected(Failure{Exit::kVerificationFailed, "bad_kit",
                                   std::format("{} does not read back as the kit that was made.", file.string())});
  }
  return member->send({{"file", file.string()}, {"proved", true}},
                      std::format("Your recovery kit is in {}. Print it, put it where you keep papers, and take the "
                                  "file off this machine: whoever holds it can read what is yours.",
                                  file.string()));
}

Outcome<Told> check_kit(const ClientOptions& options, const std::filesystem::path& file) {
  auto kit = read_kit(file);
  if (!kit) return std::unexpected(kit.error());
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto checked = member->call("kit.check", {{"words", kit->joined()}});
  if (!checked) return std::unexpected(checked.error());
  if (!checked->json.value("valid", false)) {
    const bool is_kit = text_of(checked->json, "reason") == "another_kit";
    return std::unexpected(
        Failure{Exit::kVerificationFailed, "bad_kit",
                is_kit ? std::format("{} is a recovery kit, but not the present one of this home.", file.string())
                       : std::format("{} is no recovery kit: one of its words may be misspelled.", file.string())});
  }
  return member->tell({{"valid", true}}, "This is your kit, and it works.");
}

Outcome<Told> recover(const ClientOptions& options, const std::string& server, const std::filesystem::path& file) {
  auto kit = read_kit(file);
  if (!kit) return std::unexpected(kit.error());
  auto address = parse_address(server);
  if (!address) return std::unexpected(address.error());
  if (options.offline) return wrong_usage("Coming back with a kit needs the server; leave out --offline.");
  auto member = Member::make(options, [&](Host& host, const Bytes& key, const Bytes& salt) -> Outcome<void> {
    host.use_server(*address);
    Frame begin;
    begin.json = {{"kit", kit->joined()}, {"server", address->origin()}};
    begin.json["key"] = begin.blob(key);
    begin.json["salt"] = begin.blob(salt);
    auto begun = host.call("recover.begin", std::move(begin));
    if (!begun) return std::unexpected(begun.error());
    return {};
  });
  if (!member) return std::unexpected(member.error());
  auto view = member->call("recover.view");
  if (!view) return std::unexpected(view.error());
  const std::string phase = view->json.value("phase", std::string());
  if (phase == "failed") {
    if (text_of(view->json, "reason") == "unknown_kit") {
      return std::unexpected(Failure{Exit::kVerificationFailed, "bad_kit",
                                     "The server knows nobody by this kit. Is it the right server, and the newest kit? "
                                     "A newer one makes the older ones useless."});
    }
    return std::unexpected(Failure{Exit::kVerificationFailed, "verification_failed",
                                   "What the server has for this kit did not prove to be what it claims. Nothing was "
                                   "used; the kit is as good as before."});
  }
  if (phase != "done")
    return member->unreachable(
        "Coming back needs the server to the end. Nothing was made here yet; the same command again begins anew.");
  const auto restored = view->json.value("restored", std::int64_t{0});
  return member->tell(
      {{"phase", phase}, {"restored", restored}},
      std::format("Good to see you. {} back. A new kit is a good idea: `kit --out FILE`.",
                  restored == 1 ? std::string("One piece is") : std::format("{} pieces are", restored)));
}

Outcome<Told> change_passphrase(const ClientOptions& options, const std::string& new_file) {
  auto wanted = read_passphrase(new_file);
  if (!wanted) return std::unexpected(wanted.error());
  if (auto strong = check_strength(real_surroundings(), *wanted); !strong) return std::unexpected(strong.error());
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto salt = member->host().fresh_salt();
  if (!salt) return std::unexpected(salt.error());
  auto key = member->host().derive_key(*wanted, *salt);
  if (!key) return std::unexpected(key.error());
  Frame change;
  change.json["old_key"] = change.blob(member->host().key());
  change.json["key"] = change.blob(std::move(*key));
  change.json["salt"] = change.blob(std::move(*salt));
  if (auto changed = member->host().call("passphrase.change", std::move(change)); !changed) {
    return std::unexpected(changed.error());
  }
  return member->tell({{"changed", true}},
                      "Changed. This home opens with the new passphrase from now on. Other "
                      "machines of yours keep their own.");
}

Outcome<Told> status(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto status = member->status();
  if (!status) return std::unexpected(status.error());
  return member->tell({{"status", *status}}, render_status(*status));
}

}  // namespace

void add_start_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  auto arguments = std::make_shared<InitArguments>();
  CLI::App& init_command = add_command(client, chosen, "init", "make a member in an empty home",
                                       [&options, arguments] { return init(options, *arguments); });
  init_command.add_option("--server", arguments->server, "the server's address, such as https://hearth.example.org");
  init_command.add_option("--setup", arguments->setup, "the setup link that the server printed");
  init_command.add_option("--name", arguments->name, "what the other person sees")->required();
  init_command.add_option("--zone", arguments->zone, "time zone, such as Europe/Berlin (else this machine's)");

  auto link = std::make_shared<std::string>();
  auto link_server = std::make_shared<std::string>();
  CLI::App& setup_command = add_command(client, chosen, "setup", "bring a local member to a server",
                                        [&options, link, link_server] { return setup(options, *link, *link_server); });
  add_id(setup_command, "LINK", *link, "the setup link");
  setup_command.add_option("--server", *link_server, "the server's address, if the link is the token alone");

  auto out = std::make_shared<std::string>();
  CLI::App& kit_command =
      add_command(client, chosen, "kit", "make a recovery kit, or check one", [&options, out]() -> Outcome<Told> {
        if (out->empty()) return wrong_usage("Where to? `kit --out FILE` makes a kit, `kit check FILE` checks one.");
        return make_kit(options, *out);
      });
  kit_command.add_option("--out", *out, "the file to write");
  auto checked = std::make_shared<std::string>();
  CLI::App& check_command = add_command(kit_command, chosen, "check", "is this my kit, and does it work",
                                        [&options, checked] { return check_kit(options, *checked); });
  check_command.add_option("FILE", *checked, "the kit's file")->required();

  auto server = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  CLI::App& recover_command = add_command(client, chosen, "recover", "come back with a recovery kit",
                                          [&options, server, file] { return recover(options, *server, *file); });
  recover_command.add_option("--server", *server, "the server's address")->required();
  recover_command.add_option("--kit", *file, "the kit's file")->required();

  auto new_file = std::make_shared<std::string>();
  CLI::App& passphrase_command = add_command(client, chosen, "passphrase", "a new passphrase for this home",
                                             [&options, new_file] { return change_passphrase(options, *new_file); });
  passphrase_command.add_option("--new-file", *new_file, "the file that holds the new passphrase")->required();

  add_command(client, chosen, "status", "how it stands", [&options] { return status(options); });
}

}  // namespace hearth::cli
