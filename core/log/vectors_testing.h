// The protocol's test vectors: every derivation and layout with fixed inputs, as
// JSON with binary in hex. tests/data/vectors.json holds what this gives; a change
// there is a change of the protocol. Checked natively, as WebAssembly and by an
// independent program in TypeScript.
#pragma once

#include <string>

namespace hearth::log::testing {

[[nodiscard]] std::string vectors_json();

}  // namespace hearth::log::testing
