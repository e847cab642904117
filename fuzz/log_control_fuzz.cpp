// Control events and each of their payloads: what the host can read and replace.
#include "log/control.h"

#include <algorithm>

#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace log_ = hearth::log;

HEARTH_FUZZ_TARGET(input) {
  const auto control = log_::decode_control(input);
  if (control) plant(control->authored_ms < 0);
  if (const auto member = log_::decode_member(input)) hold(std::ranges::equal(log_::encode(*member), input));
  if (const auto payload = log_::decode_certificate(input)) {
    hold(std::ranges::equal(log_::encode(*payload), input));
  }
  if (const auto keys = log_::decode_keys(input)) hold(std::ranges::equal(log_::encode(*keys), input));
  if (const auto revoke = log_::decode_revoke(input)) hold(std::ranges::equal(log_::encode(*revoke), input));
}
