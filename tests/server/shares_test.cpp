// Shares for a counsellor: the second key, the end, and what strangers are told.
#include <format>

#include "base/share.h"
#include "server/admin/backup.h"
#include "server/admin/data_folder.h"
#include "tests/members/household.h"
#include "tests/support/canary.h"

namespace hearth::tests {
namespace {

constexpr auto kDay = server::host::kDay;

class Shares : public Household {
 protected:
  std::string alices = "Bearer " + dial.token(alices_seat);
  std::string bobs = "Bearer " + dial.token(bobs_seat);
  std::string space = "/v1/logs/" + b64(alices_seat.log) + "/shares";
  base::ShareId id = random_id<base::ShareId>();

  Reply put(const base::ShareId& share, const base::Bytes& body, std::int64_t seconds = 600) {
    return put_into(space, alices, share, body, seconds);
  }
  Reply put_into(const std::string& path, const std::string& bearer, const base::ShareId& share,
                 const base::Bytes& body, std::int64_t seconds = 600) {
    return post(server.port(), path, {{"id", b64(share)}, {"body", base::to_base64url(body)}, {"ttl_s", seconds}},
                bearer);
  }
  Reply confirm(const base::ShareId& share, const std::string& bearer) {
    return post(server.port(), space + "/" + b64(share) + "/confirm", nlohmann::json::object(), bearer);
  }
  Reply end(const base::ShareId& share, const std::string& bearer) {
    return http(server.port(), "DELETE", space + "/" + b64(share), {}, {{"Authorization", bearer}});
  }
  Reply fetch(const base::ShareId& share) { return get(server.port(), "/v1/shares/" + b64(share)); }
  nlohmann::json list(const std::string& bearer) { return get(server.port(), space, bearer).json()["shares"]; }
  static base::Bytes body_of(std::size_t size, std::uint8_t fill = 7) { return base::Bytes(size, fill); }
};

TEST_F(Shares, InASpaceItOpensWithTheSecondKeyAlone) {
  ASSERT_EQ(put(id, body_of(5000)).status, 201);
  EXPECT_EQ(fetch(id).status, 404);
  EXPECT_EQ(confirm(id, alices).code(), "not_yours") << "one's own key is no second one";
  EXPECT_EQ(fetch(id).status, 404);
  EXPECT_FALSE(list(bobs).at(0).at("confirmed").get<bool>());
  EXPECT_EQ(confirm(id, bobs).status, 200);
  EXPECT_EQ(confirm(id, bobs).status, 200);
  EXPECT_FALSE(list(alices).at(0).at("fetched").get<bool>());
  const auto got = fetch(id);
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, std::string(5000, 7));
  EXPECT_EQ(got.headers.at("content-type"), "application/octet-stream");
  EXPECT_EQ(got.headers.at("cache-control"), "no-store");
  EXPECT_TRUE(list(alices).at(0).at("fetched").get<bool>());
  EXPECT_EQ(fetch(id).status, 200) << "until it ends";
}

TEST_F(Shares, OfAPersonalLogItIsOpenAtOnceAndTheOtherSeesNothingOfIt) {
  const std::string own = "/v1/logs/" + b64(alice.log) + "/shares";
  const std::string bearer = "Bearer " + dial.token(alice);
  ASSERT_EQ(put_into(own, bearer, id, body_of(100)).status, 201);
  EXPECT_EQ(fetch(id).status, 200);
  EXPECT_TRUE(list(bobs).empty());
  EXPECT_EQ(end(id, bobs).status, 404);
  EXPECT_EQ(get(server.port(), own, bobs).code(), "not_yours");
}

TEST_F(Shares, EitherEndsItAndAfterThatNobodyReadsIt) {
  for (const auto& who : {alices, bobs}) {
    const auto share = random_id<base::ShareId>();
    ASSERT_EQ(put(share, body_of(100)).status, 201);
    ASSERT_EQ(confirm(share, bobs).status, 200);
    ASSERT_EQ(fetch(share).status, 200);
    EXPECT_EQ(end(share, who).status, 200);
    EXPECT_EQ(end(share, who).status, 200);
    EXPECT_EQ(fetch(share).status, 404);
    EXPECT_TRUE(list(alices).empty());
    // A late repetition of the first request does not bring it back.
    EXPECT_EQ(put(share, body_of(100)).status, 404);
    EXPECT_EQ(confirm(share, bobs).status, 404);
  }
}

TEST_F(Shares, UnknownPendingEndedAndExpiredLookTheSame) {
  const auto pending = random_id<base::ShareId>();
  const auto ended = random_id<base::ShareId>();
  const auto expired = random_id<base::ShareId>();
  ASSERT_EQ(put(pending, body_of(100), 14 * 86'400).status, 201);
  ASSERT_EQ(put(ended, body_of(100)).status, 201);
  ASSERT_EQ(end(ended, alices).status, 200);
  ASSERT_EQ(put(expired, body_of(100), 60).status, 201);
  ASSERT_EQ(confirm(expired, bobs).status, 200);
  server.clock().advance(60 * server::host::kSecond);
  const auto unknown = fetch(random_id<base::ShareId>());
  EXPECT_EQ(unknown.status, 404);
  for (const auto& share : {pending, ended, expired}) {
    const auto reply = fetch(share);
    EXPECT_EQ(reply.status, unknown.status);
    EXPECT_EQ(reply.body, unknown.body);
    auto headers = reply.headers;
    headers["date"] = unknown.headers.at("date");
    EXPECT_EQ(headers, unknown.headers);
  }
  EXPECT_EQ(get(server.port(), "/v1/shares/not-an-id").body, unknown.body);
}

TEST_F(Shares, TheSameRequestAgainIsTheSameShareAndOtherBytesAreAConflict) {
  ASSERT_EQ(put(id, body_of(100)).status, 201);
  server.clock().advance(10 * server::host::kSecond);
  const auto again = put(id, body_of(100));
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.json().at("expires_at"), server.clock().now_ms() + 590 * server::host::kSecond);
  EXPECT_EQ(put(id, body_of(101)).code(), "conflict");
  EXPECT_EQ(put_into(space, bobs, id, body_of(100)).code(), "conflict") << "it is Alice's";
}

TEST_F(Shares, TwoHundredAndFiftySixKiBFitForAtMostFourteenDaysAndFourAtOnce) {
  EXPECT_EQ(put(id, body_of(base::kShareLimit)).status, 201);
  EXPECT_EQ(put(random_id<base::ShareId>(), body_of(base::kShareLimit + 1)).status, 400);
  EXPECT_EQ(put(random_id<base::ShareId>(), body_of(400 * 1024)).status, 413);
  EXPECT_EQ(put(random_id<base::ShareId>(), {}).status, 400);
  EXPECT_EQ(put(random_id<base::ShareId>(), body_of(9), 14 * 86'400 + 1).status, 400);
  EXPECT_EQ(put(random_id<base::ShareId>(), body_of(9), 0).status, 400);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(put(random_id<base::ShareId>(), body_of(9)).status, 201);
  EXPECT_EQ(put(random_id<base::ShareId>(), body_of(9)).code(), "quota");
  ASSERT_EQ(end(id, bobs).status, 200);
  EXPECT_EQ(put(random_id<base::ShareId>(), body_of(9)).status, 201);
}

TEST_F(Shares, OnlyThisRequestMayBeLarge) {
  // The same bytes to any other address are refused before they are read.
  const auto large = nlohmann::json{{"body", std::string(100 * 1024, 'A')}}.dump();
  for (const auto* path : {"/v1/challenge", "/v1/shares", "/shares", "/v1/invites/shares"}) {
    EXPECT_EQ(http(server.port(), "POST", path, large).status, 413) << path;
  }
  EXPECT_EQ(http(server.port(), "POST", space, large).status, 401);
}

TEST_F(Shares, StrangersTheUnseatedAndReadersHaveNoPartInIt) {
  ASSERT_EQ(put(id, body_of(100)).status, 201);
  EXPECT_EQ(put_into(space, {}, random_id<base::ShareId>(), body_of(9)).code(), "login_refused");
  EXPECT_EQ(get(server.port(), space).code(), "login_refused");
  EXPECT_EQ(put_into(space, "Bearer " + dial.token(bob), random_id<base::ShareId>(), body_of(9)).code(), "not_yours");
  EXPECT_EQ(confirm(id, "Bearer " + dial.token(bob)).code(), "not_yours");
  EXPECT_EQ(end(id, "Bearer nobody").code(), "login_refused");
  EXPECT_EQ(post(server.port(), space + "/short/confirm", nlohmann::json::object(), bobs).status, 400);
  EXPECT_EQ(http(server.port(), "GET", space + "/" + b64(id), {}, {{"Authorization", bobs}}).status, 405);
}

TEST_F(Shares, WhatTwoKeysOpenedDoesNotStayOpenWithOne) {
  ASSERT_EQ(put(id, body_of(100)).status, 201);
  ASSERT_EQ(confirm(id, bobs).status, 200);
  const auto second = random_id<base::ShareId>();
  ASSERT_EQ(put(second, body_of(100)).status, 201);
  ASSERT_EQ(dial.seat_signed(bobs_seat, "leave", nullptr).status, 200);
  EXPECT_EQ(fetch(id).status, 404);
  EXPECT_EQ(put_into(space, bobs, random_id<base::ShareId>(), body_of(9)).code(), "seat_ended");
  EXPECT_EQ(confirm(second, bobs).status, 403);
}

TEST_F(Shares, AHeadRequestTellsThatItIsThereAndIsNoReading) {
  ASSERT_EQ(put(id, body_of(100)).status, 201);
  ASSERT_EQ(confirm(id, bobs).status, 200);
  EXPECT_EQ(http(server.port(), "HEAD", "/v1/shares/" + b64(id)).status, 200);
  EXPECT_FALSE(list(alices).at(0).at("fetched").get<bool>());
}

TEST_F(Shares, WhatHasEndedIsGoneFromTheFiles) {
  static constexpr std::string_view kCanary = "the kingfisher leaves the bank at noon";
  std::string text;
  for (int i = 0; i < 500; ++i) text += kCanary;
  const auto bytes = base::to_bytes(base::as_bytes(text));
  const auto second = random_id<base::ShareId>();
  ASSERT_EQ(put(id, bytes).status, 201);
  ASSERT_EQ(put(second, bytes).status, 201);
  EXPECT_FALSE(find_canary_in(server.folder(), kCanary).empty()) << "it is there, and would be plain here";
  ASSERT_EQ(end(id, bobs).status, 200);
  server.clock().advance(600 * server::host::kSecond);
  server.server().tidy();
  const auto sightings = find_canary_in(server.folder(), kCanary);
  EXPECT_TRUE(sightings.empty()) << sightings.front().where;
  // A day later the server does not know that it was there.
  server.clock().advance(kDay + 1);
  server.server().tidy();
  auto reader = server.store().open_reader();
  ASSERT_TRUE(reader.has_value());
  EXPECT_FALSE((*reader)->share(id)->has_value());
}

TEST_F(Shares, ARestartKeepsThem) {
  ASSERT_EQ(put(id, body_of(100)).status, 201);
  ASSERT_EQ(confirm(id, bobs).status, 200);
  server.restart();
  EXPECT_EQ(fetch(id).status, 200);
}

class FewReads : public Household {
 protected:
  static LocalServer::Options options() {
    LocalServer::Options options;
    options.server.api.share_reads_per_minute = 5;
    return options;
  }
  FewReads() : Household(options()) {}
};

TEST_F(FewReads, WhoGuessesIsSlowed) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(get(server.port(), "/v1/shares/" + b64(random_id<base::ShareId>())).status, 404);
  }
  EXPECT_EQ(get(server.port(), "/v1/shares/" + b64(random_id<base::ShareId>())).status, 429);
  server.clock().advance(60 * server::host::kSecond);
  EXPECT_EQ(get(server.port(), "/v1/shares/" + b64(random_id<base::ShareId>())).status, 404);
}

}  // namespace
}  // namespace hearth::tests
