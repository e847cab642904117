// All that a person can read, in forms that need no Hearth: story.jsonl (one JSON
// object a line, docs/export.md) and index.html (a book to read and print, without
// scripts and without anything from elsewhere).
#pragma once

#include <vector>

#include "app/core.h"

namespace hearth::app {

inline constexpr std::int64_t kExportFormat = 1;

[[nodiscard]] std::vector<boundary::ExportFile> export_files(const Core& core, boundary::ExportScope scope);

// Text as it may stand in HTML, also within a quoted attribute.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace hearth::app
