// The invites' mailbox: who may open it, what it holds, when it ends.
#include <format>
#include <future>

#include "tests/members/household.h"
#include "verify/hash.h"

namespace hearth::tests {
namespace {

class Invites : public Household {
 protected:
  base::LocatorId locator = random_id<base::LocatorId>();
  base::Hash32 seat_token = random_id<base::Hash32>();
  base::Hash32 claim = random_id<base::Hash32>();
  std::string path = "/v1/invites/" + b64(locator);
  std::string alices_bearer = "Bearer " + dial.token(alices_seat);
  std::string seat = "Seat " + b64(seat_token) + "." + b64(claim);

  Reply open(std::int64_t seconds = 600) {
    return post(
        server.port(), "/v1/invites",
        {{"locator", b64(locator)}, {"seat_hash", b64(verify::hash("token", {seat_token.view()}))}, {"ttl_s", seconds}},
        alices_bearer);
  }
  Reply claim_with(const base::Hash32& token, const base::Hash32& as) {
    return post(server.port(), path + "/claim", {{"seat_token", b64(token)}, {"claim", b64(as)}});
  }
};

TEST_F(Invites, TheFirstClaimWinsAndTheSameClaimMayAskAgain) {
  ASSERT_EQ(open().status, 201);
  EXPECT_EQ(open().status, 200);
  EXPECT_EQ(claim_with(seat_token, claim).status, 200);
  EXPECT_EQ(claim_with(seat_token, claim).status, 200);
  const auto second = claim_with(seat_token, random_id<base::Hash32>());
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.code(), "invite_used");
}

TEST_F(Invites, UnknownAndExpiredAreToldApart) {
  EXPECT_EQ(claim_with(seat_token, claim).status, 404);
  EXPECT_EQ(claim_with(seat_token, claim).code(), "invite_unknown");
  ASSERT_EQ(open(600).status, 201);
  server.clock().advance(600 * server::host::kSecond);
  EXPECT_EQ(claim_with(seat_token, claim).status, 410);
  EXPECT_EQ(claim_with(seat_token, claim).code(), "invite_expired");
  // A day later nobody remembers it.
  server.clock().advance(25 * server::host::kHour);
  server.server().tidy();
  EXPECT_EQ(claim_with(seat_token, claim).code(), "invite_unknown");
}

TEST_F(Invites, FiveWrongSeatTokensDestroyIt) {
  ASSERT_EQ(open().status, 201);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(claim_with(random_id<base::Hash32>(), claim).status, 403);
  EXPECT_EQ(claim_with(seat_token, claim).code(), "invite_expired");
  EXPECT_NE(get(server.port(), path + "/messages?after=0", alices_bearer).status, 200);
}

TEST_F(Invites, ALongPollWakesWhenAMessageComes) {
  ASSERT_EQ(open().status, 201);
  ASSERT_EQ(claim_with(seat_token, claim).status, 200);
  const auto began = std::chrono::steady_clock::now();
  auto waiting =
      std::async(std::launch::async, [&] { return get(server.port(), path + "/messages?after=0&wait=20", seat); });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(post(server.port(), path + "/messages", {{"data", "AQID"}}, alices_bearer).status, 201);
  const auto reply = waiting.get();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.json()["messages"][0]["data"], "AQID");
  EXPECT_EQ(reply.json()["last"], 1);
  // With nothing new, a short wait ends empty.
  EXPECT_TRUE(get(server.port(), path + "/messages?after=1&wait=1", seat).json()["messages"].empty());
}

TEST_F(Invites, TwelveMessagesOfEightKiBFitAndAnAnswerThatWasLostIsNoSecondMessage) {
  ASSERT_EQ(open().status, 201);
  const auto send = [&](std::size_t size, std::uint8_t fill) {
    return post(server.port(), path + "/messages", {{"data", base::to_base64url(base::Bytes(size, fill))}},
                alices_bearer);
  };
  EXPECT_EQ(send(8 * 1024 + 1, 0).status, 400);
  for (std::uint8_t i = 0; i < 12; ++i) EXPECT_EQ(send(8 * 1024, i).status, 201);
  EXPECT_EQ(send(8 * 1024, 3).json()["number"], 4);
  EXPECT_EQ(send(10, 99).code(), "quota");
}

TEST_F(Invites, StrangersAndTheUnclaimedHaveNoPartInIt) {
  ASSERT_EQ(open().status, 201);
  EXPECT_EQ(get(server.port(), path + "/messages", seat).code(), "invite_used") << "claim it first";
  EXPECT_EQ(get(server.port(), path + "/messages").code(), "login_refused");
  EXPECT_EQ(get(server.port(), path + "/messages", "Bearer " + dial.token(bob)).code(), "not_yours");
  EXPECT_EQ(get(server.port(), path + "/messages", "Seat x.y").code(), "shape");
  EXPECT_EQ(get(server.port(), path + "/messages?wait=26", alices_bearer).code(), "shape");
  EXPECT_EQ(get(server.port(), path + "/messages?after=-1", alices_bearer).code(), "shape");
}

TEST_F(Invites, OneInviteAdmitsOneNewMember) {
  ASSERT_EQ(open().status, 201);
  const Place carol;
  const auto body = dial.register_by_invite_body(carol, locator, seat_token.view());
  EXPECT_EQ(post(server.port(), "/v1/register", body).status, 201);
  EXPECT_EQ(post(server.port(), "/v1/register", body).status, 200);
  const auto second =
      post(server.port(), "/v1/register", dial.register_by_invite_body(Place(), locator, seat_token.view()));
  EXPECT_EQ(second.status, 403);
  EXPECT_EQ(second.code(), "setup_used");
  const auto guessed = post(server.port(), "/v1/register",
                            dial.register_by_invite_body(Place(), locator, random_id<base::Hash32>().view()));
  EXPECT_EQ(guessed.code(), "setup_refused");
  server.clock().advance(601 * server::host::kSecond);
  const auto late =
      post(server.port(), "/v1/register", dial.register_by_invite_body(Place(), locator, seat_token.view()));
  EXPECT_EQ(late.status, 403);
  EXPECT_EQ(late.code(), "invite_expired");
}

TEST_F(Invites, ADestroyedInviteLeavesNoMessageBehind) {
  ASSERT_EQ(open().status, 201);
  ASSERT_EQ(claim_with(seat_token, claim).status, 200);
  EXPECT_EQ(post(server.port(), path + "/messages", {{"data", "AAAA"}}, seat).status, 201);
  EXPECT_EQ(http(server.port(), "DELETE", path, {}, {{"Authorization", alices_bearer}}).status, 200);
  EXPECT_EQ(get(server.port(), path + "/messages?after=0", seat).code(), "invite_used");
  auto reader = server.store().open_reader();
  ASSERT_TRUE(reader.has_value());
  EXPECT_TRUE((*reader)->invite_messages(locator, 0)->empty());
}

TEST_F(Invites, OwnDevicesAreLinkedThroughThePersonalLogsInvites) {
  const auto reply = post(server.port(), "/v1/invites",
                          {{"locator", b64(locator)}, {"seat_hash", b64(random_id<base::Hash32>())}, {"ttl_s", 600}},
                          "Bearer " + dial.token(alice));
  EXPECT_EQ(reply.status, 201);
}

}  // namespace
}  // namespace hearth::tests
