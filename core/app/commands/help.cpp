// What the person who runs a server adds to the help page.
#include "app/member.h"
#include "library/host_help.h"

namespace hearth::app {

Outcome<boundary::HelpHostResult> Member::help_host(boundary::HelpHostArgs& args) {
  const auto entries = library::parse_host_help(base::as_text(args.body));
  if (!entries) return refuse(ErrorCode::kBadRequest, "help");
  boundary::HelpHostResult result;
  for (const library::HostHelp& entry : *entries) {
    result.entries.push_back({entry.name, entry.kind, entry.whom, entry.phone, entry.url, entry.note, entry.languages});
  }
  return result;
}

}  // namespace hearth::app
