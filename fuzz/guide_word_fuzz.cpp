// The coarse word of the guide, as it stands in the shared log.
#include "guide/word.h"

#include <algorithm>

#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  const auto word = hearth::guide::decode_word(input);
  if (!word) return;
  hold(std::ranges::equal(hearth::guide::encode(*word), input));
  hold(word->pace >= 1 && word->pace <= 5);
  plant(word->pace == 3);
}
