// The story as a person would tell it: the day, who, what, and the words.
#pragma once

#include <string>

#include "cli/client/frame.h"

namespace hearth::cli {

// All of `items`, in their order. `partner` is the other's name, or empty.
[[nodiscard]] std::string render_story(const Json& items, const std::string& partner);

// One of them; what it answers to may be among `items`.
[[nodiscard]] std::string render_story_item(const Json& item, const Json& items, const std::string& partner);

// "Thank you", for thank_you; a word that is not known here stays silent.
[[nodiscard]] std::string reaction_in_words(const std::string& reaction);

// "felt 5 of 7, wished 6; tender, sad; about something else", of a look-in or its detail.
[[nodiscard]] std::string look_in_in_words(const Json& look);

}  // namespace hearth::cli
