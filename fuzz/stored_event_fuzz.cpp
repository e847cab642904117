// A row of the device's table of events: the key up to the line's end, then the value.
#include <algorithm>

#include "app/core.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace app = hearth::app;

HEARTH_FUZZ_TARGET(input) {
  const auto end = std::ranges::find(input, '\n');
  if (end == input.end()) return;
  const auto key = hearth::fuzz::as_text(hearth::fuzz::Input(input.begin(), end));
  const auto stored = app::decode_stored(key, hearth::fuzz::Input(end + 1, input.end()));
  if (!stored) return;
  hold(stored->header.size() <= hearth::envelope::kHeaderSize);
  const auto value = app::encode_stored(stored->number, stored->erased, stored->header, stored->body);
  const auto again = app::decode_stored(key, value);
  hold(again && again->log == stored->log && again->number == stored->number && again->erased == stored->erased);
  hold(again->header == stored->header && again->body == stored->body);
  // A body that was erased and is still here.
  plant(stored->erased && stored->body.size() > 2);
}
