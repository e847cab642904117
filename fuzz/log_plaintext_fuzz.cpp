// The inside of an event, after it was decrypted: what the other wrote.
#include "log/plaintext.h"

#include <algorithm>

#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  // Padding to 512 bytes is long to guess: what is missing is filled with zeros.
  std::vector<std::uint8_t> padded(input.begin(), input.end());
  if (padded.size() < 512) padded.resize(512, 0);
  const auto plaintext = hearth::log::decode_plaintext(padded);
  if (!plaintext) return;
  hold(hearth::log::encode(*plaintext) == padded);
  plant(plaintext->logical > 0xFFFF);
}
