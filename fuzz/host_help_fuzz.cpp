// What a server hands out as its host's help entries: bytes of anyone.
#include "fuzz/target.h"
#include "library/host_help.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace library = hearth::library;

HEARTH_FUZZ_TARGET(input) {
  const auto entries = library::parse_host_help(hearth::fuzz::as_text(input));
  if (!entries) return;
  hold(entries->size() <= library::kMostHostHelp);
  for (const auto& entry : *entries) {
    hold(library::fault_of(entry).field.empty());
    hold(!entry.name.empty() && (!entry.phone.empty() || !entry.url.empty()));
    hold(entry.url.empty() || entry.url.starts_with("https://"));
  }
  hold(library::parse_host_help(library::host_help_to_json(*entries)) == *entries);
  plant(entries->size() == 1 && entries->front().kind == "event" && entries->front().url.size() > 12);
}
