// What a command tells when it is done: to people as text, to programs as one JSON
// object. Both are made; the caller shows one.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "cli/outcome.h"

namespace hearth::cli {

struct Told {
  nlohmann::json json = nlohmann::json::object();
  std::string text;  // without a line end at the end; may be empty
  Exit exit = Exit::kDone;
};

}  // namespace hearth::cli
