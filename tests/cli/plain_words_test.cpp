// What people read when they do not ask for JSON: whole sentences, whose names, and
// nothing of what is inside.
#include <gtest/gtest.h>

#include <regex>

#include "tests/cli/two_people.h"

namespace hearth::tests {
namespace {

class PlainWords : public TwoPeople {
 protected:
  // What `who` reads; nothing of it may come from inside the program.
  static std::string read(Client& who, const std::vector<std::string>& arguments, int expected = code::kDone) {
    const std::string text = who.say(arguments, expected);
    static const std::regex kInside("[{}]|\\b(exchange|share|thanks|checkin|diary)\\.[a-z]+|_[a-z]+_|\"|!");
    std::string bare = text;
    for (const char* typed : {"thank_you", "did_not_know", "tell_me_more", "lets_talk"}) {
      for (auto at = bare.find(typed); at != std::string::npos; at = bare.find(typed)) bare.erase(at, 9);
    }
    // Ids are random.
    bare = std::regex_replace(bare, std::regex("(\\(|question |exchange |share )[A-Za-z0-9_-]{20,}"), "$1");
    EXPECT_FALSE(std::regex_search(bare, kInside)) << text;
    return text;
  }

  static void expect_in(const std::string& text, const std::vector<std::string>& all) {
    for (const std::string& part : all)
      EXPECT_NE(text.find(part), std::string::npos) << "“" << part << "” in\n" << text;
  }
};

TEST_F(PlainWords, TellAnEveningOfTwo) {
  ASSERT_NO_FATAL_FAILURE(bring_together());
  expect_in(read(alice, {"sync"}), {"private stays private", "`begin --solo`"});
  expect_in(read(alice, {"begin"}), {"Bob is not ready yet. That is fine."});
  expect_in(read(bob, {"begin"}), {"You begin together."});
  read(alice, {"today"});
  expect_in(read(alice, {"answer", "today", "--text", "The walk in the rain."}), {"Yours is sealed."});
  expect_in(read(alice, {"answer", "today", "--text", "x"}, code::kRefused), {"`withdraw` takes it back"});
  read(alice, {"open", "today"}, code::kRefused);
  read(bob, {"answer", "today", "--text", "Coffee at the window."});
  read(alice, {"sync"});
  read(bob, {"sync"});
  expect_in(read(alice, {"withdraw", "today"}, code::kRefused), {"cannot be withdrawn any more", "`erase`"});
  expect_in(read(alice, {"open", "today"}), {"Bob:\n  Coffee at the window."});
  const std::string again = read(alice, {"answer", "today", "--text", "x"}, code::kRefused);
  expect_in(again, {"`open` shows them"});
  EXPECT_EQ(again.find("withdraw"), std::string::npos) << again;
  read(bob, {"open", "today"});
  expect_in(read(bob, {"react", "today", "did_not_know"}), {"You said: I did not know that"});
  const std::string shared = alice.run({"share", "--text", "It snows.", "--reply", "witness"}).at("event");
  expect_in(read(bob, {"reply", shared, "--kind", "heard"}, code::kRefused), {"First a thank-you"});
  read(bob, {"reply", shared, "--kind", "thank_you"});
  expect_in(read(bob, {"reply", shared, "--kind", "question", "--text", "Where?"}, code::kRefused), {"to be heard"});
  expect_in(read(bob, {"wording", "--text", "You always snow.", "--reply"}),
            {"“You always” may sound larger", "kept or sent"});
  expect_in(read(bob, {"talk", "listen"}), {"alone", "for both", "Afterwards: "});
  read(bob, {"thanks", "--text", "You made the coffee.", "--gave", "a slow start"});
  read(alice, {"thanks", "--text", "You sang.", "--jar"});
  expect_in(read(alice, {"checkin", "--felt", "5", "--words", "sunny"}, code::kWrongUsage), {"tender", "lonely"});
  expect_in(read(alice, {"checkin", "--felt", "4"}), {"how close you would like it"});
  read(alice, {"checkin", "--felt", "5", "--needed", "6", "--words", "tender", "--share", "all", "--note", "quiet"});
  EXPECT_EQ(read(alice, {"checkin", "--felt", "5"}).find("how close you would like it"), std::string::npos);
  read(alice, {"diary", "--text", "for me alone"});
  expect_in(read(alice, {"today"}), {"Bob noticed something good", "Bob said thank you.", "felt 5 of 7"});
  expect_in(read(alice, {"story"}),
            {"You answered “", "Bob answered “", "Bob said “I did not know that” on “", "In your jar (only you)",
             "You looked in: felt 5 of 7, wished 6; tender; Bob sees all of it", "In your diary (only you)",
             "Bob said thank you on “It snows.”", "It gave: a slow start"});
  expect_in(read(bob, {"story"}), {"Alice lets you see a look-in: felt 5 of 7, wished 6; tender"});
}

TEST_F(PlainWords, TellKindlyThatTheOtherLeft) {
  ASSERT_NO_FATAL_FAILURE(pair_both());
  read(bob, {"leave"});
  for (const char* command : {"today", "sync", "status"}) {
    expect_in(read(alice, {command}), {"Bob has closed this space.", "stays with you"});
    expect_in(read(bob, {command}), {"You have left the space of you two.", "stays with you"});
  }
  expect_in(read(alice, {"share", "--text", "hi"}, code::kRefused), {"This space is closed."});
}

TEST_F(PlainWords, SayThatASecondInvitationTakesThePlaceOfTheFirst) {
  const std::string first = read(alice, {"invite"});
  EXPECT_EQ(first.find("no longer works"), std::string::npos) << first;
  expect_in(read(alice, {"invite"}), {"The invitation from before no longer works."});
  const auto begin = first.find("http");
  const std::string link = first.substr(begin, first.find('\n', begin) - begin);
  read(bob, {"join", link}, code::kRefused);
}

TEST_F(PlainWords, SayThatAHomeIsThereWhenItsSetupLinkWasNotTaken) {
  const std::string link = server.setup_link();
  Client carol{"carol"};
  Client dave{"dave"};
  carol.run({"init", "--server", server.url(), "--setup", link, "--name", "Carol"});
  expect_in(read(dave, {"init", "--server", server.url(), "--setup", link, "--name", "Dave"}, code::kRefused),
            {"This home is there all the same", "setup LINK"});
  expect_in(read(dave, {"status"}), {"Dave", "The server did not admit this home."});
  // What it says is true: he can go on, and a new link brings him in.
  read(dave, {"diary", "--text", "meanwhile"}, code::kUnreachable);
  expect_in(read(dave, {"setup", server.setup_link(), "--server", server.url()}), {"The server knows you now."});
  EXPECT_EQ(dave.run({"sync"}).at("waiting"), 0);
}

TEST_F(PlainWords, OfSomeoneAloneSayWhatWorks) {
  Client carol{"carol"};
  read(carol, {"init", "--name", "Carol"});
  expect_in(read(carol, {"today"}), {"alone for now", "`kit --out FILE`"});
  expect_in(read(carol, {"answer", "today", "--text", "hello"}), {"Your draft, seen only by you:\n  hello"});
  expect_in(read(carol, {"status"}), {"local for now"});
  read(carol, {"sync"});
  expect_in(read(carol, {"invite"}, code::kRefused), {"`setup LINK`"});
  expect_in(read(carol, {"device", "words"}, code::kRefused), {"No machine is being linked"});
  expect_in(read(carol, {"join", "a", "b", "c", "d", "e", "f"}, code::kWrongUsage), {"Nothing was used up."});
}

TEST_F(PlainWords, SayThatACodeIsNone) {
  expect_in(read(alice, {"device", "link", "nonsense"}, code::kWrongUsage), {"not the code of a new machine"});
}

TEST_F(PlainWords, RefuseTwoAnswersAtOnce) {
  expect_in(read(alice, {"answer", "today", "--text", "a", "--pass"}, code::kWrongUsage),
            {"one of them", "Nothing was sent."});
  expect_in(read(alice, {"answer", "today", "--text", ""}, code::kWrongUsage), {"There are no words in it yet."});
}

}  // namespace
}  // namespace hearth::tests
