#include "log/plaintext.h"

#include <gtest/gtest.h>

#include "log/control.h"
#include "log/exchange.h"

namespace hearth::log {
namespace {

using base::Error;

Plaintext example() {
  return {.type = "share.text",
          .type_version = 1,
          .logical = 3,
          .authored_ms = 4,
          .heads = {{.sequence = 5}},
          .payload = base::Bytes(100, 7)};
}

TEST(Inside, ComesBackAndIsPadded) {
  const auto bytes = encode(example());
  EXPECT_EQ(bytes.size(), 512U);
  EXPECT_EQ(decode_plaintext(bytes), example());
}

TEST(Inside, AnythingInThePaddingIsRefused) {
  auto bytes = encode(example());
  bytes.back() = 1;
  EXPECT_EQ(decode_plaintext(bytes).error(), Error::shape);
}

TEST(Inside, PaddingOfAnotherLengthIsRefused) {
  auto bytes = encode(example());
  bytes.push_back(0);
  EXPECT_EQ(decode_plaintext(bytes).error(), Error::shape);
  bytes.resize(511);
  EXPECT_EQ(decode_plaintext(bytes).error(), Error::shape);
}

TEST(Inside, AnotherVersionIsUnknown) {
  auto bytes = encode(example());
  bytes[0] = 2;
  EXPECT_EQ(decode_plaintext(bytes).error(), Error::unknown_version);
}

TEST(Inside, TooManyHeadsAreRefused) {
  auto plaintext = example();
  plaintext.heads.resize(kHeadsLimit + 1);
  EXPECT_EQ(decode_plaintext(encode(plaintext)).error(), Error::too_large);
}

TEST(Box, AnswerComesBackFromItsPadding) {
  for (const std::size_t length : {1U, 4091U, 4092U, 4093U, 20000U}) {
    const std::string answer(length, 'x');
    const auto padded = pad_answer(answer);
    EXPECT_EQ(padded.size() % kBoxStep, 0U);
    EXPECT_EQ(unpad_answer(padded.reveal()), answer);
  }
}

TEST(Json, TextIsEscaped) { EXPECT_EQ(json_text("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\""); }

TEST(Json, OpenAnswerNamesItsExchange) {
  base::ExchangeId id;
  id.bytes[4] = 9;
  const auto with = [&](std::string_view before) {
    return std::string(before) + R"("exchange":")" + base::to_base64url(id.view()) + R"("})";
  };
  EXPECT_EQ(answered_openly(base::as_bytes(with("{"))), id);
  EXPECT_EQ(answered_openly(base::as_bytes(with(R"({"text":"say \"exchange\":\"no\"",)"))), id);
  EXPECT_FALSE(answered_openly(base::as_bytes(R"({"exchange":"short"})")));
  EXPECT_FALSE(answered_openly({}));
}

}  // namespace
}  // namespace hearth::log
