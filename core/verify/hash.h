// BLAKE2b-256, always with a label of its own and length-prefixed fields, so that
// no two uses and no two splits of the same bytes ever give the same hash.
// The input of every hash is: text label "hearth/1/<name>" | bytes field | …
// in the codec's form. (protocol.md, "‖".)
#pragma once

#include <initializer_list>
#include <string_view>

#include "base/ids.h"

namespace hearth::verify {

// Prepares libsodium (picks the fastest code for this processor). Optional, any
// number of times, before other threads start.
void initialise();

// `name` is the part of the label after "hearth/1/".
[[nodiscard]] base::Hash32 hash(std::string_view name, std::initializer_list<base::ByteView> fields);

// Keyed; `key` has 16 to 64 bytes (else the program ends).
[[nodiscard]] base::Hash32 keyed_hash(base::ByteView key, std::string_view name,
                                      std::initializer_list<base::ByteView> fields);

// In time that depends on the lengths alone.
[[nodiscard]] bool equal(base::ByteView a, base::ByteView b);

}  // namespace hearth::verify
