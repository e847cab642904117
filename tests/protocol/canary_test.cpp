// A text that nobody else may read is put into every kind of thing that a person can
// write, and sought in all that the host has and in all that lies at rest on a device:
// plain, as base64, hex, UTF-16, and inside zlib streams.
#include <fstream>

#include "tests/protocol/couple_testing.h"
#include "tests/support/canary.h"

namespace hearth::tests {
namespace {

constexpr const char* kCanary = "the heron waits in the reeds at dawn";

class Canary : public Couple {
 protected:
  void write_everything() {
    const std::string text = kCanary;
    alice.ok("profile.set", {{"name", text}});
    const std::string first = alice.todays_question();
    alice.ok("exchange.draft", {{"question", first}, {"text", text}});
    const Json sealed = alice.seal(first, text);
    bob.seal(first, text);
    settle(alice, bob);
    alice.ok("exchange.open", {{"id", sealed.at("id")}});
    clock.forward(std::chrono::hours(24));
    alice.ok("exchange.open_first", {{"question", alice.todays_question()}, {"text", text}});
    const std::string shared =
        alice.ok("share.send", {{"text", text}, {"reply", "ask"}}).json.value("event", std::string());
    settle(alice, bob);
    bob.ok("share.reply", {{"share", shared}, {"kind", "question"}, {"text", text}});
    alice.ok("checkin.save",
             {{"felt", 5}, {"needed", 6}, {"words", Json::array()}, {"about", "us"}, {"note", text}, {"share", "all"}});
    alice.ok("thanks.save", {{"text", text}, {"gave", text}, {"jar", false}});
    alice.ok("thanks.save", {{"text", text}, {"gave", text}, {"jar", true}});
    alice.ok("moment.save", {{"title", text}, {"day", "2026-11-20"}, {"shared", true}});
    alice.ok("moment.save", {{"title", text}, {"day", "2026-11-20"}, {"shared", false}});
    const std::string entry =
        alice.ok("diary.save", {{"text", text}, {"replaces", nullptr}}).json.value("event", std::string());
    alice.ok("diary.share_copy", {{"event", entry}, {"reply", "witness"}});
    settle(alice, bob);
    alice.kit();
    settle(alice, bob);
  }

  static std::string where(const std::vector<Sighting>& sightings) {
    std::string text;
    for (const Sighting& sighting : sightings) text += sighting.where + "\n";
    return text;
  }
};

TEST_F(Canary, IsNowhereAtTheHostAndNowhereAtRest) {
  write_everything();
  ASSERT_GE(count(alice, kCanary), 8) << "it was written, and is read";
  ASSERT_GE(count(bob, kCanary), 3) << "and was delivered";
  EXPECT_EQ(where(find_canary_in(server.data().string(), kCanary)), "");
  EXPECT_EQ(where(find_canary(server.log(), kCanary, "the server's log")), "");
  EXPECT_EQ(where(find_canary_in(alice.home().string(), kCanary)), "");
  EXPECT_EQ(where(find_canary_in(bob.home().string(), kCanary)), "");
  server.stop();
  EXPECT_EQ(where(find_canary_in(server.data().string(), kCanary)), "") << "after the last write to the files";
}

TEST_F(Canary, TheTwinThatStoresPlainWordsIsFound) {
  share_from_alice("something else");
  // In the server's database, in place of a body.
  Ledger ledger(server.database());
  auto space = ledger.events(LogKind::kSpace);
  LedgerEvent plain = space.back();
  plain.body = base::to_bytes(base::as_bytes(kCanary));
  ledger.replace(plain);
  EXPECT_NE(where(find_canary_in(server.data().string(), kCanary)), "");
  // In a member's home.
  std::ofstream(alice.home() / "notes.txt") << kCanary;
  EXPECT_NE(where(find_canary_in(alice.home().string(), kCanary)), "");
}

}  // namespace
}  // namespace hearth::tests
