// Every command of the program once, on two members and a real server: what it tells
// fits its schema (checked in Client::run), and its exit code is the promised one.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <thread>

#include "tests/cli/two_people.h"

namespace hearth::tests {
namespace {

using Strings = std::vector<std::string>;

constexpr auto kPatience = std::chrono::seconds(120);  // for what happens in a moment

using EveryCommand = TwoPeople;

TEST_F(EveryCommand, OfADayTellsWhatItsSchemaPromises) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  alice.run({"status"});
  alice.run({"today"});
  alice.run({"kit", "--out", alice.file("kit.txt").string()});
  EXPECT_TRUE(alice.run({"kit", "check", alice.file("kit.txt").string()}).at("valid").get<bool>());
  const Json shared = alice.run({"share", "--text", "It snows.", "--reply", "ask"});
  bob.run({"sync"});
  EXPECT_EQ(code_of(bob.run({"reply", shared.at("event"), "--kind", "heard"}, code::kRefused)), "refused_by_rule");
  bob.run({"reply", shared.at("event")});
  bob.run({"reply", shared.at("event"), "--kind", "question", "--text", "Where?"});
  const Json hints = bob.run({"wording", "--text", "You should sleep.", "--reply"}).at("hints");
  ASSERT_EQ(hints.size(), 1U);
  EXPECT_EQ(hints.at(0).at("kind"), "advice");
  EXPECT_TRUE(bob.run({"wording", "--text", "You should sleep."}).at("hints").empty());
  EXPECT_GE(bob.run({"talk", "listen"}).at("drills").size(), 8U);
  alice.run({"thanks", "--text", "You made the coffee.", "--gave", "a slow start"});
  alice.run({"thanks", "--text", "You sang.", "--jar"});
  EXPECT_EQ(alice.run({"thanks", "--list"}).at("jar").size(), 1U);
  alice.run(
      {"checkin", "--felt", "5", "--needed", "6", "--words", "tender", "--share", "all", "--note", "a quiet day"});
  const Json entry = alice.run({"diary", "--text", "for me alone"});
  EXPECT_EQ(alice.run({"diary", "--list"}).at("diary").size(), 1U);
  EXPECT_FALSE(alice.run({"story"}).at("items").empty());
  EXPECT_EQ(alice.run({"same-page"}).at("words").size(), 4U);
  alice.run({"device", "list"});
  alice.run({"erase", entry.at("event")});
  alice.run({"erase", entry.at("event"), "--undo"});
  alice.run({"shelf"});
  alice.run({"export", "--out", alice.file("all.zip").string()});
  alice.run({"export", "--out", alice.file("mine").string(), "--scope", "mine"});
  EXPECT_TRUE(std::filesystem::exists(alice.file("all.zip")));
  alice.run({"leave"});
  EXPECT_EQ(code_of(alice.run({"share", "--text", "more", "--reply", "ask"}, code::kRefused)), "left");
}

TEST_F(EveryCommand, OfAnExchangeTellsWhatItsSchemaPromises) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const std::string question = alice.run({"today"}).at("today").at("exchange").at("question").at("id");
  const Json sealed = alice.run({"answer", question, "--text", "one"});
  alice.run({"withdraw", sealed.at("exchange").at("id")});
  EXPECT_EQ(code_of(alice.run({"answer", question}, code::kWrongUsage)), "wrong_usage");
  bob.run({"answer", question, "--text", "two"});
  EXPECT_EQ(code_of(bob.run({"open", question}, code::kWrongUsage)), "bad_request");
  const Json again = alice.run({"answer", question, "--text", "three"});
  bob.run({"sync"});
  alice.run({"sync"});
  const Json opened = alice.run({"open", again.at("exchange").at("id")});
  EXPECT_EQ(opened.at("exchange").at("theirs").at("text"), "two");
  alice.run({"react", again.at("exchange").at("id"), "thank_you"});
}

TEST_F(EveryCommand, AnswersOpenOnPurpose) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const Json open = alice.run({"answer", "today", "--open-text", "I go first."});
  EXPECT_TRUE(open.at("exchange").at("own").at("open_first").get<bool>());
  EXPECT_EQ(code_of(alice.run({"answer", "today", "--text", "again"}, code::kRefused)), "already_sealed");
  EXPECT_EQ(bob.run({"today"}).at("today").at("exchange").at("theirs").at("text"), "I go first.");
}

TEST_F(EveryCommand, BeginsAloneAndTellsTheOtherOnlyThatItIsNotYet) {
  ASSERT_NO_FATAL_FAILURE(bring_together());
  bob.run({"begin", "--solo"});
  alice.run({"begin"});
  EXPECT_EQ(bob.run({"status"}).at("status").at("begin"), "solo");
  const std::string told = alice.say({"today"});
  EXPECT_NE(told.find("Bob is not ready yet. That is fine."), std::string::npos) << told;
  EXPECT_EQ(told.find("solo"), std::string::npos) << told;
}

TEST_F(EveryCommand, ChoosesTheZoneOfBothBeforeTheyMeetAndAfterwards) {
  EXPECT_EQ(alice.run({"zone"}).at("zone"), "Europe/Berlin");
  EXPECT_EQ(alice.run({"zone", "Pacific/Auckland"}).at("zone"), "Pacific/Auckland");
  ASSERT_NO_FATAL_FAILURE(pair_both());
  EXPECT_EQ(bob.run({"zone"}).at("zone"), "Pacific/Auckland");
  bob.run({"zone", "America/New_York"});
  EXPECT_EQ(alice.run({"zone"}).at("zone"), "America/New_York");
  EXPECT_EQ(code_of(alice.run({"zone", "Mars/Olympus"}, code::kWrongUsage)), "wrong_usage");
}

TEST_F(EveryCommand, TakesAnInvitationBack) {
  EXPECT_EQ(code_of(alice.run({"uninvite"}, code::kRefused)), "not_ready");
  const Json first = alice.run({"invite"});
  alice.run({"uninvite"});
  EXPECT_EQ(code_of(bob.run({"join", first.at("pairing").at("link")}, code::kRefused)), "invite_expired");
  EXPECT_EQ(code_of(alice.run({"words"}, code::kRefused)), "not_ready");
  // Also from under someone who has knocked already.
  const Json second = alice.run({"invite"});
  bob.run({"join", second.at("pairing").at("link")});
  alice.run({"uninvite"});
  EXPECT_NE(bob.run({"words"}, code::kRefused).at("error").at("message").get<std::string>().find("nothing was shared"),
            std::string::npos);
}

TEST_F(EveryCommand, ChangesThePassphrase) {
  write_file(alice.file("new"), "another four quiet words");
  write_file(alice.file("weak"), "short");
  EXPECT_EQ(code_of(alice.run({"passphrase", "--new-file", alice.file("weak").string()}, code::kWrongUsage)),
            "wrong_usage");
  alice.run({"passphrase", "--new-file", alice.file("new").string()});
  EXPECT_EQ(code_of(alice.run({"today"}, code::kVerificationFailed)), "wrong_key");
  write_file(alice.file("passphrase"), "another four quiet words");
  alice.run({"today"});
}

TEST_F(EveryCommand, WantsAPassphraseThatIsNotEasilyGuessed) {
  Client carol{"carol"};
  write_file(carol.file("passphrase"), "password");
  EXPECT_EQ(code_of(carol.run({"init", "--name", "Carol"}, code::kWrongUsage)), "wrong_usage");
  EXPECT_FALSE(std::filesystem::exists(carol.home())) << "nothing is made";
  alice.run({"kit", "--out", alice.file("kit.txt").string()});
  EXPECT_EQ(code_of(carol.run({"recover", "--server", server.url(), "--kit", alice.file("kit.txt").string()},
                              code::kWrongUsage)),
            "wrong_usage");
  EXPECT_FALSE(std::filesystem::exists(carol.home()));
}

TEST(EveryCommandAgain, OfTheGuideTellsWhatItsSchemaPromises) {
  // One pair in ten rests in its first week, by their own coins: another pair is taken then.
  std::unique_ptr<Two> two;
  Json offered;
  for (int tries = 0; tries < 6 && !offered.is_object(); ++tries) {
    two = std::make_unique<Two>();
    two->move_in();
    ASSERT_NO_FATAL_FAILURE(two->pair_both());
    two->bob.run({"sync"});
    offered = two->alice.run({"step", "--why"}).at("guide").at("step");
  }
  ASSERT_TRUE(offered.is_object());
  Client& alice = two->alice;
  Client& bob = two->bob;
  EXPECT_EQ(bob.run({"step"}).at("guide").at("step").at("id"), offered.at("id"));
  EXPECT_NE(alice.say({"step", "--why"}).find("A gentle one this week."), std::string::npos);
  const Json other = alice.run({"step", "--another"}).at("guide").at("step");
  EXPECT_NE(other.at("id"), offered.at("id"));
  EXPECT_NE(alice.run({"step", "--not-now"}).at("guide").at("step").at("id"), other.at("id"));
  EXPECT_EQ(bob.run({"step"}).at("guide").at("step").at("id"), offered.at("id")) << "that stays with alice";
  bob.run({"step", "--done"});
  EXPECT_TRUE(alice.run({"step"}).at("guide").at("enough").get<bool>());
  alice.run({"step", "--comfort", "4"});
  EXPECT_EQ(Two::code_of(alice.run({"step", "--comfort", "4"}, code::kRefused)), "not_found");
  EXPECT_EQ(Two::code_of(alice.run({"step", "--done"}, code::kRefused)), "not_found");
  EXPECT_EQ(Two::code_of(alice.run({"step", "--done", "--let-go"}, code::kWrongUsage)), "wrong_usage");
  const Json pace =
      alice.run({"pace", "--ready", "2", "--minutes", "10", "--never", "money", "--rest", "yes"}).at("pace");
  EXPECT_EQ(pace.at("closed"), Json::array({"money"}));
  EXPECT_TRUE(alice.run({"pace"}).at("pace").at("rest").get<bool>());
  EXPECT_EQ(alice.run({"pace", "--again", "money", "--pace", "lightest"}).at("pace").at("closed"), Json::array());
  EXPECT_EQ(Two::code_of(alice.run({"pace", "--never", "weather"}, code::kWrongUsage)), "wrong_usage");
}

TEST_F(EveryCommand, OfOwnAreasSignsAndTheWayTellsWhatItsSchemaPromises) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  alice.run({"checkin", "--felt", "5", "--understood", "6", "--conflict", "1"});
  EXPECT_EQ(code_of(alice.run({"checkin", "--felt", "5", "--conflict", "8"}, code::kWrongUsage)), "wrong_usage");
  const auto area = [](const Json& told) {
    for (const Json& one : told.at("pace").at("areas")) {
      if (one.at("facet") == "talking") return one;
    }
    return Json();
  };
  EXPECT_EQ(area(alice.run({"wider", "talking", "--felt", "4", "--needed", "8"})).at("needed"), 8);
  EXPECT_TRUE(area(bob.run({"wider"})).at("theirs_felt").is_null()) << "private until its owner says otherwise";
  alice.run({"wider", "talking", "--share", "yes"});
  EXPECT_EQ(area(bob.run({"wider"})).at("theirs_felt"), 4);
  EXPECT_NE(bob.say({"wider"}).find("the other shared: there 4, wished 8"), std::string::npos);
  EXPECT_TRUE(area(alice.run({"wider", "talking", "--ask", "no"})).at("unasked").get<bool>());
  EXPECT_EQ(code_of(alice.run({"wider", "weather", "--felt", "4"}, code::kWrongUsage)), "wrong_usage");
  EXPECT_EQ(code_of(alice.run({"wider", "--felt", "4"}, code::kWrongUsage)), "wrong_usage");

  const Json signs = alice.run({"sign", "--notice", "go quiet", "--wish", "ask for a walk"}).at("pace").at("signs");
  const auto id = signs.at(0).at("id").get<std::string>();
  EXPECT_TRUE(bob.run({"sign"}).at("pace").at("signs").empty());
  EXPECT_TRUE(alice.run({"sign", "--noticed", id}).at("pace").at("signs").at(0).at("noticed").is_string());
  EXPECT_NE(alice.say({"sign"}).find("When I notice that I go quiet, then I would like to ask for a walk"),
            std::string::npos);
  EXPECT_TRUE(alice.run({"sign", "--id", id, "--remove"}).at("pace").at("signs").empty());
  EXPECT_EQ(code_of(alice.run({"sign", "--remove"}, code::kWrongUsage)), "wrong_usage");

  const auto now = [](const Json& told) { return told.at("pace").at("way").at("now").at("track").get<std::string>(); };
  EXPECT_EQ(now(alice.run({"way", "--track", "grown_apart"})), "everyday");
  EXPECT_EQ(now(bob.run({"way", "--track", "grown_apart"})), "grown_apart");
  EXPECT_EQ(now(alice.run({"way", "--track", "after_breach"})), "after_breach");
  EXPECT_NE(bob.say({"way"}).find("a counsellor beside them"), std::string::npos);
  EXPECT_NE(bob.say({"step"}).find("a counsellor beside them"), std::string::npos);
  EXPECT_EQ(alice.say({"step"}).find("It was hard today"), std::string::npos);
  alice.run({"checkin", "--felt", "3", "--conflict", "6"});
  EXPECT_NE(alice.say({"step"}).find("It was hard today"), std::string::npos);
  EXPECT_EQ(bob.say({"step"}).find("It was hard today"), std::string::npos);
  EXPECT_EQ(code_of(bob.run({"way", "--track", "everyday", "--stage", "rebuild"}, code::kWrongUsage)), "bad_request");
  bob.run({"way", "--pause", "yes"});
  EXPECT_NE(alice.say({"way"}).find("Paused. Nothing is suggested for now."), std::string::npos);
}

TEST_F(EveryCommand, OfTodaysQuestionSaysWhyAndTurnsItAwayForOneAlone) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const Json before = bob.run({"today"});
  EXPECT_NE(alice.say({"today", "--why"}).find("Picked by chance among those that fit."), std::string::npos);
  const Json asked = alice.run({"today"}).at("today").at("exchange").at("question");
  const Json other = alice.run({"answer", "today", "--another"}).at("exchange").at("question");
  EXPECT_NE(other.at("id"), asked.at("id"));
  EXPECT_EQ(code_of(alice.run({"answer", asked.at("id"), "--another"}, code::kRefused)), "not_found");
  // Until one comes that touches a topic of the list.
  Json topics = other.at("topics");
  if (topics.empty()) topics = alice.run({"answer", "today", "--another"}).at("exchange").at("question").at("topics");
  if (!topics.empty()) {
    alice.run({"answer", "today", "--never-topic"});
    EXPECT_EQ(alice.run({"pace"}).at("pace").at("closed"), topics);
  } else {
    EXPECT_EQ(code_of(alice.run({"answer", "today", "--never-topic"}, code::kRefused)), "not_found");
  }
  EXPECT_EQ(bob.run({"today"}), before) << "all of it stays with alice";
}

TEST_F(EveryCommand, OfATimeOfOnesOwnShowsThingsForOneAndOffersHelpAfterHeavyWords) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const Json before = bob.run({"today"});
  EXPECT_EQ(alice.run({"pace", "--on-my-own", "habit"}).at("pace").at("on_my_own"), "habit");
  EXPECT_EQ(alice.run({"step"}).at("guide").at("own").size(), 3U);
  EXPECT_NE(alice.say({"step"}).find("For you alone"), std::string::npos);
  EXPECT_TRUE(alice.run({"today"}).at("today").at("exchange").is_null());
  // Low three times in a row: what helps is named, and nothing that leads to the other.
  for (int i = 0; i < 2; ++i) alice.run({"checkin", "--felt", "1"});
  const std::string far = alice.say({"checkin", "--felt", "1"});
  EXPECT_NE(far.find("someone outside"), std::string::npos) << far;
  EXPECT_EQ(far.find("`share`"), std::string::npos) << far;
  EXPECT_EQ(bob.run({"today"}), before);
  EXPECT_EQ(alice.run({"pace", "--on-my-own", "no"}).at("pace").at("on_my_own"), "");
  EXPECT_NE(alice.say({"checkin", "--felt", "1"}).find("`share`"), std::string::npos);
  EXPECT_EQ(code_of(alice.run({"pace", "--on-my-own", "forever"}, code::kWrongUsage)), "wrong_usage");

  constexpr const char* kOffer = "someone can listen today";
  EXPECT_NE(alice.say({"diary", "--text", "Sometimes I want to die."}).find(kOffer), std::string::npos);
  EXPECT_NE(alice.say({"answer", "today", "--text", "I do not want to live like this."}).find(kOffer),
            std::string::npos);
  EXPECT_EQ(alice.say({"diary", "--text", "A quiet day."}).find(kOffer), std::string::npos);
  EXPECT_EQ(bob.say({"today"}).find(kOffer), std::string::npos);
}

TEST_F(EveryCommand, ThatPassesLooksLikeSilence) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const Json before = bob.run({"today"});
  alice.run({"answer", "today", "--pass"});
  EXPECT_EQ(bob.run({"today"}), before);
}

TEST_F(EveryCommand, WorksOfflineAndSaysSo) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  server.stop();
  EXPECT_FALSE(alice.run({"today"}).at("synced").get<bool>()) << "reading needs no server";
  const Json shared = alice.run({"share", "--text", "on the train", "--reply", "witness"}, code::kUnreachable);
  EXPECT_FALSE(shared.at("delivered").get<bool>());
  EXPECT_FALSE(shared.at("event").get<std::string>().empty()) << "it is written all the same";
  alice.run({"diary", "--text", "a tunnel"}, code::kUnreachable);
  EXPECT_EQ(code_of(alice.run({"sync"}, code::kUnreachable)), "unreachable");
  server.start();
  EXPECT_EQ(alice.run({"sync"}).at("waiting"), 0);
  bob.run({"sync"});
  EXPECT_NE(bob.say({"story"}).find("on the train"), std::string::npos);
}

TEST_F(EveryCommand, InvitesNobodyWithoutTheServer) {
  server.stop();
  EXPECT_EQ(code_of(alice.run({"invite"}, code::kUnreachable)), "unreachable");
}

TEST_F(EveryCommand, KnowsAWrongPassphrase) {
  write_file(alice.file("passphrase"), "another one");
  EXPECT_EQ(code_of(alice.run({"today"}, code::kVerificationFailed)), "wrong_key");
}

TEST_F(EveryCommand, KnowsWrongWords) {
  const Json invited = alice.run({"invite"});
  bob.run({"join", invited.at("pairing").at("link")});
  alice.run({"words"});
  bob.run({"words"});
  EXPECT_EQ(code_of(alice.run({"confirm", "abandon", "zoo"}, code::kVerificationFailed)), "wrong_words");
  EXPECT_EQ(code_of(bob.run({"words"}, code::kVerificationFailed)), "wrong_words");
}

TEST_F(EveryCommand, SendsItsPartOfTheWordsBeforeItEnds) {
  const Json invited = alice.run({"invite"});
  // Alice waits at her screen, and sees her words in the moment in which Bob knocks.
  std::thread waiting([&] { alice.run({"words"}); });
  bob.run({"join", invited.at("pairing").at("link")});
  waiting.join();
  bob.run({"words"});
}

TEST_F(EveryCommand, JoinsBySixWordsToo) {
  const Json invited = alice.run({"invite"});
  Strings join = {"join"};
  for (const Json& word : invited.at("pairing").at("words")) join.push_back(word);
  bob.run(join);
  alice.run({"words"});
  EXPECT_EQ(bob.run({"words"}).at("own_words").size(), 2U);
}

TEST_F(EveryCommand, RefusesAThirdPerson) {
  const Json invited = alice.run({"invite"});
  bob.run({"join", invited.at("pairing").at("link")});
  Client carol{"carol"};
  carol.run({"init", "--server", server.url(), "--name", "Carol"});
  EXPECT_EQ(code_of(carol.run({"join", invited.at("pairing").at("link")}, code::kRefused)), "invite_used");
}

TEST_F(EveryCommand, ComesBackWithAKit) {
  alice.run({"diary", "--text", "before the river"});
  alice.run({"kit", "--out", alice.file("kit.txt").string()});
  Client again{"alice again"};
  const Json back = again.run({"recover", "--server", server.url(), "--kit", alice.file("kit.txt").string()});
  EXPECT_EQ(back.at("phase"), "done");
  EXPECT_NE(again.say({"diary", "--list"}).find("before the river"), std::string::npos);
  EXPECT_EQ(code_of(bob.run({"kit", "check", alice.file("kit.txt").string()}, code::kVerificationFailed)), "bad_kit");
}

TEST_F(EveryCommand, ComesBackWithAKitThatIsOlderThanThePairing) {
  bob.run({"kit", "--out", bob.file("kit.txt").string()});
  ASSERT_NO_FATAL_FAILURE(pair_both());
  bob.run({"diary", "--text", "after the kit"});
  Client again{"bob again"};
  again.run({"recover", "--server", server.url(), "--kit", bob.file("kit.txt").string()});
  EXPECT_NE(again.say({"diary", "--list"}).find("after the kit"), std::string::npos);
}

// The first kit was made when no server knew Bob; taking its place must not wait for one.
TEST_F(EveryCommand, MakesANewKitAfterOneFromBeforeTheServerKnewAnyone) {
  bob.run({"kit", "--out", bob.file("first.txt").string()});
  ASSERT_NO_FATAL_FAILURE(pair_both());
  EXPECT_TRUE(bob.run({"kit", "--out", bob.file("second.txt").string()}).at("delivered").get<bool>());
  EXPECT_EQ(bob.run({"sync"}).at("waiting"), 0);
  EXPECT_EQ(code_of(bob.run({"kit", "check", bob.file("first.txt").string()}, code::kVerificationFailed)), "bad_kit");
  Client again{"bob again"};
  EXPECT_EQ(code_of(again.run({"recover", "--server", server.url(), "--kit", bob.file("first.txt").string()},
                              code::kVerificationFailed)),
            "bad_kit");
  again.run({"recover", "--server", server.url(), "--kit", bob.file("second.txt").string()});
}

TEST_F(EveryCommand, LinksASecondMachine) {
  alice.run({"diary", "--text", "on both machines"});
  Client second{"alice's second"};
  // The new machine stays, shows its code, and is told the other's words by its input.
  const std::string said = second.file("said").string();
  ASSERT_EQ(::mkfifo(said.c_str(), 0600), 0);
  const std::string command = hearth_program() + " client --home '" + second.home().string() + "' --passphrase-file '" +
                              second.file("passphrase").string() + "' --json device join --server " + server.url() +
                              " --name second < '" + said + "'";
  Process joining({"/bin/sh", "-c", command});
  std::ofstream input(said);
  const auto line = [&](const std::string& with) {
    Json told = Json::parse(joining.wait_for_line(with, kPatience).value_or("{}"), nullptr, false);
    EXPECT_EQ(mismatch(told, "client-device-join"), "") << told;
    return told;
  };
  const Json olds = alice.run({"device", "link", line("\"code\"").value("code", "")}).at("linking").at("own_words");
  const Json news = line("\"own_words\":[\"").at("linking").at("own_words");
  ASSERT_EQ(news.size(), 2U) << joining.out() << joining.err();
  alice.run({"device", "confirm", news.at(0), news.at(1)});
  input << olds.at(0).get<std::string>() << " " << olds.at(1).get<std::string>() << std::endl;
  // The old machine hands the keys over at its next sync after that.
  for (int round = 0; round < 200 && joining.out().find("\"done\"") == std::string::npos; ++round) {
    alice.run({"sync"});
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  EXPECT_TRUE(line("\"done\"").value("done", false)) << joining.out() << joining.err();
  EXPECT_EQ(joining.wait(kPatience), code::kDone);
  alice.run({"sync"});
  second.run({"sync"});
  EXPECT_NE(second.say({"diary", "--list"}).find("on both machines"), std::string::npos);
  const Json devices = alice.run({"device", "list"}).at("devices");
  for (const Json& device : devices) {
    if (!device.at("this").get<bool>()) alice.run({"device", "revoke", device.at("id")});
  }
  // It reads what it has, and nothing that it writes goes anywhere any more.
  EXPECT_NE(second.say({"diary", "--list"}).find("on both machines"), std::string::npos);
  const Json late = second.run({"diary", "--text", "after the end"}, code::kRefused);
  EXPECT_FALSE(late.at("delivered").get<bool>());
  const std::string told = second.say({"diary", "--text", "once more"}, code::kRefused);
  EXPECT_NE(told.find("it was taken off your devices"), std::string::npos) << told;
  EXPECT_EQ(code_of(second.run({"sync"}, code::kRefused)), "login_refused");
  const std::string kept = second.say({"diary", "--list"});
  EXPECT_NE(kept.find("after the end"), std::string::npos) << kept;
  EXPECT_NE(kept.find("once more"), std::string::npos) << kept;
  EXPECT_FALSE(second.run({"diary", "--list"}).at("synced").get<bool>());
  // Put away it is gone; it stands again at the next start that is refused.
  const auto codes = [](const Json& shown) {
    std::set<std::string> all;
    for (const Json& notice : shown.at("notices")) all.insert(notice.at("code"));
    return all;
  };
  EXPECT_TRUE(codes(second.run({"notices"})).contains("login_refused"));
  EXPECT_FALSE(codes(second.run({"notices", "--dismiss", "login_refused"})).contains("login_refused"));
  EXPECT_FALSE(codes(second.run({"notices", "--offline"})).contains("login_refused"));
  second.run({"diary", "--text", "with no server asked", "--offline"}, code::kUnreachable);
  EXPECT_TRUE(codes(second.run({"notices"})).contains("login_refused"));
  EXPECT_EQ(code_of(second.run({"notices", "--dismiss", "no_such"}, code::kWrongUsage)), "not_found");
  alice.run({"diary", "--text", "not for a lost machine"});
  alice.run({"sync"});
  EXPECT_EQ(alice.say({"diary", "--list"}).find("after the end"), std::string::npos);
  EXPECT_EQ(second.say({"diary", "--list"}).find("not for a lost machine"), std::string::npos);
}

TEST_F(EveryCommand, UsesAHomeOneAtATime) {
  Process follower({hearth_program(), "client", "--home", alice.home().string(), "--passphrase-file",
                    alice.file("passphrase").string(), "sync", "--follow"});
  ASSERT_TRUE(follower.wait_for_line("Following", kPatience));
  EXPECT_EQ(code_of(alice.run({"today"}, code::kRefused)), "home_in_use");
  follower.signal(SIGTERM);
  EXPECT_EQ(follower.wait(kPatience), code::kDone);
  alice.run({"today"});
}

TEST_F(EveryCommand, ShowsWhatArrivesWhileItFollows) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  alice.run({"share", "--text", "before you look", "--reply", "witness"});
  Process follower({hearth_program(), "client", "--home", bob.home().string(), "--passphrase-file",
                    bob.file("passphrase").string(), "sync", "--follow", "--json"});
  EXPECT_TRUE(follower.wait_for_line("before you look", kPatience));
  alice.run({"share", "--text", "while you look", "--reply", "witness"});
  EXPECT_TRUE(follower.wait_for_line("while you look", kPatience)) << follower.out() << follower.err();
  follower.signal(SIGINT);
  EXPECT_EQ(follower.wait(kPatience), code::kDone);
}

TEST_F(EveryCommand, RefusesAUsedSetupLink) {
  const std::string link = server.setup_link();
  Client carol{"carol"};
  Client dave{"dave"};
  carol.run({"init", "--server", server.url(), "--setup", link, "--name", "Carol"});
  EXPECT_EQ(code_of(dave.run({"init", "--server", server.url(), "--setup", link, "--name", "Dave"}, code::kRefused)),
            "setup_refused");
  // The home is made all the same, and a new link brings it in.
  EXPECT_EQ(dave.run({"setup", server.setup_link(), "--server", server.url()}).at("register"), "registered");
}

TEST_F(EveryCommand, ReadsABackupWithAKitAndNoServer) {
  alice.run({"diary", "--text", "to be read without a server"});
  alice.run({"kit", "--out", alice.file("kit.txt").string()});
  const std::string backup = alice.file("hearth.backup").string();
  ASSERT_EQ(run({hearth_program(), "backup", backup, "--data", server.data().string()}).code, 0);
  server.stop();
  const std::string out = alice.file("opened").string();
  const Finished opened =
      run({hearth_program(), "open-export", backup, "--kit", alice.file("kit.txt").string(), "--out", out, "--json"});
  ASSERT_EQ(opened.code, 0) << opened.out << opened.err;
  EXPECT_EQ(mismatch(Json::parse(opened.out, nullptr, false), "open-export"), "");
  bool found = false;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(out)) {
    if (entry.is_regular_file())
      found = found || read_file(entry.path()).find("to be read without a server") != std::string::npos;
  }
  EXPECT_TRUE(found);
  // Another person's kit opens nothing of hers.
  write_file(alice.file("wrong.txt"), "legal winner thank year wave sausage worth useful legal winner thank yellow");
  EXPECT_EQ(
      run({hearth_program(), "open-export", backup, "--kit", alice.file("wrong.txt").string(), "--out", out + "2"})
          .code,
      code::kVerificationFailed);
}

TEST_F(EveryCommand, ForACounsellorTellsWhatItsSchemaPromises) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  const std::string hers = alice.run({"share", "--text", "It snows.", "--reply", "ask"}).at("event");
  const std::string his = bob.run({"share", "--text", "It rains.", "--reply", "ask"}).at("event");
  const auto open = [](const Strings& arguments) {
    Strings command = {hearth_program(), "open-share", "--json"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const Finished finished = run(command);
    const Json json = Json::parse(finished.out, nullptr, false);
    EXPECT_TRUE(json.is_object()) << finished.out << finished.err;
    if (json.is_object()) {
      EXPECT_EQ(mismatch(json, json.contains("error") ? "error" : "open-share"), "") << json;
    }
    return std::pair(finished.code, json);
  };
  const std::string event =
      alice.run({"counsel", "propose", hers, his, "--how", "link", "--purpose", "For us"}).at("event");
  EXPECT_EQ(code_of(alice.run({"counsel", "make", event}, code::kRefused)), "refused_by_rule");
  EXPECT_EQ(bob.run({"counsel", "list"}).at("counsel").at(0).at("phase"), "proposed");
  bob.run({"counsel", "answer", event, "--say", "yes"});
  const std::string link = alice.run({"counsel", "make", event}).at("link");
  EXPECT_EQ(open({link}).first, code::kRefused) << "Bob's device has not given the second key";
  bob.run({"sync"});
  EXPECT_EQ(open({link}).second.at("document").at("items").size(), 2U);
  EXPECT_EQ(open({link, "--out", alice.file("share.html").string()}).first, code::kDone);
  EXPECT_NE(read_file(alice.file("share.html")).find("It rains."), std::string::npos);
  EXPECT_EQ(open({link, "--out", alice.file("share.html").string()}).first, code::kWrongUsage) << "not written over";
  EXPECT_TRUE(alice.run({"counsel", "list"}).at("counsel").at(0).at("fetched").get<bool>());
  EXPECT_NE(alice.say({"counsel", "list"}).find("What was read cannot be called back."), std::string::npos);
  const std::string other = link.substr(0, link.size() - 2) + (link.ends_with("AA") ? "BA" : "AA");
  EXPECT_EQ(open({other}).first, code::kVerificationFailed);
  EXPECT_EQ(open({link.substr(0, link.rfind('.'))}).first, code::kWrongUsage);
  write_file(alice.file("body"), "no share at all");
  EXPECT_EQ(open({link, "--body", alice.file("body").string()}).first, code::kVerificationFailed);
  EXPECT_EQ(alice.run({"counsel", "print", event}).at("document").at("items").size(), 2U);
  alice.run({"counsel", "print", event, "--out", alice.file("page.txt").string()});
  EXPECT_EQ(bob.run({"counsel", "revoke", event}).at("counsel").at(0).at("phase"), "revoked");
  EXPECT_EQ(open({link}).first, code::kRefused);
  EXPECT_EQ(code_of(alice.run({"counsel", "print", event}, code::kRefused)), "refused_by_rule");
  EXPECT_EQ(code_of(alice.run({"counsel", "propose", "AAAAAAAAAAAAAAAAAAAAAA"}, code::kWrongUsage)), "not_found");
  server.stop();
  EXPECT_EQ(open({link, "--patience", "3"}).first, code::kUnreachable);
}

TEST_F(EveryCommand, OfATalkTellsWhatItsSchemaPromises) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  EXPECT_EQ(alice.run({"talk", "plan", "--minutes", "10"}).at("session").at("turns").size(), 8U);
  EXPECT_EQ(code_of(alice.run({"talk", "session"}, code::kRefused)), "not_found");
  const Json begun = alice.run({"talk", "begin", "--minutes", "3", "--first", "other", "--at", "1795204800000"});
  EXPECT_TRUE(begun.at("session").at("other_first").get<bool>());
  const auto state = begun.at("state").get<std::string>();
  // As a function of a line and a time it leaves the kept one alone.
  const Json ahead = alice.run({"talk", "session", "--state", state, "--do", "stop", "--at", "1795204801000"});
  EXPECT_EQ(ahead.at("session").at("end"), "stopped");
  const auto move = [&](const std::string& what, const std::string& at) {
    return alice.run({"talk", "session", "--do", what, "--at", at}).at("session");
  };
  EXPECT_EQ(move("pass", "1795204801000").at("place"), 1);
  EXPECT_EQ(move("pause", "1795204811000").at("left"), 50'000);
  EXPECT_EQ(code_of(alice.run({"talk", "session", "--do", "pass", "--at", "1795204812000"}, code::kRefused)),
            "refused_by_rule");
  const Json back = alice.run({"talk", "session", "--do", "come_back", "--back", "20", "--at", "1795204812000"});
  EXPECT_EQ(back.at("session").at("back_at"), 1'795'206'012'000);
  EXPECT_EQ(alice.run({"talk", "session", "--at", "1795206012000"}).at("session").at("phase"), "paused");
  EXPECT_EQ(move("resume", "1795206020000").at("ends_at"), 1'795'206'070'000);
  EXPECT_EQ(move("stop", "1795206021000").at("phase"), "over");
  EXPECT_EQ(alice.run({"talk", "run"}).at("session").at("end"), "stopped");
  EXPECT_EQ(code_of(alice.run({"talk", "session", "--state", "1.2"}, code::kWrongUsage)), "wrong_usage");
  EXPECT_EQ(code_of(alice.run({"talk", "begin", "--minutes", "4"}, code::kWrongUsage)), "wrong_usage");

  const Json kept = alice.run({"talk", "keep", "--heard", "6", "--closer", "closer", "--word", "soft", "--step",
                               "I will ask about Thursday", "--by", "2027-01-04"});
  EXPECT_EQ(code_of(alice.run({"talk", "session"}, code::kRefused)), "not_found") << "kept, and so no longer under way";
  EXPECT_EQ(alice.run({"talk", "list"}).at("talk").at("look_back").at("by"), "2027-01-04");
  EXPECT_NE(alice.say({"talk", "list"}).find("felt heard: 6 of 7"), std::string::npos);
  EXPECT_TRUE(bob.run({"talk", "list"}).at("talk").at("kept").empty());
  const std::string event = kept.at("event");
  EXPECT_TRUE(alice.run({"talk", "look-back", event, "--became", "let_go"}).at("talk").at("look_back").is_null());
  EXPECT_EQ(code_of(alice.run({"talk", "keep"}, code::kWrongUsage)), "empty");

  const Json proposed = alice.run({"talk", "propose", "--day", "2099-01-04", "--time", "20:30", "--place", "walk"});
  const std::string plan = proposed.at("event");
  EXPECT_EQ(bob.run({"talk", "answer", plan, "--say", "not_yet"}).at("talk").at("plans").size(), 1U);
  EXPECT_EQ(alice.run({"talk", "list"}).at("talk").at("plans").at(0).at("answer"), "not_yet");
  EXPECT_EQ(code_of(alice.run({"talk", "answer", plan, "--say", "yes"}, code::kRefused)), "refused_by_rule");
}

}  // namespace
}  // namespace hearth::tests
