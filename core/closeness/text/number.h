// Numbers in text, in one form for reading and one for writing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hearth::closeness::text {

// decoder: closeness_table. A decimal number such as -1.5 or 2e-3, all of the
// text and nothing else, at most 64 characters; finite. No hexadecimal, no "nan",
// no "inf".
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

// The shortest text that reads back as the same number; "null" if it is not finite.
[[nodiscard]] std::string number(double value);

}  // namespace hearth::closeness::text
