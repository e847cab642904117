// Packs as people write them: TOML, several files for one pack. Used when the build
// makes the JSON and by `hearth deck check`; never part of the app.
// No I/O: the caller reads the files. No state; any thread.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "library/check.h"
#include "library/pack.h"

namespace hearth::library::source {

struct File {
  std::string name;
  std::string text;
};

// What a file could not be read for: not TOML, a key that does not exist, a value of
// another kind than it has to be. What is merely missing or unfitting is left to check().
struct ReadError {
  std::string file;
  int line = 0;
  std::string detail;
};

// A canary is a deliberately broken twin of a deck: its questions are added to the
// deck that it spoils, and check() has to find the one rule that it names.
struct Canary {
  std::string rule;
  struct Keep {
    int depth = 0;
    int count = 0;
  };
  int keep_steps = -1;               // only the first so many steps stay
  int keep_drills = -1;              // only the first so many drills stay
  std::vector<Keep> keep;            // of these depths only the first so many questions stay
  int partner_only_beyond = -1;      // after so many, questions fit partners only
  std::string without_feeling;       // a feeling word that is taken out
  std::string without_emergency_of;  // a country that loses its emergency number
};

// A line of the help page that has evidence and no date for it, so that it is not in
// the pack and nobody sees it; `not_shown` says so in words.
struct SetAside {
  HelpLine line;
  std::string not_shown;
};

struct Source {
  Pack pack;
  std::vector<SetAside> not_shown;
  std::vector<Banned> banned;
  std::optional<Canary> canary;
};

[[nodiscard]] std::expected<Source, ReadError> read(std::span<const File> files);

// The deck, spoilt by a canary.
[[nodiscard]] Pack spoil(Pack deck, const Source& canary);

}  // namespace hearth::library::source
