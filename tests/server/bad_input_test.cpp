// Each kind of bad input gets a clear answer, and the next good request works.
#include <format>
#include <set>
#include <sstream>

#include "tests/members/household.h"

namespace hearth::tests {
namespace {

using envelope::Stream;

class BadInput : public Household {
 protected:
  ~BadInput() override {
    // Whatever was said, the server still serves.
    EXPECT_EQ(get(server.port(), "/readyz").status, 200);
    EXPECT_FALSE(dial.token(alices_seat).empty());
  }
};

TEST_F(BadInput, ABodyThatIsNoJsonOrLacksAFieldIsRefusedByItsShape) {
  for (const std::string body :
       {"", "{", "[]", "null", "{}", R"({"log":"AA"})", R"({"log":7,"device":[]})", "\xff\xfe"}) {
    const auto reply = http(server.port(), "POST", "/v1/challenge", body);
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_EQ(reply.code(), "shape") << body;
  }
  const auto deep = std::string(30'000, '[');
  EXPECT_EQ(http(server.port(), "POST", "/v1/challenge", deep).code(), "shape");
}

TEST_F(BadInput, ABodyOverSixtyFourKiBIsTooLarge) {
  const auto reply = http(server.port(), "POST", "/v1/challenge", std::string(64 * 1024 + 1, ' '));
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(reply.code(), "too_large");
}

TEST_F(BadInput, ATruncatedBodyIsNoRequest) {
  Wire wire(server.port());
  wire.send(std::format("POST /v1/challenge HTTP/1.1\r\nHost: localhost:{}\r\nContent-Length: 100\r\n\r\n{{\"log\"",
                        server.port()));
  wire.vanish();
}

TEST_F(BadInput, HeadersOverTheirLimitAreRefusedAndGarbageIsNoHttp) {
  const auto big = http(server.port(), "GET", "/healthz", {}, {{"X-Big", std::string(20'000, 'a')}});
  EXPECT_EQ(big.status, 431);
  Wire wire(server.port());
  wire.send("\x16\x03\x01 this is no HTTP\r\n\r\n");
  EXPECT_EQ(wire.read_reply().status, 400);
}

TEST_F(BadInput, UnknownRoutesAndMethodsAreNamed) {
  EXPECT_EQ(get(server.port(), "/v1/nothing").status, 404);
  EXPECT_EQ(get(server.port(), "/v1/nothing").code(), "not_found");
  EXPECT_EQ(get(server.port(), "/v1/challenge").status, 405);
  EXPECT_EQ(http(server.port(), "PUT", "/v1/challenge", "{}").code(), "method_not_allowed");
  EXPECT_EQ(get(server.port(), "/v1/logs//seats").status, 400);  // an empty part
}

TEST_F(BadInput, PathsThatLeaveTheFolderDoNotExist) {
  for (const std::string path :
       {"/../etc/passwd", "/%2e%2e/etc/passwd", "/a/../../etc/passwd", "/%00", "/a%2", "/a\\b"}) {
    EXPECT_EQ(get(server.port(), path).status, 400) << path;
  }
}

TEST_F(BadInput, AnotherHostOrOriginGetsNothing) {
  const auto port = server.port();
  EXPECT_EQ(http(port, "POST", "/v1/challenge", "{}", {{"Host", "evil.example"}}).code(), "host_refused");
  const auto rebound_name = std::format("evil.example:{}", port);
  EXPECT_EQ(http(port, "POST", "/v1/challenge", "{}", {{"Host", rebound_name}}).code(), "host_refused");
  EXPECT_EQ(http(port, "POST", "/v1/challenge", "{}", {{"Host", "localhost:1"}}).code(), "host_refused");
  EXPECT_EQ(http(port, "POST", "/v1/challenge", "{}", {{"Origin", "http://evil.example"}}).code(), "origin_refused");
  EXPECT_EQ(http(port, "POST", "/v1/challenge", "{}", {{"Origin", "null"}}).code(), "origin_refused");
  const auto own = std::format("http://localhost:{}", port);
  EXPECT_EQ(http(port, "POST", "/v1/challenge", "{}", {{"Origin", own}}).code(), "shape");
  Socket rebound(port, {{"Host", rebound_name}});
  EXPECT_FALSE(rebound.open());
  Socket foreign(port, {{"Origin", "http://evil.example"}});
  EXPECT_FALSE(foreign.open());
}

TEST_F(BadInput, AnswersCarryTheHeadersThatKeepOtherCodeOut) {
  const auto reply = get(server.port(), "/v1/about");
  ASSERT_EQ(reply.status, 200);
  // Each directive by itself: nothing but what is named here, and nothing left out of it.
  std::set<std::string> policy;
  std::istringstream directives(reply.headers.at("content-security-policy"));
  for (std::string one; std::getline(directives, one, ';');) policy.insert(one.substr(one.find_first_not_of(' ')));
  for (const char* one : {"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'",
                          "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
                          "require-trusted-types-for 'script'", "trusted-types hearth"}) {
    EXPECT_TRUE(policy.contains(one)) << one;
  }
  for (const std::string& one : policy) {
    EXPECT_EQ(one.find("unsafe-inline"), std::string::npos) << one;
    EXPECT_EQ(one.find("'unsafe-eval'"), std::string::npos) << one;
    EXPECT_EQ(one.find("http"), std::string::npos) << one;
    EXPECT_EQ(one.find('*'), std::string::npos) << one;
  }
  EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(reply.headers.at("referrer-policy"), "no-referrer");
  EXPECT_EQ(reply.headers.at("cross-origin-opener-policy"), "same-origin");
  EXPECT_EQ(reply.headers.at("cross-origin-resource-policy"), "same-origin");
  EXPECT_TRUE(reply.headers.contains("date"));
}

TEST_F(BadInput, ASetupTokenIsGoodOnceAndForHalfAnHour) {
  const auto token = server.setup_token();
  const Place carol;
  const Place dave;
  const auto body = dial.register_body(carol, token);
  EXPECT_EQ(post(server.port(), "/v1/register", body).status, 201);
  EXPECT_EQ(post(server.port(), "/v1/register", body).status, 200) << "the same request again is no second account";
  EXPECT_EQ(dial.register_place(dave, token).code(), "setup_used");
  const auto late = server.setup_token();
  server.clock().advance(30 * server::host::kMinute);
  EXPECT_EQ(dial.register_place(dave, late).code(), "setup_refused");
  EXPECT_EQ(dial.register_place(dave, b64(random_id<base::Hash32>())).code(), "setup_refused");
  EXPECT_EQ(dial.register_place(dave, late).status, 403);
}

TEST_F(BadInput, ARegistrationThatSomebodyElseSignedIsRefused) {
  const auto token = server.setup_token();
  const Place carol;
  auto body = dial.register_body(carol, token);
  body["seat_key"] = b64(SigningKeys::make().key);
  EXPECT_EQ(post(server.port(), "/v1/register", body).code(), "login_refused");
  EXPECT_EQ(dial.register_place(carol, token).status, 201) << "and the token was not used up";
}

TEST_F(BadInput, AReplayedLoginIsRefusedAndUnknownDevicesLookTheSame) {
  const auto challenge =
      post(server.port(), "/v1/challenge", {{"log", b64(alice.log)}, {"device", b64(alice.devices[0].id)}});
  ASSERT_EQ(challenge.status, 200);
  const auto given =
      verify::Challenge::from(base::from_base64url(challenge.json()["challenge"].get<std::string>()).value()).value();
  const auto nonce = random_id<verify::ClientNonce>();
  const auto here = dial.origin();
  const auto signature = alice.devices[0].keys.sign({.origin = here,
                                                     .action = "session",
                                                     .log = alice.log,
                                                     .device = alice.devices[0].id,
                                                     .challenge = given,
                                                     .nonce = nonce,
                                                     .extra = {}});
  const nlohmann::json body = {{"log", b64(alice.log)},
                               {"device", b64(alice.devices[0].id)},
                               {"challenge", b64(given)},
                               {"nonce", b64(nonce)},
                               {"signature", b64(signature)}};
  EXPECT_EQ(post(server.port(), "/v1/session", body).status, 200);
  const auto replayed = post(server.port(), "/v1/session", body);
  EXPECT_EQ(replayed.status, 401);

  const Place stranger;
  const auto unknown = dial.log_in(stranger);
  EXPECT_EQ(unknown.status, replayed.status);
  EXPECT_EQ(unknown.body, replayed.body);
  Place impostor = alice;
  impostor.devices[0].keys = SigningKeys::make();
  EXPECT_EQ(dial.log_in(impostor).body, replayed.body);
}

TEST_F(BadInput, ALoginForAnotherOriginIsRefused) {
  const auto challenge =
      post(server.port(), "/v1/challenge", {{"log", b64(alice.log)}, {"device", b64(alice.devices[0].id)}});
  const auto given =
      verify::Challenge::from(base::from_base64url(challenge.json()["challenge"].get<std::string>()).value()).value();
  const auto nonce = random_id<verify::ClientNonce>();
  const auto signature = alice.devices[0].keys.sign({.origin = "https://evil.example",
                                                     .action = "session",
                                                     .log = alice.log,
                                                     .device = alice.devices[0].id,
                                                     .challenge = given,
                                                     .nonce = nonce,
                                                     .extra = {}});
  EXPECT_EQ(post(server.port(), "/v1/session",
                 {{"log", b64(alice.log)},
                  {"device", b64(alice.devices[0].id)},
                  {"challenge", b64(given)},
                  {"nonce", b64(nonce)},
                  {"signature", b64(signature)}})
                .code(),
            "login_refused");
}

TEST_F(BadInput, ALateLoginIsRefusedAndAnOldTokenExpires) {
  const auto token = dial.token(alice);
  const auto path = std::format("/v1/logs/{}/usage", b64(alice.log));
  EXPECT_EQ(get(server.port(), path, "Bearer " + token).status, 200);
  server.clock().advance(15 * server::host::kMinute);
  EXPECT_EQ(get(server.port(), path, "Bearer " + token).status, 401);
  EXPECT_EQ(get(server.port(), path, "Bearer nonsense").status, 401);
  EXPECT_EQ(get(server.port(), path).status, 401);
}

TEST_F(BadInput, AKitThatKnowsOnlyItsDeviceFindsItsPersonalLog) {
  Place kit = alice;
  kit.log = base::LogId{};
  const auto reply = dial.log_in(kit);
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.json()["log"], b64(alice.log));
  Place in_space = alices_seat;
  in_space.log = base::LogId{};
  EXPECT_EQ(dial.log_in(in_space).code(), "login_refused") << "spaces are not found by device";
}

TEST_F(BadInput, AThirdPersonFindsTheSpaceFull) {
  Place mallory;
  mallory.log = alices_seat.log;
  const auto reply = dial.add_seat(dial.token(alices_seat), mallory);
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(reply.code(), "space_full");
  EXPECT_EQ(dial.add_seat(dial.token(alices_seat), bobs_seat).status, 200) << "Bob's seat again is Bob's seat";
  EXPECT_EQ(dial.add_seat(dial.token(bobs_seat), mallory).code(), "not_yours");
}

TEST_F(BadInput, AnotherPersonsPrivateLogIsOutOfReach) {
  const auto bobs_token = dial.token(bob);
  EXPECT_EQ(get(server.port(), std::format("/v1/logs/{}/usage", b64(alice.log)), "Bearer " + bobs_token).code(),
            "not_yours");
  // With Bob's session, an event for Alice's log.
  Listener bobs(server.port(), bobs_token);
  ASSERT_TRUE(bobs.live());
  Chain alices(alice, 0, Stream::private_);
  auto answer = bobs.ask(append_message(1, alices.next_random()));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(std::get<Refusal>(*answer).code, "not_yours");
  // And in the shared space under Alice's name.
  Listener in_space(server.port(), dial.token(bobs_seat));
  Place disguised = bobs_seat;
  disguised.member = alices_seat.member;
  answer = in_space.ask(append_message(2, Chain(disguised, 0, Stream::shared).next_random()));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(std::get<Refusal>(*answer).code, "not_yours");
}

TEST_F(BadInput, StreamsStayWhereTheyBelong) {
  Listener in_space(server.port(), dial.token(alices_seat));
  auto answer = in_space.ask(append_message(1, Chain(alices_seat, 0, Stream::private_).next_random()));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(std::get<Refusal>(*answer).code, "shape");
  Listener personal(server.port(), dial.token(alice));
  answer = personal.ask(append_message(1, Chain(alice, 0, Stream::shared).next_random()));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(std::get<Refusal>(*answer).code, "shape");
  answer = personal.ask(append_message(2, Chain(alice, 0, Stream::private_).next_random()));
  EXPECT_TRUE(answer && std::holds_alternative<Ack>(*answer));
}

TEST_F(BadInput, WhatIsNoMessageEndsTheSocketWithItsReason) {
  const auto said = [&](base::ByteView message) -> std::pair<std::string, int> {
    Socket socket(server.port());
    EXPECT_TRUE(socket.open());
    socket.send(message);
    std::string code;
    while (const auto answer = socket.receive()) {
      const auto decoded = decode_server_message(*answer);
      if (decoded && std::holds_alternative<Failure>(*decoded)) code = std::get<Failure>(*decoded).code;
    }
    return {code, socket.close_code()};
  };
  using Said = std::pair<std::string, int>;
  EXPECT_EQ(said(base::Bytes{0x7f}), (Said{"shape", 1008}));
  EXPECT_EQ(said(base::Bytes{}), (Said{"shape", 1008}));
  EXPECT_EQ(said(page_message(0, 10)), (Said{"hello_first", 1008}));
  EXPECT_EQ(said(hello_message("nonsense")), (Said{"login_refused", 1008}));
  auto trailing = hello_message(dial.token(alice));
  trailing.push_back(0);
  EXPECT_EQ(said(trailing), (Said{"shape", 1008}));
  EXPECT_EQ(said(base::Bytes(600'000, 1)).second, 1009);
}

TEST_F(BadInput, FramesAgainstTheStandardEndTheSocket) {
  const auto said = [&](const base::Bytes& frame) {
    Socket socket(server.port());
    EXPECT_TRUE(socket.open());
    socket.send_raw(frame);
    EXPECT_FALSE(socket.receive().has_value());
    return socket.close_code();
  };
  EXPECT_EQ(said({0x82, 0x01, 0x00}), 1002) << "not masked";
  EXPECT_EQ(said({0xc2, 0x81, 0, 0, 0, 0, 0}), 1002) << "a reserved bit";
  EXPECT_EQ(said({0x81, 0x81, 0, 0, 0, 0, 'a'}), 1003) << "text";
  EXPECT_EQ(said({0x80, 0x81, 0, 0, 0, 0, 0}), 1002) << "goes on with nothing";
  EXPECT_EQ(said({0x89, 0xfe, 0, 126, 0, 0, 0, 0}), 1002) << "a ping over 125 bytes";
  EXPECT_EQ(said({0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}), 1009) << "endless";
}

TEST_F(BadInput, AnAppendThatIsNotWellFormedIsRefusedByItsNumber) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  const auto refusal = [&](const Chain::Made& made) {
    const auto answer = alices.ask(append_message(9, made));
    if (!answer || !std::holds_alternative<Refusal>(*answer)) return std::string("no refusal");
    EXPECT_EQ(std::get<Refusal>(*answer).ref, 9U);
    return std::get<Refusal>(*answer).code;
  };
  auto made = chain.next_random();
  made.header_bytes.pop_back();
  EXPECT_EQ(refusal(made), "shape");
  made = chain.next_random();
  made.header_bytes[0] = 2;
  EXPECT_EQ(refusal(made), "shape") << "an unknown version";
  made = chain.next_random();
  made.body.back() ^= 1;
  EXPECT_EQ(refusal(made), "hash_mismatch");
  made = chain.next_random();
  made.body.push_back(0);
  EXPECT_NE(refusal(made), "no refusal");
  made = chain.next_random();
  const auto answer = alices.ask(append_message(10, made));
  EXPECT_TRUE(answer && std::holds_alternative<Ack>(*answer)) << "and a good one goes in";
}

TEST_F(BadInput, AClockThatIsHoursOffMeetsTheServersTimeAndNothingElse) {
  server.clock().advance(-11 * server::host::kHour);
  const auto reply = dial.log_in(alice);
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.json()["server_time"], server.clock().now_ms());
  Listener alices(server.port(), reply.json()["token"].get<std::string>());
  EXPECT_EQ(alices.welcome().server_time, server.clock().now_ms());
}

}  // namespace
}  // namespace hearth::tests
