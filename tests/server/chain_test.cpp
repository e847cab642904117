// What the relay lets into a log, and in which order.
#include "tests/members/household.h"

namespace hearth::tests {
namespace {

using envelope::Stream;

class ChainRules : public Household {
 protected:
  Listener alices{server.port(), dial.token(alices_seat)};
  Chain chain{alices_seat, 0, Stream::shared};

  Ack accepted(const Chain::Made& made, std::uint32_t ref = 1) {
    const auto answer = alices.ask(append_message(ref, made));
    EXPECT_TRUE(answer && std::holds_alternative<Ack>(*answer));
    return answer && std::holds_alternative<Ack>(*answer) ? std::get<Ack>(*answer) : Ack{};
  }
  Refusal refused(const Chain::Made& made) {
    const auto answer = alices.ask(append_message(1, made));
    EXPECT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
    return answer && std::holds_alternative<Refusal>(*answer) ? std::get<Refusal>(*answer) : Refusal{};
  }
};

TEST_F(ChainRules, TheSameEventAgainIsAcknowledgedAgainWithItsNumber) {
  const auto made = chain.next_random();
  EXPECT_FALSE(accepted(made).duplicate);
  for (int i = 0; i < 3; ++i) {
    const auto again = accepted(made);
    EXPECT_TRUE(again.duplicate);
    EXPECT_EQ(again.number, 1U);
  }
  // Also after a restart, when nothing of it is in memory.
  server.restart();
  Dialler after(server.port());
  Listener alices_again(server.port(), after.token(alices_seat));
  ASSERT_EQ(alices_again.paged().size(), 1U);
  const auto answer = alices_again.ask(append_message(5, made));
  ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  EXPECT_TRUE(std::get<Ack>(*answer).duplicate);
}

TEST_F(ChainRules, TheSameIdWithOtherBytesIsAConflict) {
  const auto made = chain.next_random();
  accepted(made);
  // In its own place …
  auto other = chain.next_random();
  other.header.event = made.header.event;
  other.header_bytes = envelope::encode(other.header);
  EXPECT_EQ(refused(other).code, "conflict");
  // … and in the next one.
  chain.moved(made);
  other = chain.next_random();
  other.header.event = made.header.event;
  other.header_bytes = envelope::encode(other.header);
  EXPECT_EQ(refused(other).code, "conflict");
  EXPECT_EQ(accepted(chain.next_random()).number, 2U);
}

TEST_F(ChainRules, AGapIsRefusedAndSaysWhatComesNext) {
  const auto first = chain.next_random();
  chain.moved(first);
  const auto second = chain.next_random();
  auto answer = refused(second);
  EXPECT_EQ(answer.code, "sequence_gap");
  EXPECT_EQ(answer.expected, 1U);
  accepted(first);
  accepted(second);
  // A second event for a place that is taken.
  Chain fork(alices_seat, 0, Stream::shared);
  answer = refused(fork.next_random());
  EXPECT_EQ(answer.code, "sequence_gap");
  EXPECT_EQ(answer.expected, 3U);
}

TEST_F(ChainRules, AnEventThatNamesAnotherPastIsRefused) {
  const auto first = chain.next_random();
  accepted(first);
  auto elsewhere = chain;
  elsewhere.moved(chain.next_random());
  const auto answer = refused(elsewhere.next_random());
  EXPECT_EQ(answer.code, "link_mismatch");
  EXPECT_EQ(answer.expected, 2U);
}

TEST_F(ChainRules, EachStreamAndDeviceHasAChainOfItsOwn) {
  accepted(chain.next_random());
  Chain control(alices_seat, 0, Stream::control);
  EXPECT_EQ(accepted(control.next_random()).number, 2U);
  Listener bobs(server.port(), dial.token(bobs_seat));
  Chain his(bobs_seat, 0, Stream::shared);
  const auto answer = bobs.ask(append_message(1, his.next_random()));
  ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  EXPECT_EQ(std::get<Ack>(*answer).number, 3U);
}

TEST_F(ChainRules, ManyAtOnceWithoutWaitingKeepTheirOrder) {
  constexpr std::uint32_t kMany = 110;
  base::Bytes all;
  for (std::uint32_t i = 0; i < kMany; ++i) {
    const auto made = chain.next_random(200);
    alices.send(append_message(i, made));
    chain.moved(made);
  }
  for (std::uint32_t i = 0; i < kMany; ++i) {
    const auto answer = alices.next();
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
    EXPECT_EQ(std::get<Ack>(*answer).ref, i);
    EXPECT_EQ(std::get<Ack>(*answer).number, i + 1);
  }
}

TEST_F(ChainRules, AHundredAndTwentyAMinuteAreTakenThenTheMemberIsAskedToWait) {
  for (int i = 0; i < 120; ++i) {
    const auto made = chain.next_random(100);
    accepted(made);
    chain.moved(made);
  }
  const auto answer = refused(chain.next_random());
  EXPECT_EQ(answer.code, "rate");
  EXPECT_EQ(answer.expected, 121U);
  // Bob is not slowed down by it.
  Listener bobs(server.port(), dial.token(bobs_seat));
  Chain his(bobs_seat, 0, Stream::shared);
  const auto his_answer = bobs.ask(append_message(1, his.next_random()));
  EXPECT_TRUE(his_answer && std::holds_alternative<Ack>(*his_answer));
  server.clock().advance(server::host::kSecond);
  EXPECT_EQ(accepted(chain.next_random()).number, 122U);
}

class SmallRoom : public Household {
 protected:
  static LocalServer::Options small() {
    LocalServer::Options options;
    options.server.limits.space_bytes = 100'000;
    return options;
  }
  SmallRoom() : Household(small()) {}
};

class LongLog : public Household {
 protected:
  static LocalServer::Options unhurried() {
    LocalServer::Options options;
    options.server.limits.appends_per_minute = 0;
    return options;
  }
  LongLog() : Household(unhurried()) {}
};

TEST_F(LongLog, AnIdOfLongAgoIsStillTakenAndStillFoundWhenItIsErased) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  const auto first = chain.next_random(40);
  for (auto made = first;; made = chain.next_random(40)) {
    const auto answer = alices.ask(append_message(1, made));
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
    chain.moved(made);
    if (made.header.sequence == 700) break;
  }
  auto other = chain.next_random();
  other.header.event = first.header.event;
  other.header_bytes = envelope::encode(other.header);
  auto answer = alices.ask(append_message(1, other));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(std::get<Refusal>(*answer).code, "conflict");
  answer = alices.ask(append_message(1, first));
  ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  EXPECT_TRUE(std::get<Ack>(*answer).duplicate);
  EXPECT_EQ(std::get<Ack>(*answer).number, 1U);
  answer = alices.ask(erase_message(1, first.header.event, envelope::link(first.header_bytes)));
  ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  EXPECT_EQ(std::get<Ack>(*answer).number, 1U);
}

TEST_F(SmallRoom, OverQuotaIsRefusedAndSmallerEntriesStillFit) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  auto made = chain.next_random(90'000);
  auto answer = alices.ask(append_message(1, made));
  ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  chain.moved(made);
  answer = alices.ask(append_message(2, chain.next_random(20'000)));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(std::get<Refusal>(*answer).code, "quota");
  answer = alices.ask(append_message(3, chain.next_random(1'000)));
  EXPECT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  const auto usage =
      get(server.port(), "/v1/logs/" + b64(alices_seat.log) + "/usage", "Bearer " + dial.token(alices_seat));
  EXPECT_EQ(usage.json()["events"], 2);
  EXPECT_EQ(usage.json()["quota"], 100'000);
}

TEST_F(SmallRoom, ABodyOfExactlyTheLimitFitsTheProtocolAndOneByteMoreDoesNot) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  auto answer = alices.ask(append_message(1, chain.next_random(envelope::kBodyLimit)));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(std::get<Refusal>(*answer).code, "quota") << "well-formed, only too much for this room";
  answer = alices.ask(append_message(1, chain.next_random(envelope::kBodyLimit + 1)));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(std::get<Refusal>(*answer).code, "too_large");
}

}  // namespace
}  // namespace hearth::tests
