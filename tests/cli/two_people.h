// Alice and Bob with a home each, on a real server.
#pragma once

#include <string>

#include "tests/cli/client.h"
#include "tests/support/server_process.h"

namespace hearth::tests {

struct Two {
  void move_in() {
    alice.run({"init", "--server", server.url(), "--setup", server.setup_link(), "--name", "Alice", "--zone",
               "Europe/Berlin"});
    bob.run({"init", "--server", server.url(), "--name", "Bob", "--zone", "Europe/Berlin"});
  }

  // Up to where each reads, alone, a word before they begin.
  void bring_together() {
    const Json invited = alice.run({"invite"});
    bob.run({"join", invited.at("pairing").at("link")});
    const Json alices = alice.run({"words"}).at("own_words");
    const Json bobs = bob.run({"words"}).at("own_words");
    ASSERT_EQ(bobs.size(), 2U);
    alice.run({"confirm", bobs.at(0), bobs.at(1)});
    bob.run({"confirm", alices.at(0), alices.at(1)});
    alice.run({"sync"});
    bob.run({"sync"});
  }

  void pair_both() {
    ASSERT_NO_FATAL_FAILURE(bring_together());
    alice.run({"begin"});
    bob.run({"begin"});
    alice.run({"sync"});
  }

  // The errors of --json, one by one.
  static std::string code_of(const Json& json) {
    return json.value("error", Json::object()).value("code", std::string());
  }

  ServerProcess server;
  Client alice{"alice"};
  Client bob{"bob"};
};

class TwoPeople : public ::testing::Test, protected Two {
 protected:
  void SetUp() override { move_in(); }
};

}  // namespace hearth::tests
