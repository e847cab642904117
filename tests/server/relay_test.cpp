#include "tests/members/household.h"
#include "verify/hash.h"

namespace hearth::tests {
namespace {

using envelope::Stream;

class Relay : public Household {};

TEST_F(Relay, WhatAliceWritesIsAcknowledgedAndReachesBobLive) {
  Listener alices(server.port(), dial.token(alices_seat));
  Listener bobs(server.port(), dial.token(bobs_seat));
  ASSERT_TRUE(alices.live());
  ASSERT_TRUE(bobs.live());
  Chain chain(alices_seat, 0, Stream::shared);
  const auto made = chain.next_random();
  const auto answer = alices.ask(append_message(7, made));
  ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  EXPECT_EQ(std::get<Ack>(*answer).ref, 7U);
  EXPECT_EQ(std::get<Ack>(*answer).number, 1U);
  EXPECT_FALSE(std::get<Ack>(*answer).duplicate);
  const auto event = bobs.next_event();
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->number, 1U);
  EXPECT_EQ(event->header, made.header_bytes);
  EXPECT_EQ(event->body, made.body);
}

TEST_F(Relay, WhoComesLaterPagesThroughAllThatWasMissed) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  std::vector<Chain::Made> written;
  for (std::uint32_t i = 0; i < 100; ++i) {
    written.push_back(chain.next_random(100 + i));
    const auto answer = alices.ask(append_message(i, written.back()));
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
    chain.moved(written.back());
  }
  Listener bobs(server.port(), dial.token(bobs_seat));
  ASSERT_TRUE(bobs.live());
  ASSERT_EQ(bobs.paged().size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(bobs.paged()[i].number, i + 1);
    EXPECT_EQ(bobs.paged()[i].body, written[i].body);
  }
  // And with a cursor, only what comes after it.
  Listener again(server.port(), dial.token(bobs_seat), 98, envelope::link(written[97].header_bytes));
  EXPECT_TRUE(again.welcome().cursor_ok);
  EXPECT_EQ(again.paged().size(), 2U);
}

TEST_F(Relay, AnInviteCarriesMessagesBothWaysAndEnds) {
  const auto token = "Bearer " + dial.token(alices_seat);
  const auto locator = random_id<base::LocatorId>();
  const auto seat_token = random_id<base::Hash32>();
  const auto claim = random_id<base::Hash32>();
  const auto made =
      post(server.port(), "/v1/invites",
           {{"locator", b64(locator)}, {"seat_hash", b64(verify::hash("token", {seat_token.view()}))}, {"ttl_s", 600}},
           token);
  ASSERT_EQ(made.status, 201) << made.body;
  const auto path = "/v1/invites/" + b64(locator);
  EXPECT_EQ(post(server.port(), path + "/claim", {{"seat_token", b64(seat_token)}, {"claim", b64(claim)}}).status, 200);
  const auto seat = "Seat " + b64(seat_token) + "." + b64(claim);
  EXPECT_EQ(post(server.port(), path + "/messages", {{"data", "AAEC"}}, token).status, 201);
  auto got = get(server.port(), path + "/messages?after=0&wait=5", seat);
  ASSERT_EQ(got.status, 200) << got.body;
  ASSERT_EQ(got.json()["messages"].size(), 1U);
  EXPECT_EQ(got.json()["messages"][0]["from"], "inviter");
  EXPECT_EQ(got.json()["messages"][0]["data"], "AAEC");
  EXPECT_EQ(http(server.port(), "DELETE", path, {}, {{"Authorization", seat}}).status, 200);
  EXPECT_EQ(get(server.port(), path + "/messages?after=0", token).code(), "invite_used");
}

}  // namespace
}  // namespace hearth::tests
