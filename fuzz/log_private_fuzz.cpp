// What the log writes for a person's own devices, the kit and a successor space:
// only keys of ours can have written it, and it is read as carefully as the rest.
#include <algorithm>

#include "fuzz/target.h"
#include "log/person_state.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace log_ = hearth::log;

HEARTH_FUZZ_TARGET(input) {
  if (const auto secrets = log_::decode_shared_secrets(input)) {
    hold(std::ranges::equal(log_::encode(*secrets).reveal(), input));
  }
  if (const auto place = log_::decode_place(input)) hold(std::ranges::equal(log_::encode(*place), input));
  if (const auto kit = log_::decode_kit_place(input)) {
    hold(std::ranges::equal(log_::encode(*kit).reveal(), input));
    plant(kit->device.bytes[0] > 0x40);
  }
  if (const auto keys = log_::decode_archive_keys(input)) {
    hold(std::ranges::equal(log_::encode(*keys).reveal(), input));
  }
}
