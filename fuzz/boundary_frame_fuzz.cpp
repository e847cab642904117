// The frame that carries a message between the core and its host.
#include <algorithm>

#include "app/frame.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  const auto frame = hearth::app::decode_frame(input);
  if (!frame) return;
  const auto bytes = hearth::app::encode_frame(frame->json, frame->blobs);
  const auto again = hearth::app::decode_frame(bytes);
  hold(again.has_value());
  hold(hearth::app::encode_frame(again->json, again->blobs) == bytes);
  plant(!frame->blobs.empty() && frame->blobs[0].size() > 2);
}
