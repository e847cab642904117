// alice and bob, paired, and mallory between them, who is the host.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "log/forger_testing.h"

namespace hearth::log::testing {

class Mallory : public ::testing::Test {
 protected:
  Mallory() { testing::pair(alice, bob); }

  Receipt give(Actor& to, const base::LogId& log, const Stored& stored, std::uint64_t number = 0) {
    return to.give(log, {.number = number, .erased = stored.erased, .header = stored.header, .body = stored.body});
  }
  // What alice sends next, at the host and not yet read by bob.
  Stored next_of_alice(std::string_view text) {
    alice.share(text);
    alice.send();
    return host.log(alice.space()).back();
  }
  static bool has(const Receipt& receipt, std::string_view code) {
    return std::ranges::any_of(receipt.notices, [&](const Notice& notice) { return notice.code == code; });
  }
  bool stands(Actor& actor, std::string_view code) {
    const auto notices = actor.person().standing_notices(actor.space());
    return std::ranges::any_of(notices, [&](const Notice& notice) { return notice.code == code; });
  }

  Host host;
  Actor alice{"alice", host, 1};
  Actor bob{"bob", host, 2};
};

}  // namespace hearth::log::testing
