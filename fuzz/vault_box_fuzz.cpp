// Boxes and sealed boxes: no bytes open under a key that did not make them.
#include "vault/box.h"

#include <algorithm>

#include "fuzz/target.h"
#include "vault/entropy.h"
#include "vault/sign.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace vault = hearth::vault;

HEARTH_FUZZ_TARGET(input) {
  static const std::vector<std::uint8_t> kSeed(64, 1);
  vault::SeededEntropy entropy(kSeed);
  const auto key = vault::AuthorKey::draw(entropy);
  const auto device = vault::ExchangeSecret::draw(entropy);
  hold(!vault::decrypt(key, {}, input));
  hold(!vault::open_sealed(device, {}, input));

  const auto box = vault::encrypt(key, input, input, entropy);
  const auto opened = vault::decrypt(key, input, box);
  hold(opened && std::ranges::equal(opened->reveal(), input));
  plant(opened && input.size() > 3 && opened->reveal()[1] == 0x48);
}
