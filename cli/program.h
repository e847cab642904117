// The `hearth` program: reads the command line, does what it asks, tells the result.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace hearth::cli {

// `arguments` without the program's own name. Returns the exit code. Results go to
// `out` and troubles to `err`, except with --json, where both are one JSON object
// on `out`.
int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace hearth::cli
