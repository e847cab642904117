// Messages of the handshake that anybody with the invite's link can post, and the
// record of a handshake under way.
#include "log/handshake.h"

#include <algorithm>

#include "fuzz/target.h"
#include "vault/entropy.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace log_ = hearth::log;

HEARTH_FUZZ_TARGET(input) {
  static const std::vector<std::uint8_t> kSeed(64, 1);
  static const bool kReady = (hearth::vault::initialise(), true);
  static_cast<void>(kReady);
  hearth::vault::SeededEntropy entropy(kSeed);
  auto secret = hearth::vault::PairingSecret::draw(entropy);
  auto joiner = log_::Handshake::join(log_::Purpose::pair, std::move(secret), {}, entropy);
  hold(!joiner.receive(input));  // nobody guesses a MAC
  hold(joiner.phase() == log_::Phase::failed);

  if (const auto restored = log_::Handshake::restore(input)) {
    hold(std::ranges::equal(restored->save().reveal(), input));
    plant(restored->phase() == log_::Phase::check);
  }
}
