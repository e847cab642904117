// Base64 with the URL alphabet, without padding.
#include "base/bytes.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  const auto text = hearth::fuzz::as_text(input);
  const auto bytes = hearth::base::from_base64url(text);
  if (!bytes) return;
  hold(hearth::base::to_base64url(*bytes) == text);
  plant(bytes->size() > 4 && (*bytes)[0] > 0xa0);
}
