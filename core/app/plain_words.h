// Signals, agreements and pages in plain English: for the book of an export and for the
// terminal. (The app's own sentences stand in its language files.) No state; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/core.h"

namespace hearth::app {

enum class Named : std::uint8_t { signal, wish, answer, helped, agreement, how, page };

// "I am carrying something from outside", for a signal's "carrying"; an id that is not
// known comes back as it is.
[[nodiscard]] std::string_view in_plain_words(Named of, std::string_view id);

// What stands in a story item besides its words, as sentences. Nothing for other types.
[[nodiscard]] std::optional<std::string> said_sentence(const boundary::StoryItem& item);

}  // namespace hearth::app
