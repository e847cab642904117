// What a person told their own guide and what became of steps, as sentences of the book
// that an export is (export.h). Every field of it stands in story.jsonl.
#pragma once

#include <optional>
#include <string>

#include "app/core.h"

namespace hearth::app {

// Plain text; nothing for what is no part of a book, such as a notice that was put away.
[[nodiscard]] std::optional<std::string> guide_sentence(const Core& core, const boundary::StoryItem& item);

}  // namespace hearth::app
