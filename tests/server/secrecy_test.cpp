// What the server keeps and prints: nothing but ciphertext, and of what was erased
// not even that. The twin sends plain words, and the search has to find them.
#include <fstream>

#include "server/admin/data_folder.h"
#include "tests/members/household.h"
#include "tests/support/canary.h"

namespace hearth::tests {
namespace {

using envelope::Stream;

class Secrecy : public Household {
 protected:
  // Words as a member's device sends them: under a key that the server never has.
  static base::Bytes sealed(std::string_view words) {
    base::Bytes key(words.size());
    fill_random(key);
    for (std::size_t i = 0; i < words.size(); ++i) key[i] ^= static_cast<std::uint8_t>(words[i]);
    return key;
  }
  void write(Place& place, Stream stream, base::ByteView body) {
    Listener socket(server.port(), dial.token(place));
    Chain chain(place, 0, stream);
    const auto answer = socket.ask(append_message(1, chain.next(body)));
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  }
  static constexpr std::string_view kCanary = "the heron waits in the reeds at dawn";
};

TEST_F(Secrecy, NoWordStandsInTheDatabaseOrItsLog) {
  write(alices_seat, Stream::shared, sealed(kCanary));
  write(alice, Stream::private_, sealed(kCanary));
  EXPECT_TRUE(find_canary_in(server.folder(), kCanary).empty());
}

TEST_F(Secrecy, TheTwinThatSendsPlainWordsIsFound) {
  write(alices_seat, Stream::shared, base::as_bytes(kCanary));
  EXPECT_FALSE(find_canary_in(server.folder(), kCanary).empty());
}

TEST_F(Secrecy, WhatWasErasedIsGoneFromTheFiles) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, Stream::shared);
  // Long ones live in pages of their own; both kinds have to go.
  for (const auto* filler : {"", "long"}) {
    auto body = std::string(kCanary);
    if (*filler != '\0') {
      for (int i = 0; i < 2000; ++i) body += kCanary;
    }
    const auto made = chain.next(base::as_bytes(body));
    auto answer = alices.ask(append_message(1, made));
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
    chain.moved(made);
    answer = alices.ask(erase_message(2, made.header.event, envelope::link(made.header_bytes)));
    ASSERT_TRUE(answer && std::holds_alternative<Ack>(*answer));
  }
  EXPECT_FALSE(find_canary_in(server.folder(), kCanary).empty()) << "seven days are not over";
  server.clock().advance(7 * server::host::kDay);
  server.server().tidy();
  const auto sightings = find_canary_in(server.folder(), kCanary);
  EXPECT_TRUE(sightings.empty()) << sightings.front().where;
}

TEST_F(Secrecy, TokensAreKeptAsHashesOnly) {
  const auto token = server.setup_token();
  const auto session = dial.token(alice);
  EXPECT_TRUE(find_canary_in(server.folder(), base::as_text(base::from_base64url(token).value())).empty());
  EXPECT_TRUE(find_canary_in(server.folder(), token).empty());
  EXPECT_TRUE(find_canary_in(server.folder(), session).empty());
}

}  // namespace
}  // namespace hearth::tests
