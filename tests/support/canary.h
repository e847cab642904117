// Looks for a text that nobody may find: in files, as it is, as base64 (in any
// alignment, both alphabets), as hex, as UTF-16, and inside zlib or gzip streams.
// The text is chosen by the test and long enough not to be there by chance.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::tests {

struct Sighting {
  std::string where;  // the file, and the form in which it stood there
};

// In bytes; `name` is what a sighting calls them.
[[nodiscard]] std::vector<Sighting> find_canary(std::string_view bytes, std::string_view canary, std::string_view name);
// In a file, or in all files under a folder.
[[nodiscard]] std::vector<Sighting> find_canary_in(const std::string& path, std::string_view canary);

// All forms that are looked for (not those inside compressed streams).
[[nodiscard]] std::vector<std::pair<std::string, std::string>> canary_forms(std::string_view canary);

}  // namespace hearth::tests
