#include "server/net/websocket.h"

#include <gtest/gtest.h>

#include <random>

namespace hearth::server::net {
namespace {

struct Heard final : MessageSink {
  std::vector<base::Bytes> messages;
  int pings = 0;
  int closed = 0;
  void on_message(base::ByteView message) override { messages.emplace_back(message.begin(), message.end()); }
  void on_ping(base::ByteView) override { ++pings; }
  void on_pong() override {}
  void on_close(std::uint16_t code) override { closed = code; }
  bool wants_more() const override { return closed == 0; }
};

base::Bytes random_bytes(std::mt19937& random, std::size_t size) {
  base::Bytes bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

TEST(WebSocket, MessagesComeWholeHoweverTheBytesAreCut) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  base::Bytes stream;
  std::vector<base::Bytes> sent;
  for (const std::size_t size : {0U, 1U, 125U, 126U, 127U, 1000U, 65535U, 65536U, 70000U, 3U}) {
    sent.push_back(random_bytes(random, size));
    append_masked_message(stream, sent.back(), static_cast<std::uint32_t>(random()));
  }
  for (int round = 0; round < 20; ++round) {
    MessageReader reader(Role::server, 100'000);
    Heard heard;
    std::size_t at = 0;
    while (at < stream.size()) {
      const auto piece = std::min<std::size_t>(stream.size() - at, 1 + random() % (round < 10 ? 7000 : 300'000));
      base::Bytes data(stream.begin() + static_cast<std::ptrdiff_t>(at),
                       stream.begin() + static_cast<std::ptrdiff_t>(at + piece));
      ASSERT_TRUE(reader.feed(data, heard).has_value());
      at += piece;
    }
    EXPECT_EQ(heard.messages, sent);
    EXPECT_EQ(reader.held(), 0U);
  }
}

TEST(WebSocket, OneByteAtATimeIsSlowButRight) {
  base::Bytes stream;
  append_masked_message(stream, base::Bytes(300, 7), 0x12345678U);
  append_masked_close(stream, 0x9abcdef0U);
  MessageReader reader(Role::server, 1000);
  Heard heard;
  for (auto byte : stream) ASSERT_TRUE(reader.feed(std::span(&byte, 1), heard).has_value());
  ASSERT_EQ(heard.messages.size(), 1U);
  EXPECT_EQ(heard.messages[0], base::Bytes(300, 7));
  EXPECT_EQ(heard.closed, 1000);
}

TEST(WebSocket, FragmentsMakeOneMessageAndAPingMayComeBetweenThem) {
  MessageReader reader(Role::client, 1000);
  Heard heard;
  base::Bytes stream{0x02, 2, 'a', 'b', 0x89, 0, 0x00, 1, 'c', 0x80, 1, 'd'};
  ASSERT_TRUE(reader.feed(stream, heard).has_value());
  ASSERT_EQ(heard.messages.size(), 1U);
  EXPECT_EQ(heard.messages[0], (base::Bytes{'a', 'b', 'c', 'd'}));
  EXPECT_EQ(heard.pings, 1);
}

TEST(WebSocket, FragmentsTogetherKeepTheLimitToo) {
  MessageReader reader(Role::client, 3);
  Heard heard;
  base::Bytes stream{0x02, 2, 'a', 'b', 0x80, 2, 'c', 'd'};
  EXPECT_EQ(reader.feed(stream, heard).error(), CloseCode::too_large);
}

// Two such lengths, added up without care, come out small: what follows would be
// unmasked far behind the buffer's end. Found by fuzzing.
TEST(WebSocket, ALengthNear2To64IsTooLargeAlsoBehindAFragment) {
  for (const std::uint8_t last : {0xffU, 0xfeU, 0xf0U}) {
    MessageReader reader(Role::client, 600);
    Heard heard;
    base::Bytes stream{0x02, 1, 'a', 0x00, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, last, 'b', 'c', 'd'};
    EXPECT_EQ(reader.feed(stream, heard).error(), CloseCode::too_large) << int{last};
    EXPECT_TRUE(heard.messages.empty());
  }
}

TEST(WebSocket, TheKeyOfTheStandardGetsTheAnswerOfTheStandard) {
  EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

}  // namespace
}  // namespace hearth::server::net
