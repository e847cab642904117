// The evidence for the help page: for each number the sentence of a public page in
// which it stands, with that page's address and date (content/help/evidence).
// `hearth help check` and the tests hold every number of the page against it.
// No I/O: the caller reads the files. No state; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "library/source/read.h"

namespace hearth::library::source {

struct Proof {
  std::string entry;     // a country's code, or the id of a line or a note
  std::string number;    // the one that the sentence proves
  std::string by;        // whose page it is, shown as it stands
  std::string address;   // of the page
  std::string sentence;  // word for word, in the page's language
  std::string date;      // of the page: 2024, 2024-07 or 2024-07-22
  std::string stated;    // the words that say the date: of the page, its address or the stored copy
  std::string undated;   // instead of a date: that there is none, in words
};

enum class HelpRule : std::uint8_t {
  no_evidence,             // a number of the page that no proof names
  number_not_in_sentence,  // the digits do not stand there, or as part of another number
  no_sentence,
  no_address,
  no_name,
  no_date,  // no dated proof of a number that is shown, or a proof with neither a date nor the words that there is none
  date_not_stated,  // not a date, or its year or day is not in the words that state it
  no_entry,         // evidence for a number that stands nowhere on the page
};

inline constexpr std::uint8_t kHelpRuleCount = static_cast<std::uint8_t>(HelpRule::no_entry) + 1;

// The stable snake_case name, such as "no_evidence".
[[nodiscard]] std::string_view code(HelpRule rule);

struct HelpFinding {
  HelpRule rule = HelpRule::no_evidence;
  std::string entry;
  std::string detail;  // the number, or what was seen instead
};

// Directory and evidence together, as the files have them.
struct Directory {
  Help help;
  std::vector<SetAside> not_shown;
  std::vector<Proof> proofs;
};

// A canary is the directory with one thing spoilt: its proofs take the place of those
// for the same entry and number, or are added.
struct HelpCanary {
  std::string rule;
  std::string without_evidence_of;  // an entry that loses its proofs
  std::string without_number;       // only those of this number
};

struct HelpSource {
  Directory directory;
  std::optional<HelpCanary> canary;
};

// Files with [[proof]] or [canary] are evidence, all others are read as content.
[[nodiscard]] std::expected<HelpSource, ReadError> read_directory(std::span<const File> files);

// What the program carries: content/en/safety.toml and content/help/evidence.
[[nodiscard]] std::expected<HelpSource, ReadError> builtin_directory();

[[nodiscard]] Directory spoil(Directory directory, const HelpSource& canary);

// The telephone numbers in a text, each as its digits. What stands between the digits
// of one number: at most three of space - – / ( ), or one full stop, or a word in
// capital letters that says digits again, as in 800–799–SAFE (7233).
[[nodiscard]] std::vector<std::string> numbers_in(std::string_view text);

struct HelpChecked {
  std::size_t entries = 0;    // countries, lines and notes that have a number
  std::size_t numbers = 0;    // that are shown
  std::size_t not_shown = 0;  // lines that are set aside
  std::vector<HelpFinding> findings;
};

[[nodiscard]] HelpChecked check(const Directory& directory);

}  // namespace hearth::library::source
