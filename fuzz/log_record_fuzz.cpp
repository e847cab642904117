// The secret record of a device, as it comes out of the vault.
#include "log/person.h"

#include <algorithm>

#include "fuzz/target.h"
#include "vault/entropy.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

namespace {

// A record of a real person: the input is laid over it.
const std::vector<std::uint8_t>& model() {
  static const auto kModel = [] {
    hearth::vault::initialise();
    const std::vector<std::uint8_t> seed(64, 1);
    hearth::vault::SeededEntropy entropy(seed);
    const auto record = hearth::log::Person::create(1, entropy)->save();
    return std::vector<std::uint8_t>(record.reveal().begin(), record.reveal().end());
  }();
  return kModel;
}

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  static_cast<void>(hearth::log::Person::restore(input));
  if (input.size() < 3) return;
  auto record = model();
  const auto at = static_cast<std::size_t>(input[0] | (input[1] << 8)) % record.size();
  for (std::size_t i = 2; i < input.size() && at + i - 2 < record.size(); ++i) record[at + i - 2] = input[i];
  const auto person = hearth::log::Person::restore(record);
  if (!person) return;
  const auto again = (*person)->save();
  hold(std::ranges::equal(again.reveal(), record));
  plant(at > 200 && input.size() > 4);
}
