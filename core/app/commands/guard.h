// The first line of a command: refuse early when it cannot run now.
#pragma once

#define HEARTH_REQUIRE(check)                                                \
  do {                                                                       \
    if (auto failure = (check)) return std::unexpected(std::move(*failure)); \
  } while (false)
