// What another person wrote goes to a terminal as text and as nothing else.
#pragma once

#include <string>
#include <string_view>

namespace hearth::cli {

// Control characters but for line ends and tabs (with them a text could move the
// cursor, rename the window or hide lines) and those that turn the direction of
// writing round, each as U+FFFD. `text` is UTF-8.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace hearth::cli
