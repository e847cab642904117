#include "cli/commands.h"

namespace hearth::cli {

// These join as their libraries arrive.
void add_server_commands(CLI::App&, Chosen&) {}
void add_export_commands(CLI::App&, Chosen&) {}

}  // namespace hearth::cli
