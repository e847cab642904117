#include <CLI/CLI.hpp>

#include <memory>

#include "cli/client/commands/groups.h"

namespace hearth::cli {

void add_client_commands(CLI::App& program, Chosen& chosen) {
  auto options = std::make_shared<ClientOptions>();
  CLI::App& client = add_command(program, chosen, "client", "one member, without a screen", {});
  client.require_subcommand(1);
  client.add_option("--home", options->home, "where this member's keys and words are kept")->required();
  client.add_option("--passphrase-file", options->passphrase_file,
                    "the file that holds the passphrase (else HEARTH_PASSPHRASE_FILE)");
  client.add_option("--ca", options->authorities, "a PEM file with a certificate authority of your own");
  client.add_flag("--offline", options->offline, "stay off the network");
  client.add_option("--patience", options->patience_s, "seconds that the server is given")
      ->check(CLI::Range(0.1, 3600.0));
  // The commands hold the options by reference; this keeps them as long as the tree.
  client.parse_complete_callback([options] {});
  add_start_commands(client, chosen, *options);
  add_pairing_commands(client, chosen, *options);
  add_today_commands(client, chosen, *options);
  add_guide_commands(client, chosen, *options);
  add_way_commands(client, chosen, *options);
  add_talk_commands(client, chosen, *options);
  add_signal_commands(client, chosen, *options);
  add_agreement_commands(client, chosen, *options);
  add_page_commands(client, chosen, *options);
  add_mend_commands(client, chosen, *options);
  add_counsel_commands(client, chosen, *options);
  add_sharing_commands(client, chosen, *options);
  add_wording_commands(client, chosen, *options);
  add_story_commands(client, chosen, *options);
  add_device_commands(client, chosen, *options);
}

}  // namespace hearth::cli
