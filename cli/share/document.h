// What a counsellor reads, as text for a terminal and as one page to print.
#pragma once

#include <filesystem>
#include <string>

#include "cli/client/frame.h"
#include "cli/outcome.h"

namespace hearth::cli {

// `document` is a CounselDocument of the boundary.
[[nodiscard]] std::string document_as_text(const Json& document);
// One file without scripts, without anything from elsewhere.
[[nodiscard]] std::string document_as_page(const Json& document);

// A new file, readable by its owner alone: the page when `out` ends with .html, else the
// text. Nothing that exists is written over.
[[nodiscard]] Outcome<void> write_document(const std::filesystem::path& out, const Json& document);

// A word for a kind of thing, such as "Diary" for "diary".
[[nodiscard]] std::string kind_in_words(const std::string& kind);

}  // namespace hearth::cli
