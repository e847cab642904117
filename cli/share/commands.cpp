// open-share: what a counsellor does with a link when there is no browser at hand. The
// key stands behind # and goes nowhere; the server is asked for the sealed bytes alone.
#include <CLI/CLI.hpp>

#include <chrono>
#include <format>
#include <fstream>
#include <iterator>
#include <memory>

#include "base/share.h"
#include "cli/client/address.h"
#include "cli/client/alone.h"
#include "cli/client/network.h"
#include "cli/commands.h"
#include "cli/share/document.h"

namespace hearth::cli {
namespace {

struct OpenArguments {
  std::string link;
  std::string body;
  std::string out;
  std::string authorities;
  double patience_s = 20.0;
};

Outcome<Bytes> body_in(const std::string& name) {
  std::error_code error;
  const auto size = std::filesystem::file_size(name, error);
  std::ifstream stream(name, std::ios::binary);
  if (error || !stream.is_open()) return wrong_usage(std::format("{} cannot be read.", name));
  if (size > base::kShareLimit) return wrong_usage(std::format("{} is too large for a share.", name));
  return Bytes(std::istreambuf_iterator<char>(stream), {});
}

Outcome<Bytes> fetch(const OpenArguments& arguments, const SecretLink& link) {
  const auto address = parse_address(link.server);
  if (!address) return std::unexpected(address.error());
  auto network = Network::create(
      arguments.authorities.empty() ? std::nullopt : std::optional<std::filesystem::path>(arguments.authorities));
  if (!network) return std::unexpected(network.error());
  network->set_server(*address);
  const std::string id = link.secret.substr(0, link.secret.find('.'));
  network->request({.id = 1, .method = "GET", .path = "/v1/shares/" + id, .headers = {}, .body = std::nullopt});
  const auto until = std::chrono::steady_clock::now() +
                     std::chrono::milliseconds(static_cast<std::int64_t>(arguments.patience_s * 1000));
  const auto happening = network->wait(until);
  const auto* answered = happening ? std::get_if<Answered>(&*happening) : nullptr;
  if (answered == nullptr || answered->status >= 500) {
    return std::unexpected(Failure{Exit::kUnreachable, "offline",
                                   std::format("{} could not be reached. {}", link.server, network->last_trouble())});
  }
  if (answered->status == 429) {
    return refused("rate", "The server asks for a little patience. A minute later it works again.");
  }
  if (answered->status != 200) {
    return refused("not_open",
                   "Nothing is open under this link: it was ended, its time is over, or it still waits for the second "
                   "yes. Whoever sent it can say which.");
  }
  return answered->body;
}

Outcome<Told> open_share(const OpenArguments& arguments) {
  const auto link = parse_secret_link(arguments.link);
  if (!link) return std::unexpected(link.error());
  if (arguments.body.empty() && link->server.empty()) {
    return wrong_usage("Give the whole link, with its server; or what was fetched, with --body.");
  }
  auto body = arguments.body.empty() ? fetch(arguments, *link) : body_in(arguments.body);
  if (!body) return std::unexpected(body.error());
  Frame read;
  read.json = {{"key", link->secret}};
  read.json["body"] = read.blob(std::move(*body));
  auto opened = ask_alone(real_surroundings(), "counsel.read", std::move(read));
  if (!opened) return std::unexpected(opened.error());
  const Json document = opened->json.value("document", Json::object());
  if (arguments.out.empty()) return Told{.json = {{"document", document}}, .text = document_as_text(document)};
  if (auto written = write_document(arguments.out, document); !written) return std::unexpected(written.error());
  return Told{.json = {{"document", document}, {"out", arguments.out}},
              .text = std::format("It is in {}. It is not locked: keep it where only you can read it.", arguments.out)};
}

}  // namespace

void add_share_commands(CLI::App& program, Chosen& chosen) {
  auto arguments = std::make_shared<OpenArguments>();
  CLI::App& command = add_command(program, chosen, "open-share", "read what two people opened for a counsellor",
                                  [arguments] { return open_share(*arguments); });
  command.add_option("LINK", arguments->link, "the whole link; its key is behind #")->required();
  command.add_option("--out", arguments->out, "a new file: .html for a page, else text");
  command.add_option("--body", arguments->body, "what was fetched already; no server is asked then");
  command.add_option("--ca", arguments->authorities, "a PEM file with a certificate authority of your own");
  command.add_option("--patience", arguments->patience_s, "seconds that the server is given")
      ->check(CLI::Range(0.1, 3600.0));
}

}  // namespace hearth::cli
