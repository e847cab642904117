// Devices, leaving, erasing, readers.
#include <format>

#include "tests/members/household.h"

namespace hearth::tests {
namespace {

using envelope::Stream;

class Seats : public Household {
 protected:
  Chain::Made write(Listener& who, Chain& chain) {
    auto made = chain.next_random();
    const auto answer = who.ask(append_message(1, made));
    EXPECT_TRUE(answer && std::holds_alternative<Ack>(*answer));
    chain.moved(made);
    return made;
  }
  static std::string code_of(const std::optional<ServerMessage>& answer) {
    if (!answer) return "closed";
    if (const auto* refusal = std::get_if<Refusal>(&*answer)) return refusal->code;
    if (std::holds_alternative<Ack>(*answer)) return "ack";
    return "other";
  }
};

TEST_F(Seats, ADeviceIsAddedBySeatKeyAndSpeaksThen) {
  const DeviceKeys phone;
  EXPECT_EQ(dial.seat_signed(alices_seat, "device.add", &phone).status, 201);
  EXPECT_EQ(dial.seat_signed(alices_seat, "device.add", &phone).status, 200);
  alices_seat.devices.push_back(phone);
  Listener second(server.port(), dial.token(alices_seat, 1));
  Chain chain(alices_seat, 1, Stream::shared);
  EXPECT_EQ(code_of(second.ask(append_message(1, chain.next_random()))), "ack");
  // Nobody adds a device to another's seat.
  Place mallory = bobs_seat;
  mallory.seat = SigningKeys::make();
  EXPECT_EQ(dial.seat_signed(mallory, "device.add", &phone).code(), "login_refused");
  Place bob_tries = bobs_seat;
  EXPECT_EQ(dial.seat_signed(bob_tries, "device.add", &phone).code(), "conflict");
}

TEST_F(Seats, ARevokedDeviceLosesItsSocketItsTokenAndItsLogin) {
  const DeviceKeys phone;
  EXPECT_EQ(dial.seat_signed(alices_seat, "device.add", &phone).status, 201);
  alices_seat.devices.push_back(phone);
  const auto token = dial.token(alices_seat, 1);
  Listener on_phone(server.port(), token);
  ASSERT_TRUE(on_phone.live());
  Listener on_laptop(server.port(), dial.token(alices_seat));
  EXPECT_EQ(dial.seat_signed(bobs_seat, "device.revoke", &phone).code(), "not_found") << "not Bob's to revoke";
  EXPECT_EQ(dial.seat_signed(alices_seat, "device.revoke", &phone).status, 200);
  const auto last = on_phone.next();
  ASSERT_TRUE(last && std::holds_alternative<Failure>(*last));
  EXPECT_EQ(std::get<Failure>(*last).code, "revoked");
  EXPECT_FALSE(on_phone.next().has_value());
  EXPECT_EQ(on_phone.socket().close_code(), 1008);
  EXPECT_EQ(get(server.port(), std::format("/v1/logs/{}/usage", b64(alices_seat.log)), "Bearer " + token).status, 401);
  EXPECT_EQ(dial.log_in(alices_seat, 1).code(), "login_refused");
  EXPECT_EQ(dial.seat_signed(alices_seat, "device.add", &phone).code(), "conflict") << "it cannot come back";
  Chain chain(alices_seat, 0, Stream::shared);
  EXPECT_EQ(code_of(on_laptop.ask(append_message(1, chain.next_random()))), "ack");
}

TEST_F(Seats, WhoLeftReadsAndErasesButWritesNoMore) {
  Listener bobs(server.port(), dial.token(bobs_seat));
  Chain his(bobs_seat, 0, Stream::shared);
  const auto written = write(bobs, his);
  EXPECT_EQ(dial.seat_signed(alices_seat, "leave", nullptr).status, 200);
  EXPECT_EQ(dial.seat_signed(bobs_seat, "leave", nullptr).status, 200);
  EXPECT_EQ(code_of(bobs.ask(append_message(2, his.next_random(700)))), "seat_ended");
  EXPECT_EQ(code_of(bobs.ask(erase_message(3, written.header.event, envelope::link(written.header_bytes)))), "ack");
  // What says that it was taken back is small and still goes to the other.
  EXPECT_EQ(code_of(bobs.ask(append_message(4, his.next_random(300)))), "ack");
  Listener again(server.port(), dial.token(bobs_seat));
  EXPECT_EQ(again.paged().size(), 2U);
}

TEST_F(Seats, LeavingNeedsTheSeatsOwnKey) {
  Place forged = alices_seat;  // her public key, somebody else's signature
  forged.seat.secret = SigningKeys::make().secret;
  EXPECT_EQ(dial.seat_signed(forged, "leave", nullptr).code(), "login_refused");
  const DeviceKeys phone;
  EXPECT_EQ(dial.seat_signed(forged, "device.add", &phone).code(), "login_refused");
  Place mallory = alices_seat;
  mallory.seat = bobs_seat.seat;  // Bob, who is in the space too
  EXPECT_EQ(dial.seat_signed(mallory, "leave", nullptr).status, 200) << "that ends Bob's own seat, not Alice's";
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  EXPECT_EQ(code_of(alices.ask(append_message(1, chain.next_random()))), "ack");
}

TEST_F(Seats, AReaderReadsAllAndWritesNothing) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  const auto made = write(alices, chain);
  const DeviceKeys archive;
  EXPECT_EQ(
      post(server.port(), std::format("/v1/logs/{}/readers", b64(alices_seat.log)),
           {{"device", {{"id", b64(archive.id)}, {"key", b64(archive.keys.key)}}}}, "Bearer " + dial.token(alices_seat))
          .status,
      201);
  Place reader = bobs_seat;
  reader.devices = {archive};
  const auto token = dial.token(reader);
  Listener listening(server.port(), token);
  ASSERT_EQ(listening.paged().size(), 1U);
  EXPECT_EQ(listening.paged()[0].body, made.body);
  EXPECT_EQ(code_of(listening.ask(append_message(1, Chain(reader, 0, Stream::shared).next_random()))), "not_yours");
  // Nor in the name of the one who let it read.
  Place as_alice = alices_seat;
  as_alice.devices = {archive};
  EXPECT_EQ(code_of(listening.ask(append_message(1, Chain(as_alice, 0, Stream::shared).next_random()))), "not_yours");
  EXPECT_EQ(code_of(listening.ask(erase_message(1, made.header.event, envelope::link(made.header_bytes)))),
            "not_yours");
  EXPECT_EQ(post(server.port(), std::format("/v1/logs/{}/readers", b64(alices_seat.log)),
                 {{"device", {{"id", b64(archive.id)}, {"key", b64(archive.keys.key)}}}}, "Bearer " + token)
                .code(),
            "not_yours");
}

TEST_F(Seats, AnErasedBodyGoesAfterSevenDaysAndItsHeaderStays) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  const auto made = write(alices, chain);
  const auto link = envelope::link(made.header_bytes);
  EXPECT_EQ(code_of(alices.ask(erase_message(1, made.header.event, random_id<base::Hash32>()))), "link_mismatch");
  EXPECT_EQ(code_of(alices.ask(erase_message(1, random_id<base::EventId>(), link))), "not_found");
  EXPECT_EQ(code_of(alices.ask(erase_message(2, made.header.event, link))), "ack");

  server.clock().advance(7 * server::host::kDay - 1);
  server.server().tidy();
  Listener before(server.port(), Dialler(server.port()).token(bobs_seat));
  ASSERT_EQ(before.paged().size(), 1U);
  EXPECT_EQ(before.paged()[0].flags, 2);
  EXPECT_EQ(before.paged()[0].body, made.body);

  server.clock().advance(1);
  server.server().tidy();
  Listener after(server.port(), Dialler(server.port()).token(bobs_seat));
  ASSERT_EQ(after.paged().size(), 1U);
  EXPECT_EQ(after.paged()[0].flags, 1);
  EXPECT_TRUE(after.paged()[0].body.empty());
  EXPECT_EQ(after.paged()[0].header, made.header_bytes);
  // Too late to take it back; and the chain goes on as if nothing were.
  Listener writes(server.port(), Dialler(server.port()).token(alices_seat));
  EXPECT_EQ(code_of(writes.ask(unerase_message(3, made.header.event))), "not_found");
  EXPECT_EQ(code_of(writes.ask(append_message(4, chain.next_random()))), "ack");
  EXPECT_EQ(code_of(writes.ask(append_message(5, made))), "ack") << "the same event again: known, body or not";
}

TEST_F(Seats, AnErasureCanBeTakenBackForSevenDays) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  const auto made = write(alices, chain);
  EXPECT_EQ(code_of(alices.ask(erase_message(1, made.header.event, envelope::link(made.header_bytes)))), "ack");
  EXPECT_EQ(code_of(alices.ask(unerase_message(2, made.header.event))), "ack");
  server.clock().advance(8 * server::host::kDay);
  server.server().tidy();
  Listener after(server.port(), Dialler(server.port()).token(bobs_seat));
  ASSERT_EQ(after.paged().size(), 1U);
  EXPECT_EQ(after.paged()[0].flags, 0);
  EXPECT_EQ(after.paged()[0].body, made.body);
}

TEST_F(Seats, NobodyErasesWhatAnotherWrote) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  const auto made = write(alices, chain);
  Listener bobs(server.port(), dial.token(bobs_seat));
  EXPECT_EQ(code_of(bobs.ask(erase_message(1, made.header.event, envelope::link(made.header_bytes)))), "not_yours");
  EXPECT_EQ(code_of(bobs.ask(unerase_message(1, made.header.event))), "not_yours");
}

TEST_F(Seats, APersonalLogBelongsToTheOneWhoWroteFirst) {
  Listener alices(server.port(), dial.token(alice));
  Chain chain(alice, 0, Stream::private_);
  write(alices, chain);
  Place other = alice;
  other.member = random_id<base::MemberId>();
  EXPECT_EQ(code_of(alices.ask(append_message(2, Chain(other, 0, Stream::control).next_random()))), "not_yours");
}

TEST_F(Seats, OnePersonMayHaveSixteenSpaces) {
  const auto token = dial.token(alice);
  for (int i = 0; i < 15; ++i) EXPECT_EQ(dial.make_space(token, Place()).status, 201);
  EXPECT_EQ(dial.make_space(token, Place()).code(), "quota");
  EXPECT_EQ(dial.make_space(token, alices_seat).status, 200) << "the first one again is the first one";
  EXPECT_EQ(dial.make_space(dial.token(alices_seat), Place()).code(), "not_yours") << "a space cannot make spaces";
}

TEST_F(Seats, AClientWhoseCursorIsNotOnThisServerIsToldSo) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  const auto made = write(alices, chain);
  const auto token = dial.token(bobs_seat);
  EXPECT_TRUE(Listener(server.port(), token, 1, envelope::link(made.header_bytes)).welcome().cursor_ok);
  EXPECT_FALSE(Listener(server.port(), token, 1, random_id<base::Hash32>()).welcome().cursor_ok);
  EXPECT_FALSE(Listener(server.port(), token, 2, random_id<base::Hash32>()).welcome().cursor_ok);
}

}  // namespace
}  // namespace hearth::tests
