// Ids on a command line. They are random, so that one in sixty-four begins with a dash
// and would be taken for an option.
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
class Option;
}  // namespace CLI

namespace hearth::cli {

// Adds a required positional argument that is an id, or something else that is as random.
CLI::Option* add_id(CLI::App& command, const std::string& name, std::string& id, const std::string& help);

// Puts a mark before every argument that is such an id; add_id() takes it away again.
// What stands behind an option of `program` that takes a value is left alone.
void mark_ids(std::vector<std::string>& arguments, const CLI::App& program);

// `text` as it was typed.
[[nodiscard]] std::string without_mark(std::string text);

}  // namespace hearth::cli
