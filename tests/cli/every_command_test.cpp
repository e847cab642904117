// Every command of the program once, on two members and a real server: what it tells
// fits its schema (checked in Client::run), and its exit code is the promised one.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/cli/client.h"
#include "tests/support/server_process.h"

namespace hearth::tests {
namespace {

using Strings = std::vector<std::string>;

class EveryCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    alice.run({"init", "--server", server.url(), "--setup", server.setup_link(), "--name", "Alice", "--zone",
               "Europe/Berlin"});
    bob.run({"init", "--server", server.url(), "--name", "Bob", "--zone", "Europe/Berlin"});
  }

  void pair_both() {
    const Json invited = alice.run({"invite"});
    bob.run({"join", invited.at("pairing").at("link")});
    const Json alices = alice.run({"words"}).at("own_words");
    const Json bobs = bob.run({"words"}).at("own_words");
    ASSERT_EQ(bobs.size(), 2U);
    alice.run({"confirm", bobs.at(0), bobs.at(1)});
    bob.run({"confirm", alices.at(0), alices.at(1)});
    alice.run({"sync"});
    bob.run({"sync"});
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

TEST_F(EveryCommand, OfADayTellsWhatItsSchemaPromises) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  alice.run({"status"});
  alice.run({"today"});
  alice.run({"kit", "--out", alice.file("kit.txt").string()});
  EXPECT_TRUE(alice.run({"kit", "check", alice.file("kit.txt").string()}).at("valid").get<bool>());
  const Json shared = alice.run({"share", "--text", "It snows.", "--reply", "ask"});
  bob.run({"sync"});
  bob.run({"reply", shared.at("event"), "--kind", "question", "--text", "Where?"});
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
    return Json::parse(joining.wait_for_line(with, std::chrono::seconds(20)).value_or("{}"), nullptr, false);
  };
  const Json olds = alice.run({"device", "link", line("\"code\"").value("code", "")}).at("linking").at("own_words");
  const Json news = line("\"own_words\":[\"").at("linking").at("own_words");
  ASSERT_EQ(news.size(), 2U) << joining.out() << joining.err();
  alice.run({"device", "confirm", news.at(0), news.at(1)});
  input << olds.at(0).get<std::string>() << " " << olds.at(1).get<std::string>() << std::endl;
  // The old machine hands the keys over at its next sync after that.
  for (int round = 0; round < 20 && joining.out().find("\"done\"") == std::string::npos; ++round) {
    alice.run({"sync"});
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  EXPECT_EQ(mismatch(line("\"done\""), "client-device-join"), "") << joining.out() << joining.err();
  EXPECT_EQ(joining.wait(std::chrono::seconds(20)), code::kDone);
  alice.run({"sync"});
  second.run({"sync"});
  EXPECT_NE(second.say({"diary", "--list"}).find("on both machines"), std::string::npos);
  const Json devices = alice.run({"device", "list"}).at("devices");
  for (const Json& device : devices) {
    if (!device.at("this").get<bool>()) alice.run({"device", "revoke", device.at("id")});
  }
}

TEST_F(EveryCommand, UsesAHomeOneAtATime) {
  Process follower({hearth_program(), "client", "--home", alice.home().string(), "--passphrase-file",
                    alice.file("passphrase").string(), "sync", "--follow"});
  ASSERT_TRUE(follower.wait_for_line("Following", std::chrono::seconds(20)));
  EXPECT_EQ(code_of(alice.run({"today"}, code::kRefused)), "home_in_use");
  follower.signal(SIGTERM);
  EXPECT_EQ(follower.wait(std::chrono::seconds(10)), code::kDone);
  alice.run({"today"});
}

TEST_F(EveryCommand, ShowsWhatArrivesWhileItFollows) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  alice.run({"share", "--text", "before you look", "--reply", "witness"});
  Process follower({hearth_program(), "client", "--home", bob.home().string(), "--passphrase-file",
                    bob.file("passphrase").string(), "sync", "--follow", "--json"});
  EXPECT_TRUE(follower.wait_for_line("before you look", std::chrono::seconds(20)));
  alice.run({"share", "--text", "while you look", "--reply", "witness"});
  EXPECT_TRUE(follower.wait_for_line("while you look", std::chrono::seconds(20))) << follower.out() << follower.err();
  follower.signal(SIGINT);
  EXPECT_EQ(follower.wait(std::chrono::seconds(10)), code::kDone);
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

}  // namespace
}  // namespace hearth::tests
