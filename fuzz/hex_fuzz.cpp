// Lower-case hexadecimal text.
#include "base/bytes.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  const auto text = hearth::fuzz::as_text(input);
  const auto bytes = hearth::base::from_hex(text);
  if (!bytes) return;
  hold(hearth::base::to_hex(*bytes) == text);
  plant(bytes->size() > 4 && (*bytes)[0] > 0xa0);
}
