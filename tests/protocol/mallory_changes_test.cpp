// Mallory is the host and changes what passes: every byte that is not as its author
// wrote it is noticed, and nothing of it is shown.
#include "tests/protocol/couple_testing.h"

namespace hearth::tests {
namespace {

using MalloryChanges = Couple;

TEST_F(MalloryChanges, OneBitOfABodyIsNoticedAndTheTextIsNotShown) {
  bob.offline();
  share_from_alice("a true sentence");
  tamper_with_events([](WireEvents& events) {
    for (WireEvent& event : events.events) {
      if (is_shared(event) && !event.body.empty()) event.body[event.body.size() / 2] ^= 1;
    }
  });
  bob.online();
  bob.live(std::chrono::seconds(1));
  EXPECT_EQ(count(bob, "a true sentence"), 0);
  EXPECT_TRUE(bob.has_notice("altered")) << ::testing::PrintToString(bob.notices());
}

TEST_F(MalloryChanges, OneBitOfAnyFieldOfAHeaderIsNoticed) {
  // Owner, event, device, sequence, previous link, key, body hash, own tag.
  const std::vector<std::size_t> places = {18 + 3, 34 + 3, 50 + 3, 66, 74 + 3, 106 + 3, 138 + 3, 174 + 3};
  int round = 0;
  for (const std::size_t place : places) {
    const std::string text = "sentence number " + std::to_string(++round);
    bob.offline();
    share_from_alice(text);
    tamper_with_events([&](WireEvents& events) {
      for (WireEvent& event : events.events) {
        if (is_shared(event)) event.header.at(place) ^= 1;
      }
    });
    bob.online();
    bob.live(std::chrono::milliseconds(600));
    if (place != places.back()) {
      EXPECT_EQ(count(bob, text), 0) << "byte " << place << " of the header";
    }
    be_honest();
    mallory.cut();
    bob.live(std::chrono::milliseconds(300));
  }
  EXPECT_FALSE(bob.notices().empty());
}

TEST_F(MalloryChanges, WhatWasAlteredIsReadOnceItArrivesUnaltered) {
  bob.offline();
  share_from_alice("late but whole");
  tamper_with_events([](WireEvents& events) {
    for (WireEvent& event : events.events) {
      if (is_shared(event) && !event.body.empty()) event.body[30] ^= 0x80;
    }
  });
  bob.online();
  bob.live(std::chrono::seconds(1));
  be_honest();
  bob.stop();
  bob.restart();
  EXPECT_TRUE(bob.until([&] { return count(bob, "late but whole") == 1; }));
}

TEST_F(MalloryChanges, ReorderedEventsAreReadInTheirAuthorsOrder) {
  bob.offline();
  for (const char* text : {"one", "two", "three", "four"}) share_from_alice(text);
  tamper_with_events([](WireEvents& events) {
    std::vector<std::uint64_t> numbers;
    for (const WireEvent& event : events.events) numbers.push_back(event.number);
    std::ranges::reverse(events.events);
    for (std::size_t i = 0; i < numbers.size(); ++i) events.events[i].number = numbers[i];
  });
  bob.online();
  bob.live(std::chrono::seconds(1));
  std::vector<std::string> texts;
  for (const Json& item : bob.story()) {
    const std::string text = item.value("text", std::string());
    for (const char* known : {"one", "two", "three", "four"}) {
      if (text == known) texts.push_back(text);
    }
  }
  std::ranges::sort(texts);
  EXPECT_EQ(texts, (std::vector<std::string>{"four", "one", "three", "two"}));
  std::vector<std::string> alices;
  std::vector<std::string> bobs;
  for (const Json& item : alice.story()) {
    if (item.value("type", std::string()) == "share.text") alices.push_back(item["text"]);
  }
  for (const Json& item : bob.story()) {
    if (item.value("type", std::string()) == "share.text") bobs.push_back(item["text"]);
  }
  EXPECT_EQ(alices, bobs);
}

TEST_F(MalloryChanges, AReplayedEventIsThereOnce) {
  bob.offline();
  share_from_alice("said once");
  tamper_with_events([](WireEvents& events) {
    if (events.events.empty()) return;
    std::vector<WireEvent> twice = events.events;
    std::uint64_t number = events.events.back().number;
    for (WireEvent event : events.events) {
      event.number = ++number;
      twice.push_back(event);
    }
    events.events = twice;
  });
  bob.online();
  bob.live(std::chrono::seconds(1));
  EXPECT_EQ(count(bob, "said once"), 1);
}

TEST_F(MalloryChanges, AnEventOfAnotherLogIsNotTaken) {
  // Alice's private diary is put into the space, as if she had shared it.
  alice.ok("diary.save", {{"text", "for me alone"}, {"replaces", nullptr}});
  alice.settle();
  bob.offline();
  share_from_alice("shared on purpose");
  Ledger ledger(server.database());
  const auto personal = ledger.events(LogKind::kPersonal);
  auto space = ledger.events(LogKind::kSpace);
  ASSERT_FALSE(personal.empty());
  ASSERT_FALSE(space.empty());
  int copied = 0;
  for (const LedgerEvent& event : personal) {
    if (event.read().stream != envelope::Stream::private_) continue;
    LedgerEvent handed = event;
    handed.log = space.back().log;
    handed.number = 0;
    ledger.insert(handed);
    ++copied;
  }
  ASSERT_GT(copied, 0);
  bob.online();
  bob.settle();
  EXPECT_EQ(count(bob, "shared on purpose"), 1);
  EXPECT_EQ(count(bob, "for me alone"), 0);
  const std::string taken_along = exported(bob);
  EXPECT_NE(taken_along.find("shared on purpose"), std::string::npos);
  EXPECT_EQ(taken_along.find("for me alone"), std::string::npos);
}

TEST_F(MalloryChanges, AnEventThatTheHostMadeUpIsRefused) {
  bob.offline();
  share_from_alice("said by alice");
  Ledger ledger(server.database());
  const auto space = ledger.events(LogKind::kSpace);
  ASSERT_FALSE(space.empty());
  // The next link of alice's own chain, with a right hash and a body of noise.
  LedgerEvent forged = space.back();
  envelope::Header header = forged.read();
  ASSERT_EQ(header.stream, envelope::Stream::shared);
  header.previous = envelope::link(forged.header);
  header.sequence += 1;
  header.event.bytes[0] ^= 0xff;
  forged.body.assign(forged.body.size(), 0x5a);
  header.body_hash = envelope::body_hash(forged.body);
  forged.header = envelope::encode(header);
  forged.number = 0;
  ledger.insert(forged);
  bob.online();
  bob.settle();
  const auto notices = bob.notices();
  EXPECT_EQ(count(bob, "said by alice"), 1);
  EXPECT_TRUE(std::ranges::contains(notices, "injected") || std::ranges::contains(notices, "altered"))
      << ::testing::PrintToString(notices);
}

TEST_F(MalloryChanges, WhateverSheDoesReadingAndExportingStayOpen) {
  share_from_alice("read before");
  bob.settle();
  bob.offline();
  share_from_alice("never to be read");
  tamper_with_events([](WireEvents& events) {
    for (WireEvent& event : events.events) {
      if (!event.body.empty()) event.body[0] ^= 1;
    }
  });
  bob.online();
  bob.live(std::chrono::seconds(1));
  EXPECT_EQ(count(bob, "read before"), 1);
  EXPECT_NE(exported(bob).find("read before"), std::string::npos);
}

}  // namespace
}  // namespace hearth::tests
