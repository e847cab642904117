// Payloads that the log itself reads: seals, releases, withdrawals, erasures; the
// inside of a box; and what it reads of an open answer.
#include "log/exchange.h"

#include <algorithm>

#include "fuzz/target.h"
#include "log/erasure.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace log_ = hearth::log;

HEARTH_FUZZ_TARGET(input) {
  if (const auto seal = log_::decode_seal(input)) {
    hold(std::ranges::equal(log_::encode(*seal), input));
    hold(!log_::to_json(*seal, {}).empty());
    plant(seal->version == 7);
  }
  if (const auto release = log_::decode_release(input)) hold(std::ranges::equal(log_::encode(*release), input));
  if (const auto withdraw = log_::decode_withdraw(input)) hold(std::ranges::equal(log_::encode(*withdraw), input));
  if (const auto erase = log_::decode_erase(input)) hold(std::ranges::equal(log_::encode(*erase), input));
  if (const auto undo = log_::decode_undo(input)) hold(std::ranges::equal(log_::encode(*undo), input));
  static_cast<void>(log_::answered_openly(input));

  std::vector<std::uint8_t> padded(input.begin(), input.end());
  padded.resize((padded.size() / 4096 + 1) * 4096, 0);
  if (const auto answer = log_::unpad_answer(padded)) {
    const auto again = log_::pad_answer(*answer);
    hold(again.size() <= padded.size());
  }
}
