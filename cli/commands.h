// How commands join the program: each adds itself to the tree of CLI11 and leaves
// behind what is to be done when it is chosen.
#pragma once

#include <functional>
#include <string>

#include "cli/outcome.h"
#include "cli/told.h"

namespace CLI {
class App;
}

namespace hearth::cli {

using Action = std::function<Outcome<Told>()>;

// The command line after it was read: which action it asks for, and how to tell.
struct Chosen {
  Action action;
  bool json = false;
};

// Adds the command `name` below `parent`; `action` is what it does.
CLI::App& add_command(CLI::App& parent, Chosen& chosen, const std::string& name, const std::string& description,
                      Action action);

// The groups of commands, one per folder or file.
void add_client_commands(CLI::App& program, Chosen& chosen);
void add_server_commands(CLI::App& program, Chosen& chosen);
void add_deck_commands(CLI::App& program, Chosen& chosen);
void add_help_commands(CLI::App& program, Chosen& chosen);
void add_safety_commands(CLI::App& program, Chosen& chosen);
void add_closeness_commands(CLI::App& program, Chosen& chosen);
void add_guide_commands(CLI::App& program, Chosen& chosen);
void add_export_commands(CLI::App& program, Chosen& chosen);
void add_share_commands(CLI::App& program, Chosen& chosen);

}  // namespace hearth::cli
