// A text that nobody else may read is put into every kind of thing that a person can
// write, and sought in all that the host has and in all that lies at rest on a device:
// plain, as base64, hex, UTF-16, and inside zlib streams. Which things those are is read
// from the boundary's own description, so that none can be added and left out here.
#include <algorithm>
#include <fstream>
#include <regex>
#include <set>

#include "tests/protocol/couple_testing.h"
#include "tests/support/canary.h"

namespace hearth::tests {
namespace {

constexpr const char* kCanary = "the heron waits in the reeds at dawn";

// Commands that take text which is no person's own words: ids, names out of a list, days,
// keys, addresses; or words that are looked at and not kept; or words that come again in
// another command (a name at the beginning is `profile.set`'s; a machine's name is sought by
// the app's own test, e2e/tls.test.ts).
const std::set<std::string>& take_no_words() {
  static const std::set<std::string> kThose = {"agreement.answer",
                                               "agreement.end",
                                               "agreement.review",
                                               "counsel.answer",
                                               "counsel.make",
                                               "counsel.print",
                                               "counsel.read",
                                               "counsel.revoke",
                                               "demo.start",
                                               "device.confirm",
                                               "device.join_linking",
                                               "device.revoke",
                                               "device.scan",
                                               "diary.share_copy",
                                               "erase",
                                               "erase.undo",
                                               "exchange.another",
                                               "exchange.not_now",
                                               "exchange.open",
                                               "exchange.pass",
                                               "exchange.react",
                                               "exchange.send_open",
                                               "exchange.view",
                                               "exchange.withdraw",
                                               "guide.tell",
                                               "help.offer",
                                               "kdf",
                                               "kit.check",
                                               "kit.prove",
                                               "mend.answer",
                                               "mend.followed",
                                               "mend.kept",
                                               "mend.rest",
                                               "notice.dismiss",
                                               "page.copy",
                                               "pair.confirm",
                                               "pair.join",
                                               "passphrase.strength",
                                               "picture.view",
                                               "recover.begin",
                                               "server.set",
                                               "session.begin",
                                               "session.move",
                                               "setup.create",
                                               "signal.helped",
                                               "signal.over",
                                               "step.tell",
                                               "talk.answer",
                                               "talk.look_back",
                                               "thanks.send_from_jar",
                                               "trust.ready",
                                               "way.choose",
                                               "wording.look",
                                               "zone.set"};
  return kThose;
}

// Every command with a text among its arguments (also one inside a list, or in a struct
// called Line), read from where the boundary is described.
std::set<std::string> commands_that_take_text() {
  std::set<std::string> found;
  const std::string described = read_file("core/app/boundary.idl");
  const std::regex command(R"(command ([a-z_.]+) \{([^}]*)\})");
  const std::regex takes_text(R"(: *(list<)?(text|Line)\b)");
  for (std::sregex_iterator at(described.begin(), described.end(), command); at != std::sregex_iterator(); ++at) {
    const std::string arguments = (*at)[2];
    if (std::regex_search(arguments, takes_text)) found.insert((*at)[1]);
  }
  return found;
}

class Canary : public Couple {
 protected:
  // Says it and remembers that it was said with the canary in it.
  Json write(Actor& who, const std::string& command, const Json& arguments) {
    EXPECT_NE(arguments.dump().find(kCanary), std::string::npos) << command;
    wrote_.insert(command);
    return who.ok(command, arguments).json;
  }

  // What the two say to each other and to themselves, in every way that has words.
  void write_everything() {
    const std::string text = kCanary;
    write(alice, "profile.set", {{"name", text}});
    const std::string first = alice.todays_question();
    write(alice, "exchange.draft", {{"question", first}, {"text", text}});
    const Json sealed = write(alice, "exchange.seal", {{"question", first}, {"text", text}}).at("exchange");
    write(bob, "exchange.seal", {{"question", first}, {"text", text}});
    write(alice, "exchange.seal", {{"question", "own:" + text}, {"text", text}});  // asked in own words
    settle(alice, bob);
    alice.ok("exchange.open", {{"id", sealed.at("id")}});
    clock.forward(std::chrono::hours(24));
    write(alice, "exchange.open_first", {{"question", alice.todays_question()}, {"text", text}});
    const Json shared = write(alice, "share.send", {{"text", text}, {"reply", "ask"}});
    settle(alice, bob);
    bob.ok("share.reply", {{"share", shared.at("event")}, {"kind", "thank_you"}, {"text", ""}});
    write(bob, "share.reply", {{"share", shared.at("event")}, {"kind", "question"}, {"text", text}});
    write(alice, "checkin.save",
          {{"felt", 5}, {"needed", 6}, {"words", Json::array()}, {"about", "us"}, {"note", text}, {"share", "all"}});
    write(alice, "thanks.save", {{"text", text}, {"gave", text}, {"jar", false}});
    write(alice, "thanks.save", {{"text", text}, {"gave", text}, {"jar", true}});
    write(alice, "moment.save", {{"title", text}, {"day", "2026-11-20"}, {"shared", true}});
    write(alice, "moment.save", {{"title", text}, {"day", "2026-11-20"}, {"shared", false}});
    const Json entry = write(alice, "diary.save", {{"text", text}, {"replaces", nullptr}});
    alice.ok("diary.share_copy", {{"event", entry.at("event")}, {"reply", "witness"}});
    write(alice, "sign.save", {{"id", ""}, {"notice", text}, {"wish", text}});
    write_about_talks();
    write_in_the_rooms_of_mending();
    // What lies at the server under a link, too.
    const Json proposed =
        write(alice, "counsel.propose",
              {{"items", Json::array({entry.at("event")})}, {"purpose", text}, {"days", 3}, {"how", "link"}});
    alice.ok("counsel.make", {{"event", proposed.at("event")}});
    settle(alice, bob);
    alice.kit();
    settle(alice, bob);
  }

  void write_about_talks() {
    const std::string text = kCanary;
    const Json kept = write(alice, "talk.keep",
                            {{"kind", "talk"},
                             {"minutes", 10},
                             {"heard", 6},
                             {"meant", nullptr},
                             {"closer", nullptr},
                             {"word", text},
                             {"learned", text},
                             {"note", text},
                             {"step", text},
                             {"by", nullptr}});
    write(alice, "talk.still", {{"event", kept.at("event")}, {"still", "changed"}, {"words", text}});
    const std::string day = alice.status().at("day");
    write(bob, "talk.plan",
          {{"kind", "talk"},
           {"minutes", 20},
           {"place", "walk"},
           {"day", day},
           {"time", ""},
           {"firm", true},
           {"words", text}});
  }

  // Signals, agreements, pages of one's own, mending: each from its own forms.
  void write_in_the_rooms_of_mending() {
    const std::string text = kCanary;
    const auto filled = [&](const Json& form) {
      Json lines = Json::array();
      for (const Json& id : form.at("lines")) {
        // Of the three lines the first three are chosen from a list.
        const bool chosen = form.at("kind") == "lines" && id != "step";
        lines.push_back({{"id", id}, {"text", chosen ? "open" : text}});
      }
      return lines;
    };
    const std::string day = alice.status().at("day");
    for (const char* kind : {"carrying", "first_line", "load"}) {
      write(alice, "signal.say", {{"kind", kind}, {"text", text}, {"wish", ""}, {"back_at", nullptr}, {"minutes", 0}});
    }
    settle(alice, bob);
    const Json signals = bob.ok("signal.view").json.at("signals");
    for (const char* where : {"now", "board"}) {
      for (const Json& signal : signals.at(where)) {
        for (const Json& answer : signal.at("may")) {
          if (answer != "words" && answer != "helped_before" && answer != "could_do") continue;
          write(bob, "signal.answer",
                {{"event", signal.at("event")}, {"answer", answer}, {"text", text}, {"day", ""}, {"time", ""}});
        }
      }
    }
    for (const Json& form : alice.ok("agreement.view").json.at("agreements").at("forms")) {
      if (!form.at("track").get<std::string>().empty()) continue;  // offered on another way
      write(alice, "agreement.propose",
            {{"kind", form.at("kind")},
             {"lines", filled(form)},
             {"review", day},
             {"replaces", nullptr},
             {"ends", form.at("needs_end").get<bool>() ? day : std::string()}});
    }
    for (const Json& form : alice.ok("page.view").json.at("pages").at("forms")) {
      write(alice, "page.save", {{"kind", form.at("kind")}, {"lines", filled(form)}, {"replaces", nullptr}});
    }
    write(alice, "mend.invite", {{"kind", "hurt"}, {"words", text}});
    write(alice, "mend.promise", {{"mend", ""}, {"text", text}, {"by", day}});
    write(alice, "mend.again", {{"name", text}});
    settle(alice, bob);
  }

  static std::string where(const std::vector<Sighting>& sightings) {
    std::string text;
    for (const Sighting& sighting : sightings) text += sighting.where + "\n";
    return text;
  }

  std::set<std::string> wrote_;
};

TEST_F(Canary, IsNowhereAtTheHostAndNowhereAtRest) {
  write_everything();
  std::set<std::string> left_out = commands_that_take_text();
  ASSERT_GE(left_out.size(), 60U) << "the boundary's description is read";
  std::erase_if(left_out, [&](const std::string& command) {
    return wrote_.contains(command) || take_no_words().contains(command);
  });
  EXPECT_EQ(::testing::PrintToString(left_out), "{}") << "a person's words go through these and are sought nowhere";
  ASSERT_GE(count(alice, kCanary), 10) << "it was written, and is read";
  ASSERT_GE(count(bob, kCanary), 4) << "and was delivered";
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
