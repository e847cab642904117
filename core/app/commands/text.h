// Checks of what people type. No state; any thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::app {

// Without blanks at both ends; line ends as "\n".
[[nodiscard]] std::string trimmed(std::string_view text);

// 1 to 40 characters as a person counts them, roughly: marks, joiners and variation
// selectors that continue a character are not counted.
[[nodiscard]] bool is_short_name(std::string_view name);

// "http(s)://host[:port]", without a path; `out` gets it without a slash at the end.
[[nodiscard]] bool is_server(std::string_view text, std::string& out);

}  // namespace hearth::app
