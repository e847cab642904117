// Checks JSON against the schemas of docs/cli. It knows the keywords that they use
// and refuses a schema with another one, so that none is passed over in silence.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace hearth::tests {

// What does not fit, with its place; empty when all fits. `schema` is the name of a
// file in docs/cli without `.schema.json`.
[[nodiscard]] std::string mismatch(const nlohmann::json& value, const std::string& schema);

}  // namespace hearth::tests
