// Spaces for a load: made straight in the store, with keys that the load generator
// has, and filled with as many events as asked for.
#pragma once

#include <string>
#include <vector>

#include "tests/members/actor.h"

namespace hearth::bench {

struct Space {
  tests::Place writer;
  tests::Place listener;
  tests::Chain chain{writer, 0, envelope::Stream::shared};
};

// The same for every run with the same `data`: made once, in a fresh store.
[[nodiscard]] std::vector<Space> make_spaces(const std::string& data, std::size_t count, std::size_t events_each);

}  // namespace hearth::bench
