// A share for a counsellor: one encrypted document that lies at the server for a
// while. What both ends have to agree on.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace hearth::base {

using ShareId = Fixed<struct ShareIdTag, 16>;  // random; where the share is found

inline constexpr std::size_t kShareLimit = std::size_t{256} * 1024;  // bytes of the sealed document
inline constexpr std::int64_t kLongestShareS = 14 * 24 * 3600;

}  // namespace hearth::base
