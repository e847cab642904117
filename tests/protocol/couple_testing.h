// The scene of most protocol tests: alice and bob are paired and have begun; between
// them and the server sits Mallory, who is the host.
#pragma once

#include <gtest/gtest.h>

#include "tests/protocol/actor.h"
#include "tests/protocol/ledger.h"
#include "tests/protocol/middleman.h"
#include "tests/protocol/wire.h"
#include "tests/support/server_process.h"

namespace hearth::tests {

class Couple : public ::testing::Test {
 protected:
  void SetUp() override {
    mallory.forward_to(server.port());
    alice.init(mallory.url(), server.setup_link());
    bob.init(mallory.url());
    ASSERT_EQ(alice.status().value("register", ""), "registered");
    ASSERT_NO_FATAL_FAILURE(pair(alice, bob));
    begin(alice, bob);
  }

  // What Mallory does to events on their way to whoever is online now.
  void tamper_with_events(std::function<void(WireEvents& events)> change) {
    mallory.set({.to_client = [change = std::move(change)](const std::string&, Bytes frame) -> Tampering::Frames {
      if (kind_of(frame) != message::kEvents) return {std::move(frame)};
      WireEvents events = decode_events(frame);
      change(events);
      return {encode_events(events)};
    }});
  }
  void be_honest() { mallory.set({}); }

  // Alice says something while bob is away and Mallory is honest.
  std::string share_from_alice(const std::string& text) {
    const std::string event =
        alice.ok("share.send", {{"text", text}, {"reply", "witness"}}).json.value("event", std::string());
    alice.settle();
    return event;
  }

  // The shared events that alice's device has put into the space.
  [[nodiscard]] static bool is_shared(const WireEvent& event) {
    return event.read().stream == envelope::Stream::shared;
  }

  Clock clock;
  Middleman mallory;
  ServerProcess server{ServerWishes{.base_url = mallory.url(), .more_arguments = {}, .environment = {}}};
  Actor alice{"alice", clock};
  Actor bob{"bob", clock};
};

// How many texts of the story contain `text`.
inline int count(Actor& actor, const std::string& text) {
  int found = 0;
  for (const Json& item : actor.story()) {
    if (item.value("text", std::string()).find(text) != std::string::npos) ++found;
  }
  return found;
}

// All files of an export, one after the other.
inline std::string exported(Actor& actor) {
  std::string text;
  for (const Bytes& file : actor.ok("export", {{"scope", "all"}}).blobs) text.append(file.begin(), file.end());
  return text;
}

}  // namespace hearth::tests
