// What the core's errors mean to someone at a command line.
#pragma once

#include <string_view>

#include "cli/client/frame.h"
#include "cli/outcome.h"

namespace hearth::cli {

// `code` and `detail` as the core gives them; the detail's `reason` chooses among the
// sentences of a code. A code that is not known here keeps its name and counts as
// refused. No message holds a code or a reason.
[[nodiscard]] Failure failure_of(std::string_view code, const Json& detail);

}  // namespace hearth::cli
