// The record `vault`: what a device that was found, or a host's backup, could hold
// in its place.
#include "fuzz/target.h"
#include "vault/entropy.h"
#include "vault/local_vault.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace vault = hearth::vault;

HEARTH_FUZZ_TARGET(input) {
  static const std::vector<std::uint8_t> kSeed(64, 1);
  vault::SeededEntropy entropy(kSeed);
  const auto key = vault::PassphraseKey::draw(entropy);
  hold(!vault::LocalVault::unlock(input, key));
  const auto salt = vault::LocalVault::salt_of(input);
  if (salt) plant((*salt)[0] > 0x40);
}
