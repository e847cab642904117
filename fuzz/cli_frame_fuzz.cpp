// The frame of the core as the program reads it.
#include "cli/client/frame.h"

#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace cli = hearth::cli;

HEARTH_FUZZ_TARGET(input) {
  const auto frame = cli::decode_frame(input);
  if (!frame) return;
  std::size_t carried = 0;
  for (const auto& blob : frame->blobs) carried += blob.size();
  hold(carried < input.size());
  const auto bytes = cli::encode_frame(*frame);
  const auto again = cli::decode_frame(bytes);
  hold(again && again->blobs == frame->blobs && cli::encode_frame(*again) == bytes);
  // A place that is not checked against the number of blobs.
  if (const auto place = frame->json.find("v"); place != frame->json.end()) {
    const auto* found = frame->find(*place);
    plant(found == nullptr && place->is_object() && place->contains("$") && (*place)["$"].is_number_unsigned());
  }
}
