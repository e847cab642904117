// Entries for the help page by the person who runs a server: a counsellor they know, a
// group in town. They stand below the built-in ones, marked as the host's, and never in
// the part for danger: none of the kinds is one. No entry of a host can change or hide a
// built-in one, since neither is read by the other's reader.
// No state; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::library {

inline constexpr std::array<std::string_view, 5> kHostHelpKinds = {"counsellor", "sex_counselling", "group", "event",
                                                                   "other"};
inline constexpr std::size_t kMostHostHelp = 40;            // entries
inline constexpr std::size_t kLongestHostHelp = 64 * 1024;  // bytes of JSON
inline constexpr std::size_t kMostLanguages = 8;

struct HostHelp {
  std::string name;
  std::string kind;
  std::string whom;   // for whom it is
  std::string phone;  // at least one of phone and url
  std::string url;    // https
  std::string note;
  std::vector<std::string> languages;  // such as "en", "pt-BR"
  bool operator==(const HostHelp&) const = default;
};

// What is wrong with an entry: the field and a plain English phrase; both empty when
// nothing is. Lengths in characters: name 80, whom 200, phone 40, url 300, note 400.
// Texts have no line ends, no control characters and none that turn the direction of writing.
struct HostHelpFault {
  std::string_view field;
  std::string_view why;
};
[[nodiscard]] HostHelpFault fault_of(const HostHelp& entry);

// {"entries": [{"name": …, "kind": …, "whom": …, "phone": …, "url": …, "note": …, "languages": […]}]}
[[nodiscard]] std::string host_help_to_json(const std::vector<HostHelp>& entries);

enum class HostHelpError : std::uint8_t { shape, too_many, unfit };
// decoder: host_help. What a server hands out; all of it or nothing.
[[nodiscard]] std::expected<std::vector<HostHelp>, HostHelpError> parse_host_help(std::string_view json);

}  // namespace hearth::library
