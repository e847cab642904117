// A recovery kit as someone types it.
#include "vault/kit.h"

#include <algorithm>

#include "base/words.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace vault = hearth::vault;

HEARTH_FUZZ_TARGET(input) {
  if (const auto kit = vault::parse_kit(hearth::fuzz::as_text(input))) {
    std::string text;
    for (const auto& word : vault::kit_words(*kit)) text += word + " ";
    const auto again = vault::parse_kit(text);
    hold(again && std::ranges::equal(again->reveal(), kit->reveal()));
  }
  // And words by their number, as the checksum is long to guess otherwise.
  std::string text;
  for (std::size_t i = 0; i + 1 < input.size() && i < 26; i += 2) {
    text += hearth::base::words()[(input[i] | (input[i + 1] << 8)) % hearth::base::kWordCount];
    text += " ";
  }
  const auto kit = vault::parse_kit(text);
  if (kit) plant(kit->reveal()[0] % 4 == 1);
}
