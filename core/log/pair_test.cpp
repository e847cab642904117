// The thin thread: two people, one space, from pairing to an answer opened
// together.
#include <gtest/gtest.h>

#include "log/world_testing.h"

namespace hearth::log {
namespace {

using testing::Actor;
using testing::Host;

class Pair : public ::testing::Test {
 protected:
  Pair() { testing::pair(alice, bob); }
  Host host;
  Actor alice{"alice", host, 1};
  Actor bob{"bob", host, 2};
};

TEST_F(Pair, BothLiveInTheSameSpace) {
  EXPECT_EQ(alice.space(), bob.space());
  EXPECT_TRUE(alice.person().paired(alice.space()));
  EXPECT_NE(alice.person().personal_log(), bob.person().personal_log());
  EXPECT_TRUE(alice.notices().empty());
  EXPECT_TRUE(bob.notices().empty());
}

TEST_F(Pair, WhatOneSharesTheOtherReads) {
  const auto event = alice.share("hello");
  alice.sync();
  bob.sync();
  ASSERT_NE(bob.find(event), nullptr);
  EXPECT_EQ(bob.find(event)->who, Author::partner);
  EXPECT_EQ(base::as_text(bob.find(event)->payload), "hello");
  EXPECT_EQ(alice.find(event)->who, Author::me);
}

TEST_F(Pair, WhatIsPrivateStaysInTheOwnLog) {
  alice.write_private("only mine");
  alice.sync();
  bob.sync();
  EXPECT_EQ(alice.texts(alice.person().personal_log()), std::vector<std::string>{"only mine"});
  for (const auto& stored : host.log(alice.space())) {
    EXPECT_EQ(base::as_text(stored.body).find("only mine"), std::string_view::npos);
  }
  EXPECT_TRUE(bob.texts(alice.person().personal_log()).empty());
}

TEST_F(Pair, BothSeeOneOrderWhateverTheArrival) {
  alice.share("a1");
  bob.share("b1");
  alice.share("a2");
  bob.sync();
  alice.sync();
  bob.sync();
  bob.share("b2");
  bob.sync();
  alice.sync();
  EXPECT_EQ(alice.texts(alice.space()), bob.texts(bob.space()));
  EXPECT_EQ(alice.texts(alice.space()).back(), "b2");
}

TEST_F(Pair, SealedAnswersOpenOnlyWhenBothAreThere) {
  const auto sealed = alice.person().seal(alice.space(), "q-light-01", 1, 0, "the walk", alice.now(), alice.entropy());
  ASSERT_TRUE(sealed);
  alice.sync();
  bob.sync();
  const auto exchange = *bob.person().exchange_id(bob.space(), "q-light-01", 1, 0);
  EXPECT_EQ(bob.person().exchange(bob.space(), exchange).theirs, ExchangeStep::sealed);
  EXPECT_FALSE(bob.find(*sealed)->answer);
  EXPECT_EQ(alice.find(*sealed)->answer, "the walk");

  const auto other = bob.person().seal(bob.space(), "q-light-01", 1, 0, "the coffee", bob.now(), bob.entropy());
  ASSERT_TRUE(other);
  bob.sync();    // the second to answer releases at once
  alice.sync();  // the first at its next sync
  bob.sync();
  const auto answer_of = [&](Actor& actor, Author who) -> std::string {
    for (const auto& event : actor.opened(actor.space())) {
      if (event.type == "exchange.release" && event.who == who) return event.answer.value_or("");
    }
    return "";
  };
  EXPECT_EQ(answer_of(alice, Author::partner), "the coffee");
  EXPECT_EQ(answer_of(bob, Author::partner), "the walk");
  EXPECT_EQ(alice.person().exchange(alice.space(), exchange).own, ExchangeStep::released);
  EXPECT_EQ(alice.person().exchange(alice.space(), exchange).theirs, ExchangeStep::released);
}

TEST_F(Pair, AnAnswerGivenOpenlyCountsAsTheOthersAnswer) {
  ASSERT_TRUE(alice.person().seal(alice.space(), "q", 1, 0, "sealed", alice.now(), alice.entropy()));
  alice.sync();
  bob.sync();
  const auto exchange = *bob.person().exchange_id(bob.space(), "q", 1, 0);
  const auto payload = R"({"exchange":")" + base::to_base64url(exchange.view()) +
                       R"(","question":{"id":"q","version":1},"round":0,"text":"I go first"})";
  ASSERT_TRUE(bob.person().append(bob.space(),
                                  {.type = "exchange.open", .payload = base::to_bytes(base::as_bytes(payload))},
                                  bob.now(), bob.entropy()));
  bob.sync();
  alice.sync();
  bob.sync();
  EXPECT_EQ(bob.person().exchange(bob.space(), exchange).theirs, ExchangeStep::released);
}

TEST_F(Pair, PassingIsNotSeenInTheSharedLog) {
  // A pass is a private event: the space stays byte for byte what it was.
  const auto before = host.log(alice.space()).size();
  ASSERT_TRUE(alice.person().append(alice.person().personal_log(), {.type = "exchange.pass", .payload = {}},
                                    alice.now(), alice.entropy()));
  alice.sync();
  bob.sync();
  EXPECT_EQ(host.log(alice.space()).size(), before);
}

TEST_F(Pair, TheLogIsTheSameAfterARestart) {
  alice.share("before");
  ASSERT_TRUE(alice.person().seal(alice.space(), "q", 1, 0, "mine", alice.now(), alice.entropy()));
  alice.sync();
  alice.share("not sent yet");
  const auto unsent = alice.person().unsent(alice.space());
  const auto texts = alice.texts(alice.space());
  const auto cursor = alice.person().cursor(alice.space());
  alice.restart();
  EXPECT_EQ(alice.texts(alice.space()), texts);
  EXPECT_EQ(alice.person().unsent(alice.space()), unsent);
  EXPECT_EQ(alice.person().cursor(alice.space()).number, cursor.number);
  EXPECT_TRUE(alice.notices().empty());
  alice.share("after");
  alice.sync();
  bob.sync();
  EXPECT_EQ(bob.texts(bob.space()), (std::vector<std::string>{"before", "not sent yet", "after"}));
}

TEST_F(Pair, SamePageWordsAgreeExactlyWhenBothHaveTheSameView) {
  alice.share("one");
  alice.sync();
  bob.sync();
  alice.sync();
  EXPECT_EQ(alice.person().same_page(alice.space()), bob.person().same_page(bob.space()));
  EXPECT_EQ(alice.person().same_page(alice.space()).size(), 4U);
  alice.share("two");
  alice.sync();
  EXPECT_NE(alice.person().same_page(alice.space()), bob.person().same_page(bob.space()));
}

}  // namespace
}  // namespace hearth::log
