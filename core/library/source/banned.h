// The words and phrases that Hearth does not use (content/en/banned.toml), read once
// at first use. After that read-only; any thread.
#pragma once

#include <span>

#include "library/pack.h"

namespace hearth::library::source {

// Valid for the life of the program.
[[nodiscard]] std::span<const Banned> builtin_banned();

}  // namespace hearth::library::source
