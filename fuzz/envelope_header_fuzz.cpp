// The header of an event, as the server and every member read it.
#include <algorithm>

#include "envelope/header.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  const auto header = hearth::envelope::decode(input);
  if (!header) return;
  hold(std::ranges::equal(hearth::envelope::encode(*header), input));
  hold(header->sequence > 0);
  plant(header->sequence == 0x4848 && header->body_length > 1000);
}
