// How much padding hides a length: PADMÉ leaks O(log log n) bits of it and adds
// at most 12 % (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files
// and Communication with PURBs", PETS 2019, 4.2).
#pragma once

#include <cstddef>

namespace hearth::envelope {

// The PADMÉ length for `length` bytes; at least `length`.
[[nodiscard]] std::size_t padme(std::size_t length);

// The padded length of an event's plaintext: PADMÉ, at least kMinimalPlaintext.
[[nodiscard]] std::size_t padded_plaintext(std::size_t length);

}  // namespace hearth::envelope
