// What the other side of a handshake says of itself.
#include <algorithm>

#include "fuzz/target.h"
#include "log/person_state.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace log_ = hearth::log;

HEARTH_FUZZ_TARGET(input) {
  if (const auto hello = log_::decode_pair_inviter(input)) {
    hold(std::ranges::equal(log_::encode(*hello), input));
    plant(hello->space.bytes[0] > 0x40);
  }
  if (const auto hello = log_::decode_pair_joiner(input)) hold(std::ranges::equal(log_::encode(*hello), input));
  if (const auto hello = log_::decode_link_old(input)) hold(std::ranges::equal(log_::encode(*hello), input));
  if (const auto hello = log_::decode_link_new(input)) hold(std::ranges::equal(log_::encode(*hello), input));
  // The text of a linking QR code.
  const auto code = hearth::log::decode_link_code(hearth::fuzz::as_text(input));
  if (code) hold(!code->empty());
}
