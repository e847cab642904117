// Slow and vanished readers, and a server that says goodbye.
#include <thread>

#include "tests/members/household.h"

namespace hearth::tests {
namespace {

class SlowReaders : public Household {
 protected:
  static LocalServer::Options unlimited() {
    LocalServer::Options options;
    options.server.limits.appends_per_minute = 0;
    return options;
  }
  SlowReaders() : Household(unlimited()) {}
};

TEST_F(SlowReaders, WhoDoesNotReadIsClosedAndCatchesUpLaterWhileOthersGoOn) {
  Listener slow(server.port(), dial.token(bobs_seat));
  ASSERT_TRUE(slow.live());
  slow.socket().wire().set_receive_buffer(4096);
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, envelope::Stream::shared);
  constexpr int kMany = 120;
  for (int i = 0; i < kMany; ++i) {
    const auto made = chain.next_random(100'000);
    const auto answer = alices.ask(append_message(1, made));
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer)) << "Alice is not held up by Bob";
    chain.moved(made);
  }
  std::size_t heard = 0;
  while (slow.next_event(std::chrono::seconds(2))) ++heard;
  EXPECT_LT(heard, static_cast<std::size_t>(kMany)) << "12 MB did not wait for him";
  Listener again(server.port(), dial.token(bobs_seat));
  EXPECT_EQ(again.paged().size(), static_cast<std::size_t>(kMany));
}

TEST_F(SlowReaders, WhoAsksAndNeverReadsIsNotServedWithoutEnd) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, envelope::Stream::shared);
  for (int i = 0; i < 10; ++i) {
    const auto made = chain.next_random(200'000);
    const auto answer = alices.ask(append_message(1, made));
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
    chain.moved(made);
  }
  Listener greedy(server.port(), dial.token(bobs_seat));
  greedy.socket().wire().set_receive_buffer(4096);
  for (int i = 0; i < 5'000; ++i) {
    if (!greedy.send(page_message(0, 1000))) break;
  }
  EXPECT_EQ(get(server.port(), "/readyz").status, 200);
}

TEST_F(SlowReaders, WhoVanishesLeavesNothingBehind) {
  for (int i = 0; i < 50; ++i) {
    Listener bobs(server.port(), dial.token(bobs_seat));
    Chain chain(bobs_seat, 0, envelope::Stream::shared);
    bobs.send(append_message(1, chain.next_random()));
    bobs.socket().wire().vanish();
  }
  Listener alices(server.port(), dial.token(alices_seat));
  ASSERT_TRUE(alices.live());
  EXPECT_LE(alices.paged().size(), 1U) << "the same first place in the chain, fifty times";
}

TEST_F(SlowReaders, AStoppingServerAnswersWhatWasBegunAndSaysGoodbye) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, envelope::Stream::shared);
  for (std::uint32_t i = 0; i < 50; ++i) {
    const auto made = chain.next_random();
    alices.send(append_message(i, made));
    chain.moved(made);
  }
  const auto first = alices.next();
  ASSERT_TRUE(first.has_value());
  std::thread stopping([&] { server.server().stop(); });
  std::size_t answered = 1;
  while (const auto answer = alices.next()) answered += std::holds_alternative<Ack>(*answer) ? 1 : 0;
  stopping.join();
  EXPECT_EQ(alices.socket().close_code(), 1001);
  server.restart();
  Listener after(server.port(), Dialler(server.port()).token(alices_seat));
  EXPECT_GE(after.paged().size(), answered) << "what was acknowledged is there";
}

}  // namespace
}  // namespace hearth::tests
